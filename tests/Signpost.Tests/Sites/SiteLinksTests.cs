using System.Collections.Immutable;
using CsCheck;
using Signpost.Sites;

namespace Signpost.Tests.Sites;

public sealed class SiteLinksTests
{
    private static readonly ImmutableArray<SiteName> Names = [.. "ABCDEFGH".Select(letter => new SiteName($"Site{letter}"))];

    private static readonly Gen<SiteLink> Link =
        from ends in Gen.Int[0, Names.Length - 1].Array[0, 4]
        from cost in Gen.OneOf(Gen.Int[0, 5], Gen.Const(100), Gen.Const(int.MaxValue))
        select new SiteLink([.. ends.Distinct().Select(end => Names[end])], cost);

    private static readonly Gen<ImmutableArray<SiteLink>> Links = Link.Array[0, 12].Select(all => all.ToImmutableArray());

    [Fact]
    public void The_cheapest_ways_are_those_of_floyd_and_warshall() => Links.Sample(links =>
    {
        var sites = SiteLinks.AllBridged(links);
        var reference = FloydWarshall(links);

        foreach (var (from, name) in Names.Index())
        {
            Assert.Equal(Row(reference, from), sites.CostsFrom(name));
        }
    });

    [Fact]
    public void With_bridges_a_way_stays_inside_one_bridge_or_is_one_link() =>
        Gen.Select(Links, Gen.Int[0, 11].Array[0, 6].Array[0, 4]).Sample((links, picks) =>
        {
            ImmutableArray<ImmutableArray<SiteLink>> bridges = [.. picks.Select(pick => pick.Where(at => at < links.Length).Distinct().Select(at => links[at]).ToImmutableArray())];
            var sites = SiteLinks.Bridged(links, bridges);
            long?[][,] references = [.. bridges.Select(FloydWarshall), .. links.Select(link => FloydWarshall([link]))];

            foreach (var (from, name) in Names.Index())
            {
                var expected = references.SelectMany(reference => Row(reference, from)).Append(new(name, 0))
                    .GroupBy(pair => pair.Key, pair => pair.Value).ToDictionary(costs => costs.Key, costs => costs.Min());
                Assert.Equal(expected, sites.CostsFrom(name));
            }
        });

    [Fact]
    public void The_order_of_the_links_does_not_matter() => Gen.Select(Links, Gen.Int).Sample((links, seed) =>
    {
        var shuffled = links.ToArray();
        new Random(seed).Shuffle(shuffled);

        Assert.Equal(SiteLinks.AllBridged(links).CostsFrom(Names[0]), SiteLinks.AllBridged([.. shuffled]).CostsFrom(Names[0]));
    });

    private static Dictionary<SiteName, long> Row(long?[,] costs, int from) => Names.Index()
        .Where(to => costs[from, to.Index] is not null)
        .ToDictionary(to => to.Item, to => costs[from, to.Index]!.Value);

    private static long?[,] FloydWarshall(ImmutableArray<SiteLink> links)
    {
        var costs = new long?[Names.Length, Names.Length];
        foreach (var link in links)
        {
            foreach (var (one, other) in link.Sites.SelectMany(one => link.Sites, (one, other) => (Names.IndexOf(one), Names.IndexOf(other))))
            {
                costs[one, other] = Math.Min(costs[one, other] ?? long.MaxValue, link.Cost);
            }
        }

        for (var site = 0; site < Names.Length; site++)
        {
            costs[site, site] = 0;
        }

        for (var over = 0; over < Names.Length; over++)
        {
            for (var from = 0; from < Names.Length; from++)
            {
                for (var to = 0; to < Names.Length; to++)
                {
                    if (costs[from, over] + costs[over, to] is { } cost && !(costs[from, to] <= cost))
                    {
                        costs[from, to] = cost;
                    }
                }
            }
        }

        return costs;
    }
}
