namespace Signpost.Availability;

/// <summary>When clocks change in a year, for whoever says how far they are ahead of UTC at an instant.</summary>
internal static class PlatformChanges
{
    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<Change> Of(Func<DateTime, TimeSpan> zone, int year)
    {
        var changes = new List<Change>();
        var end = new DateTime(year + 1, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var day = new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc); day < end; day = day.AddDays(1))
        {
            if (OffsetAt(zone, day) != OffsetAt(zone, day.AddDays(1)))
            {
                changes.Add(Between(zone, day, day.AddDays(1)));
            }
        }

        return changes;
    }

    // The first minute with the new offset.
    private static Change Between(Func<DateTime, TimeSpan> zone, DateTime before, DateTime after)
    {
        var (from, to) = (OffsetAt(zone, before), OffsetAt(zone, after));
        while (after - before > TimeSpan.FromMinutes(1))
        {
            var middle = before.AddMinutes((int)((after - before).TotalMinutes / 2));
            (before, after) = OffsetAt(zone, middle) == from ? (middle, after) : (before, middle);
        }

        return new Change(after.AddMinutes(from), from, to);
    }

    private static int OffsetAt(Func<DateTime, TimeSpan> zone, DateTime utc) => (int)zone(utc).TotalMinutes;

    /// <summary>A change of clocks.</summary>
    /// <param name="Clock">What the clock shows before it is changed.</param>
    /// <param name="Before">Minutes ahead of UTC before it.</param>
    /// <param name="After">Minutes ahead of UTC after it.</param>
    public readonly record struct Change(DateTime Clock, int Before, int After)
    {
        /// <summary>By how much the clock is put forward.</summary>
        public int Delta => After - Before;

        /// <summary>The rule it follows: the n-th or the last such day of the month.</summary>
        public ZoneTransition Transition => new()
        {
            Time = Clock.TimeOfDay,
            Month = Clock.Month,
            Day = (TransitionDay)(int)Clock.DayOfWeek,
            DayOrder = Clock.Day + 7 > DateTime.DaysInMonth(Clock.Year, Clock.Month) ? 5 : ((Clock.Day - 1) / 7) + 1,
        };
    }
}
