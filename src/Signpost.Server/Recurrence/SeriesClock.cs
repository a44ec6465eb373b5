using NodaTime;

namespace Signpost.Server.Recurrence;

/// <summary>What times mean to one series: its own clock, and how it recognizes its occurrences in times of other zones and kinds.</summary>
internal sealed class SeriesClock(CalendarTime start, DateTimeZone reader)
{
    /// <summary>The clock of the series.</summary>
    public LocalClock Clock { get; } = new(start.ZoneFor(reader));

    /// <summary>What it shows at the first occurrence.</summary>
    public long Start { get; } = CivilDay.SecondsOf(start.Reading);

    /// <summary>Whether occurrences are whole days.</summary>
    public bool IsAllDay => start is CalendarTime.Day;

    /// <summary>Whether a time names a whole day of a series of hours.</summary>
    public bool IsWholeDay(CalendarTime time) => time is CalendarTime.Day && !IsAllDay;

    /// <summary>The clock of a time that is to be.</summary>
    public LocalClock ClockOf(CalendarTime time) => time.ZoneFor(reader) is var zone && zone == Clock.Zone ? Clock : new LocalClock(zone);

    /// <summary>What the clock of the series shows at a time; for a whole day, at the hour when the series begins.</summary>
    public long ReadingOf(CalendarTime time)
    {
        var own = CivilDay.SecondsOf(time.Reading);
        if (IsAllDay)
        {
            // Some write UTC where a day is meant: the day it is for the reader.
            var local = time is CalendarTime.Zoned { Zone: var zone } && zone == DateTimeZone.Utc ? Clock.ToLocal(own) : own;
            return local - CivilDay.FloorMod(local, CivilDay.Seconds);
        }

        return time switch
        {
            CalendarTime.Day => own + CivilDay.FloorMod(Start, CivilDay.Seconds),
            CalendarTime.Zoned { Zone: var zone } when zone != Clock.Zone => Clock.ToLocal(new LocalClock(zone).ToUtc(own)),
            _ => own,
        };
    }

    /// <summary>The instant of a time.</summary>
    public long InstantOf(CalendarTime time) =>
        time is CalendarTime.Zoned { Zone: var zone } && !IsAllDay && zone != Clock.Zone
            ? new LocalClock(zone).ToUtc(CivilDay.SecondsOf(time.Reading))
            : Clock.ToUtc(ReadingOf(time));
}
