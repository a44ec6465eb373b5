using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Signpost.Directory;

/// <summary>The values in a distinguished name, and how they are escaped (RFC 4514 section 2.4).</summary>
internal static class DnValue
{
    private const string Special = "\"+,;<>\\";    // these never stand in a value unescaped

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789ABCDEFabcdef");
    private static readonly SearchValues<char> NotAsIs = SearchValues.Create(Special + '\0');
    private static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>A value as it stands in a name (RFC 4514 section 2.4).</summary>
    public static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length + 8);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            var isEdge = (c is ' ' && (i == 0 || i == value.Length - 1)) || (c is '#' && i == 0);
            _ = c < ' ' || c == 0x7f
                ? escaped.Append('\\').Append(((int)c).ToString("X2", CultureInfo.InvariantCulture))
                : isEdge || Special.Contains(c, StringComparison.Ordinal) ? escaped.Append('\\').Append(c) : escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>A value unescaped; null when it is bytes in hexadecimal that are no text.</summary>
    public static bool TryRead(ReadOnlySpan<char> written, out string? value)
    {
        if (written is ['#', ..])
        {
            return TryHexValue(written[1..], out value);
        }

        if (!written.ContainsAny(NotAsIs))
        {
            value = written.ToString();
            return true;
        }

        value = null;
        var text = new StringBuilder(written.Length);
        for (var i = 0; i < written.Length;)
        {
            var c = written[i];
            if (c is '\\' && i + 2 < written.Length && char.IsAsciiHexDigit(written[i + 1]) && char.IsAsciiHexDigit(written[i + 2]))
            {
                if (!TryAppendBytes(text, written, ref i))
                {
                    return false;
                }

                continue;
            }

            if (c is '\\')
            {
                if (++i >= written.Length || !(Special.Contains(written[i], StringComparison.Ordinal) || written[i] is ' ' or '#' or '='))
                {
                    return false;
                }
            }
            else if (c is '\0' || Special.Contains(c, StringComparison.Ordinal))
            {
                return false;
            }

            text.Append(written[i++]);
        }

        value = text.ToString();
        return true;
    }

    /// <summary>A run of <c>\XX</c>: together the bytes of UTF-8 (RFC 4514 section 2.4).</summary>
    private static bool TryAppendBytes(StringBuilder text, ReadOnlySpan<char> written, ref int at)
    {
        var bytes = new List<byte>();
        while (at + 2 < written.Length && written[at] is '\\' && char.IsAsciiHexDigit(written[at + 1]) && char.IsAsciiHexDigit(written[at + 2]))
        {
            bytes.Add(byte.Parse(written.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            at += 3;
        }

        return TryText([.. bytes], out var run) && text.Append(run) is not null;
    }

    /// <summary>RFC 4514 section 2.4: <c>#</c> and the BER encoding of the value. A string of ASN.1 is read as one, so that it equals its plain spelling.</summary>
    private static bool TryHexValue(ReadOnlySpan<char> digits, out string? value)
    {
        value = null;
        if (digits.IsEmpty || digits.Length % 2 == 1 || digits.ContainsAnyExcept(Hexadecimal))
        {
            return false;
        }

        var ber = Convert.FromHexString(digits);
        const byte OctetString = 0x04, Utf8String = 0x0c, PrintableString = 0x13, Ia5String = 0x16;
        if (ber is [OctetString or Utf8String or PrintableString or Ia5String, < 0x80, ..] && ber[1] == ber.Length - 2)
        {
            _ = TryText(ber[2..], out value);
        }

        return true;
    }

    private static bool TryText(byte[] bytes, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = Strict.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = null;
            return false;
        }
    }
}
