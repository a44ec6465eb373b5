using NodaTime;

namespace Signpost.Server.Recurrence;

/// <summary>How long each occurrence lasts: what the clock on the wall goes on by, and then what truly passes.</summary>
/// <remarks>RFC 5545 section 3.8.5.3: days of a DURATION are days of the calendar, its hours truly pass (section 3.3.6).</remarks>
/// <param name="ByClock">Seconds on the wall.</param>
/// <param name="Elapsed">Seconds that pass after that.</param>
internal readonly record struct EventLength(long ByClock, long Elapsed)
{
    // Longer than any event, and still far from where arithmetic ends.
    private const long Longest = 100L * 366 * CivilDay.Seconds;

    /// <summary>No more than this passes.</summary>
    public long Bound => ByClock + Elapsed;

    /// <summary>As many days and seconds as the calendar and the clock show.</summary>
    public static EventLength Nominal(long days, long seconds = 0) => new(Bounded(days, CivilDay.Seconds) + Bounded(seconds, 1), 0);

    /// <summary>As many seconds as truly pass.</summary>
    public static EventLength Exact(long seconds) => new(0, Bounded(seconds, 1));

    /// <summary>Days of the calendar, then seconds that pass.</summary>
    public static EventLength DaysAndTime(long days, long seconds) => new(Bounded(days, CivilDay.Seconds), Bounded(seconds, 1));

    /// <summary>Where an occurrence ends, in seconds of UTC.</summary>
    /// <param name="clock">The clock by which it begins.</param>
    /// <param name="local">What that shows at the start.</param>
    /// <param name="start">The start.</param>
    public long EndOf(LocalClock clock, long local, long start)
    {
        if (ByClock == 0)
        {
            return start + Elapsed;
        }

        // A start that the clock skips is later than the clock says; the end must not come before it.
        var end = clock.ToUtc(local + ByClock);
        return (end > start ? end : start + ByClock) + Elapsed;
    }

    // What goes backwards lasts no time.
    private static long Bounded(long value, long each) => Math.Clamp(value, 0, Longest / each) * each;
}
