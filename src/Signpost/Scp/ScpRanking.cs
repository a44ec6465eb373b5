using System.Collections.Immutable;
using Signpost.Sites;

namespace Signpost.Scp;

/// <summary>In which order the SCPs of a forest are tried from a site.</summary>
internal static class ScpRanking
{
    /// <summary>The article's two lists: in-site sorted, then all others by creation.</summary>
    public static ImmutableArray<RankedScp> Outlook2007(IEnumerable<ServiceConnectionPoint> scps, SiteName? client)
    {
        var all = scps.ToLookup(scp => scp.AffinityTo(client) is SiteAffinity.InSite);
        return WithoutRepeats([.. all[true].Order(ScpAge.OldestThenName), .. all[false].Order(ScpAge.OldestFirst)], client);
    }

    /// <summary>In-site, siteless, out-of-site; by creation in each.</summary>
    /// <param name="scps">In any order.</param>
    /// <param name="client">The client's site; null where it is not known: then all rank by creation.</param>
    /// <param name="costs">The cost of the way to each site, for "nearest": out-of-site SCPs then rank by it before their age; null ranks by age alone.</param>
    public static ImmutableArray<RankedScp> Modern(IEnumerable<ServiceConnectionPoint> scps, SiteName? client, IReadOnlyDictionary<SiteName, long>? costs)
    {
        var all = scps.ToLookup(scp => scp.AffinityTo(client));
        return WithoutRepeats(
            [
                .. all[SiteAffinity.InSite].Order(ScpAge.OldestThenName),
                .. all[SiteAffinity.Siteless].Order(ScpAge.OldestFirst),
                .. all[SiteAffinity.OutOfSite].OrderBy(scp => Cost(scp, costs)).ThenBy(scp => scp, ScpAge.OldestFirst),
                .. all[SiteAffinity.Unknown].Order(ScpAge.OldestFirst),
            ],
            client);
    }

    // The nearest of its sites counts; one that no site link reaches is farther than any other.
    private static long Cost(ServiceConnectionPoint scp, IReadOnlyDictionary<SiteName, long>? costs) =>
        costs is null ? 0 : scp.Sites.Min(site => costs.TryGetValue(site, out var cost) ? cost : long.MaxValue);

    /// <summary>A URL is tried once, in the place of its best SCP: several CASs behind one name announce the same.</summary>
    private static ImmutableArray<RankedScp> WithoutRepeats(ImmutableArray<ServiceConnectionPoint> ranked, SiteName? client) =>
    [
        .. ranked.GroupBy(scp => scp.Url.AbsoluteUri, StringComparer.OrdinalIgnoreCase).Select(same => new RankedScp(
            same.First(), same.First().AffinityTo(client), [.. same.Skip(1).Select(scp => scp.DistinguishedName)])),
    ];
}

/// <summary>An SCP in its place.</summary>
/// <param name="Scp">Which.</param>
/// <param name="Affinity">How it lies to the client.</param>
/// <param name="AlsoAnnouncedBy">The DNs of SCPs ranked below it that announce the same URL.</param>
internal sealed record RankedScp(ServiceConnectionPoint Scp, SiteAffinity Affinity, ImmutableArray<string> AlsoAnnouncedBy);
