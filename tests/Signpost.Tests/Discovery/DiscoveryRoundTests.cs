using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Logon;
using Signpost.Tests.Fakes;
using Trace = Signpost.Tracing.Trace;

namespace Signpost.Tests.Discovery;

/// <summary>What the answer of an SCP's server means, where that differs from the answer of the domain's own.</summary>
public sealed class DiscoveryRoundTests
{
    private static readonly MailboxAddress Ada = MailboxAddress.Parse("ada@contoso.test");
    private static readonly MailboxLogon AdasLogon = new MailboxLogon.Password("ada", new Secret("right"));

    private readonly VirtualTime time = new();

    [Fact]
    public void An_error_of_an_SCPs_server_is_inconclusive()
    {
        var report = Run(new FakeNet(time).Host("https://cas1.contoso.test", FakeHost.Error(500)).Host("https://contoso.test", FakeHost.Cas()));

        Assert.Equal(StepKind.HttpsRootDomain, report.Found!.Candidate.Step);
    }

    [Fact]
    public void The_error_is_told_where_nobody_else_answers()
    {
        var report = Run(new FakeNet(time).Host("https://cas1.contoso.test", FakeHost.Error(500)));

        Assert.Equal("no endpoint has settings for ada@contoso.test; the last answered with Autodiscover error 500: The e-mail address is not known here", report.Why);
    }

    [Fact]
    public void A_client_that_an_SCP_led_to_its_CAS_stands_inside()
    {
        var report = Run(new FakeNet(time).Host("https://cas1.contoso.test", FakeHost.Cas()).Host("https://contoso.test", FakeHost.Cas()));

        Assert.Equal(Vantage.Inside, report.Found!.Vantage);
    }

    [Fact]
    public void A_dead_SCP_is_a_finding_and_a_dead_web_server_is_none()
    {
        var report = Run(new FakeNet(time).Host("https://cas1.contoso.test", FakeHost.Refusing));

        var finding = Assert.Single(report.Findings);
        Assert.Equal("scp.dead-url", finding.Code);
        Assert.Equal("it announces https://cas1.contoso.test/autodiscover/autodiscover.xml: unreachable: connection refused", finding.Evidence);
    }

    [Fact]
    public void An_SCP_that_leads_to_something_else_is_a_finding() =>
        Assert.Equal("scp.not-autodiscover", Assert.Single(Run(new FakeNet(time).Host("https://cas1.contoso.test", FakeHost.Html)).Findings).Code);

    [Fact]
    public void A_password_that_was_refused_elsewhere_is_withheld_from_every_CAS()
    {
        var net = new FakeNet(time).Host("https://cas1.contoso.test", FakeHost.Cas()).Host("https://contoso.test", FakeHost.Cas());

        var report = Run(net, guard => guard.Refuse(AdasLogon, "dc1"));

        Assert.Equal(DiscoveryEnd.FoundWithoutSettings, report.End);
        Assert.Contains("dc1 has refused it already", report.Why, StringComparison.Ordinal);
        Assert.DoesNotContain(net.Requests, request => request.Password is not null);
    }

    private DiscoveryReport Run(FakeNet net, Action<LogonGuard>? before = null) => time.Run(async () =>
    {
        var trace = new Trace(time);
        var options = new DiscoveryOptions { Logon = AdasLogon };
        var (consent, guard) = (new HostConsent(options.Redirects), new LogonGuard());
        before?.Invoke(guard);
        trace.Write(new RoundStarted(Ada, "modern", "hedged"));
        var round = new DiscoveryRound(options, trace, time, new CandidateNumbers(), consent);
        var verdict = await round.RunAsync(
            Ada, [Step(StepKind.Scp, "https://cas1.contoso.test"), Step(StepKind.HttpsRootDomain, "https://contoso.test")],
            new AutodiscoverProbe(net, Terms.Of(options, Ada, consent, guard), new HopBudget(10), trace), CancellationToken.None);
        trace.Write(Assert.IsType<RoundVerdict.Over>(verdict).End);
        return DiscoveryReport.From(trace.Events);
    });

    private FakeStep Step(StepKind kind, string host) => new(
        time, kind, 5, [new CandidateEndpoint { Step = kind, Position = 1, Url = new Uri(host + "/autodiscover/autodiscover.xml"), Source = "test" }]);
}
