namespace Signpost.Server.Recurrence;

/// <summary>Walks the times of one rule, clock readings in the event's own zone, in order and only as far as asked.</summary>
/// <remarks>
/// 1. The walk begins in the period of the first time wanted, unless occurrences have to be counted and can't be by arithmetic.
/// 2. Each period gives days (or itself, where it is shorter) times clock times; BYSETPOS picks from these.
/// 3. Everything looked at is a step of the budget.
/// Also hours, minutes and seconds are those that the clock shows: an hour that comes twice because clocks are put back counts once.
/// </remarks>
internal sealed class RuleWalk
{
    private readonly long start;
    private readonly long from;
    private readonly long until;
    private readonly RecurrenceRule rule;
    private readonly StepBudget budget;
    private readonly RulePeriods periods;
    private readonly DayFilter days;
    private readonly TimesWithin? times;
    private readonly List<long> bases = [];
    private readonly int[] picks = [];
    private long left = long.MaxValue;
    private long period;
    private long passedDay = long.MinValue;
    private int pickCount;
    private long at;
    private long size;

    /// <param name="rule">The rule.</param>
    /// <param name="start">When the event first begins.</param>
    /// <param name="from">The first time wanted.</param>
    /// <param name="until">The first time no longer wanted.</param>
    /// <param name="budget">What it may cost.</param>
    public RuleWalk(RecurrenceRule rule, long start, long from, long until, StepBudget budget)
    {
        (this.rule, this.start, this.from, this.until, this.budget) = (rule, start, Math.Max(from, start), until, budget);
        periods = new RulePeriods(rule, start);
        days = new DayFilter(rule, CivilDay.Of(CivilDay.FloorDiv(start, CivilDay.Seconds)));
        times = TimesWithin.Of(rule, start, budget);
        if (times is not null)
        {
            picks = rule.BySetPosition is [] ? [] : new int[rule.BySetPosition.Length];
            Begin(times);
        }
    }

    /// <summary>The next time; false at the end, or when the budget is exhausted.</summary>
    public bool TryNext(out long time)
    {
        time = 0;
        while (times is not null && left > 0)
        {
            if (at < size)
            {
                time = Candidate(at++);
                left--;
                return time < until && budget.TryTake();
            }

            if (!Load(times, countsAll: left != long.MaxValue))
            {
                return false;
            }
        }

        return false;
    }

    private void Begin(TimesWithin times)
    {
        var wanted = periods.From(from);
        if (rule.Count is not { } count)
        {
            period = wanted;
            return;
        }

        left = count;
        if (!Load(times, countsAll: true))
        {
            return;
        }

        // RFC 5545 section 3.3.10: the start counts as the first occurrence, also when the rule does not give it.
        var (first, index) = (period - 1, LowerBound(start));
        left -= index < size && Candidate(index) == start ? 0 : 1;
        if (wanted > first && Between(times, first, wanted) is { } passed)
        {
            left -= Math.Min(left, passed);
            (period, at, size) = (wanted, 0, 0);
        }
    }

    /// <summary>How many occurrences lie between the period that is loaded and a later one; null when only counting tells.</summary>
    private long? Between(TimesWithin times, long first, long wanted)
    {
        // However many there were, there can't have been enough to end the rule before the last time wanted.
        var most = rule.Frequency switch { Frequency.Yearly => 366L, Frequency.Monthly => 31, Frequency.Weekly => 7, _ => 1 } * times.Offsets.Length;
        if (periods.From(until) + 1 <= (left - 1) / most)
        {
            return 0;
        }

        // All periods are alike: those in between have what a whole one has.
        return rule.Frequency == Frequency.Weekly ? days.IsSameInAllWeeks ? (wanted - first - 1) * size : null
            : rule.Frequency < Frequency.Weekly && days.IsOpen && !times.Limits ? (wanted - first - 1) * size
            : null;
    }

    /// <summary>Goes on to the next period that has candidates; false when there is none in time.</summary>
    private bool Load(TimesWithin times, bool countsAll)
    {
        (at, size) = (0, 0);
        while (size == 0)
        {
            var begin = periods.StartOf(period);
            if (begin >= until || !budget.TryTake())
            {
                return false;
            }

            if (rule.Frequency <= Frequency.Daily)
            {
                if (NextDay(begin) is { } later)
                {
                    period = periods.From(later);
                    continue;
                }

                if (rule.Frequency < Frequency.Daily && times.NextAllowed(begin) is var allowed && allowed != begin)
                {
                    period = periods.From(allowed);
                    continue;
                }

                bases.Clear();
                bases.Add(begin);
            }
            else if (!LoadDays(begin, periods.EndOf(period), whole: countsAll || picks is not []))
            {
                return false;
            }

            period++;
            Choose((long)bases.Count * times.Offsets.Length);
        }

        Position(countsAll);
        return true;
    }

    // Counts or leaves out what lies before the time that is wanted.
    private void Position(bool counts)
    {
        var first = LowerBound(start);
        at = Math.Max(first, LowerBound(from));
        if (counts)
        {
            left = Math.Max(0, left - (at - first));
        }
    }

    // Where the day of a period no longer than a day passes at the earliest: at its own start, or later.
    private long? NextDay(long begin)
    {
        var number = CivilDay.FloorDiv(begin, CivilDay.Seconds);
        if (days.IsOpen || number == passedDay)
        {
            return null;
        }

        var day = CivilDay.Of(number);
        if (days.Has(day))
        {
            passedDay = number;
            return null;
        }

        return (number + (days.HasMonth(day) ? 1 : day.DaysInMonth - day.Day + 1)) * CivilDay.Seconds;
    }

    private bool LoadDays(long begin, long end, bool whole)
    {
        bases.Clear();
        var number = CivilDay.FloorDiv(whole ? begin : Math.Max(begin, from), CivilDay.Seconds);
        var last = CivilDay.FloorDiv((whole ? end : Math.Min(end, until)) - 1, CivilDay.Seconds);
        if (number > last)
        {
            return true;
        }

        var day = CivilDay.Of(number);
        while (day.Number <= last)
        {
            if (!budget.TryTake())
            {
                return false;
            }

            if (!days.HasMonth(day))
            {
                day = CivilDay.Of(day.Number + day.DaysInMonth - day.Day + 1);
                continue;
            }

            if (days.Has(day))
            {
                bases.Add(day.Number * CivilDay.Seconds);
            }

            day.Advance();
        }

        return true;
    }

    // RFC 5545 section 3.3.10: BYSETPOS picks from the set of one period, after all other parts.
    private void Choose(long candidates)
    {
        size = candidates;
        if (picks is [])
        {
            return;
        }

        pickCount = 0;
        foreach (var position in rule.BySetPosition)
        {
            var index = position > 0 ? position - 1 : candidates + position;
            if (index >= 0 && index < candidates)
            {
                picks[pickCount++] = (int)index;
            }
        }

        Array.Sort(picks, 0, pickCount);
        var distinct = 0;
        for (var i = 0; i < pickCount; i++)
        {
            if (i == 0 || picks[i] != picks[i - 1])
            {
                picks[distinct++] = picks[i];
            }
        }

        size = pickCount = distinct;
    }

    private long Candidate(long index)
    {
        var (offsets, chosen) = (times!.Offsets, picks is [] ? index : picks[index]);
        return bases[(int)(chosen / offsets.Length)] + offsets[chosen % offsets.Length];
    }

    private long LowerBound(long time)
    {
        var (low, high) = (0L, size);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Candidate(middle) < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
