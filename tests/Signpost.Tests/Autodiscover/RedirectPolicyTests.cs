using Signpost.Autodiscover;

namespace Signpost.Tests.Autodiscover;

public sealed class RedirectPolicyTests
{
    [Theory]
    [InlineData("contoso.test", null, true)]
    [InlineData("MAIL.contoso.test", null, true)]
    [InlineData("a.b.contoso.test", null, true)]
    [InlineData("notcontoso.test", null, false)]
    [InlineData("contoso.test.evil.test", null, false)]
    [InlineData("allowed.test", null, true)]
    [InlineData("mail.allowed.test", null, false)]
    [InlineData("cas2.hosting.test", "cas1.hosting.test", true)]
    [InlineData("cas2.evil.test", "cas1.hosting.test", false)]
    [InlineData("evil.test", "hosting.test", false)]
    [InlineData("192.0.2.9", "192.0.2.1", false)]
    [InlineData("localhost", "localhost", false)]
    public void A_host_is_trusted_in_the_domain_where_allowed_or_beside_the_one_that_named_it(string host, string? namedBy, bool isTrusted) =>
        Assert.Equal(isTrusted, new RedirectPolicy { TrustedHosts = ["Allowed.test"] }.Trusts(host, MailboxAddress.Parse("ada@contoso.test"), namedBy));

    [Fact]
    public void What_lies_beside_the_domain_itself_is_not_trusted()
    {
        var address = MailboxAddress.Parse("ada@contoso.co.test");

        Assert.False(RedirectPolicy.Default.Trusts("evil.co.test", address, namedBy: "contoso.co.test"));
        Assert.True(RedirectPolicy.Default.Trusts("mail.contoso.co.test", address, namedBy: "contoso.co.test"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(51)]
    public void The_budget_of_hops_has_its_bounds(int hops) => Assert.Throws<ArgumentOutOfRangeException>(() => new RedirectPolicy { MaxHops = hops });
}
