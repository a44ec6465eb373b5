using System.Collections.Immutable;
using Signpost.Autodiscover;

namespace Signpost.Tests.Autodiscover;

public sealed class RedirectPolicyTests
{
    private static readonly ImmutableArray<string> Own = ["contoso.test"];

    [Theory]
    [InlineData("contoso.test", null, true)]
    [InlineData("MAIL.contoso.test", null, true)]
    [InlineData("a.b.contoso.test", null, true)]
    [InlineData("notcontoso.test", null, false)]
    [InlineData("contoso.test.evil.test", null, false)]
    [InlineData("allowed.test", null, true)]
    [InlineData("mail.allowed.test", null, false)]
    [InlineData("mail.partner.test", null, true)]
    [InlineData("a.mail.partner.test", null, true)]
    [InlineData("partner.test", null, false)]
    [InlineData("notpartner.test", null, false)]
    [InlineData("xn--bcher-kva.test", null, true)]
    [InlineData("192.0.2.7", null, true)]
    [InlineData("2001:db8::7", null, true)]
    [InlineData("cas2.hosting.test", "cas1.hosting.test", true)]
    [InlineData("cas2.evil.test", "cas1.hosting.test", false)]
    [InlineData("evil.test", "hosting.test", false)]
    [InlineData("192.0.2.9", "192.0.2.1", false)]
    [InlineData("localhost", "localhost", false)]
    public void A_host_is_trusted_in_the_domain_where_allowed_or_beside_the_one_that_named_it(string host, string? namedBy, bool isTrusted)
    {
        var policy = new RedirectPolicy { TrustedHosts = ["Allowed.test", "*.partner.test", "bücher.test", "192.0.2.7", "[2001:db8::7]"] };

        Assert.Equal(isTrusted ? RedirectAnswer.Allow : RedirectAnswer.Ask, policy.AnswerFor(host, Own, namedBy));
    }

    [Theory]
    [InlineData("mail.contoso.test", "Allow Allow Allow Allow")]
    [InlineData("cas2.hosting.test", "Ask Refuse Refuse Refuse")]
    [InlineData("beside.named.test", "Allow Refuse Allow Refuse")]
    [InlineData("cas.partner.test", "Allow Refuse Allow Allow")]
    public void Each_policy_has_its_rules(string host, string answers)
    {
        RedirectPolicy[] policies = [RedirectPolicy.Default, RedirectPolicy.Strict, RedirectPolicy.SameDomain, RedirectPolicy.AllowList];

        Assert.Equal(answers, string.Join(' ', policies.Select(policy =>
            (policy with { TrustedHosts = ["*.partner.test"] }).AnswerFor(host, Own, "cas1.named.test"))));
    }

    [Fact]
    public void The_first_rule_that_fits_counts_and_where_none_fits_nothing_is_allowed()
    {
        var policy = new RedirectPolicy
        {
            TrustedHosts = ["cas1.contoso.test", "cas.partner.test"],
            Rules = [new(HostKinship.OwnDomain, RedirectAnswer.Ask), new(HostKinship.Listed, RedirectAnswer.Allow)],
        };

        Assert.Equal(RedirectAnswer.Ask, policy.AnswerFor("cas1.contoso.test", Own, null));
        Assert.Equal(RedirectAnswer.Allow, policy.AnswerFor("cas.partner.test", Own, null));
        Assert.Equal(RedirectAnswer.Refuse, policy.AnswerFor("cas.fabrikam.test", Own, null));
    }

    [Fact]
    public void What_lies_beside_the_domain_itself_is_not_trusted()
    {
        Assert.Equal(RedirectAnswer.Ask, RedirectPolicy.Default.AnswerFor("evil.co.test", ["contoso.co.test"], namedBy: "contoso.co.test"));
        Assert.Equal(RedirectAnswer.Allow, RedirectPolicy.Default.AnswerFor("mail.contoso.co.test", ["contoso.co.test"], namedBy: "contoso.co.test"));
    }

    [Theory]
    [InlineData("hosting.co.uk", "evil.co.uk", false)]
    [InlineData("hosting.gouv.fr", "evil.gouv.fr", false)]
    [InlineData("cas1.hosting.co.uk", "cas2.hosting.co.uk", true)]
    [InlineData("cas1.hosting.de", "cas2.hosting.de", true)]
    [InlineData("hosting.com", "evil.com", false)]
    public void Nobody_is_beside_another_where_anybody_may_have_a_name(string namedBy, string host, bool isTrusted) =>
        Assert.Equal(isTrusted ? RedirectAnswer.Allow : RedirectAnswer.Ask, RedirectPolicy.Default.AnswerFor(host, Own, namedBy));

    [Fact]
    public void In_a_top_level_domain_only_the_domain_itself_is_the_own()
    {
        Assert.Equal(RedirectAnswer.Allow, RedirectPolicy.Default.AnswerFor("intranet", ["intranet"], null));
        Assert.Equal(RedirectAnswer.Ask, RedirectPolicy.Default.AnswerFor("evil.test", ["test"], null));
    }

    [Theory]
    [InlineData("*.test", "'*.test' would allow a whole top-level domain")]
    [InlineData("*", "'*' is neither a host nor *.DOMAIN")]
    [InlineData("cas*.contoso.test", "'cas*.contoso.test' is neither a host nor *.DOMAIN")]
    [InlineData("*.*.contoso.test", "'*.*.contoso.test' is neither a host nor *.DOMAIN")]
    [InlineData("https://contoso.test", "'https://contoso.test' is neither a host nor *.DOMAIN")]
    [InlineData("", "'' is neither a host nor *.DOMAIN")]
    public void An_entry_of_the_list_is_a_host_or_all_below_a_domain(string entry, string complaint) =>
        Assert.Equal(complaint, Assert.Throws<ArgumentException>(() => new RedirectPolicy { TrustedHosts = [entry] }).Message);

    [Theory]
    [InlineData(-1)]
    [InlineData(51)]
    public void The_budget_of_hops_has_its_bounds(int hops) => Assert.Throws<ArgumentOutOfRangeException>(() => new RedirectPolicy { MaxHops = hops });
}
