using System.Collections.Immutable;
using Signpost.Server.Ews;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Operation;

namespace Signpost.Server.Hosting;

/// <summary>What a CAS answers from: who has a mailbox, and which logons work.</summary>
public abstract class CasBacking : IAsyncDisposable
{
    /// <summary>Who has a mailbox here.</summary>
    public abstract IMailboxDirectory Mailboxes { get; }

    /// <summary>The schemes that work on this host, in the order they are offered.</summary>
    public abstract ImmutableArray<ILogonScheme> Schemes { get; }

    /// <summary>What of EWS is answered from it; none where no EWS is served.</summary>
    internal virtual ImmutableArray<IEwsOperation> Operations => [];

    /// <summary>Tries it out: which directory, as whom, which domains, which logons work here and which do not.</summary>
    public virtual Task<ImmutableArray<CheckLine>> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<CheckLine>>([]);

    /// <summary>The domains served by name, as A-labels; none where nobody can say.</summary>
    public virtual ValueTask<ImmutableArray<string>> DomainsAsync(CancellationToken cancellationToken) => ValueTask.FromResult<ImmutableArray<string>>([]);

    /// <summary>What has to be well for clients to be served from it: the directory answers, the domains are known.</summary>
    public virtual ImmutableArray<HealthCheck> HealthChecks => [];

    /// <summary>How it is doing, in figures.</summary>
    public virtual BackingFigures Figures => BackingFigures.None;

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
