using System.Net;
using Signpost.Sites;
using Signpost.Tracing;

namespace Signpost.Tests.Sites;

public sealed class SiteLocatorTests
{
    private static readonly SiteTopology Forest = new SiteForest("Paris", "Oslo", "Lima")
        .Subnet("10.77.1.0/24", "Oslo").Subnet("10.77.1.128/25", "Paris").Subnet("10.77.3.0/24", null).Subnet("2001:db8::/32", "Lima").Topology();

    private static readonly SiteTopology OneSite = new SiteForest("Paris").Subnet("10.77.1.0/24", "Paris").Topology();

    [Fact]
    public void What_the_user_says_wins_over_everything()
    {
        var verdict = SiteLocator.Judge(Pinged("Paris", "10.77.1.200") with { Configured = new SiteName("oslo"), ClientAddress = IPAddress.Parse("2001:db8::1") });

        Assert.Equal(new ClientSite.Configured(new SiteName("Oslo")), verdict.Site);
        Assert.Empty(verdict.Findings);
    }

    [Fact]
    public void A_configured_site_that_does_not_exist_is_kept_and_the_nearest_spelling_told()
    {
        var verdict = SiteLocator.Judge(new SiteEvidence { Configured = new SiteName("pari"), Topology = Forest });

        Assert.Equal(new ClientSite.Configured(new SiteName("pari")), verdict.Site);
        Is("site.not-in-forest", FindingSeverity.Warning, "pari", "no site of the forest has this name: Lima, Oslo, Paris", verdict);
        Assert.Equal("Did you mean Paris?", verdict.Findings[0].Remedy);
    }

    [Fact]
    public void Of_many_sites_five_are_told()
    {
        var forest = new SiteForest("A1", "B1", "C1", "D1", "E1", "F1", "G1").Topology();

        var verdict = SiteLocator.Judge(new SiteEvidence { Configured = new SiteName("Nowhere"), Topology = forest });

        Is("site.not-in-forest", FindingSeverity.Warning, "Nowhere", "no site of the forest has this name: A1, B1, C1, D1, E1 and 2 more", verdict);
        Assert.Equal("Give the name of one of them", verdict.Findings[0].Remedy);
    }

    [Fact]
    public void A_configured_site_is_not_judged_by_an_unreadable_or_an_empty_forest()
    {
        Assert.Empty(SiteLocator.Judge(new SiteEvidence { Configured = new SiteName("Bonn") }).Findings);
        Assert.Empty(SiteLocator.Judge(new SiteEvidence { Configured = new SiteName("Bonn"), Topology = new SiteForest().Topology() }).Findings);
    }

    [Theory]
    [InlineData("10.77.1.200", "10.77.1.200", "Paris", "10.77.1.128/25")]
    [InlineData("::ffff:10.77.1.7", "10.77.1.7", "Oslo", "10.77.1.0/24")]
    [InlineData("2001:db8::7", "2001:db8::7", "Lima", "2001:db8::/32")]
    public void A_given_address_is_looked_up_whatever_a_domain_controller_says_of_us(string given, string client, string site, string subnet)
    {
        var verdict = SiteLocator.Judge(Pinged("Lima", "10.77.1.7") with { ClientAddress = IPAddress.Parse(given) });

        Assert.Equal(new ClientSite.FromSubnet(new SiteName(site), IPNetwork.Parse(subnet), IPAddress.Parse(client)), verdict.Site);
        Assert.Empty(verdict.Findings);
    }

    [Theory]
    [InlineData("192.0.2.7", "no subnet of the forest holds 192.0.2.7")]
    [InlineData("10.77.3.7", "10.77.3.7 lies in 10.77.3.0/24, which has no site")]
    public void A_given_address_outside_all_sites_is_unknown(string given, string why)
    {
        var verdict = SiteLocator.Judge(new SiteEvidence { ClientAddress = IPAddress.Parse(given), Topology = Forest });

        Assert.Equal(new ClientSite.Unknown(why), verdict.Site);
        Is("site.unknown", FindingSeverity.Warning, given, why, verdict);
        Assert.Equal($"Add a subnet object for {given}, or give --site", verdict.Findings[0].Remedy);
    }

