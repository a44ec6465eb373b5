using System.Collections.Frozen;
using System.Text;

namespace Signpost.Server.Calendars.Reading;

/// <summary>A property of a component (RFC 5545 section 3.1): its name in upper case, its parameters and its value as they are written.</summary>
internal sealed class ContentLine
{
    // What anything here asks for; all else is passed over without being kept.
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Known = FrozenDictionary.ToFrozenDictionary(
        [
            "BEGIN", "END", "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "STATUS", "TRANSP", "CLASS",
            "SUMMARY", "LOCATION", "ATTENDEE", "ORGANIZER", "FREEBUSY", "PRIORITY", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "X-WR-TIMEZONE",
            "X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-CDO-ALLDAYEVENT",
        ],
        name => name,
        StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly string parameters;

    private ContentLine(int number, string name, string parameters, string value) => (Number, Name, this.parameters, Value) = (number, name, parameters, value);

    /// <summary>Where it begins, counted from 1.</summary>
    public int Number { get; }

    public string Name { get; }

    public string Value { get; }

    /// <summary>Reads an unfolded line.</summary>
    /// <param name="text">The line.</param>
    /// <param name="number">Where it is.</param>
    /// <param name="line">The property; null where it is one that nobody asks for.</param>
    /// <returns>False where the line is no property at all.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, int number, out ContentLine? line)
    {
        line = null;
        var length = text.IndexOfAny((byte)':', (byte)';');
        if (length <= 0)
        {
            return false;
        }

        Span<char> upper = stackalloc char[32];
        var name = text[..length].TrimEnd((byte)' ');
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit((char)name[i]) && name[i] is not ((byte)'-' or (byte)'_' or (byte)'.'))
            {
                return false;
            }

            if (i < upper.Length)
            {
                upper[i] = char.ToUpperInvariant((char)name[i]);
            }
        }

        if (name.Length > upper.Length || !Known.TryGetValue(upper[..name.Length], out var known))
        {
            return true;
        }

        var colon = EndOfParameters(text, length);
        if (colon < 0)
        {
            return false;
        }

        line = new ContentLine(number, known, Encoding.UTF8.GetString(text[length..colon]), Encoding.UTF8.GetString(text[(colon + 1)..]));
        return true;
    }

    /// <summary>The value of a parameter; null where there is none.</summary>
    public string? Parameter(string name)
    {
        for (var at = 0; at < parameters.Length;)
        {
            var end = EndOfParameter(at + 1);
            var part = parameters.AsSpan(at + 1, end - at - 1);
            if (part.IndexOf('=') is >= 0 and var equal && part[..equal].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return Plain(part[(equal + 1)..].Trim());
            }

            at = end;
        }

        return null;
    }

    private static int EndOfParameters(ReadOnlySpan<byte> text, int from)
    {
        var isQuoted = false;
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] is (byte)'"')
            {
                isQuoted = !isQuoted;
            }
            else if (text[i] is (byte)':' && !isQuoted)
            {
                return i;
            }
        }

        // A quote that nothing closes is a character like others.
        return text[from..].IndexOf((byte)':') is >= 0 and var colon ? from + colon : -1;
    }

    private int EndOfParameter(int from)
    {
        var isQuoted = false;
        for (var i = from; i < parameters.Length; i++)
        {
            if (parameters[i] is '"')
            {
                isQuoted = !isQuoted;
            }
            else if (parameters[i] is ';' && !isQuoted)
            {
                return i;
            }
        }

        return parameters.Length;
    }

    // RFC 6868 section 3.
    private static string Plain(ReadOnlySpan<char> text)
    {
        var value = (text is ['"', .. var inner, '"'] ? inner : text).ToString();
        return value.Contains('^', StringComparison.Ordinal)
            ? value.Replace("^n", "\n", StringComparison.Ordinal).Replace("^'", "\"", StringComparison.Ordinal).Replace("^^", "^", StringComparison.Ordinal)
            : value;
    }
}
