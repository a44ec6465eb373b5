using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Signpost.Availability;
using Signpost.Oof;
using Signpost.Server.Availability;
using Signpost.Server.Calendars;
using Signpost.Server.Conduct;
using Signpost.Server.Configuration;
using Signpost.Server.Ews;

namespace Signpost.Cli.Demo;

/// <summary>What the servers of the demo answer of Exchange Web Services: really, from calendars that are made up.</summary>
internal static class DemoEws
{
    public static ImmutableArray<IEwsOperation> Operations(DemoMailboxes mailboxes)
    {
        var hours = new OwnerHours(DateTimeZoneProviders.Tzdb["Europe/Paris"], [new WorkingPeriod(DaysOfWeek.Weekdays, 8 * 60, 17 * 60)]);
        var configuration = new CalendarConfiguration(new CalendarPlace.Folder("demo"), hours) { ForOthers = CalendarView.Details };
        var calendars = new ExpandedCalendars(new DemoCalendars(), configuration, new LoggedNames(LoggedAddress.Hashed), NullLogger.Instance, TimeProvider.System);
        return
        [
            new TimeZonesOperation(),
            new AvailabilityOperation(new AvailabilityService(mailboxes, mailboxes, calendars, configuration, TimeProvider.System)),
            new OofOperation(mailboxes, new DemoOof(), ExternalAudience.All, NullLogger.Instance, TimeProvider.System),
            new FolderOperation(mailboxes),
        ];
    }
}
