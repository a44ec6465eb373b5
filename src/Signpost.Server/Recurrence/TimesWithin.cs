using System.Collections.Immutable;

namespace Signpost.Server.Recurrence;

/// <summary>The hours, minutes and seconds of a rule: what expands within a day or a shorter period, and what limits the shorter ones.</summary>
internal sealed class TimesWithin
{
    private readonly SignedBits hours;
    private readonly SignedBits minutes;
    private readonly SignedBits seconds;
    private readonly Frequency frequency;

    private TimesWithin(RecurrenceRule rule, ImmutableArray<int> bySecond, int[] offsets)
    {
        (frequency, Offsets) = (rule.Frequency, offsets);
        hours = new SignedBits(rule.ByHour);
        minutes = new SignedBits(rule.ByMinute);
        seconds = new SignedBits(bySecond);
    }

    /// <summary>Seconds after the start of a day, or of the period where that is shorter; ascending.</summary>
    public int[] Offsets { get; }

    /// <summary>Whether periods shorter than a day are left out by hour, minute or second.</summary>
    public bool Limits => (frequency < Frequency.Daily && !hours.IsEmpty) || (frequency < Frequency.Hourly && !minutes.IsEmpty) || (frequency < Frequency.Minutely && !seconds.IsEmpty);

    /// <summary>Lists the times; null when they cost more than may be spent.</summary>
    public static TimesWithin? Of(RecurrenceRule rule, long start, StepBudget budget)
    {
        var inDay = (int)CivilDay.FloorMod(start, CivilDay.Seconds);
        // RFC 5545 section 3.3.12: without leap seconds, second 60 is second 59.
        ImmutableArray<int> bySecond = rule.BySecond.Contains(60) ? [.. rule.BySecond.Select(second => Math.Min(second, 59)).Distinct()] : rule.BySecond;
        var hours = rule.Frequency < Frequency.Daily ? [0] : rule.ByHour is [] ? [inDay / 3600] : rule.ByHour;
        var minutes = rule.Frequency < Frequency.Hourly ? [0] : rule.ByMinute is [] ? [inDay / 60 % 60] : rule.ByMinute;
        var seconds = rule.Frequency < Frequency.Minutely ? [0] : bySecond is [] ? [inDay % 60] : bySecond;
        if (!budget.TryTake(hours.Length * minutes.Length * seconds.Length))
        {
            return null;
        }

        var offsets = new int[hours.Length * minutes.Length * seconds.Length];
        var at = 0;
        foreach (var hour in hours)
        {
            foreach (var minute in minutes)
            {
                foreach (var second in seconds)
                {
                    offsets[at++] = hour * 3600 + minute * 60 + second;
                }
            }
        }

        return new TimesWithin(rule, bySecond, offsets);
    }

    /// <summary>Where a period shorter than a day may pass at the earliest: its own start, or later when the hour, minute or second is left out.</summary>
    public long NextAllowed(long start)
    {
        if (!hours.IsEmpty && !hours.Names((int)CivilDay.FloorMod(start, CivilDay.Seconds) / 3600))
        {
            return (CivilDay.FloorDiv(start, 3600) + 1) * 3600;
        }

        if (frequency < Frequency.Hourly && !minutes.IsEmpty && !minutes.Names((int)CivilDay.FloorMod(start, 3600) / 60))
        {
            return (CivilDay.FloorDiv(start, 60) + 1) * 60;
        }

        return frequency < Frequency.Minutely && !seconds.IsEmpty && !seconds.Names((int)CivilDay.FloorMod(start, 60)) ? start + 1 : start;
    }
}
