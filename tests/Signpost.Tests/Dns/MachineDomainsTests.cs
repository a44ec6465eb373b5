using Signpost.Dns;

namespace Signpost.Tests.Dns;

public sealed class MachineDomainsTests
{
    [Fact]
    public void The_default_realm_is_read_wherever_it_stands() =>
        Assert.Equal("CONTOSO.TEST", MachineDomains.RealmOf(["[libdefaults]", "  dns_lookup_kdc = false", "\tdefault_realm = CONTOSO.TEST", "[realms]"]));

    [Fact]
    public void A_configuration_without_a_realm_names_none() => Assert.Equal("", MachineDomains.RealmOf(["[libdefaults]", "# default_realm_x = A.B"]));

    [Fact]
    public void The_last_search_line_counts() =>
        Assert.Equal(["contoso.test", "fabrikam.test"], MachineDomains.SearchListOf(["domain old.test", "nameserver 192.0.2.1", "search contoso.test\tfabrikam.test"]));

    [Fact]
    public void No_search_line_is_an_empty_list() => Assert.Empty(MachineDomains.SearchListOf(["nameserver 192.0.2.1"]));
}
