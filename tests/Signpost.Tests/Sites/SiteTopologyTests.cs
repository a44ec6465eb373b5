using System.Net;
using CsCheck;
using Signpost.Directory;
using Signpost.Sites;
using Signpost.Tracing;

namespace Signpost.Tests.Sites;

public sealed class SiteTopologyTests
{
    [Fact]
    public async Task Sites_are_sorted_by_name_and_read_with_one_search()
    {
        var forest = new SiteForest("Oslo", "lyon", "Berlin");

        var read = await forest.ReadAsync();

        Assert.Equal(["Berlin", "lyon", "Oslo"], read.Topology.Sites.Select(site => site.Value));
        Assert.Empty(read.Findings);
        Assert.Equal([SiteForest.Sites], forest.Searched);
    }

    [Fact]
    public async Task The_value_of_the_rdn_is_the_name_without_escapes()
    {
        var read = await new SiteForest(@"Berlin\, Mitte", "Zürich").Subnet("192.0.2.0/24", @"Berlin\, Mitte").ReadAsync();

        Assert.Equal(["Berlin, Mitte", "Zürich"], read.Topology.Sites.Select(site => site.Value));
        Assert.Equal("Berlin, Mitte", SiteOf(read, "192.0.2.7"));
        Assert.Empty(read.Findings);
    }

    [Fact]
    public async Task The_longest_prefix_wins_in_both_families()
    {
        var read = await new SiteForest("Paris", "Oslo", "Lima")
            .Subnet("10.0.0.0/8", "Lima").Subnet("10.77.1.0/24", "Paris").Subnet("10.77.1.128/25", "Oslo")
            .Subnet("2001:db8::/32", "Lima").Subnet("2001:db8:77::/48", "Oslo").ReadAsync();

        Assert.Empty(read.Findings);
        Assert.Equal("Paris", SiteOf(read, "10.77.1.10"));
        Assert.Equal("Oslo", SiteOf(read, "10.77.1.200"));
        Assert.Equal("Lima", SiteOf(read, "10.78.0.1"));
        Assert.Null(SiteOf(read, "192.0.2.1"));
        Assert.Equal("Oslo", SiteOf(read, "2001:db8:77::1"));
        Assert.Equal("Lima", SiteOf(read, "2001:db8:78::1"));
        Assert.Null(SiteOf(read, "fd00::1"));
        Assert.Equal(
            new SubnetMatch(new SiteName("Oslo"), IPNetwork.Parse("10.77.1.128/25")), read.Topology.Match(IPAddress.Parse("::ffff:10.77.1.200")));
    }

    [Fact]
    public async Task A_subnet_with_an_unreadable_name_is_told_and_the_others_count()
    {
        var read = await new SiteForest("Berlin").Subnet("Keller", "Berlin").Subnet("192.0.2.0/24", "Berlin").ReadAsync();

        Is("site.bad-subnet", FindingSeverity.Warning, "CN=Keller,CN=Subnets", "'Keller' is no network, so no client is in it", read);
        Assert.Equal("Berlin", SiteOf(read, "192.0.2.7"));
    }

    [Fact]
    public async Task A_subnet_with_bits_beyond_its_prefix_is_told_and_counts()
    {
        var read = await new SiteForest("Berlin").Subnet("10.1.2.3/24", "Berlin").ReadAsync();

        Is("site.bad-subnet", FindingSeverity.Warning, "CN=10.1.2.3/24", "'10.1.2.3/24' has bits set beyond its prefix and is taken for 10.1.2.0/24", read);
        Assert.Equal("Berlin", SiteOf(read, "10.1.2.200"));
    }

    [Fact]
    public async Task A_subnet_without_a_site_is_told_and_gives_none()
    {
        var read = await new SiteForest("Berlin").Subnet("10.0.0.0/8", "Berlin").Subnet("10.1.0.0/16", null).ReadAsync();

        Is("site.subnet-without-site", FindingSeverity.Warning, "CN=10.1.0.0/16", "it names no site, so its clients are in none", read);
        Assert.Null(SiteOf(read, "10.1.0.1"));
        Assert.Equal("10.1.0.0/16", read.Topology.SubnetOf(IPAddress.Parse("10.1.0.1")).ToString());
        Assert.Equal("Berlin", SiteOf(read, "10.2.0.1"));
    }

