using System.Collections.Immutable;
using CsCheck;
using Signpost.Scp;
using Signpost.Sites;

namespace Signpost.Tests.Scp;

public sealed class ScpRankingTests
{
    private static readonly SiteName Berlin = new("Berlin");
    private static readonly SiteName[] AllSites = [Berlin, new("Lyon"), new("Oslo"), new("Lima")];

    private static readonly Gen<ImmutableArray<ServiceConnectionPoint>> Forest =
        from all in Gen.Select(Gen.Int[0, 15], Gen.Int[0, 5], Gen.Int[0, 3].Nullable(), Gen.Int[0, 2].Nullable(), Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[0, 3].Nullable())
            .Array[0, 12]
        select all.Select((one, n) => Scp(
            $"CN={"abcABC"[one.Item2]},CN=s{n}",
            $"https://{(one.Item2 % 2 == 0 ? "cas" : "CAS")}{one.Item2}.example.org/A.xml",
            [.. AllSites.Where((_, bit) => (one.Item1 >> bit & 1) == 1)]) with
        {
            WhenCreated = one.Item3 is { } second ? DateTimeOffset.UnixEpoch.AddSeconds(second) : null,
            UsnCreated = one.Item4,
            Cn = "abcABC"[one.Item5].ToString(),
            Source = $"ldap://dc{one.Item6}",
            ObjectGuid = one.Item7 is { } guid ? new Guid(guid, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]) : null,
        }).ToImmutableArray();

    private static readonly Gen<Dictionary<SiteName, long>> Costs =
        Gen.Long[1, 5].Nullable().Array[4].Select(costs => AllSites.Zip(costs).Where(one => one.Second is not null).ToDictionary(one => one.First, one => one.Second!.Value));

    [Fact]
    public void An_SCP_lies_in_site_when_one_of_its_sites_is_the_clients()
    {
        var both = Scp("CN=a", "https://a.test/", new("LYON"), new("bERLIN"));

        Assert.Equal(SiteAffinity.InSite, both.AffinityTo(Berlin));
        Assert.Equal(SiteAffinity.OutOfSite, both.AffinityTo(new SiteName("Oslo")));
        Assert.Equal(SiteAffinity.Siteless, Scp("CN=a", "https://a.test/").AffinityTo(Berlin));
        Assert.Equal(SiteAffinity.Unknown, both.AffinityTo(null));
        Assert.Equal(SiteAffinity.Unknown, Scp("CN=a", "https://a.test/").AffinityTo(null));
    }

    [Fact]
    public void In_one_second_the_counter_of_one_source_decides_then_the_GUID_then_the_DN()
    {
        var at = DateTimeOffset.UnixEpoch;
        ServiceConnectionPoint[] expected =
        [
            Scp("CN=z", "https://1.test/") with { WhenCreated = at, UsnCreated = 9, ObjectGuid = new Guid("ff000000-0000-0000-0000-000000000000") },
            Scp("CN=y", "https://2.test/") with { WhenCreated = at, UsnCreated = 10, ObjectGuid = new Guid("00000001-0000-0000-0000-000000000000") },
            Scp("CN=x", "https://3.test/") with { WhenCreated = at, UsnCreated = 10, ObjectGuid = new Guid("00000002-0000-0000-0000-000000000000") },
            Scp("CN=a", "https://4.test/") with { WhenCreated = at, UsnCreated = 10 },
            Scp("cn=B", "https://5.test/") with { WhenCreated = at, UsnCreated = 10 },
            Scp("CN=a2", "https://6.test/") with { WhenCreated = at },
            Scp("CN=a1", "https://7.test/") with { WhenCreated = at.AddSeconds(1), UsnCreated = 1 },
            Scp("CN=a0", "https://8.test/"),
        ];

        Assert.Equal(expected, ScpRanking.Modern(expected.Reverse(), Berlin, null).Select(place => place.Scp));
    }

    [Fact]
    public void GUIDs_compare_by_their_bytes_as_the_directory_keeps_them()
    {
        // On the wire the first begins 00 01, the second 01 00.
        var first = Scp("CN=b", "https://1.test/") with { ObjectGuid = new Guid("00000100-0000-0000-0000-000000000000") };
        var second = Scp("CN=a", "https://2.test/") with { ObjectGuid = new Guid("00000001-0000-0000-0000-000000000000") };

        Assert.Equal([first, second], ScpRanking.Modern([second, first], null, null).Select(place => place.Scp));
    }

    [Fact]
    public void A_URL_stands_once_in_the_place_of_its_best_SCP()
    {
        var far = Scp("CN=far", "https://MAIL.example.org:443/Autodiscover/Autodiscover.xml", new SiteName("Lyon"));
        var near = Scp("CN=near", "https://mail.example.org/autodiscover/autodiscover.xml", Berlin);
        var other = Scp("CN=other", "https://mail.example.org:444/autodiscover/autodiscover.xml");

        var ranked = ScpRanking.Modern([far, other, near], Berlin, null);

        Assert.Equal(["CN=near", "CN=other"], ranked.Select(place => place.Scp.DistinguishedName));
        Assert.Equal(["CN=far"], ranked[0].AlsoAnnouncedBy);
        Assert.Equal(SiteAffinity.InSite, ranked[0].Affinity);
    }

    [Fact]
    public void The_nearest_site_of_an_SCP_counts_and_one_without_a_way_comes_last()
    {
        var island = Scp("CN=island", "https://i.test/", new SiteName("Island")) with { WhenCreated = DateTimeOffset.UnixEpoch };
        var lima = Scp("CN=lima", "https://l.test/", new SiteName("Lima")) with { WhenCreated = DateTimeOffset.UnixEpoch };
        var two = Scp("CN=two", "https://t.test/", new("LIMA"), new("Oslo"));
        var costs = new Dictionary<SiteName, long> { [new("lima")] = 100, [new("oslo")] = 10 };

        Assert.Equal(["CN=two", "CN=lima", "CN=island"], ScpRanking.Modern([island, lima, two], Berlin, costs).Select(place => place.Scp.DistinguishedName));
        Assert.Equal(["CN=island", "CN=lima", "CN=two"], ScpRanking.Modern([two, lima, island], Berlin, null).Select(place => place.Scp.DistinguishedName));
    }

    [Fact]
    public void The_order_of_arrival_changes_nothing() => Gen.Select(Forest, Costs, Gen.Int).Sample((scps, costs, seed) =>
    {
        var shuffled = scps.ToArray();
        new Random(seed).Shuffle(shuffled);
        foreach (var rank in Rankings(costs))
        {
            Assert.Equal(rank(scps).Select(Show), rank(shuffled).Select(Show));
        }
    });

    [Fact]
    public void No_URL_is_lost_and_none_stands_twice() => Gen.Select(Forest, Costs).Sample((scps, costs) =>
    {
        foreach (var rank in Rankings(costs))
        {
            var ranked = rank(scps);
            Assert.Equal(
                scps.Select(scp => scp.Url.AbsoluteUri.ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal),
                ranked.Select(place => place.Scp.Url.AbsoluteUri.ToUpperInvariant()).Order(StringComparer.Ordinal));
            Assert.Equal(
                scps.Select(scp => scp.DistinguishedName).Order(StringComparer.Ordinal),
                ranked.SelectMany(place => place.AlsoAnnouncedBy.Prepend(place.Scp.DistinguishedName)).Order(StringComparer.Ordinal));
        }
    });

    [Fact]
    public void In_site_comes_before_siteless_before_out_of_site_oldest_first_in_each() => Forest.Sample(scps =>
    {
        var ranked = ScpRanking.Modern(scps, Berlin, null);

        Assert.Equal(ranked.Select(place => place.Affinity).Order(), ranked.Select(place => place.Affinity));
        Assert.All(ranked, place => Assert.Equal(place.Scp.AffinityTo(Berlin), place.Affinity));
        Assert.All(ranked.GroupBy(place => place.Affinity), AssertOldestFirst);
        Assert.All(ranked.Where(place => place.Affinity is SiteAffinity.InSite).GroupBy(place => place.Scp.WhenCreated), same =>
            Assert.Equal(same.Select(place => place.Scp.Cn).Order(StringComparer.OrdinalIgnoreCase), same.Select(place => place.Scp.Cn)));
        Assert.All(ranked.Where(place => place.Affinity is not SiteAffinity.InSite).GroupBy(place => (place.Affinity, place.Scp.WhenCreated, place.Scp.Source)), same =>
            Assert.Equal(same.Select(place => place.Scp.UsnCreated ?? long.MaxValue).Order(), same.Select(place => place.Scp.UsnCreated ?? long.MaxValue)));
    });

    [Fact]
    public void Outlook_2007_has_two_lists_and_the_second_is_by_age_alone() => Forest.Sample(scps =>
    {
        var ranked = ScpRanking.Outlook2007(scps, Berlin);
        var mine = ranked.TakeWhile(place => place.Affinity is SiteAffinity.InSite).ToArray();

        Assert.DoesNotContain(ranked[mine.Length..], place => place.Affinity is SiteAffinity.InSite);
        AssertOldestFirst(mine);
        AssertOldestFirst(ranked[mine.Length..]);
        Assert.Equal(ScpRanking.Modern(scps, Berlin, null).Take(mine.Length).Select(place => place.Scp), mine.Select(place => place.Scp));
    });

    [Fact]
    public void An_unknown_site_leaves_one_list_by_age() => Gen.Select(Forest, Costs).Sample((scps, costs) =>
    {
        var ranked = ScpRanking.Modern(scps, null, costs);

        AssertOldestFirst(ranked);
        Assert.All(ranked, place => Assert.Equal(SiteAffinity.Unknown, place.Affinity));
        Assert.Equal(ranked.Select(Show), ScpRanking.Outlook2007(scps, null).Select(Show));
    });

    [Fact]
    public void Nearest_ranks_by_cost_then_by_age_and_only_outside_the_site() => Gen.Select(Forest, Costs).Sample((scps, costs) =>
    {
        var ranked = ScpRanking.Modern(scps, Berlin, costs);
        var plain = ScpRanking.Modern(scps, Berlin, null);
        var outside = ranked.Where(place => place.Affinity is SiteAffinity.OutOfSite).ToArray();

        Assert.Equal(plain.Take(plain.Length - outside.Length).Select(place => place.Scp), ranked.Take(ranked.Length - outside.Length).Select(place => place.Scp));
        Assert.Equal(outside.Select(Cost).Order(), outside.Select(Cost));
        Assert.All(outside.GroupBy(Cost), AssertOldestFirst);

        long Cost(RankedScp place) => place.Scp.Sites.Select(site => costs.GetValueOrDefault(site, long.MaxValue)).Min();
    });

    private static IEnumerable<Func<IEnumerable<ServiceConnectionPoint>, ImmutableArray<RankedScp>>> Rankings(Dictionary<SiteName, long> costs) =>
    [
        scps => ScpRanking.Outlook2007(scps, Berlin), scps => ScpRanking.Outlook2007(scps, null),
        scps => ScpRanking.Modern(scps, Berlin, null), scps => ScpRanking.Modern(scps, Berlin, costs), scps => ScpRanking.Modern(scps, null, costs),
    ];

    private static void AssertOldestFirst(IEnumerable<RankedScp> places)
    {
        var ages = places.Select(place => place.Scp.WhenCreated ?? DateTimeOffset.MaxValue).ToArray();
        Assert.Equal(ages.Order(), ages);
    }

    private static string Show(RankedScp place) => $"{place.Affinity} {place.Scp.DistinguishedName} {place.Scp.Url} also {string.Join(' ', place.AlsoAnnouncedBy)}";

    private static ServiceConnectionPoint Scp(string dn, string url, params SiteName[] sites) =>
        new() { DistinguishedName = dn, Cn = "cas", Source = "forest.ldif", Url = new Uri(url), Sites = [.. sites] };
}
