using System.Text;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;
using Signpost.Discovery;
using Signpost.Logon;
using Signpost.Questions;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Questions;

/// <summary>Whom an organization trusts: who is asked, in which order, and who is believed.</summary>
public sealed class FederationEngineTests
{
    private const string PlainHttp = "http://autodiscover.contoso.test";

    private static readonly FakeHost Federated = FakeSoap.Host(request => new SoapResponse.GetFederationInformation(
        SoapErrorCode.NoError, "", "FYDIBOHF25SPDLT.contoso.test", [((SoapRequest.GetFederationInformation)request).Domain, "branch.contoso.test"],
        [new TokenIssuer(new ServiceUrl("https://sts.example.org/extSTS.srf"), "urn:federation:example")]));

    private readonly VirtualTime time = new();

    [Fact]
    public void The_autodiscover_host_is_asked_before_the_domain_itself_and_plain_http_last()
    {
        var report = Ask(new FakeNet(time));

        Assert.Equal(
            [
                "https://autodiscover.contoso.test/autodiscover/autodiscover.svc", "https://contoso.test/autodiscover/autodiscover.svc",
                "http://autodiscover.contoso.test/autodiscover/autodiscover.xml",
            ],
            report.Attempts.Select(attempt => attempt.Candidate.AbsoluteUri));
        Assert.Null(report.Answer);
    }

    [Fact]
    public void The_first_answer_ends_it()
    {
        var net = new FakeNet(time).Host("https://autodiscover.contoso.test", Federated).Host("https://contoso.test", Federated);

        var report = Ask(net);

        Assert.Equal("FYDIBOHF25SPDLT.contoso.test", Assert.IsType<FederationOutcome.Federated>(report.Answer).ApplicationUri);
        Assert.Single(net.Requests);
    }

    [Fact]
    public void That_it_is_not_federated_is_an_answer()
    {
        var net = new FakeNet(time).Host("https://contoso.test", FakeSoap.Host(_ =>
            SoapResponse.Failed(SoapOperation.GetFederationInformation, SoapErrorCode.NotFederated, "no trust")));

        Assert.Equal(new FederationOutcome.NotFederated("no trust"), Ask(net).Answer);
    }

    [Fact]
    public void A_host_that_wants_a_logon_gets_none()
    {
        var net = new FakeNet(time).Host("https://contoso.test", Federated.Behind("right"));

        var report = Ask(net);

        Assert.IsType<ConversationOutcome.LogonRequired>(Assert.IsType<FederationOutcome.Failed>(report.Attempts[1].Outcome).Why);
        Assert.Empty(net.SawPassword);
    }

    [Fact]
    public void Where_plain_http_redirects_to_in_the_domain_is_asked_at_its_svc()
    {
        var net = new FakeNet(time).Host(PlainHttp, FakeHost.Redirects("https://mail.contoso.test/autodiscover/autodiscover.xml")).Host("https://mail.contoso.test", Federated);

        var report = Ask(net);

        Assert.Equal("https://mail.contoso.test/autodiscover/autodiscover.svc", report.Attempts[2].Url.AbsoluteUri);
        Assert.IsType<FederationOutcome.Federated>(report.Answer);
    }

    [Fact]
    public void A_stranger_that_plain_http_names_is_believed_only_where_it_is_allowed()
    {
        var net = new FakeNet(time).Host(PlainHttp, FakeHost.Redirects("https://cas.evil.test/autodiscover/autodiscover.xml")).Host("https://cas.evil.test", Federated);

        Assert.Null(Ask(net).Answer);
        Assert.IsType<FederationOutcome.Federated>(Ask(net, new DiscoveryOptions { Redirects = new RedirectPolicy { TrustedHosts = ["cas.evil.test"] } }).Answer);
    }

    [Fact]
    public void The_time_of_the_run_bounds_it()
    {
        var net = new FakeNet(time).Host("https://autodiscover.contoso.test", FakeHost.Hanging).Host("https://contoso.test", FakeHost.Hanging);

        var report = Ask(net, new DiscoveryOptions { Timeout = TimeSpan.FromSeconds(12) });

        Assert.Equal(2, report.Attempts.Length);
        Assert.Equal(TimeSpan.FromSeconds(12), report.Elapsed);
        Assert.Equal(net.Opened, net.Closed);
    }

    [Fact]
    public void The_report_looks_as_it_looked()
    {
        var report = Ask(new FakeNet(time).Host("https://contoso.test", Federated));

        Snapshot.Matches("federation", string.Join('\n', report.ToLines()));
        Snapshot.Matches("federation-json", Encoding.UTF8.GetString(report.ToJson()));
    }

    private FederationReport Ask(FakeNet net, DiscoveryOptions? options = null) => time.Run(() => new FederationEngine(
        (options ?? new DiscoveryOptions()) with { Logon = new MailboxLogon.Password("ada", new Secret("right")) }, new FakeResolver(), time, net)
        .AskAsync("contoso.test", null, CancellationToken.None));
}