    [Fact]
    public void A_given_address_is_unknown_without_subnets()
    {
        var verdict = SiteLocator.Judge(new SiteEvidence { ClientAddress = IPAddress.Parse("192.0.2.7") });

        Assert.Equal(new ClientSite.Unknown("the subnets of the forest could not be read"), verdict.Site);
        Assert.Empty(verdict.Findings);
    }

    [Fact]
    public void The_domain_controllers_word_is_taken_and_agrees()
    {
        var verdict = SiteLocator.Judge(Pinged("Paris", "10.77.1.200"));

        Assert.Equal(
            new ClientSite.FromNetlogonPing(new SiteName("Paris"), "dc1.example.org", TimeSpan.FromMilliseconds(3), new SiteName("Lima")), verdict.Site);
        Assert.Empty(verdict.Findings);
    }

    [Fact]
    public void An_unnamed_domain_controller_goes_by_its_address()
    {
        var verdict = SiteLocator.Judge(Pinged("Paris", "10.77.1.200") with { DomainController = "" });

        Assert.Equal("192.0.2.1", Assert.IsType<ClientSite.FromNetlogonPing>(verdict.Site).DomainController);
    }

    [Theory]
    [InlineData("10.77.1.200")]
    [InlineData("::ffff:10.77.1.200")]
    public void A_domain_controller_that_says_another_site_than_the_subnets_is_told(string client)
    {
        var verdict = SiteLocator.Judge(Pinged("Oslo", client));

        Assert.Equal(new SiteName("Oslo"), verdict.Site.Name);
        Is("site.ping-disagrees", FindingSeverity.Warning, "10.77.1.200", "dc1.example.org says Oslo, but 10.77.1.200 lies in 10.77.1.128/25 of Paris", verdict);
        Assert.Contains("Samba", verdict.Findings[0].Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.77.9.10", "dc1.example.org says Oslo, but no subnet of the forest holds 10.77.9.10")]
    [InlineData("10.77.3.10", "dc1.example.org says Oslo, but 10.77.3.10 lies in 10.77.3.0/24, which has no site")]
    public void A_domain_controller_that_knows_more_than_the_subnets_is_worth_knowing(string client, string evidence)
    {
        var verdict = SiteLocator.Judge(Pinged("Oslo", client));

        Assert.Equal(new SiteName("Oslo"), verdict.Site.Name);
        Is("site.subnet-missing", FindingSeverity.Information, client, evidence, verdict);
    }

    [Fact]
    public void The_only_site_is_everyones_with_or_without_a_subnet() =>
        Assert.Empty(SiteLocator.Judge(Pinged("Paris", "192.0.2.9") with { Topology = OneSite }).Findings);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    public void What_is_said_of_a_loopback_address_is_compared_with_nothing(string client)
    {
        var verdict = SiteLocator.Judge(Pinged("Oslo", client) with { Topology = new SiteForest("Oslo", "Lima").Subnet("127.0.0.0/8", "Lima").Topology() });

        Assert.Equal(new SiteName("Oslo"), verdict.Site.Name);
        Assert.Empty(verdict.Findings);
    }

    [Fact]
    public void Without_subnets_the_domain_controllers_word_stands_alone() =>
        Assert.Empty(SiteLocator.Judge(Pinged("Oslo", "10.77.1.200") with { Topology = null }).Findings);

    [Fact]
    public void Where_the_domain_controller_names_no_site_the_subnet_does_and_the_difference_is_told()
    {
        var verdict = SiteLocator.Judge(Pinged(null, "10.77.1.200"));

        Assert.Equal(new ClientSite.FromSubnet(new SiteName("Paris"), IPNetwork.Parse("10.77.1.128/25"), IPAddress.Parse("10.77.1.200")), verdict.Site);
        Is("site.ping-disagrees", FindingSeverity.Warning, "10.77.1.200", "dc1.example.org says no site, but 10.77.1.200 lies in 10.77.1.128/25 of Paris", verdict);
    }

    [Fact]
    public void An_answer_from_before_there_were_sites_says_nothing_against_the_subnets()
    {
        var verdict = SiteLocator.Judge(Answered(new NetlogonAnswer.Older(NetlogonOpcode.Logon), "10.77.1.200"));

        Assert.Equal(new SiteName("Paris"), Assert.IsType<ClientSite.FromSubnet>(verdict.Site).Site);
        Assert.Empty(verdict.Findings);
    }

    [Fact]
    public void A_client_that_neither_the_domain_controller_nor_a_subnet_places_is_unknown()
    {
        var verdict = SiteLocator.Judge(Pinged(null, "10.77.9.10"));

        var why = "dc1.example.org names no site, and no subnet of the forest holds 10.77.9.10";
        Assert.Equal(new ClientSite.Unknown(why), verdict.Site);
        Is("site.unknown", FindingSeverity.Warning, "10.77.9.10", why, verdict);
        Assert.Equal("Add a subnet object for 10.77.9.10, or give --site", verdict.Findings[0].Remedy);
    }

    [Fact]
    public void For_a_loopback_address_nobody_is_told_to_add_a_subnet()
    {
        var verdict = SiteLocator.Judge(Pinged(null, "127.0.0.1"));

        Assert.StartsWith("Give --site or --client-address", Assert.Single(verdict.Findings).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_site_and_without_subnets_the_client_is_unknown()
    {
        var verdict = SiteLocator.Judge(Pinged(null, "10.77.1.200") with { Topology = null });

        Assert.Equal(new ClientSite.Unknown("dc1.example.org names no site, and the subnets of the forest could not be read"), verdict.Site);
        Assert.Empty(verdict.Findings);
    }

    [Fact]
    public void Silence_is_why_the_site_is_unknown()
    {
        var verdict = SiteLocator.Judge(new SiteEvidence
        {
            Ping = new PingOutcome.Silent("192.0.2.1:389 by UDP:\nno answer in 1.8 s"), DomainController = "dc1.example.org", Topology = Forest,
        });

        Assert.Equal(new ClientSite.Unknown("192.0.2.1:389 by UDP: no answer in 1.8 s"), verdict.Site);
        Is("site.no-ping", FindingSeverity.Information, "dc1.example.org", "192.0.2.1:389 by UDP: no answer in 1.8 s", verdict);
    }

    [Fact]
    public void A_server_of_another_domain_is_as_good_as_silent()
    {
        var verdict = SiteLocator.Judge(new SiteEvidence
        {
            Ping = new PingOutcome.NotThisDomain(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 389), "example.org"), Topology = Forest,
        });

        Assert.Equal(new ClientSite.Unknown("192.0.2.1:389 does not host example.org"), verdict.Site);
        Is("site.no-ping", FindingSeverity.Information, "LDAP ping", "192.0.2.1:389 does not host example.org", verdict);
    }

    [Theory]
    [InlineData("a file can't say where this client is", "a file can't say where this client is")]
    [InlineData("", "no domain controller was asked")]
    public void Where_nobody_was_asked_the_reason_is_kept(string whyNoPing, string why)
    {
        var verdict = SiteLocator.Judge(new SiteEvidence { WhyNoPing = whyNoPing, Topology = Forest });

        Assert.Equal(new ClientSite.Unknown(why), verdict.Site);
        Assert.Empty(verdict.Findings);
    }

    private static SiteEvidence Pinged(string? site, string client) => Answered(
        new NetlogonAnswer.Extended { ClientSite = site is null ? null : new SiteName(site), NextClosest = new SiteName("Lima") }, client);

    private static SiteEvidence Answered(NetlogonAnswer answer, string client) => new()
    {
        Ping = new PingOutcome.Answered(
            answer, new IPEndPoint(IPAddress.Parse("192.0.2.1"), 389), IPAddress.Parse(client), TimeSpan.FromMilliseconds(3), false),
        DomainController = "dc1.example.org",
        Topology = Forest,
    };

    private static void Is(string code, FindingSeverity severity, string subject, string evidence, SiteVerdict verdict)
    {
        var finding = Assert.Single(verdict.Findings);
        Assert.Equal((code, severity, subject, evidence), (finding.Code, finding.Severity, finding.Subject, finding.Evidence));
    }
}
