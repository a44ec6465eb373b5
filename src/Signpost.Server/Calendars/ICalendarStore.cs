using System.Collections.Immutable;
using Signpost.Server.Hosting;
using Signpost.Server.Mailboxes;
using Signpost.Server.Operation;

namespace Signpost.Server.Calendars;

/// <summary>What holds calendars as iCalendar objects: a folder of files, a CalDAV server. It knows nothing of what is in them.</summary>
internal interface ICalendarStore : IAsyncDisposable
{
    /// <summary>The objects of a mailbox's calendar as they are now. An object that has not changed is the same one as before.</summary>
    ValueTask<StoredCalendar> ReadAsync(Mailbox mailbox, CancellationToken cancellationToken);

    /// <summary>Tries it out, for <c>serve --check</c>.</summary>
    Task<ImmutableArray<CheckLine>> CheckAsync(CancellationToken cancellationToken);

    /// <summary>What has to be well for it to answer.</summary>
    ImmutableArray<HealthCheck> HealthChecks { get; }
}
