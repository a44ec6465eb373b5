using System.Collections.Immutable;
using Signpost.Directory;
using Signpost.Dns;
using Signpost.Scp;
using Signpost.Sites;
using Signpost.Tracing;

namespace Signpost.Discovery;

/// <summary>The directory of a forest, found and opened as a run of discovery would, to be worked on by others; and where in the forest this host is.</summary>
public sealed class ForestAccess : IAsyncDisposable
{
    private readonly Forest forest;
    private readonly Trace trace;

    private ForestAccess(Forest forest, Trace trace, IDirectory directory) => (this.forest, this.trace, Directory) = (forest, trace, directory);

    /// <summary>The directory: an <see cref="IWritableDirectory"/> unless it is a file. It is closed with this.</summary>
    public IDirectory Directory { get; }

    /// <summary>What was exchanged so far, where that is kept, and what was found out.</summary>
    public ImmutableArray<TraceEvent> Events => trace.Events;

    /// <summary>Finds and opens it.</summary>
    /// <param name="options">Which directory, and who logs on.</param>
    /// <param name="resolver">Where names are looked up; null is the network.</param>
    /// <param name="time">The clock; null is the system's.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    public static async Task<ForestAccessOutcome> OpenAsync(
        DiscoveryOptions options, IServiceResolver? resolver, TimeProvider? time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var clock = time ?? TimeProvider.System;
        var trace = new Trace(clock, options.Observer, options.KeepsWire);
        var forest = new Forest(options, null, resolver ?? new NetworkResolver(), clock, new Random(), trace);
        ForestAccess? access = null;
        try
        {
            switch (await forest.DirectoryAsync(cancellationToken))
            {
                case OpenOutcome.Opened { Directory: var directory }:
                    access = new ForestAccess(forest, trace, directory);
                    return new ForestAccessOutcome.Opened(access);
                case OpenOutcome.Failed { Failure: var failure }:
                    return new ForestAccessOutcome.Failed(failure, trace.Events);
                default:
                    throw new UnreachableException();
            }
        }
        finally
        {
            if (access is null)
            {
                await forest.DisposeAsync();
            }
        }
    }

    /// <summary>The site of this host, how it is known, the sites of the forest, and what is wrong about them.</summary>
    public async Task<HostSite> SiteAsync(CancellationToken cancellationToken)
    {
        var site = await forest.SiteAsync(cancellationToken) ?? new ClientSite.Unknown("no directory was asked");
        return new HostSite(site, forest.Topology, [.. trace.Events.OfType<Noted>().Select(noted => noted.Finding).Distinct()]);
    }

    /// <summary>Every SCP of the forest with a URL; empty where they can't be read.</summary>
    public async Task<ImmutableArray<ServiceConnectionPoint>> ScpsAsync(CancellationToken cancellationToken)
    {
        await forest.RankAsync(null, DiscoveryPlan.Modern, cancellationToken);
        return forest.Scps;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => forest.DisposeAsync();
}

/// <summary>Where a host is in its forest.</summary>
/// <param name="Site">Its site, and how that is known.</param>
/// <param name="Topology">The sites of the forest; null where they can't be read.</param>
/// <param name="Findings">What is wrong about them.</param>
public sealed record HostSite(ClientSite Site, SiteTopology? Topology, ImmutableArray<Finding> Findings);

/// <summary>What came of opening a forest.</summary>
public abstract record ForestAccessOutcome
{
    private ForestAccessOutcome()
    {
    }

    /// <summary>It is open; whoever opened it disposes it.</summary>
    public sealed record Opened(ForestAccess Access) : ForestAccessOutcome;

    /// <summary>It could not be opened.</summary>
    /// <param name="Failure">Why not.</param>
    /// <param name="Events">What was exchanged, where that is kept.</param>
    public sealed record Failed(DirectoryFailure Failure, ImmutableArray<TraceEvent> Events) : ForestAccessOutcome;
}
