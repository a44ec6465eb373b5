using Signpost.Server.Configuration;
using Signpost.Server.Logon;

namespace Signpost.Server.Mailboxes;

/// <summary>Remembers which mailbox is whose, as <see cref="CachedMailboxes"/> remembers mailboxes.</summary>
public sealed class CachedOwnMailboxes : IOwnMailboxes, IAsyncDisposable
{
    private readonly Recollection<Caller, MailboxLookup> byCaller;

    /// <summary>Remembers what <paramref name="directory"/> says; it is not disposed with this.</summary>
    public CachedOwnMailboxes(IOwnMailboxes directory, MailboxConfiguration configuration, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        byCaller = new Recollection<Caller, MailboxLookup>(
            new RecollectionTerms(configuration.CacheFor, configuration.ServeStaleFor, configuration.MostCached), time,
            async (caller, cancelled) => await directory.FindOwnAsync(caller, cancelled), CachedMailboxes.StandingOf, CachedMailboxes.AreSame);
    }

    /// <inheritdoc/>
    public ValueTask<MailboxLookup> FindOwnAsync(Caller caller, CancellationToken cancellationToken) => byCaller.RecallAsync(caller, cancellationToken);

    /// <summary>Calls off what is being asked, and waits for its end.</summary>
    public ValueTask DisposeAsync() => byCaller.DisposeAsync();
}
