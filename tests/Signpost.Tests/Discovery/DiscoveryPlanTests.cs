using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Logon;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Discovery;

/// <summary>The order of the steps in each plan, and Microsoft's cloud in the one that asks it.</summary>
public sealed class DiscoveryPlanTests
{
    private const string Path = "/autodiscover/autodiscover.xml";
    private const string Cloud = "https://outlook.office365.com";

    private static readonly MailboxAddress Ada = MailboxAddress.Parse("ada@contoso.test");

    private readonly VirtualTime time = new();
    private readonly FakeNet net;
    private DiscoveryOptions options = new()
    {
        Plan = DiscoveryPlan.Outlook2016, Excluded = [StepKind.Scp], Logon = new MailboxLogon.Password("ada", new Secret("right")), Race = RacePolicy.OneAtATime,
    };

    public DiscoveryPlanTests() => net = new FakeNet(time);

    [Theory]
    [InlineData("outlook2007", false, "scp https-root-domain https-autodiscover-domain srv local-xml")]
    [InlineData("outlook2007", true, "local-xml scp https-root-domain https-autodiscover-domain srv")]
    [InlineData("modern", false, "scp https-root-domain https-autodiscover-domain local-xml http-redirect srv")]
    [InlineData("modern", true, "local-xml scp https-root-domain https-autodiscover-domain http-redirect srv")]
    [InlineData("outlook2016", false, "office365 scp https-root-domain https-autodiscover-domain local-xml http-redirect srv office365-fail-safe")]
    [InlineData("outlook2016", true, "local-xml office365 scp https-root-domain https-autodiscover-domain http-redirect srv office365-fail-safe")]
    public void The_steps_of_a_plan_are_these(string plan, bool prefersLocalXml, string steps)
    {
        var chosen = new[] { DiscoveryPlan.Outlook2007, DiscoveryPlan.Modern, DiscoveryPlan.Outlook2016 }.Single(known => known.Name == plan);
        options = options with { Plan = chosen, LocalXml = new LocalXml { Files = [new LocalXmlFile("answer.xml")], IsPreferred = prefersLocalXml } };

        Assert.Equal(steps, string.Join(' ', options.StepsFor(Ada).Select(step => step.Word)));
    }

    [Fact]
    public void SIP_records_are_the_last_step_of_every_plan() =>
        Assert.All([DiscoveryPlan.Outlook2007, DiscoveryPlan.Modern, DiscoveryPlan.Outlook2016], plan => Assert.Equal(StepKind.SipSrvRecord, plan.WithSipRecords().Steps[^1]));

    [Fact]
    public void The_report_has_the_plans_order_though_other_steps_were_left_out_before_the_first_was_asked()
    {
        var report = Find();

        Assert.Equal(options.StepsFor(Ada), report.Rounds[0].Steps.Select(step => step.Step));
        Assert.Equal("ExcludeScpLookup", report.Rounds[0].Steps[1].Skipped);
    }

    [Fact]
    public void The_cloud_gets_no_password_that_the_user_did_not_mean_for_it()
    {
        net.Host(Cloud, FakeHost.Cas());

        var report = Find();

        Assert.Empty(net.SawPassword);
        Assert.Equal(DiscoveryEnd.FoundWithoutSettings, report.End);
        Assert.Equal(
            "outlook.office365.com answered, but the credentials were withheld: only the plan names this host; allow it with --allow-host outlook.office365.com", report.Why);
    }

    [Fact]
    public void The_cloud_gets_the_password_of_a_user_who_allows_it_and_comes_first()
    {
        net.Host(Cloud, FakeHost.Cas()).Host("https://contoso.test", FakeHost.Cas());
        options = options with { Redirects = new RedirectPolicy { TrustedHosts = ["outlook.office365.com"] } };

        Assert.Equal(StepKind.Office365, Find().Found!.Candidate.Step);
        Assert.Equal(["outlook.office365.com"], net.SawPassword);
    }

    [Fact]
    public void The_clouds_demand_for_a_logon_is_no_find_since_it_demands_it_of_everybody()
    {
        net.Host(Cloud, FakeHost.Cas()).Host("https://autodiscover.contoso.test", FakeHost.Cas());
        options = options with { Logon = null };

        Assert.Equal("autodiscover.contoso.test", Find().Found!.Url.Host);
    }

    [Fact]
    public void Where_only_the_cloud_answers_it_is_said_to()
    {
        net.Host(Cloud, FakeHost.Cas());
        options = options with { Logon = null };

        var report = Find();

        Assert.Equal(DiscoveryEnd.FoundWithoutSettings, report.End);
        Assert.Equal("outlook.office365.com", report.Found!.Url.Host);
    }

    [Fact]
    public void A_server_of_the_domain_that_got_no_password_counts_more_than_the_cloud()
    {
        net.Host(Cloud, FakeHost.Cas()).Host("https://contoso.test", FakeHost.Offers("Digest"));

        Assert.Equal("contoso.test", Find().Found!.Url.Host);
    }

    [Fact]
    public void The_clouds_error_is_not_the_last_word()
    {
        net.Host(Cloud, FakeHost.Error(500)).Host("https://contoso.test", FakeHost.Cas());

        Assert.Equal("contoso.test", Find().Found!.Url.Host);
    }

    [Fact]
    public void One_policy_leaves_both_steps_of_the_cloud_out()
    {
        options = options with { Excluded = [StepKind.Scp, StepKind.Office365, StepKind.Office365FailSafe] };

        var report = Find();

        Assert.Equal(["ExcludeExplicitO365Endpoint", "ExcludeExplicitO365Endpoint"], report.Rounds[0].Steps.Where(step => step.Step.IsMicrosofts).Select(step => step.Skipped));
        Assert.DoesNotContain(net.Requests, request => request.Url.Host == "outlook.office365.com");
    }

    private DiscoveryReport Find() => time.Run(() =>
        new DiscoveryEngine(options, new FakeResolver(), time, new Random(1), net).DiscoverAsync(Ada, default));
}