    [Fact]
    public async Task A_subnet_of_a_site_that_does_not_exist_is_told_and_gives_none()
    {
        var read = await new SiteForest("Berlin").Subnet("10.1.0.0/16", "Bonn").Subnet("10.2.0.0/16", "Bonn").ReadAsync();

        Assert.Equal(["site.subnet-without-site", "site.subnet-without-site"], read.Findings.Select(finding => finding.Code));
        Assert.Equal($"it names {SiteForest.Dn("Bonn")}, which is no site of the forest, so its clients are in none", read.Findings[1].Evidence);
        Assert.Null(SiteOf(read, "10.1.0.1"));
    }

    [Fact]
    public async Task A_subnet_and_its_site_may_be_written_in_any_case()
    {
        var read = await new SiteForest("Berlin").With("cn=192.0.2.0/24,cn=subnets," + SiteForest.Sites, "SUBNET", ("siteObject", ["cn=BERLIN,cn=sites"])).ReadAsync();

        Assert.Empty(read.Findings);
    }

    [Fact]
    public async Task One_network_of_two_sites_is_told_and_the_first_by_name_counts()
    {
        var read = await new SiteForest("Berlin", "Lyon").Subnet("2001:db8:0::/48", "Lyon").Subnet("2001:db8::/48", "Berlin").ReadAsync();

        Is(
            "site.duplicate-subnet", FindingSeverity.Warning, "CN=2001:db8::/48",
            "another object gives 2001:db8::/48 to Lyon, this one to Berlin; Lyon is taken here", read);
        Assert.Equal("Lyon", SiteOf(read, "2001:db8::1"));
    }

    [Fact]
    public async Task One_network_twice_of_the_same_site_is_no_finding()
    {
        var read = await new SiteForest("Berlin").Subnet("2001:db8:0::/48", "Berlin").Subnet("2001:db8::/48", "Berlin").ReadAsync();

        Assert.Empty(read.Findings);
    }

    [Theory]
    [InlineData(null, "Berlin")]
    [InlineData("Berlin", null)]
    public async Task Of_one_network_twice_that_with_a_site_counts(string? one, string? other)
    {
        var read = await new SiteForest("Berlin").Subnet("2001:db8:0::/48", one).Subnet("2001:db8::/48", other).ReadAsync();

        Assert.Equal("site.subnet-without-site", Assert.Single(read.Findings).Code);
        Assert.Equal("Berlin", SiteOf(read, "2001:db8::1"));
    }

    [Fact]
    public async Task Links_cost_100_where_they_say_nothing_and_add_up()
    {
        var read = await new SiteForest("Paris", "Oslo", "Lima", "Quito").Link("north", null, "Paris", "Oslo").Link("south", "30", "Oslo", "Lima").ReadAsync();

        Assert.Empty(read.Findings);
        Assert.Equal(Costs(("Paris", 0), ("Oslo", 100), ("Lima", 130)), read.Topology.CostsFrom(new SiteName("paris")));
    }

    [Fact]
    public void A_site_that_no_link_names_reaches_itself() =>
        Assert.Equal(Costs(("Quito", 0)), new SiteForest("Quito", "Lima").Topology().CostsFrom(new SiteName("Quito")));

    [Theory]
    [InlineData(null, 200L)]
    [InlineData("1", 200L)]
    [InlineData("2", null)]
    [InlineData("3", null)]
    public void Links_are_bridged_unless_the_transport_requires_bridges(string? options, long? expected)
    {
        var forest = new SiteForest("Paris", "Oslo", "Lima").Transport(options).Link("north", "100", "Paris", "Oslo").Link("south", "100", "Oslo", "Lima");

        var costs = forest.Topology().CostsFrom(new SiteName("Paris"));

        Assert.Equal(100, costs[new SiteName("Oslo")]);
        Assert.Equal(expected, costs.TryGetValue(new SiteName("Lima"), out var cost) ? cost : null);
    }

