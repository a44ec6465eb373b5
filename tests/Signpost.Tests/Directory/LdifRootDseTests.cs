using Signpost.Directory;

namespace Signpost.Tests.Directory;

public sealed class LdifRootDseTests
{
    [Fact]
    public async Task The_record_without_a_name_says_it()
    {
        var directory = Ldif.Open("""
            dn:
            defaultNamingContext: DC=emea,DC=example
            configurationNamingContext: CN=Configuration,DC=example
            dnsHostName: dc1.example.org
            supportedSASLMechanisms: GSSAPI
            supportedSASLMechanisms: GSS-SPNEGO

            dn: CN=a,CN=Configuration,DC=other
            """);

        Assert.Equal(("DC=emea,DC=example", "CN=Configuration,DC=example"), Contexts(directory));
        Assert.Equal("dc1.example.org", directory.RootDse.DnsHostName);
        Assert.Equal(["GSSAPI", "GSS-SPNEGO"], directory.RootDse.SaslMechanisms);
        Assert.Equal([""], await directory.NamesAsync("", SearchScope.Base, LdapFilter.Has("dnsHostName")));
        Assert.Equal(["CN=a,CN=Configuration,DC=other"], await directory.NamesAsync("", SearchScope.Subtree, LdapFilter.AllOf()));
    }

    [Fact]
    public void What_it_leaves_out_is_taken_from_the_names() => Assert.Equal(
        ("DC=example", "CN=Configuration,DC=example"), Contexts(Ldif.Open("dn:\ndnsHostName: dc1.example.org\n\ndn: CN=a,CN=Configuration,DC=example\n")));

    [Theory]
    [InlineData("CN=CAS1,CN=Services,cn=configuration, DC=contoso,DC=test", "DC=contoso,DC=test", "cn=configuration, DC=contoso,DC=test")]
    [InlineData("CN=Configuration,CN=x,CN=Configuration,DC=a", "DC=a", "CN=Configuration,DC=a")]
    [InlineData("OU=People,DC=emea,DC=contoso,DC=test|OU=x,DC=contoso,DC=test", "DC=contoso,DC=test", "DC=contoso,DC=test")]
    [InlineData("DC=_msdcs,CN=DNS,DC=zones,DC=a", "DC=zones,DC=a", "DC=_msdcs,CN=DNS,DC=zones,DC=a")]
    [InlineData("OU=x,O=Acme|OU=y,O=Acme", "", "O=Acme")]
    [InlineData("O=Acme|O=Other", "", "")]
    public void Without_it_the_contexts_are_those_that_the_names_imply(string names, string domain, string configuration) =>
        Assert.Equal((domain, configuration), Contexts(Ldif.Open(string.Concat(names.Split('|').Select(name => $"dn: {name}\n\n")))));

    [Fact]
    public async Task The_result_of_a_search_for_SCPs_is_forest_enough()
    {
        var directory = Ldif.Open("dn: CN=CAS1,CN=Autodiscover,CN=Services,CN=Configuration,DC=example\nkeywords: x\n");

        Assert.Equal(
            ["CN=CAS1,CN=Autodiscover,CN=Services,CN=Configuration,DC=example"],
            await directory.NamesAsync(directory.RootDse.ConfigurationNamingContext, SearchScope.Subtree, LdapFilter.Has("keywords")));
    }

    private static (string Domain, string Configuration) Contexts(LdifDirectory directory) =>
        (directory.RootDse.DefaultNamingContext, directory.RootDse.ConfigurationNamingContext);
}
