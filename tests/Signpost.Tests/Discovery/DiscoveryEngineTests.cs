using System.Collections.Immutable;
using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Logon;
using Signpost.Tests.Directory;
using Signpost.Tests.Fakes;
using Signpost.Tests.Scp;
using Signpost.Tracing;

namespace Signpost.Tests.Discovery;

/// <summary>The steps that follow from the address, from the first question to the end of the run.</summary>
public sealed class DiscoveryEngineTests
{
    private const string Root = "https://contoso.test";
    private const string Autodiscover = "https://autodiscover.contoso.test";
    private const string PlainHttp = "http://autodiscover.contoso.test";
    private const string Mail = "https://mail.contoso.test";
    private const string Path = "/autodiscover/autodiscover.xml";
    private const string Srv = "_autodiscover._tcp.contoso.test";

    private readonly VirtualTime time = new();
    private readonly FakeNet net;
    private readonly FakeResolver dns = new();
    private DiscoveryOptions options = new() { Excluded = [StepKind.Scp], Logon = new MailboxLogon.Password("ada", new Secret("right")) };

    public DiscoveryEngineTests() => net = new FakeNet(time);

    [Fact]
    public void The_root_domain_comes_before_autodiscover_before_the_redirect_before_SRV()
    {
        dns.Service(Srv, new SrvRecord(0, 0, 443, "srv.contoso.test"));
        net.Host(Root, FakeHost.Cas()).Host(Autodiscover, FakeHost.Cas()).Host(PlainHttp, FakeHost.Redirects(Mail + Path)).Host(Mail, FakeHost.Cas())
            .Host("https://srv.contoso.test", FakeHost.Cas());

        Assert.Equal(StepKind.HttpsRootDomain, FoundBy(Root, FakeHost.Cas()));
        Assert.Equal(StepKind.HttpsAutodiscoverDomain, FoundBy(Root, FakeHost.Refusing));
        Assert.Equal(StepKind.HttpRedirect, FoundBy(Autodiscover, FakeHost.Refusing));
        Assert.Equal(StepKind.SrvRecord, FoundBy(PlainHttp, FakeHost.Refusing));

        StepKind? FoundBy(string url, FakeHost host)
        {
            net.Host(url, host);
            return Find().Found?.Candidate.Step;
        }
    }

    [Fact]
    public void Settings_come_from_whoever_answers_and_the_client_stands_outside()
    {
        net.Host(Autodiscover, FakeHost.Cas());

        var report = Find();

        Assert.Equal(DiscoveryEnd.Found, report.End);
        Assert.Equal(Vantage.Outside, report.Found!.Vantage);
        Assert.Equal("Ada Byron", report.RequireSettings().DisplayName);
    }

    [Fact]
    public void Without_credentials_a_demand_for_a_logon_is_the_find()
    {
        net.Host(Autodiscover, FakeHost.Cas());
        options = options with { Logon = null };

        var report = Find();

        Assert.Equal(DiscoveryEnd.Found, report.End);
        Assert.Null(report.Found!.Settings);
        Assert.Empty(net.SawPassword);
        Assert.Same(report, Assert.Throws<CasNotFoundException>(report.RequireSettings).Report);
    }

    [Fact]
    public void The_lowest_priority_is_asked_first_and_the_next_record_where_it_is_dead()
    {
        dns.Service(Srv, new SrvRecord(20, 0, 443, "second.contoso.test"), new SrvRecord(10, 0, 443, "first.contoso.test"));
        net.Host("https://first.contoso.test", FakeHost.Refusing).Host("https://second.contoso.test", FakeHost.Cas());

        var report = Find();

        Assert.Equal("second.contoso.test", report.Found!.Url.Host);
        Assert.Equal(["first.contoso.test", "second.contoso.test"], Candidates(report, StepKind.SrvRecord).Select(candidate => candidate.Candidate.Url.Host));
    }

    [Fact]
    public void A_port_in_the_record_is_honoured_and_noted()
    {
        dns.Service(Srv, new SrvRecord(0, 0, 8443, "mail.contoso.test"));
        net.Host("https://mail.contoso.test:8443", FakeHost.Cas());

        var report = Find();

        Assert.Equal("https://mail.contoso.test:8443/autodiscover/autodiscover.xml", report.Found!.Url.AbsoluteUri);
        Assert.Single(report.Findings, finding => finding.Code is "srv.not-443");
    }

