using NodaTime;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Calendars.Reading;

/// <summary>Reads the times of one calendar: with its zones, and with the owner's where it says none.</summary>
internal sealed class TimeReader(EventZones zones, DateTimeZone ownerZone, ZoneAllowance allowance, CalendarFindings findings)
{
    private readonly HashSet<string> unknown = new(StringComparer.Ordinal);

    /// <summary>The zone that the calendar itself says; null for none.</summary>
    public DateTimeZone? Said { get; private set; }

    /// <summary>The zone of days, and of times that say none.</summary>
    public DateTimeZone Zone => Said ?? ownerZone;

    /// <summary>Takes X-WR-TIMEZONE as the zone of the calendar.</summary>
    public void TakeZone(CalendarComponent calendar)
    {
        if (calendar.First("X-WR-TIMEZONE") is { } line && line.Value.Trim() is { Length: > 0 } id)
        {
            Said = Find(id, line.Number);
        }
    }

    /// <summary>The time of a property; null, with a finding, where it is none.</summary>
    public CalendarTime? Read(ContentLine line) => Read(line, line.Value);

    /// <summary>One of the times of a property.</summary>
    public CalendarTime? Read(ContentLine line, ReadOnlySpan<char> value)
    {
        var time = CalendarWords.Time(value);
        return time is CalendarTime.Floating floating && line.Parameter("TZID")?.Trim() is { Length: > 0 } id && Find(id, line.Number) is { } zone
            ? new CalendarTime.Zoned(floating.Local, zone)
            : time;
    }

    /// <summary>The day that is meant by the midnight with which Outlook begins and ends whole days: in UTC, it is that of its author's zone.</summary>
    public CalendarTime DayOf(CalendarTime time)
    {
        if (time is CalendarTime.Day)
        {
            return time;
        }

        var reading = time is CalendarTime.Zoned { Zone: var zone } && zone == DateTimeZone.Utc
            ? LocalDateTime.FromDateTime(DateTime.UnixEpoch.AddSeconds(new LocalClock(Zone).ToLocal(CivilDay.SecondsOf(time.Reading))))
            : time.Reading;
        return new CalendarTime.Day(reading.Hour < 12 || reading.Year == 9999 ? reading.Date : reading.Date.PlusDays(1));
    }

    /// <summary>From a start to an end: days for days, the clock where both have the same, and what passes where they have not.</summary>
    public EventLength LengthBetween(CalendarTime start, CalendarTime end)
    {
        var (from, until) = (CivilDay.SecondsOf(start.Reading), CivilDay.SecondsOf(end.Reading));
        if (start is CalendarTime.Day)
        {
            return EventLength.Nominal(Math.Max(1, CivilDay.FloorDiv(until - from, CivilDay.Seconds)));
        }

        var (clock, other) = (start.ZoneFor(Zone), end is CalendarTime.Day ? start.ZoneFor(Zone) : end.ZoneFor(Zone));
        return clock == other
            ? EventLength.Nominal(0, until - from)
            : EventLength.Exact(new LocalClock(other).ToUtc(until) - new LocalClock(clock).ToUtc(from));
    }

    private DateTimeZone? Find(string id, int number)
    {
        var reading = zones.Find(id, allowance.Next());
        if (reading is ZoneReading.Known known)
        {
            return known.Zone;
        }

        if (reading is ZoneReading.Unknown { Why: var why } && unknown.Count < 1000 && unknown.Add(id))
        {
            findings.Add(number, $"names the time zone '{CalendarFindings.Shown(id)}': {why}; its times are read in the owner's zone");
        }

        return null;
    }
}
