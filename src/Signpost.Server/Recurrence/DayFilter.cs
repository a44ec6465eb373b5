using System.Collections;
using System.Collections.Immutable;
using NodaTime;

namespace Signpost.Server.Recurrence;

/// <summary>Which days a rule means (RFC 5545 section 3.3.10). Each part, be it one that expands or one that limits, is a condition on the day.</summary>
internal sealed class DayFilter
{
    private readonly SignedBits months;
    private readonly SignedBits monthDays;
    private readonly SignedBits weekdays;
    private readonly SignedBits weeks;
    private readonly int weekStart;
    private readonly BitArray? yearDays;
    private readonly ImmutableArray<OrdinalDay> ordinals;
    private readonly bool countsInMonth;

    /// <param name="rule">The rule.</param>
    /// <param name="start">The day on which the event first begins: what the rule does not say comes from there.</param>
    public DayFilter(RecurrenceRule rule, CivilDay start)
    {
        var (byMonth, byMonthDay, byDay) = (rule.ByMonth, rule.ByMonthDay, rule.ByDay);
        if (byDay is [] && byMonthDay is [] && rule.ByYearDay is [])
        {
            (byMonth, byMonthDay, byDay) = rule switch
            {
                { Frequency: Frequency.Weekly } or { ByWeekNumber: not [] } => (byMonth, byMonthDay, [new OrdinalDay(0, (IsoDayOfWeek)start.Weekday)]),
                { Frequency: Frequency.Monthly } or { Frequency: Frequency.Yearly, ByMonth: not [] } => (byMonth, [start.Day], byDay),
                { Frequency: Frequency.Yearly } => ([start.Month], [start.Day], byDay),
                _ => (byMonth, byMonthDay, byDay),
            };
        }

        months = new SignedBits(byMonth);
        monthDays = new SignedBits(byMonthDay);
        weeks = new SignedBits(rule.ByWeekNumber);
        weekStart = (int)rule.WeekStart;
        weekdays = new SignedBits([.. byDay.Where(day => day.Ordinal == 0).Select(day => (int)day.Day)]);
        ordinals = [.. byDay.Where(day => day.Ordinal != 0)];
        countsInMonth = rule.Frequency == Frequency.Monthly || !months.IsEmpty;
        if (rule.ByYearDay is not [])
        {
            yearDays = new BitArray(2 * 367);
            foreach (var day in rule.ByYearDay)
            {
                yearDays[day > 0 ? day : 367 - day] = true;
            }
        }
    }

    /// <summary>Whether every day passes.</summary>
    public bool IsOpen => months.IsEmpty && IsOpenBelowWeekdays && weekdays.IsEmpty && ordinals is [];

    /// <summary>Whether at most the day of the week decides, so that all weeks are alike.</summary>
    public bool IsSameInAllWeeks => months.IsEmpty && IsOpenBelowWeekdays && ordinals is [];

    private bool IsOpenBelowWeekdays => monthDays.IsEmpty && weeks.IsEmpty && yearDays is null;

    public bool HasMonth(in CivilDay day) => months.IsEmpty || months.Names(day.Month);

    public bool Has(in CivilDay day) =>
        HasMonth(day)
        && (monthDays.IsEmpty || monthDays.Names(day.Day, day.DaysInMonth - day.Day + 1))
        && (yearDays is null || yearDays[day.DayOfYear] || yearDays[367 + day.DaysInYear - day.DayOfYear + 1])
        && (weeks.IsEmpty || HasWeek(day))
        && HasWeekday(day);

    // The week of a day is counted in the year of its fourth day, which has most of it.
    private bool HasWeek(in CivilDay day)
    {
        var fourth = day.DayOfYear - (day.Weekday - weekStart + 7) % 7 + 3;
        var daysInYear = day.DaysInYear;
        if (fourth < 1)
        {
            daysInYear = CivilDay.IsLeap(day.Year - 1) ? 366 : 365;
            fourth += daysInYear;
        }
        else if (fourth > daysInYear)
        {
            fourth -= daysInYear;
            daysInYear = CivilDay.IsLeap(day.Year + 1) ? 366 : 365;
        }

        return weeks.Names((fourth - 1) / 7 + 1, (daysInYear - fourth) / 7 + 1);
    }

    private bool HasWeekday(in CivilDay day)
    {
        if ((weekdays.IsEmpty && ordinals is []) || weekdays.Names(day.Weekday))
        {
            return true;
        }

        var (before, after) = countsInMonth ? (day.Day - 1, day.DaysInMonth - day.Day) : (day.DayOfYear - 1, day.DaysInYear - day.DayOfYear);
        foreach (var wanted in ordinals)
        {
            if ((int)wanted.Day == day.Weekday && wanted.Ordinal == (wanted.Ordinal > 0 ? before / 7 + 1 : -(after / 7 + 1)))
            {
                return true;
            }
        }

        return false;
    }
}
