using Signpost.Discovery;
using Signpost.Server.Registration;
using Signpost.Sites;

namespace Signpost.Server.Tests.Registration;

public sealed class SiteOfThisHostTests
{
    [Fact]
    public void Without_a_choice_it_is_where_the_host_is() =>
        Assert.Equal([new SiteName("Paris")], Known(SiteOfThisHost.Of(null, new HostSite(new ClientSite.Configured(new SiteName("Paris")), null, []))));

    [Fact]
    public void Without_a_choice_and_without_a_site_the_reason_is_told() =>
        Assert.Equal("no subnet", Assert.IsType<SiteOfThisHost.Unknown>(SiteOfThisHost.Of(null, Nowhere(null))).Why);

    [Fact]
    public void Chosen_sites_are_written_as_the_forest_spells_them() =>
        Assert.Equal("Oslo", Known(SiteOfThisHost.Of([new SiteName("oslo")], Nowhere(Topology())))[0].Value);

    [Fact]
    public void None_is_a_choice_as_well() => Assert.Empty(Known(SiteOfThisHost.Of([], Nowhere(Topology()))));

    [Fact]
    public void A_site_that_is_none_is_told_with_the_one_that_may_be_meant() =>
        Assert.Equal(new SiteName("Paris"), Assert.IsType<SiteOfThisHost.NoSuch>(SiteOfThisHost.Of([new SiteName("Pariss")], Nowhere(Topology()))).Nearest);

    [Fact]
    public void Where_the_sites_cannot_be_read_a_choice_is_taken_as_it_is() =>
        Assert.Equal([new SiteName("Berlin")], Known(SiteOfThisHost.Of([new SiteName("Berlin")], Nowhere(null))));

    [Theory]
    [InlineData("cas7", "CAS7", false)]
    [InlineData("cas7.contoso.test", "CAS7", false)]
    [InlineData("client-access-server-7.contoso.test", "CLIENT-ACCESS-S", true)]
    public void The_name_of_a_computer_is_the_first_label_in_upper_case_and_cut(string host, string name, bool isCut)
    {
        Assert.Equal(name, ComputerName.Of(host, out var wasCut));
        Assert.Equal(isCut, wasCut);
    }

    [Fact]
    public void A_host_has_its_own_DNS_name_and_another_one_that_in_the_domain()
    {
        var host = new ThisHost("CAS7", false, "cas7.emea.contoso.test");

        Assert.Equal("cas7.emea.contoso.test", host.DnsNameOf("cas7", "contoso.test"));
        Assert.Equal("cas8.contoso.test", host.DnsNameOf("CAS8", "contoso.test"));
        Assert.Equal("cas7.contoso.test", (host with { DnsName = null }).DnsNameOf("CAS7", "contoso.test"));
    }

    private static HostSite Nowhere(SiteTopology? topology) => new(new ClientSite.Unknown("no subnet"), topology, []);

    private static System.Collections.Immutable.ImmutableArray<SiteName> Known(SiteOfThisHost sites) => Assert.IsType<SiteOfThisHost.Known>(sites).Sites;

    private static SiteTopology Topology()
    {
        var directory = new MemoryDirectory();
        directory.Put($"CN=Paris,CN=Sites,{MemoryDirectory.Configuration}", "site");
        directory.Put($"CN=Oslo,CN=Sites,{MemoryDirectory.Configuration}", "site");
        return ((TopologyOutcome.Read)SiteTopology.ReadAsync(directory, CancellationToken.None).GetAwaiter().GetResult()).Topology;
    }
}