    [Theory]
    [InlineData(".")]
    [InlineData("., .")]
    public void A_service_that_is_decidedly_not_offered_is_said_so(string targets)
    {
        dns.Service(Srv, [.. targets.Split(", ").Select(target => new SrvRecord(0, 0, 443, target))]);

        var report = Find();

        Assert.Equal("_autodiscover._tcp.contoso.test says that the service is not offered", Step(report, StepKind.SrvRecord).Nothing);
        Assert.Single(report.Findings, finding => finding.Code is "srv.refused");
    }

    [Fact]
    public void Records_without_a_usable_target_are_nothing_and_say_why()
    {
        dns.Service(Srv, new SrvRecord(0, 0, 443, "not a\u001b[31m host"));

        var report = Find();

        Assert.Equal("_autodiscover._tcp.contoso.test names no host that could be asked", Step(report, StepKind.SrvRecord).Nothing);
        Assert.Equal("its target 'not a [31m host' is not a host name", Assert.Single(report.Findings, finding => finding.Code is "srv.bad-target").Evidence);
    }

    [Fact]
    public void DNS_that_fails_is_a_failed_step_and_no_end()
    {
        dns.Service(Srv, new SrvAnswer.Failed("name server does not answer"));
        net.Host(Root, FakeHost.Silent).Host(Autodiscover, FakeHost.Cas().After(1, 900));

        var report = Find();

        Assert.True(Step(report, StepKind.SrvRecord).Failed);
        Assert.Equal(DiscoveryEnd.Found, report.End);
    }

    [Fact]
    public void SIP_records_are_asked_only_where_wanted_and_their_port_is_that_of_SIP()
    {
        dns.Service("_sip._tls.contoso.test", new SrvRecord(0, 0, 5061, "sip.contoso.test"));
        net.Host("https://sip.contoso.test", FakeHost.Cas());

        Assert.Equal(DiscoveryEnd.NotFound, Find().End);
        options = options with { Plan = DiscoveryPlan.Modern.WithSipRecords() };
        var report = Find();

        Assert.Equal("https://sip.contoso.test/autodiscover/autodiscover.xml", report.Found?.Url.AbsoluteUri);
    }

    [Theory]
    [InlineData(StepKind.HttpsRootDomain, "ExcludeHttpsRootDomain", Root)]
    [InlineData(StepKind.HttpsAutodiscoverDomain, "ExcludeHttpsAutoDiscoverDomain", Autodiscover)]
    [InlineData(StepKind.HttpRedirect, "ExcludeHttpRedirect", PlainHttp)]
    [InlineData(StepKind.SrvRecord, "ExcludeSrvRecord", "https://srv.contoso.test")]
    public void An_excluded_step_is_not_asked_and_named_by_its_policy(StepKind step, string policy, string host)
    {
        dns.Service(Srv, new SrvRecord(0, 0, 443, "srv.contoso.test"));
        net.Host(Root, FakeHost.Html).Host(Autodiscover, FakeHost.Html).Host(PlainHttp, FakeHost.Html).Host("https://srv.contoso.test", FakeHost.Html);
        options = options with { Excluded = [StepKind.Scp, step] };

        var report = Find();

        Assert.Equal(policy, Step(report, step).Skipped);
        Assert.DoesNotContain(net.Requests, request => request.Url.GetLeftPart(UriPartial.Authority) == host);
        Assert.Equal(3, net.Requests.Count);
    }

    [Fact]
    public void The_plan_of_2007_knows_no_http_redirect()
    {
        net.Host(PlainHttp, FakeHost.Redirects(Mail + Path)).Host(Mail, FakeHost.Cas());
        options = options with { Plan = DiscoveryPlan.Outlook2007 };

        Assert.Equal(DiscoveryEnd.NotFound, Find().End);
    }

