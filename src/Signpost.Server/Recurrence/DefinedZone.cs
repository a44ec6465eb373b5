using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;

namespace Signpost.Server.Recurrence;

/// <summary>A time zone as a calendar object itself defines it: its VTIMEZONE (RFC 5545 section 3.6.5).</summary>
/// <remarks>Changes are known from 1970 to 2100. Before the first, the clock shows what that one changes from; after the last, what that one changes to.</remarks>
internal sealed class DefinedZone : DateTimeZone
{
    private static readonly long FirstSecond = CivilDay.NumberOf(1970, 1, 1) * CivilDay.Seconds;
    private static readonly long LastSecond = CivilDay.NumberOf(2101, 1, 1) * CivilDay.Seconds;

    private readonly ImmutableArray<ZoneInterval> intervals;

    private DefinedZone(string id, ImmutableArray<ZoneInterval> intervals)
        : base(id, intervals is [_], intervals.Min(i => i.WallOffset), intervals.Max(i => i.WallOffset)) =>
        this.intervals = intervals;

    /// <summary>Works out the changes of a definition.</summary>
    /// <param name="id">Its TZID.</param>
    /// <param name="observances">Its parts.</param>
    /// <param name="budget">What it may cost.</param>
    public static ZoneReading Of(string id, ImmutableArray<ZoneObservance> observances, StepBudget budget)
    {
        if (observances is [])
        {
            return new ZoneReading.Unknown(id, "its definition has neither STANDARD nor DAYLIGHT");
        }

        var changes = new SortedDictionary<long, ZoneObservance>();
        foreach (var observance in observances)
        {
            Collect(observance, changes, budget);
        }

        return budget.IsExhausted
            ? new ZoneReading.Unknown(id, string.Create(CultureInfo.InvariantCulture, $"its definition takes more than {budget.Used} steps to work out"))
            : new ZoneReading.Known(new DefinedZone(id, Intervals(changes)));
    }

    /// <inheritdoc/>
    public override ZoneInterval GetZoneInterval(Instant instant)
    {
        var (low, high) = (0, intervals.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = instant >= intervals[middle].End ? (middle + 1, high) : (low, middle);
        }

        return intervals[low];
    }

    private static void Collect(ZoneObservance observance, SortedDictionary<long, ZoneObservance> changes, StepBudget budget)
    {
        var (start, before) = (CivilDay.SecondsOf(observance.Start), observance.From.Seconds);
        changes[start - before] = observance;
        foreach (var added in observance.Added)
        {
            if (budget.TryTake())
            {
                changes[CivilDay.SecondsOf(added) - before] = observance;
            }
        }

        foreach (var rule in observance.Rules)
        {
            // RFC 5545 section 3.6.5: UNTIL is in UTC, where the clock is the one before the change.
            var last = rule.Until switch
            {
                null => LastSecond,
                CalendarTime.Day day => CivilDay.SecondsOf(day.Reading) + CivilDay.Seconds - 1,
                CalendarTime.Zoned zoned => CivilDay.SecondsOf(zoned.Reading) + before,
                var floating => CivilDay.SecondsOf(floating.Reading),
            };
            var walk = new RuleWalk(rule, start, FirstSecond, Math.Min(last + 1, LastSecond), budget);
            while (walk.TryNext(out var local))
            {
                changes[local - before] = observance;
            }
        }
    }

    private static ImmutableArray<ZoneInterval> Intervals(SortedDictionary<long, ZoneObservance> changes)
    {
        var intervals = ImmutableArray.CreateBuilder<ZoneInterval>(changes.Count + 1);
        Instant? start = null;
        var (name, wall) = ("", changes.First().Value.From);
        foreach (var (second, change) in changes)
        {
            var at = Instant.FromUnixTimeSeconds(second);
            intervals.Add(new ZoneInterval(name, start, at, wall, Offset.Zero));
            (start, name, wall) = (at, change.Name, change.To);
        }

        intervals.Add(new ZoneInterval(name, start, null, wall, Offset.Zero));
        return intervals.ToImmutable();
    }

    /// <inheritdoc/>
    public override string ToString() => Id;
}
