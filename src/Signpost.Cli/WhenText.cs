using System.Globalization;

namespace Signpost.Cli;

/// <summary>A time as people write it: a day, a clock, an instant, or so much later.</summary>
/// <param name="Start">When it is, or when the day begins.</param>
/// <param name="End">When it is, or when the day ends.</param>
internal readonly record struct WhenText(DateTimeOffset Start, DateTimeOffset End)
{
    private static readonly string[] Days = ["yyyy-MM-dd"];
    private static readonly string[] Clocks = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];
    private static readonly string[] Instants = ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK"];

    /// <summary>Whether it is a whole day.</summary>
    public bool IsDay => End > Start;

    /// <summary>Reads one.</summary>
    /// <param name="text">For example <c>2026-03-02</c>, <c>09:00</c>, <c>tomorrow</c>, <c>+7d</c>.</param>
    /// <param name="option">The option that has it.</param>
    /// <param name="since">What is counted from, and whose day a clock is of.</param>
    /// <param name="now">The time.</param>
    /// <param name="zone">Whose clock is meant.</param>
    /// <exception cref="UsageException">It is none of these.</exception>
    public static WhenText Read(string text, string option, DateTimeOffset since, DateTimeOffset now, TimeZoneInfo zone)
    {
        var (today, day) = (TimeZoneInfo.ConvertTime(now, zone).Date, TimeZoneInfo.ConvertTime(since, zone).Date);
        return text switch
        {
            "now" => new(now, now),
            "today" => DayOf(today, zone),
            "tomorrow" => DayOf(today.AddDays(1), zone),
            _ when TryExact(text, Days, out var date) => DayOf(date, zone),
            _ when TryExact(text, Clocks, out var clock) => At(clock, zone),
            _ when TryExact(text, ["HH:mm"], out var time) => At(day + time.TimeOfDay, zone),
            _ when text.Length > 16 && DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) && IsSensible(instant.Year) => new(instant, instant),
            _ when Later(text, since, zone) is { } later => new(later, later),
            _ => throw new UsageException($"{option}: '{text}' is not a time, such as 2026-03-02, 2026-03-02T09:00, tomorrow or +7d"),
        };
    }

    /// <summary>A length, such as 90m, 1h30m or 2h; null where it is none.</summary>
    public static TimeSpan? Length(string text)
    {
        var (total, digits) = (TimeSpan.Zero, "");
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) && digits.Length < 4)
            {
                digits += c;
                continue;
            }

            if (digits is "" || c is not ('h' or 'm'))
            {
                return null;
            }

            var number = int.Parse(digits, CultureInfo.InvariantCulture);
            (total, digits) = (total + (c is 'h' ? TimeSpan.FromHours(number) : TimeSpan.FromMinutes(number)), "");
        }

        return digits is "" && total > TimeSpan.Zero ? total : null;
    }

    /// <summary>The instant of a clock. What clocks skip is moved forward; of what they show twice it is the first time for a beginning, the second for an end.</summary>
    public static DateTimeOffset InstantOf(DateTime clock, TimeZoneInfo zone, bool isEnd)
    {
        if (zone.IsInvalidTime(clock))
        {
            return new DateTimeOffset(clock, zone.GetUtcOffset(clock.AddHours(-3)));
        }

        return new DateTimeOffset(clock, zone.IsAmbiguousTime(clock)
            ? isEnd ? zone.GetAmbiguousTimeOffsets(clock).Min() : zone.GetAmbiguousTimeOffsets(clock).Max()
            : zone.GetUtcOffset(clock));
    }

    private static WhenText At(DateTime clock, TimeZoneInfo zone) => new(InstantOf(clock, zone, isEnd: false), InstantOf(clock, zone, isEnd: true));

    private static WhenText DayOf(DateTime date, TimeZoneInfo zone) => new(InstantOf(date, zone, isEnd: false), InstantOf(date.AddDays(1), zone, isEnd: true));

    private static bool TryExact(string text, string[] forms, out DateTime time) =>
        DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out time) && (forms[0] is "HH:mm" || IsSensible(time.Year));

    private static bool IsSensible(int year) => year is > 1602 and < 8998;

    // Days are those of the calendar: across a change of clocks they are not 24 hours.
    private static DateTimeOffset? Later(string text, DateTimeOffset since, TimeZoneInfo zone)
    {
        if (text is not ['+', .. var digits, var unit] || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 100_000)
        {
            return null;
        }

        var clock = TimeZoneInfo.ConvertTime(since, zone).DateTime;
        return unit switch
        {
            'm' => since.AddMinutes(count),
            'h' => since.AddHours(count),
            'd' => InstantOf(clock.AddDays(count), zone, isEnd: false),
            'w' => InstantOf(clock.AddDays(7 * count), zone, isEnd: false),
            _ => null,
        };
    }
}
