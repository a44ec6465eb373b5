using System.Collections.Immutable;
using NodaTime;

namespace Signpost.Server.Recurrence;

/// <summary>Finds the occurrences of an event that touch a window of time.</summary>
/// <remarks>
/// 1. The window becomes a range of readings of the event's own clock, widened by the longest occurrence and the farthest move.
/// 2. Start, rules and added times give readings in that range; each becomes an instant, and every instant counts once.
/// 3. What is excluded or said otherwise goes; what follows a THISANDFUTURE is moved.
/// 4. The overrides come in, and what does not touch the window goes.
/// </remarks>
internal sealed class Expansion
{
    private readonly RecurrenceSet set;
    private readonly UtcInterval window;
    private readonly StepBudget budget;
    private readonly SeriesClock series;
    private readonly FollowingMove[] moves;
    private readonly List<Found> found = [];

    private Expansion(RecurrenceSet set, UtcInterval window, DateTimeZone reader, StepBudget budget)
    {
        (this.set, this.window, this.budget) = (set, window, budget);
        series = new SeriesClock(set.Start, reader);
        moves = set.Overrides is [] ? [] : [.. set.Overrides.Where(o => o.AndFuture).Select(o => new FollowingMove(o, series)).OrderBy(move => move.From)];
    }

    /// <summary>All occurrences that touch the window.</summary>
    /// <param name="set">The event.</param>
    /// <param name="window">When.</param>
    /// <param name="reader">The zone of whom it is for: days and floating times are read in it.</param>
    /// <param name="budget">What it may cost; several events may share one.</param>
    public static ExpansionOutcome Of(RecurrenceSet set, UtcInterval window, DateTimeZone reader, StepBudget budget) =>
        budget.TryTake(1 + set.Added.Length + set.Excluded.Length + set.Overrides.Length)
            ? new Expansion(set, window, reader, budget).Run()
            : new ExpansionOutcome.TooManySteps(budget.Used);

    private ExpansionOutcome Run()
    {
        Collect();
        if (budget.IsExhausted)
        {
            return new ExpansionOutcome.TooManySteps(budget.Used);
        }

        found.Sort();
        Exclude();
        var occurrences = ImmutableArray.CreateBuilder<Occurrence>(found.Count);
        PutSeries(occurrences);
        PutOverrides(occurrences);
        if (set.Overrides is not [])
        {
            occurrences.Sort(static (a, b) => a.Time.Start != b.Time.Start ? a.Time.Start.CompareTo(b.Time.Start) : a.Time.End.CompareTo(b.Time.End));
        }

        return new ExpansionOutcome.Complete(occurrences.DrainToImmutable());
    }

    private void Collect()
    {
        var (longest, farthest) = (set.Length.Bound, 0L);
        foreach (var added in set.Added)
        {
            longest = Math.Max(longest, added.Length?.Bound ?? 0);
        }

        foreach (var other in set.Overrides)
        {
            longest = Math.Max(longest, other.Length.Bound);
        }

        foreach (var move in moves)
        {
            farthest = Math.Max(farthest, move.Farthest);
        }

        var from = Math.Max(LocalClock.Dawn, series.Clock.EarliestReading(window.Start.ToUnixTimeSeconds()) - longest - farthest);
        var until = Math.Min(LocalClock.Horizon, series.Clock.LatestReading(window.End.ToUnixTimeSeconds() + 1) + farthest);
        if (series.Start >= from && series.Start < until)
        {
            found.Add(new Found(series.Clock.ToUtc(series.Start), series.Start, null));
        }

        foreach (var rule in set.Rules)
        {
            Walk(rule, from, until);
        }

        foreach (var added in set.Added)
        {
            found.Add(new Found(series.InstantOf(added.Start), series.ReadingOf(added.Start), added));
        }
    }