    [Fact]
    public void Where_bridges_are_required_they_join_their_links_and_not_those_of_others()
    {
        var forest = new SiteForest("Paris", "Oslo", "Lima", "Quito").Transport("2")
            .Link("one", "1", "Paris", "Oslo").Link("two", "2", "Oslo", "Lima").Link("three", "4", "Lima", "Quito")
            .Bridge("first", "one", "two").Bridge("second", "two", "three");

        Assert.Equal(Costs(("Paris", 0), ("Oslo", 1), ("Lima", 3)), forest.Topology().CostsFrom(new SiteName("Paris")));
        Assert.Equal(Costs(("Paris", 1), ("Oslo", 0), ("Lima", 2), ("Quito", 6)), forest.Topology().CostsFrom(new SiteName("Oslo")));
    }

    [Fact]
    public void Links_of_the_smtp_transport_do_not_count()
    {
        var forest = new SiteForest("Paris", "Oslo").With(
            $"CN=mail,CN=SMTP,CN=Inter-Site Transports,{SiteForest.Sites}", "siteLink", ("siteList", [SiteForest.Dn("Paris"), SiteForest.Dn("Oslo")]));

        Assert.Equal(Costs(("Paris", 0)), forest.Topology().CostsFrom(new SiteName("Paris")));
    }

    [Fact]
    public async Task A_link_that_names_an_unknown_site_is_told_and_joins_the_others()
    {
        var read = await new SiteForest("Paris", "Oslo").Link("north", null, "Paris", "Bergen", "Oslo").ReadAsync();

        Is("site.bad-link", FindingSeverity.Warning, "CN=north", $"it names {SiteForest.Dn("Bergen")}, which is no site of the forest", read);
        Assert.Equal(100, read.Topology.CostsFrom(new SiteName("Paris"))[new SiteName("Oslo")]);
    }

    [Theory]
    [InlineData("it names Paris alone, so it leads nowhere", "Paris")]
    [InlineData("it names Paris alone, so it leads nowhere", "Paris", "paris")]
    [InlineData("it names no site, so it leads nowhere")]
    public async Task A_link_that_leads_nowhere_is_told(string evidence, params string[] sites)
    {
        var read = await new SiteForest("Paris", "Oslo").Link("DEFAULTIPSITELINK", "100", sites).ReadAsync();

        Is("site.bad-link", FindingSeverity.Information, "CN=DEFAULTIPSITELINK", evidence, read);
    }

    [Fact]
    public async Task The_default_link_of_a_forest_with_one_site_is_as_it_should_be() =>
        Assert.Empty((await new SiteForest("Paris").Link("DEFAULTIPSITELINK", "100", "Paris").ReadAsync()).Findings);

    [Theory]
    [InlineData("-1")]
    [InlineData("cheap")]
    [InlineData("99999999999")]
    public async Task A_cost_that_is_none_is_told_and_taken_for_100(string cost)
    {
        var read = await new SiteForest("Paris", "Oslo").Link("north", cost, "Paris", "Oslo").ReadAsync();

        Is("site.bad-link", FindingSeverity.Warning, "CN=north", $"its cost '{cost}' is no number from 0 on and is taken for 100", read);
        Assert.Equal(100, read.Topology.CostsFrom(new SiteName("Paris"))[new SiteName("Oslo")]);
    }

    [Fact]
    public async Task A_bridge_over_an_unknown_link_is_told()
    {
        var read = await new SiteForest("Paris", "Oslo").Transport("2").Link("north", null, "Paris", "Oslo").Bridge("all", "north", "south").ReadAsync();

        Is("site.bad-link", FindingSeverity.Warning, "CN=all", $"it bridges {SiteForest.LinkDn("south")}, which is no site link over IP", read);
    }

