using System.Collections.Immutable;
using System.Globalization;
using Signpost.Availability;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Calendars.Reading;

/// <summary>Reads the VEVENTs of a calendar (RFC 5545 section 3.6.1). One whose time can't be understood is left out, with a finding; whatever else is wrong costs less.</summary>
internal sealed class EventReader(string name, TimeReader times, OwnPart own, CalendarFindings findings)
{
    private const int MostTimesEach = 20_000;
    private const int MostTimes = 200_000;
    private const long LongestSequence = int.MaxValue;

    private int timesLeft = MostTimes;

    /// <summary>What a VEVENT says; null where it is left out.</summary>
    public EventPart? Read(CalendarComponent component)
    {
        var isCancelled = component.Word("STATUS") is "CANCELLED";
        var isDays = component.Word("X-MICROSOFT-CDO-ALLDAYEVENT") is "TRUE";
        var id = component.First("RECURRENCE-ID");
        var instead = id is null ? null : Time(id, isDays, "the event is left out");
        if (id is not null && instead is null)
        {
            return null;
        }

        if (component.First("DTSTART") is not { } first)
        {
            // Some cancel an occurrence by its name alone.
            return instead is not null && isCancelled
                ? Part(component, instead, new RecurrenceSet(instead, EventLength.Exact(0)), isCancelled)
                : LeftOut(component.Number, "begins an event without DTSTART; it is left out");
        }

        if (Time(first, isDays, "the event is left out") is not { } start)
        {
            return null;
        }

        var set = new RecurrenceSet(start, Length(component, start, isDays));
        return Part(component, instead, instead is null ? Recurring(component, set, isDays) : set, isCancelled);
    }

    private EventPart? LeftOut(int number, string what)
    {
        findings.Add(number, what);
        return null;
    }

    private EventPart Part(CalendarComponent component, CalendarTime? instead, RecurrenceSet set, bool isCancelled)
    {
        var uid = component.First("UID")?.Value.Trim() ?? "";
        var subject = CalendarWords.Text(component.First("SUMMARY")?.Value ?? "");
        if (uid is "")
        {
            findings.Add(component.Number, "begins an event without UID; it counts as one that stands alone");
        }

        return new EventPart
        {
            Uid = uid,
            Object = name,
            Line = component.Number,
            Instead = instead,
            AndFuture = instead is not null && component.First("RECURRENCE-ID")?.Parameter("RANGE") is { } range && range.Equals("THISANDFUTURE", StringComparison.OrdinalIgnoreCase),
            Times = set,
            Zone = times.Said,
            Busy = own.BusyOf(component),
            IsCancelled = isCancelled,
            Version = (Number(component.Word("SEQUENCE")), Stamp(component)),
            Details = new CalendarEventDetails
            {
                Id = CalendarWords.Id(uid is "" ? $"{subject}\n{set.Start}" : uid),
                Subject = subject,
                Location = CalendarWords.Text(component.First("LOCATION")?.Value ?? ""),
                IsMeeting = component.First("ATTENDEE") is not null,
                IsRecurring = instead is not null || set.Rules is not [] || set.Added is not [],
                IsException = instead is not null,
                IsReminderSet = component.Components("VALARM").Any(),
                IsPrivate = component.Word("CLASS") is "PRIVATE" or "CONFIDENTIAL",
            },
        };
    }

    private CalendarTime? Time(ContentLine line, bool isDays, string otherwise) => Time(line, line.Value, isDays, otherwise);

    private CalendarTime? Time(ContentLine line, ReadOnlySpan<char> value, bool isDays, string otherwise)
    {
        if (times.Read(line, value) is { } time)
        {
            return isDays ? times.DayOf(time) : time;
        }

        findings.Add(line.Number, $"has the {line.Name} '{CalendarFindings.Shown(value.ToString())}', which is no time; {otherwise}");
        return null;
    }