    private void Walk(RecurrenceRule rule, long from, long until)
    {
        var lastInstant = long.MaxValue;
        switch (rule.Until)
        {
            // A day ends the series with its last occurrence of that day; for a series of days every end is a day.
            case { } end when series.IsAllDay || end is CalendarTime.Day:
                var reading = CivilDay.SecondsOf(end.Reading);
                until = Math.Min(until, reading - CivilDay.FloorMod(reading, CivilDay.Seconds) + CivilDay.Seconds);
                break;
            case { } end:
                lastInstant = series.InstantOf(end);
                until = Math.Min(until, series.Clock.LatestReading(lastInstant));
                break;
            default:
                break;
        }

        var walk = new RuleWalk(rule, series.Start, from, until, budget);
        while (walk.TryNext(out var local))
        {
            if (series.Clock.ToUtc(local) is var utc && utc <= lastInstant)
            {
                found.Add(new Found(utc, local, null));
            }
        }
    }

    private void Exclude()
    {
        if (set.Excluded is [] && set.Overrides is [])
        {
            return;
        }

        var (instants, days) = (new HashSet<long>(), new HashSet<long>());
        foreach (var time in set.Excluded.Concat(set.Overrides.Where(o => !o.AndFuture).Select(o => o.Instead)))
        {
            if (series.IsWholeDay(time))
            {
                days.Add(CivilDay.FloorDiv(CivilDay.SecondsOf(time.Reading), CivilDay.Seconds));
            }
            else
            {
                instants.Add(series.InstantOf(time));
            }
        }

        found.RemoveAll(one => instants.Contains(one.Utc) || days.Contains(CivilDay.FloorDiv(one.Local, CivilDay.Seconds)));
    }

    // Both the occurrences and the moves ascend, and the last move that has begun is the one that counts.
    private void PutSeries(ImmutableArray<Occurrence>.Builder occurrences)
    {
        var (last, begun) = (long.MinValue, 0);
        foreach (var one in found)
        {
            while (begun < moves.Length && moves[begun].From <= one.Utc)
            {
                begun++;
            }

            if (one.Utc != last)
            {
                Put(one, begun == 0 ? null : moves[begun - 1], occurrences);
            }

            last = one.Utc;
        }
    }

    private void Put(Found one, FollowingMove? move, ImmutableArray<Occurrence>.Builder occurrences)
    {
        if (move is null)
        {
            Put(occurrences, series.Clock, one.Local, one.Utc, one.Added?.Length ?? set.Length, null);
        }
        else if (!move.By.IsCancelled)
        {
            var local = move.Reading(one.Local);
            Put(occurrences, move.Clock, local, move.Clock.ToUtc(local), move.By.Length, move.By);
        }
    }

    private void PutOverrides(ImmutableArray<Occurrence>.Builder occurrences)
    {
        foreach (var other in set.Overrides)
        {
            if (other is { AndFuture: false, IsCancelled: false })
            {
                var (clock, local) = (series.ClockOf(other.Start), CivilDay.SecondsOf(other.Start.Reading));
                Put(occurrences, clock, local, clock.ToUtc(local), other.Length, other);
            }
        }
    }

    private void Put(ImmutableArray<Occurrence>.Builder occurrences, LocalClock clock, long local, long start, EventLength length, SeriesOverride? by)
    {
        var time = new UtcInterval(Instant.FromUnixTimeSeconds(start), Instant.FromUnixTimeSeconds(Math.Min(length.EndOf(clock, local, start), LocalClock.LastInstant)));
        if (time.Touches(window))
        {
            occurrences.Add(new Occurrence(time, by));
        }
    }

    /// <summary>A time of the series: of several at one instant, the one that has a length of its own comes first.</summary>
    private readonly record struct Found(long Utc, long Local, AddedTime? Added) : IComparable<Found>
    {
        private long OwnLength => Added?.Length?.Bound ?? -1;

        public int CompareTo(Found other) =>
            Utc != other.Utc ? Utc.CompareTo(other.Utc)
            : OwnLength != other.OwnLength ? other.OwnLength.CompareTo(OwnLength)
            : Local.CompareTo(other.Local);
    }
}
