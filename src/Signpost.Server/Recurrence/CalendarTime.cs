using System.Diagnostics;
using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Signpost.Server.Recurrence;

/// <summary>A time as a calendar writes it (RFC 5545 sections 3.3.4 and 3.3.5): not every one is an instant by itself.</summary>
internal abstract record CalendarTime
{
    private static readonly LocalDatePattern DateText = LocalDatePattern.CreateWithInvariantCulture("yyyyMMdd");
    private static readonly LocalDateTimePattern DateTimeText = LocalDateTimePattern.CreateWithInvariantCulture("yyyyMMdd'T'HHmmss");

    private CalendarTime()
    {
    }

    /// <summary>A whole day.</summary>
    public sealed record Day(LocalDate Date) : CalendarTime;

    /// <summary>What a clock on the wall shows, wherever the reader is.</summary>
    public sealed record Floating(LocalDateTime Local) : CalendarTime;

    /// <summary>What a clock in one zone shows; UTC is such a zone.</summary>
    public sealed record Zoned(LocalDateTime Local, DateTimeZone Zone) : CalendarTime;

    /// <summary>What the clock shows; a day begins at midnight.</summary>
    public LocalDateTime Reading => this switch
    {
        Day day => day.Date.AtMidnight(),
        Floating floating => floating.Local,
        Zoned zoned => zoned.Local,
        _ => throw new UnreachableException(),
    };

    /// <summary>The zone whose clock it is: its own, else the one of whom it is read for.</summary>
    public DateTimeZone ZoneFor(DateTimeZone reader) => this is Zoned zoned ? zoned.Zone : reader;

    /// <summary>Reads 20260302, 20260302T090000 and 20260302T080000Z; null for anything else.</summary>
    public static CalendarTime? Parse(string text)
    {
        if (DateText.Parse(text) is { Success: true } day)
        {
            return new Day(day.Value);
        }

        var isUtc = text.EndsWith("Z", StringComparison.OrdinalIgnoreCase);
        // Second 60 is a leap second, which no clock here has: RFC 5545 section 3.3.12 takes it for 59.
        var plain = (isUtc ? text[..^1] : text).ToUpper(CultureInfo.InvariantCulture);
        plain = plain.Length == 15 && plain.EndsWith("60", StringComparison.Ordinal) ? plain[..13] + "59" : plain;
        return DateTimeText.Parse(plain) is not { Success: true } read ? null
            : isUtc ? new Zoned(read.Value, DateTimeZone.Utc)
            : new Floating(read.Value);
    }
}