    [Fact]
    public async Task Costs_beyond_an_int_add_up()
    {
        var read = await new SiteForest("Paris", "Oslo", "Lima").Link("a", "2147483647", "Paris", "Oslo").Link("b", "2147483647", "Oslo", "Lima").ReadAsync();

        Assert.Equal(4294967294, read.Topology.CostsFrom(new SiteName("Paris"))[new SiteName("Lima")]);
    }

    [Fact]
    public async Task An_object_whose_name_is_none_is_told_and_left_out()
    {
        var read = await new SiteForest("Paris").With("not a name", "site").ReadAsync();

        Is("site.bad-name", FindingSeverity.Warning, "not a name", "its name is no distinguished name, so the object is left out", read);
        Assert.Equal(new SiteName("Paris"), Assert.Single(read.Topology.Sites));
    }

    [Fact]
    public async Task Findings_are_one_line_each_whatever_the_directory_holds()
    {
        var read = await new SiteForest("Paris").Subnet("10.1.2.0/24\u001b[31m\u202e", "No\u001bwhere").Subnet("10.1.3.0/24", "No\nwhere").ReadAsync();

        Assert.Equal(2, read.Findings.Length);
        Assert.All(read.Findings, finding => Assert.DoesNotContain(finding.ToString(), c => char.IsControl(c) || c == '\u202e'));
    }

    [Fact]
    public async Task A_directory_that_fails_has_no_topology()
    {
        var failure = new DirectoryFailure.Refused("dc1.example.org", 50, "");

        var outcome = await SiteTopology.ReadAsync(new SiteForest { Failure = failure }, TestContext.Current.CancellationToken);

        Assert.Same(failure, Assert.IsType<TopologyOutcome.Failed>(outcome).Failure);
    }

    [Fact]
    public async Task A_directory_without_a_configuration_is_asked_for_what_it_can_not_have()
    {
        var forest = new SiteForest { RootDse = new RootDse("dc=example,dc=org", "", "", []) };

        await forest.ReadAsync();

        Assert.Equal(["CN=Sites"], forest.Searched);
    }

    [Fact]
    public void The_order_of_the_directory_does_not_matter() => Gen.Int.Sample(seed =>
    {
        var forest = new SiteForest("Paris", "Oslo", "Lima", "oslo").Transport("2")
            .Subnet("10.0.0.0/8", "Paris").Subnet("10.1.2.3/8", "Oslo").Subnet("10.1.0.0/16", null).Subnet("x", null)
            .Link("a", "7", "Paris", "Oslo").Link("b", "7", "Oslo", "Lima").Link("c", "x", "Nowhere").Bridge("d", "a", "b", "e");

        var (told, shuffled) = (Told(forest), Told(forest.Shuffled(seed)));

        Assert.Equal(7, told.Findings.Length);
        Assert.Equal(told.Findings, shuffled.Findings);
        Assert.Equal(told.Topology.Sites.Select(site => site.Value), shuffled.Topology.Sites.Select(site => site.Value));
        Assert.Equal(told.Topology.Match(IPAddress.Parse("10.7.7.7")), shuffled.Topology.Match(IPAddress.Parse("10.7.7.7")));
        Assert.Equal(told.Topology.CostsFrom(new SiteName("Paris")), shuffled.Topology.CostsFrom(new SiteName("Paris")));
    });

    private static TopologyOutcome.Read Told(SiteForest forest)
    {
        var read = forest.ReadAsync();
        Assert.True(read.IsCompletedSuccessfully);
        return read.Result;
    }

    private static string? SiteOf(TopologyOutcome.Read read, string client) => read.Topology.Match(IPAddress.Parse(client))?.Site.Value;

    private static Dictionary<SiteName, long> Costs(params (string Site, long Cost)[] costs) => costs.ToDictionary(one => new SiteName(one.Site), one => one.Cost);

    private static void Is(string code, FindingSeverity severity, string subject, string evidence, TopologyOutcome.Read read)
    {
        var finding = Assert.Single(read.Findings);
        Assert.Equal((code, severity, evidence), (finding.Code, finding.Severity, finding.Evidence));
        Assert.StartsWith(subject, finding.Subject, StringComparison.Ordinal);
    }
}
