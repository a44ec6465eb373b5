using System.Diagnostics;
using Ical.Net.DataTypes;

namespace Signpost.Bench;

/// <summary>The same text in Ical.Net.</summary>
internal static class CalendarPeer
{
    public static (TimeSpan Read, TimeSpan Expand, int Found) Measure(string text)
    {
        var start = Stopwatch.GetTimestamp();
        var calendar = Ical.Net.Calendar.Load(text)!;
        var read = Stopwatch.GetElapsedTime(start);
        var (from, until) = (CalendarTimes.SixtyDays.Start.ToDateTimeUtc(), CalendarTimes.SixtyDays.End.ToDateTimeUtc());
        start = Stopwatch.GetTimestamp();
        var found = calendar.GetOccurrences(new CalDateTime(from, "UTC")).TakeWhile(one => one.Period.StartTime.AsUtc < until).Count();
        return (read, Stopwatch.GetElapsedTime(start), found);
    }
}
