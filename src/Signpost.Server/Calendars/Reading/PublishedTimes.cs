using System.Collections.Immutable;
using System.Globalization;
using Signpost.Availability;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Calendars.Reading;

/// <summary>Reads VFREEBUSY (RFC 5545 section 3.6.4): times that somebody published, and nothing of what they are about.</summary>
internal sealed class PublishedTimes(string name, TimeReader times, CalendarFindings findings)
{
    private const int Most = 50_000;
    private static readonly CalendarEventDetails Untold = new();

    private int left = Most;

    public IEnumerable<EventPart> Read(CalendarComponent component)
    {
        foreach (var line in component.All("FREEBUSY"))
        {
            var busy = line.Parameter("FBTYPE")?.ToUpperInvariant() switch
            {
                "FREE" => BusyType.Free,
                "BUSY-TENTATIVE" => BusyType.Tentative,
                "BUSY-UNAVAILABLE" => BusyType.OutOfOffice,
                _ => BusyType.Busy,      // RFC 5545 section 3.2.9: also for those not known
            };

            // That somebody is free is what is so without saying.
            foreach (var value in busy is BusyType.Free ? [] : line.Value.Split(',', left + 1, StringSplitOptions.RemoveEmptyEntries))
            {
                if (left == 0)
                {
                    findings.Add(line.Number, string.Create(CultureInfo.InvariantCulture, $"has more FREEBUSY than {Most} in an object; the others are left out"));
                    yield break;
                }

                left--;
                if (Period(line, value) is { } period)
                {
                    yield return new EventPart { Object = name, Line = line.Number, Times = period, Zone = times.Said, Busy = busy, Details = Untold };
                }
                else
                {
                    findings.Add(line.Number, $"has the FREEBUSY '{CalendarFindings.Shown(value)}', which is no period; it is left out");
                }
            }
        }
    }

    private RecurrenceSet? Period(ContentLine line, string value)
    {
        if (value.IndexOf('/', StringComparison.Ordinal) is not (> 0 and var slash) || times.Read(line, value.AsSpan(0, slash)) is not { } start)
        {
            return null;
        }

        var until = value.AsSpan(slash + 1).Trim();
        var length = until is ['P' or 'p' or '+', ..] ? CalendarWords.Length(until)
            : times.Read(line, until) is { } end ? times.LengthBetween(start, end)
            : null;
        return length is { } lasting ? new RecurrenceSet(start, lasting) : null;
    }
}
