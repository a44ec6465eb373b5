namespace Signpost.Availability;

/// <summary>When clocks change, and to what (MS-OXWAVLS, SerializableTimeZoneTime).</summary>
public sealed record ZoneTransition
{
    /// <summary>No change at all: what zones without daylight saving time have twice.</summary>
    public static ZoneTransition None { get; } = new();

    /// <summary>Minutes added to the zone's own bias from then on: 0 or -60 as a rule.</summary>
    public int Bias { get; init; }

    /// <summary>What the clock shows before it is changed.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>1 to 4 for the first to fourth of the days of the month, 5 for the last; with a <see cref="Year"/> the day of the month.</summary>
    public int DayOrder { get; init; }

    /// <summary>The month; 0 where clocks never change.</summary>
    public int Month { get; init; }

    /// <summary>Which day is counted; nothing with a <see cref="Year"/>.</summary>
    public TransitionDay Day { get; init; }

    /// <summary>The year where it happens once; 0 where it happens every year.</summary>
    public int Year { get; init; }

    /// <summary>What makes it impossible as one clause; null where nothing does.</summary>
    internal string? Problem => this switch
    {
        { Month: < 1 or > 12 } => $"no month {Month}",
        { Time: var time } when time < TimeSpan.Zero || time > TimeSpan.FromDays(1) => $"no time of day {Time}",
        { Day: < TransitionDay.Sunday or > TransitionDay.WeekendDay } => $"no day of the week {Day}",
        { Year: 0, DayOrder: < 1 or > 5 } => $"no day order {DayOrder}",
        { Year: 0 } => null,
        { Year: < 1601 or > 9000 } => $"no year {Year}",
        _ => DayOrder < 1 || DayOrder > DateTime.DaysInMonth(Year, Month) ? $"no day {DayOrder} in month {Month} of {Year}" : null,
    };

    /// <summary>What the clock shows when it is changed in a year; null where it is not.</summary>
    internal DateTime? In(int year)
    {
        if (Year is not 0)
        {
            return Year == year ? new DateTime(Year, Month, DayOrder) + Time : null;
        }

        if (Day <= TransitionDay.Saturday)
        {
            var first = new DateTime(year, Month, 1);
            var day = first.AddDays((((int)Day - (int)first.DayOfWeek + 7) % 7) + (7 * (DayOrder - 1)));
            return (day.Month == Month ? day : day.AddDays(-7)) + Time;     // the fifth is the last also where there are but four
        }

        var days = Enumerable.Range(1, DateTime.DaysInMonth(year, Month)).Select(day => new DateTime(year, Month, day)).Where(IsCounted);
        return (DayOrder is 5 ? days.Last() : days.ElementAt(DayOrder - 1)) + Time;
    }

    /// <summary>Whether it is at the same time as another.</summary>
    internal bool IsWith(ZoneTransition other) =>
        (Year, Month, DayOrder, Day, Time) == (other.Year, other.Month, other.DayOrder, other.Day, other.Time);

    private bool IsCounted(DateTime date) => Day switch
    {
        TransitionDay.Day => true,
        TransitionDay.Weekday => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday),
        _ => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday,
    };
}

/// <summary>The days that are counted to find a change of clocks (MS-OXWSCDATA, DayOfWeekType).</summary>
public enum TransitionDay
{
    /// <summary>Sunday.</summary>
    Sunday,

    /// <summary>Monday.</summary>
    Monday,

    /// <summary>Tuesday.</summary>
    Tuesday,

    /// <summary>Wednesday.</summary>
    Wednesday,

    /// <summary>Thursday.</summary>
    Thursday,

    /// <summary>Friday.</summary>
    Friday,

    /// <summary>Saturday.</summary>
    Saturday,

    /// <summary>Any day.</summary>
    Day,

    /// <summary>Monday to Friday.</summary>
    Weekday,

    /// <summary>Saturday and Sunday.</summary>
    WeekendDay,
}