    [Fact]
    public void A_run_in_which_nobody_answers_has_a_definite_end()
    {
        var report = Find();

        Assert.Equal(DiscoveryEnd.NotFound, report.End);
        Assert.Equal("no endpoint of ada@contoso.test answered; nothing more to try", report.Why);
        Assert.IsType<RunEnded>(report.Events[^1]);
    }

    [Fact]
    public void A_refused_password_ends_the_run_and_nobody_else_gets_it()
    {
        net.Host(Root, FakeHost.Cas("other")).Host(Autodiscover, FakeHost.Cas()).Host(PlainHttp, FakeHost.Redirects(Mail + Path)).Host(Mail, FakeHost.Cas());

        var report = Find();

        Assert.Equal(DiscoveryEnd.LogonRefused, report.End);
        Assert.Equal(["contoso.test"], net.SawPassword);
        Assert.Equal("contoso.test refused the credentials of ada; no other host was given it", report.Why);
    }

    [Theory]
    [InlineData(500, DiscoveryEnd.NotFound)]
    [InlineData(501, DiscoveryEnd.NotFound)]
    [InlineData(602, DiscoveryEnd.NotFound)]
    [InlineData(600, DiscoveryEnd.Found)]
    [InlineData(601, DiscoveryEnd.Found)]
    public void An_error_of_the_domains_own_endpoint_is_conclusive_unless_it_only_did_not_understand(int code, DiscoveryEnd end)
    {
        net.Host(Root, FakeHost.Error(code)).Host(Autodiscover, FakeHost.Cas());

        Assert.Equal(end, Find().End);
    }

    [Fact]
    public void A_redirect_to_another_address_begins_a_round_for_it()
    {
        net.Host(Root, FakeHost.RedirectsAddress("ada@fabrikam.test").Behind("right")).Host("https://fabrikam.test", FakeHost.Cas());

        var report = Find();

        Assert.Equal(["ada@contoso.test", "ada@fabrikam.test"], report.Rounds.Select(round => round.Address.ToString()));
        Assert.Equal("fabrikam.test", report.Found!.Url.Host);
        Assert.Equal("ada@contoso.test", report.Address.ToString());
    }

    [Fact]
    public void Addresses_that_redirect_in_a_circle_end_the_run()
    {
        net.Host(Root, FakeHost.RedirectsAddress("ada@fabrikam.test").Behind("right")).Host("https://fabrikam.test", FakeHost.RedirectsAddress("ADA@Contoso.test").Behind("right"));

        var report = Find();

        Assert.Equal(DiscoveryEnd.NotFound, report.End);
        Assert.Equal("the redirects to addresses go in a circle: ADA@contoso.test was asked before", report.Why);
    }

    [Fact]
    public void Redirects_to_addresses_and_to_URLs_share_one_budget()
    {
        for (var n = 0; n < 9; n++)
        {
            net.Host($"https://d{n}.test", FakeHost.Redirects($"https://cas.d{n}.test{Path}")).Host($"https://cas.d{n}.test", FakeHost.RedirectsAddress($"ada@d{n + 1}.test").Behind("right"));
        }

        var report = Find("ada@d0.test");

        Assert.Equal(DiscoveryEnd.NotFound, report.End);
        Assert.Equal(5, report.Events.OfType<HopFollowed>().Count());
        Assert.Equal("ada@d5.test", report.Rounds[^1].Address.ToString());
    }

    [Fact]
    public void An_address_that_was_told_without_a_logon_names_no_host_of_trust()
    {
        net.Host(Root, FakeHost.RedirectsAddress("ada@fabrikam.test")).Host("https://fabrikam.test", FakeHost.Cas());

        var report = Find();

        Assert.Equal(DiscoveryEnd.FoundWithoutSettings, report.End);
        Assert.Equal("fabrikam.test", report.Found!.Url.Host);
        Assert.Equal(
            "fabrikam.test answered, but the credentials were withheld: only a redirect or an SRV record names this host; allow it with --allow-host fabrikam.test", report.Why);
        Assert.Empty(net.SawPassword);
    }

