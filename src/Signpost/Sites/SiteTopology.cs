using System.Collections.Immutable;
using System.Net;
using Signpost.Directory;

namespace Signpost.Sites;

/// <summary>The sites of a forest, its subnets and its site links (MS-ADTS sections 6.1.1.2.2 and 6.1.4).</summary>
public sealed class SiteTopology
{
    private readonly SubnetTable subnets;
    private readonly SiteLinks links;

    internal SiteTopology(ImmutableArray<SiteName> sites, SubnetTable subnets, SiteLinks links) =>
        (Sites, this.subnets, this.links) = (sites, subnets, links);

    /// <summary>The sites, by name.</summary>
    public ImmutableArray<SiteName> Sites { get; }

    /// <summary>Reads it from a directory.</summary>
    public static async Task<TopologyOutcome> ReadAsync(IDirectory directory, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return await directory.SearchAsync(TopologyReader.Search(directory.RootDse), cancellationToken) switch
        {
            SearchOutcome.Completed { Entries: var entries } => TopologyReader.Read(entries),
            SearchOutcome.Failed { Failure: var failure } => new TopologyOutcome.Failed(failure),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The site of an address: that of the longest prefix that holds it; null when none does, or its subnet has no site.</summary>
    public SubnetMatch? Match(IPAddress client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return subnets.Holding(client)?.Match;
    }

    /// <summary>The cost of the cheapest way over site links to each site that can be reached, this one (0) included.</summary>
    public IReadOnlyDictionary<SiteName, long> CostsFrom(SiteName site) => links.CostsFrom(site);

    /// <summary>The site that someone may have meant who wrote a name that is none; null when no name is near it.</summary>
    public SiteName? NearestTo(SiteName wrong) => Spelling.Nearest(wrong, Sites);

    /// <summary>The subnet of an address, with or without a site.</summary>
    internal IPNetwork? SubnetOf(IPAddress client) => subnets.Holding(client)?.Network;
}

/// <summary>The subnet that holds an address, and its site.</summary>
public sealed record SubnetMatch(SiteName Site, IPNetwork Subnet);

/// <summary>What came of reading a topology.</summary>
public abstract record TopologyOutcome
{
    private TopologyOutcome()
    {
    }

    /// <summary>The topology, and the subnets and links that could not be read.</summary>
    public sealed record Read(SiteTopology Topology, ImmutableArray<Signpost.Tracing.Finding> Findings) : TopologyOutcome;

    /// <summary>It could not be read.</summary>
    public sealed record Failed(DirectoryFailure Failure) : TopologyOutcome;
}
