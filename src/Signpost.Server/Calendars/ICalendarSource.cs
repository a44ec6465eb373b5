using System.Collections.Immutable;
using Signpost.Server.Hosting;
using Signpost.Server.Mailboxes;
using Signpost.Server.Operation;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Calendars;

/// <summary>Where calendars come from: a folder, a CalDAV server, another CAS.</summary>
internal interface ICalendarSource : IAsyncDisposable
{
    /// <summary>What is in a calendar in a window of time. It takes no longer than the source's own time-out.</summary>
    ValueTask<CalendarReading> ReadAsync(Mailbox mailbox, UtcInterval window, CancellationToken cancellationToken);

    /// <summary>Tries it out, for <c>serve --check</c>.</summary>
    Task<ImmutableArray<CheckLine>> CheckAsync(CancellationToken cancellationToken);

    /// <summary>What has to be well for it to answer.</summary>
    ImmutableArray<HealthCheck> HealthChecks { get; }
}
