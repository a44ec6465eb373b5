using System.Collections.Immutable;
using Signpost.Directory;
using Signpost.Dns;
using Signpost.Scp;
using Signpost.Sites;
using Signpost.Tracing;

namespace Signpost.Discovery;

/// <summary>A forest for who asks it more than discovery does: opened at the first question, closed with the session. It is not opened again: a session that failed, or whose directory broke, is followed by another.</summary>
/// <param name="options">Which forest, who logs on, what is trusted, and for how long a directory is waited for.</param>
/// <param name="resolver">Where names are looked up; null is the network.</param>
/// <param name="time">The clock; null is the system's.</param>
public sealed class ForestSession(DiscoveryOptions options, IServiceResolver? resolver = null, TimeProvider? time = null) : IAsyncDisposable
{
    private readonly Forest forest = new(options, null, resolver ?? new NetworkResolver(), time ?? TimeProvider.System, new Random(), new Trace(time ?? TimeProvider.System));

    /// <summary>What the forest is called before it is open: a domain, a server or a file.</summary>
    public string Name => forest.Name;

    /// <summary>The directory; it belongs to the session, which closes it.</summary>
    public Task<OpenOutcome> DirectoryAsync(CancellationToken cancellationToken) => forest.DirectoryAsync(cancellationToken);

    /// <summary>The site of this machine; null when no directory answers.</summary>
    public Task<ClientSite?> SiteAsync(CancellationToken cancellationToken) => forest.SiteAsync(cancellationToken);

    /// <summary>Every SCP of the forest with a URL; empty where the directory could not be asked.</summary>
    public async Task<ImmutableArray<ServiceConnectionPoint>> ScpsAsync(CancellationToken cancellationToken)
    {
        await forest.RankAsync(null, DiscoveryPlan.Modern, cancellationToken);
        return forest.Scps;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => forest.DisposeAsync();
}
