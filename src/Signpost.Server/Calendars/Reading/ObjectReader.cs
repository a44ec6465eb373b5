using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Signpost.Availability;

namespace Signpost.Server.Calendars.Reading;

/// <summary>Reads an iCalendar object (RFC 5545), also one that is not as it should be. Whatever is in it, that costs bounded time and memory, and nothing is thrown.</summary>
internal static class ObjectReader
{
    /// <summary>The longest object that is read.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>What an object says to its owner.</summary>
    /// <param name="source">The object.</param>
    /// <param name="own">His addresses: by them he is found among those who come.</param>
    /// <param name="ownerZone">His zone where the object says none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static ObjectReading Read(CalendarObject source, ImmutableArray<MailboxAddress> own, DateTimeZone ownerZone, CancellationToken cancellationToken)
    {
        if (source.Text.Length > MostBytes)
        {
            return Unreadable(source.Name, string.Create(CultureInfo.InvariantCulture, $"it has more than {MostBytes / 1024 / 1024} MiB"));
        }

        var findings = new CalendarFindings(source.Name);
        var reader = new ComponentReader(findings, cancellationToken);
        var calendars = reader.Read(source.Text.Span);
        if (reader.TooMuch is not "")
        {
            return Unreadable(source.Name, reader.TooMuch);
        }

        return calendars is []
            ? Unreadable(source.Name, "it is no iCalendar object")
            : Understood(source.Name, calendars, new OwnPart(own), ownerZone, findings, cancellationToken);
    }

    private static ObjectReading.Unreadable Unreadable(string name, string why) => new(why) { Findings = [new CalendarFinding(name, 1, $"can't be read: {why}")], FindingCount = 1 };

    private static ObjectReading.Understood Understood(
        string name, List<CalendarComponent> calendars, OwnPart own, DateTimeZone ownerZone, CalendarFindings findings, CancellationToken cancellationToken)
    {
        var parts = ImmutableArray.CreateBuilder<EventPart>();
        var allowance = new ZoneAllowance();
        (DateTimeZone? Zone, ImmutableArray<WorkingPeriod> Hours) says = (null, []);
        foreach (var calendar in calendars)
        {
            var times = new TimeReader(ZoneDefinitions.Read(calendar, findings), ownerZone, allowance, findings);
            times.TakeZone(calendar);
            if (says.Hours is [] && new AvailableHours(times).Read(calendar) is { } hours)
            {
                says = (says.Zone ?? hours.Zone, hours.Hours);
            }

            says.Zone ??= times.Said;
            var events = new EventReader(name, times, own, findings);
            var published = new PublishedTimes(name, times, findings);
            foreach (var component in calendar.Inner)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (component.Name is "VFREEBUSY")
                {
                    parts.AddRange(published.Read(component));
                }
                else if (component.Name is "VEVENT" && events.Read(component) is { } part)
                {
                    parts.Add(part);
                }
            }
        }

        return new ObjectReading.Understood(parts.DrainToImmutable()) { Zone = says.Zone, Hours = says.Hours, Findings = findings.Kept, FindingCount = findings.Count };
    }
}