    private EventLength Length(CalendarComponent component, CalendarTime start, bool isDays)
    {
        var (shortest, word) = start is CalendarTime.Day ? (EventLength.Nominal(1), "one day") : (EventLength.Exact(0), "no time");
        if (component.First("DTEND") is { } line)
        {
            if (Time(line, isDays, $"the event lasts {word}") is not { } end)
            {
                return shortest;
            }

            var length = times.LengthBetween(start, end);
            if (length.Bound == 0 && end.Reading < start.Reading)
            {
                findings.Add(line.Number, $"ends an event before it begins; it lasts {word}");
            }

            return length;
        }

        if (component.First("DURATION") is not { } duration)
        {
            return shortest;
        }

        if (CalendarWords.Length(duration.Value) is not { } lasting)
        {
            findings.Add(duration.Number, $"has the DURATION '{CalendarFindings.Shown(duration.Value)}', which is none; the event lasts {word}");
            return shortest;
        }

        return lasting.Bound == 0 ? shortest : lasting;
    }

    private RecurrenceSet Recurring(CalendarComponent component, RecurrenceSet set, bool isDays)
    {
        var (rules, added, excluded) = (ImmutableArray.CreateBuilder<RecurrenceRule>(), ImmutableArray.CreateBuilder<AddedTime>(), ImmutableArray.CreateBuilder<CalendarTime>());
        var left = MostTimesEach;
        foreach (var line in component.Lines)
        {
            switch (line.Name)
            {
                case "RRULE" when Rule(line) is { } rule:
                    rules.Add(rule);
                    break;
                case "RDATE":
                    foreach (var range in Items(line, ref left))
                    {
                        if (Added(line, line.Value.AsSpan()[range], isDays) is { } time)
                        {
                            added.Add(time);
                        }
                    }

                    break;
                case "EXDATE":
                    foreach (var range in Items(line, ref left))
                    {
                        if (Time(line, line.Value.AsSpan()[range], isDays, "it excludes nothing") is { } time)
                        {
                            excluded.Add(time);
                        }
                    }

                    break;
                default:
                    break;
            }
        }

        return rules.Count + added.Count + excluded.Count == 0 ? set : set with { Rules = rules.ToImmutable(), Added = added.ToImmutable(), Excluded = excluded.ToImmutable() };
    }

    private RecurrenceRule? Rule(ContentLine line)
    {
        switch (RecurrenceRule.Parse(line.Value.Trim()))
        {
            case RuleReading.Understood { Rule: var rule }:
                return rule;
            case RuleReading.Faulty { Part: var part, Why: var why }:
                findings.Add(line.Number, $"has an RRULE that can't be read: {part} {why}; the event does not recur by it");
                return null;
            default:
                return null;
        }
    }

    // Where the values of a list are, as many as may be taken.
    private List<Range> Items(ContentLine line, ref int left)
    {
        var items = new List<Range>();
        for (var at = 0; at <= line.Value.Length;)
        {
            var comma = line.Value.IndexOf(',', at);
            var end = comma < 0 ? line.Value.Length : comma;
            if (!line.Value.AsSpan(at, end - at).IsWhiteSpace())
            {
                if (left == 0 || timesLeft == 0)
                {
                    findings.Add(line.Number, string.Create(CultureInfo.InvariantCulture, $"has more RDATE and EXDATE than {MostTimesEach} in an event or {MostTimes} in a calendar; the others are left out"));
                    break;
                }

                left--;
                timesLeft--;
                items.Add(at..end);
            }

            at = end + 1;
        }

        return items;
    }

    private AddedTime? Added(ContentLine line, ReadOnlySpan<char> value, bool isDays)
    {
        var slash = value.IndexOf('/');
        if (Time(line, slash < 0 ? value : value[..slash], isDays, "it adds nothing") is not { } start)
        {
            return null;
        }

        if (slash < 0)
        {
            return new AddedTime(start);
        }

        var until = value[(slash + 1)..];
        var length = until.TrimStart() is ['P' or 'p' or '+', ..] ? CalendarWords.Length(until)
            : Time(line, until, isDays, "it lasts as long as the others") is { } end ? times.LengthBetween(start, end)
            : null;
        return new AddedTime(start, length);
    }

    private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, LongestSequence) : 0;

    private static long Stamp(CalendarComponent component) =>
        CalendarWords.Time((component.First("LAST-MODIFIED") ?? component.First("DTSTAMP"))?.Value ?? "") is { } time ? CivilDay.SecondsOf(time.Reading) : 0;
}