    [Fact]
    public void The_user_may_allow_the_hosts_of_such_an_address()
    {
        net.Host(Root, FakeHost.RedirectsAddress("ada@fabrikam.test")).Host("https://autodiscover.fabrikam.test", FakeHost.Cas());
        options = options with { Redirects = new RedirectPolicy { TrustedHosts = ["*.fabrikam.test"] } };

        Assert.Equal("autodiscover.fabrikam.test", Find().Found!.Url.Host);
    }

    [Fact]
    public void An_address_in_the_own_domain_is_as_good_as_the_own()
    {
        net.Host(Root, FakeHost.RedirectsAddress("ada@branch.contoso.test")).Host("https://branch.contoso.test", FakeHost.Cas());

        Assert.Equal(DiscoveryEnd.Found, Find().End);
    }

    [Fact]
    public void The_server_of_an_SCP_is_believed_without_a_logon()
    {
        net.Host("https://cas1.hosting.test", FakeHost.RedirectsAddress("ada@fabrikam.test")).Host("https://fabrikam.test", FakeHost.Cas());
        options = options with { Excluded = [], Forest = new ForestChoice.Open(Ldif.Open(new ScpForest().Url("cas1", "https://cas1.hosting.test" + Path).ToString())) };

        var report = Find();

        Assert.Equal(DiscoveryEnd.Found, report.End);
        Assert.Equal(["fabrikam.test"], net.SawPassword);
    }

    [Fact]
    public void A_redirect_to_an_address_in_a_top_level_domain_is_passed_over()
    {
        net.Host(Root, FakeHost.RedirectsAddress("ada@test").Behind("right")).Host("https://test", FakeHost.Cas()).Host("https://autodiscover.test", FakeHost.Cas());

        Assert.Equal(DiscoveryEnd.NotFound, Find().End);
        Assert.Equal(["contoso.test"], net.Requests.Select(request => request.Url.Host).Distinct());
    }

    [Fact]
    public void A_CAS_that_only_hearsay_names_is_said_to_be_unconfirmed()
    {
        dns.Service(Srv, new SrvRecord(0, 0, 443, "cas.hosting.test"));
        net.Host("https://cas.hosting.test", FakeHost.Cas());
        options = options with { Logon = null };

        var report = Find();

        Assert.Equal(DiscoveryEnd.Found, report.End);
        Assert.Equal("redirect.unconfirmed", Assert.Single(report.Findings).Code);
    }

    [Theory]
    [InlineData(456)]
    [InlineData(500)]
    public void What_a_made_up_host_says_does_not_end_the_run(int code)
    {
        dns.Service(Srv, new SrvRecord(0, 0, 443, "a.evil.test"), new SrvRecord(1, 0, 443, "mail.contoso.test"));
        net.Host("https://a.evil.test", code is 456 ? FakeHost.Status(code) : FakeHost.Error(code)).Host(Mail, FakeHost.Cas());

        Assert.Equal("mail.contoso.test", Find().Found!.Url.Host);
    }

    [Fact]
    public void Pointers_and_redirects_share_one_budget_and_say_who_used_it()
    {
        var budget = new HopBudget(3);
        Assert.True(budget.TryTake("SCP pointer"));
        var (way, rival) = (budget.Branch(), budget.Branch());

        Assert.True(rival.TryTake("HTTP 302") && rival.TryTake("HTTP 302"));
        Assert.False(rival.TryTake("HTTP 302"));
        Assert.True(way.TryTake("RedirectUrl"));
        budget.Join(way);
        Assert.True(budget.TryTake("RedirectAddr"));

        Assert.False(budget.TryTake("RedirectAddr"));
        Assert.Equal("more than 3 redirects: 1 by SCP pointer, 1 by RedirectUrl, 1 by RedirectAddr", budget.Exhausted);
    }

    [Fact]
    public void A_redirect_to_what_is_no_address_is_passed_over()
    {
        net.Host(Root, FakeHost.RedirectsAddress("nobody")).Host(Autodiscover, FakeHost.Cas());

        Assert.Equal("autodiscover.contoso.test", Find().Found!.Url.Host);
    }

