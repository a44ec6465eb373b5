using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using NodaTime;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Calendars.Reading;

/// <summary>Values as iCalendar writes them.</summary>
internal static class CalendarWords
{
    // Exchange's own limit for a subject.
    private const int LongestText = 255;

    /// <summary>A TEXT value (RFC 5545 section 3.3.11) in one line, as XML can carry it.</summary>
    public static string Text(string value)
    {
        var text = new StringBuilder(Math.Min(value.Length, LongestText));
        for (var at = 0; at < value.Length && text.Length < LongestText;)
        {
            if (value[at] is '\\' && at + 1 < value.Length && value[at + 1] is '\\' or ';' or ',' or 'n' or 'N' or ':' or '"')
            {
                text.Append(value[at + 1] is 'n' or 'N' ? ' ' : value[at + 1]);
                at += 2;
                continue;
            }

            Rune.DecodeFromUtf16(value.AsSpan(at), out var rune, out var length);
            text.Append(Rune.IsControl(rune) ? " " : rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString());
            at += length;
        }

        return text.ToString().Trim();
    }

    /// <summary>The ID of a series: hexadecimal digits that are the same whenever it is read, and from which its UID can't be told.</summary>
    public static string Id(string uid) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(uid)).AsSpan(0, 16));

    /// <summary>A time without zone, or in UTC; null for anything else.</summary>
    public static CalendarTime? Time(ReadOnlySpan<char> value) => value.Trim() is { Length: <= 16 } text ? CalendarTime.Parse(text.ToString()) : null;

    /// <summary>A DURATION (RFC 5545 section 3.3.6) that does not go backwards; null for anything else.</summary>
    public static EventLength? Length(ReadOnlySpan<char> value)
    {
        var text = value.Trim();
        text = text is ['+', ..] ? text[1..] : text;
        if (text is not ['P' or 'p', .. { Length: > 0 } rest])
        {
            return null;
        }

        var (days, seconds, isTime) = (0L, 0L, false);
        while (!rest.IsEmpty)
        {
            if (rest[0] is 'T' or 't')
            {
                isTime = true;
                rest = rest[1..];
                continue;
            }

            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is not (> 0 and <= 9))
            {
                return null;
            }

            var number = long.Parse(rest[..digits], CultureInfo.InvariantCulture);
            switch (char.ToUpperInvariant(rest[digits]))
            {
                case 'W': days += 7 * number; break;
                case 'D': days += number; break;
                case 'H' when isTime: seconds += 3600 * number; break;
                case 'M' when isTime: seconds += 60 * number; break;
                case 'S' when isTime: seconds += number; break;
                default: return null;
            }

            rest = rest[(digits + 1)..];
        }

        return EventLength.DaysAndTime(days, seconds);
    }

    /// <summary>A UTC-OFFSET (RFC 5545 section 3.3.14); null for anything else.</summary>
    public static Offset? UtcOffset(string? value)
    {
        var text = value?.Trim() ?? "";
        if (text is not (['+' or '-', .. { Length: 4 or 6 } digits]) || !digits.All(char.IsAsciiDigit))
        {
            return null;
        }

        var number = int.Parse(digits.PadRight(6, '0'), CultureInfo.InvariantCulture);
        var seconds = number / 10_000 * 3600 + number / 100 % 100 * 60 + number % 100;
        return seconds > Offset.MaxValue.Seconds ? null : Offset.FromSeconds(text[0] is '-' ? -seconds : seconds);
    }
}
