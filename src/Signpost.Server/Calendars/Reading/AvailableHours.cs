using System.Collections.Immutable;
using NodaTime;
using Signpost.Availability;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Calendars.Reading;

/// <summary>Reads the working hours of a VAVAILABILITY (RFC 7953 section 3.1): its AVAILABLE parts that come every week without end. It says nothing of what is busy.</summary>
internal sealed class AvailableHours(TimeReader times)
{
    /// <summary>The hours of the first that has any, and the zone they are in; null where none has.</summary>
    public (DateTimeZone? Zone, ImmutableArray<WorkingPeriod> Hours)? Read(CalendarComponent calendar)
    {
        // RFC 7953 section 3.2: 1 is the highest priority, 0 (and none) the lowest.
        var inOrder = calendar.Components("VAVAILABILITY").OrderBy(component => component.Word("PRIORITY") is ['1' or '2' or '3' or '4' or '5' or '6' or '7' or '8' or '9'] word ? word[0] : ':');
        return inOrder.Select(Hours).FirstOrDefault(hours => hours is not null);
    }

    private (DateTimeZone? Zone, ImmutableArray<WorkingPeriod> Hours)? Hours(CalendarComponent component)
    {
        DateTimeZone? zone = null;
        var found = new SortedDictionary<(int Start, int End), DaysOfWeek>();
        foreach (var (said, days, start, end) in component.Components("AVAILABLE").Take(100).Select(Period).OfType<(DateTimeZone?, DaysOfWeek, int, int)>())
        {
            // Hours have one zone: the calendar's, else that of the first.
            zone ??= times.Said ?? said;
            if (said is null || said.Equals(zone))
            {
                found[(start, end)] = found.GetValueOrDefault((start, end)) | days;
            }
        }

        return found.Count == 0 ? null : (zone, [.. found.Select(one => new WorkingPeriod(one.Value, one.Key.Start, one.Key.End))]);
    }

    private (DateTimeZone? Zone, DaysOfWeek Days, int Start, int End)? Period(CalendarComponent part)
    {
        if (part.First("DTSTART") is not { } first || times.Read(first) is not { } start || start is CalendarTime.Day
            || part.First("RRULE") is not { } line || RecurrenceRule.Parse(line.Value.Trim()) is not RuleReading.Understood { Rule: var rule } || !IsEveryWeek(rule))
        {
            return null;
        }

        var length = part.First("DTEND") is { } last && times.Read(last) is { } end ? times.LengthBetween(start, end)
            : part.First("DURATION") is { } duration ? CalendarWords.Length(duration.Value)
            : null;
        var minutes = start.Reading.Hour * 60 + start.Reading.Minute;
        if (length is not { Bound: >= 60 and <= CivilDay.Seconds } lasting || minutes + lasting.Bound / 60 > 1440)
        {
            return null;
        }

        var days = rule.ByDay is [] ? DayOf(start.Reading.DayOfWeek) : rule.ByDay.Aggregate(DaysOfWeek.None, (all, day) => all | DayOf(day.Day));
        return ((start as CalendarTime.Zoned)?.Zone, days, minutes, (int)(minutes + lasting.Bound / 60));
    }

    private static bool IsEveryWeek(RecurrenceRule rule) => rule is
    {
        Frequency: Frequency.Weekly, Interval: 1, Count: null, Until: null,
        ByHour: [], ByMinute: [], BySecond: [], ByMonth: [], BySetPosition: [],
    };

    private static DaysOfWeek DayOf(IsoDayOfWeek day) => (DaysOfWeek)(1 << ((int)day % 7));
}
