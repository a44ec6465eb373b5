using NodaTime;

namespace Signpost.Server.Recurrence;

/// <summary>A day of the Gregorian calendar with all that rules ask about it; days are numbered from 1 January 1970 on.</summary>
internal struct CivilDay
{
    public const int Seconds = 86_400;

    public long Number { get; private set; }

    public int Year { get; private set; }

    public int Month { get; private set; }

    public int Day { get; private set; }

    public int DayOfYear { get; private set; }

    public int DaysInMonth { get; private set; }

    /// <summary>1 is Monday, 7 Sunday.</summary>
    public int Weekday { get; private set; }

    public readonly int DaysInYear => IsLeap(Year) ? 366 : 365;

    public static CivilDay Of(long number)
    {
        // Counted from 1 March on, the leap day is the last of its year; 146097 days are 400 years.
        var shifted = number + 719_468;
        var era = FloorDiv(shifted, 146_097);
        var dayOfEra = shifted - era * 146_097;
        var yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        var day = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        var month = (5 * day + 2) / 153;
        var isoMonth = (int)(month < 10 ? month + 3 : month - 9);
        var year = (int)(yearOfEra + era * 400 + (isoMonth <= 2 ? 1 : 0));
        return new CivilDay
        {
            Number = number,
            Year = year,
            Month = isoMonth,
            Day = (int)(day - (153 * month + 2) / 5 + 1),
            DayOfYear = (int)(number - NumberOf(year, 1, 1)) + 1,
            DaysInMonth = LengthOf(year, isoMonth),
            Weekday = WeekdayOf(number),
        };
    }

    /// <summary>Goes on to the next day.</summary>
    public void Advance()
    {
        Number++;
        Weekday = Weekday == 7 ? 1 : Weekday + 1;
        DayOfYear++;
        if (++Day <= DaysInMonth)
        {
            return;
        }

        Day = 1;
        if (++Month > 12)
        {
            (Year, Month, DayOfYear) = (Year + 1, 1, 1);
        }

        DaysInMonth = LengthOf(Year, Month);
    }

    public static long NumberOf(int year, int month, int day)
    {
        var shifted = month <= 2 ? year - 1L : year;
        var era = FloorDiv(shifted, 400);
        var yearOfEra = shifted - era * 400;
        var dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }

    public static int WeekdayOf(long number) => (int)(FloorMod(number + 3, 7) + 1);

    public static bool IsLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    public static int LengthOf(int year, int month) => month == 2 ? IsLeap(year) ? 29 : 28 : month is 4 or 6 or 9 or 11 ? 30 : 31;

    /// <summary>Seconds on a clock without zone, from 1 January 1970 on.</summary>
    public static long SecondsOf(LocalDateTime local) =>
        NumberOf(local.Year, local.Month, local.Day) * Seconds + local.Hour * 3600 + local.Minute * 60 + local.Second;

    public static long FloorDiv(long value, long by) => value >= 0 ? value / by : -((by - 1 - value) / by);

    public static long FloorMod(long value, long by) => value - FloorDiv(value, by) * by;
}
