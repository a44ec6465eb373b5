using System.Collections.Immutable;
using System.Formats.Asn1;

namespace Signpost.Directory;

/// <summary>An addition to a question or an answer (RFC 4511 section 4.1.11).</summary>
internal sealed record LdapControl(string Oid, bool IsCritical, OctetString? Value)
{
    /// <summary>MS-ADTS section 3.1.1.3.4.1.3: answer from this domain only, without referrals. A server that doesn't know it may say so by them.</summary>
    public static LdapControl DomainScope { get; } = new("1.2.840.113556.1.4.1339", false, null);

    private const string PagedResults = "1.2.840.113556.1.4.319";

    /// <summary>Asks for one page of a search (RFC 2696 section 2).</summary>
    /// <param name="size">How many entries a page has.</param>
    /// <param name="cookie">Where the last page ended; empty for the first one.</param>
    public static LdapControl Page(int size, OctetString cookie)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(size);
            writer.WriteOctetString(cookie.Span);
        }

        // Not critical: a directory that can't page then answers all at once.
        return new LdapControl(PagedResults, false, new OctetString(writer.Encode()));
    }

    /// <summary>Where the page ended that came with these controls; empty when it was the last one.</summary>
    /// <exception cref="LdapFormatException">The control is broken.</exception>
    public static OctetString NextPage(ImmutableArray<LdapControl> controls) =>
        controls.FirstOrDefault(control => control.Oid is PagedResults)?.Value is { } value ? ReadPage(value).Cookie : default;

    /// <summary>The page that a question asks for, where it asks for one.</summary>
    /// <exception cref="LdapFormatException">The control is broken.</exception>
    public static (int Size, OctetString Cookie)? PageAsked(ImmutableArray<LdapControl> controls) =>
        controls.FirstOrDefault(control => control.Oid is PagedResults)?.Value is { } value ? ReadPage(value) : null;

    private static (int Size, OctetString Cookie) ReadPage(OctetString value)
    {
        try
        {
            var page = new AsnReader(value.Memory, AsnEncodingRules.BER).ReadSequence();
            return page.TryReadInt32(out var size) && page.TryReadPrimitiveOctetString(out var cookie)
                ? (size, new OctetString(cookie.ToArray()))
                : throw new LdapFormatException("broken paged-results control");
        }
        catch (AsnContentException broken)
        {
            throw new LdapFormatException("broken paged-results control", broken);
        }
    }
}
