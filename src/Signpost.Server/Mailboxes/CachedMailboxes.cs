using Signpost.Server.Configuration;
using Signpost.Server.Operation;

namespace Signpost.Server.Mailboxes;

/// <summary>Remembers what a directory said of mailboxes, so that most lookups ask nobody, and none fails because the directory is away for a while.</summary>
/// <remarks>What is remembered and when it is asked for again is in <c>Recollection</c>. Which domains are served the directory itself remembers.</remarks>
public sealed class CachedMailboxes : IMailboxDirectory, IAsyncDisposable
{
    private readonly IMailboxDirectory directory;
    private readonly Recollection<MailboxAddress, MailboxLookup> byAddress;
    private readonly Recollection<string, MailboxLookup> byLegacyDn;

    /// <summary>Remembers what <paramref name="directory"/> says; it is not disposed with this.</summary>
    public CachedMailboxes(IMailboxDirectory directory, MailboxConfiguration configuration, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        this.directory = directory;
        var terms = new RecollectionTerms(configuration.CacheFor, configuration.ServeStaleFor, configuration.MostCached);
        byAddress = new Recollection<MailboxAddress, MailboxLookup>(terms, time, async (address, cancelled) => await directory.FindAsync(address, cancelled), StandingOf, AreSame);
        byLegacyDn = new Recollection<string, MailboxLookup>(
            terms, time, async (legacyDn, cancelled) => await directory.FindAsync(legacyDn, cancelled), StandingOf, AreSame, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>How many mailboxes are remembered, by address or by legacy DN.</summary>
    public int Count => byAddress.Count + byLegacyDn.Count;

    /// <summary>Where answers came from.</summary>
    public LookupCounts Counts => byAddress.Counts + byLegacyDn.Counts;

    /// <inheritdoc/>
    public ValueTask<bool> KnowsDomainsAsync(CancellationToken cancellationToken) => directory.KnowsDomainsAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> AcceptsAsync(string domain, CancellationToken cancellationToken) => directory.AcceptsAsync(domain, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<MailboxLookup> FindAsync(MailboxAddress address, CancellationToken cancellationToken) => byAddress.RecallAsync(address, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<MailboxLookup> FindAsync(string legacyDn, CancellationToken cancellationToken) => byLegacyDn.RecallAsync(legacyDn, cancellationToken);

    /// <summary>Calls off what is being asked, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await byAddress.DisposeAsync();
        await byLegacyDn.DisposeAsync();
    }

    internal static Standing StandingOf(MailboxLookup lookup) => lookup switch
    {
        MailboxLookup.Away => Standing.Away,
        MailboxLookup.Unknown => Standing.Nothing,
        _ => Standing.Known,
    };

    internal static bool AreSame(MailboxLookup before, MailboxLookup now) => (before, now) switch
    {
        (MailboxLookup.Here one, MailboxLookup.Here other) => one.Mailbox.SaysTheSameAs(other.Mailbox),
        (MailboxLookup.MovedTo one, MailboxLookup.MovedTo other) => one.Address == other.Address && one.Mailbox.SaysTheSameAs(other.Mailbox),
        (MailboxLookup.ServedBy one, MailboxLookup.ServedBy other) => one.Url == other.Url && one.Mailbox.SaysTheSameAs(other.Mailbox),
        (MailboxLookup.Unknown, MailboxLookup.Unknown) => true,
        _ => false,
    };
}
