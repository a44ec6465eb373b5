using System.Formats.Asn1;
using System.Globalization;
using System.Text;

namespace Signpost.Directory;

/// <summary>The words of LDAP that BER's reader lacks (RFC 4511 section 5.1: strings are never in pieces).</summary>
internal static class LdapReading
{
    extension(AsnReader reader)
    {
        public OctetString Octets(Asn1Tag? tag = null) => reader.TryReadPrimitiveOctetString(out var bytes, tag)
            ? new OctetString(bytes.ToArray())
            : throw new LdapFormatException("a string is in pieces");

        public string Text(Asn1Tag? tag = null) => reader.TryReadPrimitiveOctetString(out var bytes, tag)
            ? Encoding.UTF8.GetString(bytes.Span)
            : throw new LdapFormatException("a string is in pieces");

        public int Number(Asn1Tag? tag = null) => reader.TryReadInt32(out var value, tag) && value >= 0
            ? value
            : throw new LdapFormatException("a number is out of range");

        public int Enumeration()
        {
            var bytes = reader.ReadEnumeratedBytes().Span;
            return bytes switch
            {
                [< 0x80] => bytes[0],
                [< 0x80, _] => (bytes[0] << 8) | bytes[1],
                _ => throw new LdapFormatException(string.Create(CultureInfo.InvariantCulture, $"an enumeration has {bytes.Length} bytes")),
            };
        }

        /// <summary>Whether an optional part comes next.</summary>
        public bool Has(Asn1Tag tag) => reader.HasData && reader.PeekTag().HasSameClassAndValue(tag);

        public OctetString? OptionalOctets(Asn1Tag tag) => reader.Has(tag) ? reader.Octets(tag) : null;
    }
}
