namespace Signpost.Cli;

/// <summary>The window of <c>--from</c> and <c>--to</c>.</summary>
internal static class WhenOptions
{
    private static readonly TimeSpan DayBegins = TimeSpan.FromHours(8);
    private static readonly TimeSpan DayEnds = TimeSpan.FromHours(18);

    /// <summary>Reads it; without both it is today's working day, without <c>--to</c> that of the day, or as long from a time.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static (DateTimeOffset Start, DateTimeOffset End) Read(string? from, string? to, DateTimeOffset now, TimeZoneInfo zone)
    {
        var midnight = WhenText.Read("today", "--from", now, now, zone).Start;
        if (to is null)
        {
            var begin = WhenText.Read(from ?? "today", "--from", BaseOf(from, now, midnight), now, zone);
            var date = TimeZoneInfo.ConvertTime(begin.Start, zone).Date;
            return begin.IsDay
                ? (WhenText.InstantOf(date + DayBegins, zone, isEnd: false), WhenText.InstantOf(date + DayEnds, zone, isEnd: true))
                : (begin.Start, begin.Start + (DayEnds - DayBegins));
        }

        var start = from is null ? midnight : WhenText.Read(from, "--from", BaseOf(from, now, midnight), now, zone).Start;
        var end = WhenText.Read(to, "--to", start, now, zone).End;
        return end > start ? (start, end) : throw new UsageException("--to: it is not after --from");
    }

    // In so many hours is from now on, in so many days from midnight.
    private static DateTimeOffset BaseOf(string? text, DateTimeOffset now, DateTimeOffset midnight) => text is ['+', .., 'h' or 'm'] ? now : midnight;
}
