using Signpost.Logon;

namespace Signpost.Tests.Logon;

public sealed class LogonNameTests
{
    [Theory]
    [InlineData("anna@example.org", "", "anna", "EXAMPLE.ORG")]
    [InlineData("anna@x@example.org", "", "anna@x", "EXAMPLE.ORG")]
    [InlineData(@"example.org\anna", "", "anna", "EXAMPLE.ORG")]
    [InlineData(@"EXAMPLE\anna", "example.org", "anna", "EXAMPLE.ORG")]
    [InlineData("anna", "example.org", "anna", "EXAMPLE.ORG")]
    public void The_realm_is_told_by_the_name_or_by_the_servers_domain(string text, string serverDomain, string user, string realm)
    {
        Assert.Equal((user, realm), LogonName.Parse(text).InRealm(serverDomain));
    }

    [Theory]
    [InlineData("anna@example.org", "anna@example.org", "")]
    [InlineData(@"EXAMPLE\anna", "anna", "EXAMPLE")]
    [InlineData("anna", "anna", "")]
    public void Ntlm_takes_a_principal_whole_and_anybody_else_by_his_domain(string text, string user, string domain)
    {
        Assert.Equal((user, domain), LogonName.Parse(text).InNtlm);
    }

    [Fact]
    public void Ntlm_takes_no_dn()
    {
        Assert.Null(LogonName.Parse("CN=Anna,CN=Users,DC=example,DC=org").InNtlm);
    }

    [Theory]
    [InlineData("anna", "")]
    [InlineData(@"EXAMPLE\anna", "")]
    [InlineData(@"OTHER\anna", "example.org")]
    [InlineData(@"EXAM\anna", "example.org")]
    [InlineData("CN=Anna,CN=Users,DC=example,DC=org", "example.org")]
    [InlineData(@"CN=Moreau\, Anna,CN=Users,DC=example,DC=org", "example.org")]
    public void A_realm_is_never_guessed(string text, string serverDomain)
    {
        Assert.Null(LogonName.Parse(text).InRealm(serverDomain));
    }
}
