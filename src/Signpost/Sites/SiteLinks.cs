using System.Collections.Immutable;

namespace Signpost.Sites;

/// <summary>The site links of a forest, and what the ways over them cost (MS-ADTS section 6.1.1.2.2).</summary>
/// <param name="ways">The sets of links that a way may be made of: all of its links are in one of them.</param>
internal sealed class SiteLinks(ImmutableArray<ImmutableArray<SiteLink>> ways)
{
    /// <summary>All links are bridged, as they are unless an administrator says otherwise: any way will do.</summary>
    public static SiteLinks AllBridged(ImmutableArray<SiteLink> links) => new([links]);

    /// <summary>Only links of a common bridge make a way; a link alone is always one.</summary>
    public static SiteLinks Bridged(ImmutableArray<SiteLink> links, ImmutableArray<ImmutableArray<SiteLink>> bridges) =>
        new([.. bridges, .. links.Select(link => ImmutableArray.Create(link))]);

    /// <summary>The cost of the cheapest way to each site that can be reached, this one (0) included.</summary>
    public Dictionary<SiteName, long> CostsFrom(SiteName site)
    {
        var cheapest = new Dictionary<SiteName, long> { [site] = 0 };
        foreach (var way in ways)
        {
            foreach (var (other, cost) in CostsFrom(site, way))
            {
                cheapest[other] = Math.Min(cost, cheapest.GetValueOrDefault(other, long.MaxValue));
            }
        }

        return cheapest;
    }

    /// <summary>Dijkstra's algorithm over links that join many sites at once.</summary>
    private static Dictionary<SiteName, long> CostsFrom(SiteName site, ImmutableArray<SiteLink> links)
    {
        var linksOf = links.SelectMany(link => link.Sites, (link, end) => (link, end)).ToLookup(pair => pair.end, pair => pair.link);
        var used = new HashSet<SiteLink>(ReferenceEqualityComparer.Instance);
        var costs = new Dictionary<SiteName, long>();
        var waiting = new PriorityQueue<SiteName, long>();
        waiting.Enqueue(site, 0);
        while (waiting.TryDequeue(out var nearest, out var cost))
        {
            if (!costs.TryAdd(nearest, cost))
            {
                continue;
            }

            // The nearest of a link's sites is met first, and no other leads over the link for less: each link is taken once.
            foreach (var link in linksOf[nearest].Where(used.Add))
            {
                waiting.EnqueueRange(link.Sites.Where(end => !costs.ContainsKey(end)), cost + link.Cost);
            }
        }

        return costs;
    }
}

/// <summary>A site link: each two of its sites are joined at its cost.</summary>
internal sealed record SiteLink(ImmutableArray<SiteName> Sites, int Cost);