    [Fact]
    public void A_CAS_that_may_not_have_the_password_is_found_without_settings()
    {
        dns.Service(Srv, new SrvRecord(0, 0, 443, "cas.hosting.test"));
        net.Host("https://cas.hosting.test", FakeHost.Cas());

        var report = Find();

        Assert.Equal(DiscoveryEnd.FoundWithoutSettings, report.End);
        Assert.Equal("cas.hosting.test", report.Found!.Url.Host);
        Assert.Null(report.Found.Settings);
        Assert.Empty(net.SawPassword);
    }

    [Theory]
    [InlineData(true, DiscoveryEnd.Found)]
    [InlineData(false, DiscoveryEnd.FoundWithoutSettings)]
    public void The_user_is_asked_about_a_host_once(bool says, DiscoveryEnd end)
    {
        var asked = new List<string>();
        dns.Service(Srv, new SrvRecord(0, 0, 443, "cas.hosting.test"));
        net.Host("https://cas.hosting.test", FakeHost.Cas());
        options = options with { Redirects = new RedirectPolicy { Ask = (host, _) => { asked.Add(host); return Task.FromResult(says); } } };

        Assert.Equal(end, Find().End);
        Assert.Equal(["cas.hosting.test"], asked);
    }

    [Fact]
    public void The_time_of_the_run_bounds_it()
    {
        net.Host(Root, FakeHost.Hanging).Host(Autodiscover, FakeHost.Hanging);
        options = options with { Timeout = TimeSpan.FromSeconds(1.5) };

        var report = Find();

        Assert.Equal(DiscoveryEnd.TimedOut, report.End);
        Assert.Equal("no CAS found in the 1.5 s given to the run; give more with --timeout", report.Why);
        Assert.Equal(TimeSpan.FromSeconds(1.5), report.Elapsed);
        Assert.All(Candidates(report, StepKind.HttpsRootDomain), candidate =>
            Assert.Equal("the run's time was over", Assert.IsType<AttemptOutcome.Abandoned>(candidate.Outcome).Why));
    }

    [Fact]
    public void A_CAS_that_hangs_at_the_logon_is_given_up_and_the_next_is_heard()
    {
        net.Host(Root, FakeHost.Cas() with { HangsAtLogon = true }).Host(Autodiscover, FakeHost.Cas());

        var report = Find();

        Assert.Equal(new ConversationOutcome.TimedOut(TimeSpan.FromSeconds(10)), Candidates(report, StepKind.HttpsRootDomain)[0].Conversation);
        Assert.Equal("autodiscover.contoso.test", report.Found!.Url.Host);
    }

    [Fact]
    public void The_callers_cancellation_comes_through_and_nothing_stays_open()
    {
        net.Host(Root, FakeHost.Hanging);

        Assert.ThrowsAny<OperationCanceledException>(() => Find(cancelAfter: 700));

        Assert.Equal(0, net.UnderWay);
        Assert.Equal(net.Opened, net.Closed);
    }

    [Fact]
    public void A_dead_redirect_or_a_bad_certificate_is_a_finding()
    {
        net.Host(Autodiscover, FakeHost.Untrusted("autodiscover.contoso.test")).Host(PlainHttp, FakeHost.Redirects("http://mail.contoso.test" + Path));

        var report = Find();

        Assert.Equal(["redirect.to-http", "tls.name-mismatch"], report.Findings.Select(finding => finding.Code).Order());
    }

    [Fact]
    public void The_observer_hears_every_event_of_the_report()
    {
        var heard = new List<TraceEvent>();
        options = options with { Observer = heard.Add };

        Assert.Equal(Find().Events, heard);
    }

    private static ImmutableArray<CandidateReport> Candidates(DiscoveryReport report, StepKind step) => Step(report, step).Candidates;

    private static StepReport Step(DiscoveryReport report, StepKind step) => report.Rounds[0].Steps.Single(found => found.Step == step);

    private DiscoveryReport Find(string address = "ada@contoso.test", int? cancelAfter = null)
    {
        net.Requests.Clear();
        return time.Run(async () =>
        {
            using var caller = cancelAfter is { } after ? new CancellationTokenSource(TimeSpan.FromMilliseconds(after), time) : new CancellationTokenSource();
            return await new DiscoveryEngine(options, dns, time, new Random(1), net).DiscoverAsync(MailboxAddress.Parse(address), caller.Token);
        });
    }
}
