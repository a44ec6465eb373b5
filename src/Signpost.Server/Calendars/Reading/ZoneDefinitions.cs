using System.Collections.Immutable;
using NodaTime;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Calendars.Reading;

/// <summary>Reads the VTIMEZONEs of a calendar (RFC 5545 section 3.6.5).</summary>
internal static class ZoneDefinitions
{
    private const int Most = 500;
    private const int MostAdded = 2000;

    /// <summary>What it defines, by TZID; of several with one, the first.</summary>
    public static EventZones Read(CalendarComponent calendar, CalendarFindings findings)
    {
        var definitions = ImmutableDictionary.CreateBuilder<string, ImmutableArray<ZoneObservance>>(StringComparer.Ordinal);
        foreach (var zone in calendar.Components("VTIMEZONE").Take(Most))
        {
            if (zone.First("TZID")?.Value.Trim() is not { Length: > 0 } id)
            {
                findings.Add(zone.Number, "defines a time zone without TZID, which nothing can name");
            }
            else if (!definitions.ContainsKey(id))
            {
                definitions.Add(id, [.. zone.Inner.Select(part => Observance(part, findings)).OfType<ZoneObservance>()]);
            }
        }

        return new EventZones(definitions.ToImmutable());
    }

    private static ZoneObservance? Observance(CalendarComponent part, CalendarFindings findings)
    {
        if (CalendarWords.Time(part.First("DTSTART")?.Value ?? "") is not { } start
            || CalendarWords.UtcOffset(part.First("TZOFFSETFROM")?.Value) is not { } from
            || CalendarWords.UtcOffset(part.First("TZOFFSETTO")?.Value) is not { } to)
        {
            findings.Add(part.Number, $"begins a {part.Name} of a time zone without a usable DTSTART, TZOFFSETFROM or TZOFFSETTO; it is left out");
            return null;
        }

        return new ZoneObservance(start.Reading, from, to)
        {
            Name = CalendarWords.Text(part.First("TZNAME")?.Value ?? ""),
            Rules = [.. part.All("RRULE").Select(line => Rule(line, findings)).OfType<RecurrenceRule>()],
            Added = [.. part.All("RDATE").SelectMany(line => line.Value.Split(',', MostAdded)).Take(MostAdded).Select(value => CalendarWords.Time(value)?.Reading).OfType<LocalDateTime>()],
        };
    }

    private static RecurrenceRule? Rule(ContentLine line, CalendarFindings findings)
    {
        switch (RecurrenceRule.Parse(line.Value.Trim()))
        {
            case RuleReading.Understood { Rule: var rule }:
                return rule;
            case RuleReading.Faulty { Part: var part, Why: var why }:
                findings.Add(line.Number, $"has a rule of a time zone that can't be read: {part} {why}; it is left out");
                return null;
            default:
                return null;
        }
    }
}
