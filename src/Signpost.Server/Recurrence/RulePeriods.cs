namespace Signpost.Server.Recurrence;

/// <summary>The periods of a rule, numbered from the one of its start on: year, month, week, day, hour, minute or second.</summary>
internal readonly struct RulePeriods
{
    private const long LastYear = 10_000;

    private readonly Frequency frequency;
    private readonly int weekOffset;
    private readonly long interval;
    private readonly long first;

    public RulePeriods(RecurrenceRule rule, long start)
    {
        frequency = rule.Frequency;
        interval = rule.Interval;
        // Day 0 was a Thursday: so many days later a week begins.
        weekOffset = ((int)rule.WeekStart - CivilDay.WeekdayOf(0) + 7) % 7;
        first = UnitOf(start);
    }

    /// <summary>How many seconds a period shorter than a day has.</summary>
    public int Seconds => frequency switch { Frequency.Hourly => 3600, Frequency.Minutely => 60, Frequency.Secondly => 1, _ => CivilDay.Seconds };

    /// <summary>The number of the first period that does not end before a time.</summary>
    public long From(long time) => Math.Max(0, CivilDay.FloorDiv(UnitOf(time) - first + interval - 1, interval));

    /// <summary>The first second of a period.</summary>
    public long StartOf(long period) => StartOfUnit(first + period * interval);

    /// <summary>The first second after a period.</summary>
    public long EndOf(long period) => StartOfUnit(first + period * interval + 1);

    private long UnitOf(long time)
    {
        if (frequency < Frequency.Daily)
        {
            return CivilDay.FloorDiv(time, Seconds);
        }

        var number = CivilDay.FloorDiv(time, CivilDay.Seconds);
        if (frequency == Frequency.Daily)
        {
            return number;
        }

        if (frequency == Frequency.Weekly)
        {
            return CivilDay.FloorDiv(number - weekOffset, 7);
        }

        var day = CivilDay.Of(number);
        return frequency == Frequency.Yearly ? day.Year : day.Year * 12L + day.Month - 1;
    }

    private long StartOfUnit(long unit) => frequency switch
    {
        Frequency.Yearly when unit > LastYear => long.MaxValue,
        Frequency.Monthly when unit > LastYear * 12 => long.MaxValue,
        Frequency.Yearly => CivilDay.NumberOf((int)unit, 1, 1) * CivilDay.Seconds,
        Frequency.Monthly => CivilDay.NumberOf((int)CivilDay.FloorDiv(unit, 12), (int)CivilDay.FloorMod(unit, 12) + 1, 1) * CivilDay.Seconds,
        Frequency.Weekly => (unit * 7 + weekOffset) * CivilDay.Seconds,
        _ => unit * Seconds,
    };
}
