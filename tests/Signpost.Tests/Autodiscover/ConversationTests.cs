using System.Collections.Immutable;
using System.Text;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Json;
using Signpost.Autodiscover.Pox;
using Signpost.Autodiscover.Soap;
using Signpost.Logon;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Autodiscover;

/// <summary>Who is asked, who is followed, and who sees the password.</summary>
public sealed class ConversationTests
{
    private const string Cas = "https://cas1.contoso.test";
    private const string Path = "/autodiscover/autodiscover.xml";
    private const string PlainHttp = "http://autodiscover.contoso.test";

    private static readonly MailboxAddress Ada = MailboxAddress.Parse("ada@contoso.test");
    private static readonly MailboxLogon AdasLogon = new MailboxLogon.Password("ada", new Secret("right"));

    private readonly VirtualTime time = new();
    private readonly List<Hop> hops = [];
    private readonly List<DialectTurn> turns = [];

    [Fact]
    public void A_challenge_is_answered_with_Basic_at_that_host()
    {
        var net = Net((Cas, FakeHost.Cas("right")));

        Assert.IsType<ConversationOutcome.Settings>(Talk(net, Cas));

        Assert.Equal([null, "right"], net.Requests.Select(request => request.Password));
    }

    [Fact]
    public void A_refused_password_is_said_to_be_refused()
    {
        var net = Net((Cas, FakeHost.Cas("other")));

        Assert.Equal(new ConversationOutcome.LogonRefused("ada"), Talk(net, Cas));
    }

    [Fact]
    public void Nobody_who_does_not_ask_sees_the_password()
    {
        var net = Net((Cas, FakeHost.Open));

        Assert.IsType<ConversationOutcome.Settings>(Talk(net, Cas));

        Assert.Empty(net.SawPassword);
    }

    [Fact]
    public void A_host_that_only_offers_Negotiate_is_told_so_and_gets_nothing()
    {
        var net = Net((Cas, FakeHost.Offers("Negotiate", "NTLM")));

        var withheld = Assert.IsType<ConversationOutcome.Withheld>(Talk(net, Cas));

        Assert.Equal("it offers Negotiate, NTLM, but Negotiate: not installed, NTLM: not installed; install it", withheld.Why);
        Assert.False(withheld.CanBeAllowed);
        Assert.Empty(net.SawPassword);
    }

    [Fact]
    public void A_redirect_after_the_logon_leads_to_a_host_that_must_ask_for_itself()
    {
        var net = Net((Cas, FakeHost.Redirects("https://cas2.contoso.test" + Path).Behind("right")), ("https://cas2.contoso.test", FakeHost.Cas("right")));

        Assert.IsType<ConversationOutcome.Settings>(Talk(net, Cas));

        Assert.Equal([null, "right", null, "right"], net.Requests.Select(request => request.Password));
    }

    [Theory]
    [InlineData("https://cas2.contoso.test/autodiscover/autodiscover.xml", "https://cas2.contoso.test/autodiscover/autodiscover.xml")]
    [InlineData("/other/autodiscover.xml", "https://cas1.contoso.test/other/autodiscover.xml")]
    [InlineData("other.xml", "https://cas1.contoso.test/autodiscover/other.xml")]
    [InlineData("//cas2.contoso.test/a.xml", "https://cas2.contoso.test/a.xml")]
    public void A_location_may_be_relative(string location, string leadsTo)
    {
        Talk(Net((Cas + Path, FakeHost.Redirects(location))), Cas);

        Assert.Equal(leadsTo, Assert.Single(hops).To.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://cas1.contoso.test/autodiscover/autodiscover.xml", "plain http is not followed")]
    [InlineData("ftp://cas1.contoso.test/a", "scheme ftp is not followed")]
    [InlineData("https://ada:pw@cas2.contoso.test/autodiscover/autodiscover.xml", "a URL with a user name in it is not followed")]
    [InlineData("https://CAS1.contoso.test/Autodiscover/Autodiscover.xml", "redirect loop")]
    [InlineData("https://[", "not a URL")]
    public void A_redirect_to_where_nobody_should_go_is_refused(string target, string reason)
    {
        Assert.Equal(new ConversationOutcome.BadRedirect(target, reason), Talk(Net((Cas, FakeHost.Redirects(target))), Cas));
        Assert.Equal(new ConversationOutcome.BadRedirect(target, reason), Talk(Net((Cas, FakeHost.RedirectsUrl(target))), Cas));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public void Every_redirect_that_says_where_to_is_followed_with_the_same_question(int status)
    {
        var net = Net((Cas, FakeHost.Redirects("https://cas2.contoso.test" + Path, status)), ("https://cas2.contoso.test", FakeHost.Open));

        Assert.IsType<ConversationOutcome.Settings>(Talk(net, Cas));

        Assert.True(net.Requests[^1].IsPost);
        Assert.Equal($"HTTP {status}", hops[0].How);
    }

    [Fact]
    public void Ten_redirects_are_followed_and_the_eleventh_is_refused()
    {
        var net = Net([.. Enumerable.Range(0, 20).Select(n =>
            ($"https://h{n}.contoso.test", n % 2 == 0 ? FakeHost.Redirects($"https://h{n + 1}.contoso.test/") : FakeHost.RedirectsUrl($"https://h{n + 1}.contoso.test/")))]);

        Assert.Equal(new ConversationOutcome.BadRedirect("https://h11.contoso.test/", "more than 10 redirects: 5 by HTTP 302, 5 by RedirectUrl"), Talk(net, "https://h0.contoso.test"));

        Assert.Equal(10, hops.Count);
    }

    [Fact]
    public void Redirects_of_earlier_rounds_count()
    {
        var net = Net((Cas, FakeHost.Redirects("https://cas2.contoso.test" + Path)));

        Assert.Equal("more than 10 redirects: 10 by RedirectAddr", Assert.IsType<ConversationOutcome.BadRedirect>(Talk(net, Cas, hopsBefore: 10)).Reason);
    }

    [Fact]
    public void Plain_http_is_a_bare_GET_that_may_only_redirect()
    {
        var net = Net((PlainHttp, FakeHost.Redirects("https://mail.contoso.test" + Path)), ("https://mail.contoso.test", FakeHost.Cas("right")));

        Assert.IsType<ConversationOutcome.Settings>(Talk(net, PlainHttp, isHearsay: true));

        Assert.False(net.Requests[0].IsPost);
        Assert.Equal([null, null, "right"], net.Requests.Select(request => request.Password));
    }

    [Fact]
    public void Plain_http_that_does_not_redirect_is_no_answer_whatever_it_says()
    {
        Assert.Equal(new ConversationOutcome.NoRedirect(200), Talk(Net((PlainHttp, FakeHost.Open)), PlainHttp, isHearsay: true));
        Assert.Equal(new ConversationOutcome.NoRedirect(401), Talk(Net((PlainHttp, FakeHost.Cas())), PlainHttp, isHearsay: true));
    }

    [Theory]
    [InlineData("https://mail.contoso.test/autodiscover/autodiscover.xml", null)]
    [InlineData("https://mail.contoso.test/AutoDiscover/a/b/Autodiscover.XML", null)]
    [InlineData("https://www.contoso.test/", "not an Autodiscover path")]
    [InlineData("https://mail.contoso.test/autodiscover/autodiscover.xml.evil", "not an Autodiscover path")]
    public void Plain_http_may_point_at_an_Autodiscover_path_only(string target, string? refusal)
    {
        var outcome = Talk(Net((PlainHttp, FakeHost.Redirects(target))), PlainHttp, isHearsay: true);

        Assert.Equal(refusal, (outcome as ConversationOutcome.BadRedirect)?.Reason);
    }

    [Fact]
    public void Hearsay_gets_the_password_in_the_domain_of_the_address_where_allowed_and_where_the_user_said_so()
    {
        Assert.IsType<ConversationOutcome.Settings>(Talk(Hosted("https://mail.contoso.test"), "https://mail.contoso.test", isHearsay: true));
        Assert.True(Assert.IsType<ConversationOutcome.Withheld>(Talk(Hosted("https://mail.fabrikam.test"), "https://mail.fabrikam.test", isHearsay: true)).CanBeAllowed);
        Assert.IsType<ConversationOutcome.Settings>(Talk(
            Hosted("https://mail.fabrikam.test"), "https://mail.fabrikam.test", isHearsay: true, policy: new RedirectPolicy { TrustedHosts = ["Mail.fabrikam.test"] }));
        Assert.IsType<ConversationOutcome.Settings>(Talk(Hosted("https://mail.fabrikam.test"), "https://mail.fabrikam.test", isHearsay: true, alsoAt: "mail.fabrikam.test"));

        FakeNet Hosted(string url) => Net((url, FakeHost.Cas("right")));
    }

    [Fact]
    public void Where_the_policy_refuses_hearsay_the_user_can_not_allow_it_either()
    {
        var policy = RedirectPolicy.Strict with { TrustedHosts = ["mail.fabrikam.test"] };

        var withheld = Assert.IsType<ConversationOutcome.Withheld>(Talk(
            Net(("https://mail.fabrikam.test", FakeHost.Cas("right"))), "https://mail.fabrikam.test", isHearsay: true, policy, 0, "mail.fabrikam.test"));

        Assert.Equal("only a redirect or an SRV record names this host, and the policy for redirects refuses it", withheld.Why);
        Assert.False(withheld.CanBeAllowed);
        Assert.True(withheld.IsHearsay);
    }

    [Theory]
    [InlineData("https://notcontoso.test")]
    [InlineData("https://contoso.test.evil.test")]
    public void A_name_that_only_looks_like_the_domain_gets_nothing(string host)
    {
        var net = Net((host, FakeHost.Cas("right")));

        Assert.IsType<ConversationOutcome.Withheld>(Talk(net, host, isHearsay: true));

        Assert.Empty(net.SawPassword);
    }

    [Fact]
    public void A_trusted_host_vouches_for_its_neighbours_but_not_for_strangers()
    {
        var beside = Net(("https://cas1.hosting.test", FakeHost.Redirects("https://cas2.hosting.test" + Path)), ("https://cas2.hosting.test", FakeHost.Cas("right")));
        var stranger = Net(("https://cas1.hosting.test", FakeHost.Redirects("https://cas2.evil.test" + Path)), ("https://cas2.evil.test", FakeHost.Cas("right")));

        Assert.IsType<ConversationOutcome.Settings>(Talk(beside, "https://cas1.hosting.test"));
        Assert.IsType<ConversationOutcome.Withheld>(Talk(stranger, "https://cas1.hosting.test"));
        Assert.Empty(stranger.SawPassword);
    }

    [Fact]
    public void Hearsay_does_not_vouch_for_its_neighbours()
    {
        var net = Net(
            (PlainHttp, FakeHost.Redirects("https://a.evil.test" + Path)),
            ("https://a.evil.test", FakeHost.Redirects("https://b.evil.test" + Path)), ("https://b.evil.test", FakeHost.Cas("right")));

        Assert.IsType<ConversationOutcome.Withheld>(Talk(net, PlainHttp, isHearsay: true));
        Assert.Empty(net.SawPassword);
    }

    [Fact]
    public void A_stranger_named_by_a_trusted_host_does_not_vouch_for_its_neighbours()
    {
        var net = Net(
            (Cas, FakeHost.RedirectsUrl("https://a.evil.test" + Path)),
            ("https://a.evil.test", FakeHost.Redirects("https://b.evil.test" + Path)), ("https://b.evil.test", FakeHost.Cas("right")));

        Assert.IsType<ConversationOutcome.Withheld>(Talk(net, Cas));
        Assert.Empty(net.SawPassword);
    }

    [Fact]
    public void After_it_was_withheld_the_password_may_still_be_given()
    {
        var net = Net(("https://mail.fabrikam.test", FakeHost.Cas("right")));

        var outcomes = time.Run(async () =>
        {
            var policy = RedirectPolicy.Default with { Ask = (_, _) => Task.FromResult(true) };
            var consent = new HostConsent(policy);
            using var conversation = await BeginAsync(net, "https://mail.fabrikam.test", policy, consent, 0, true);
            var first = await conversation.ConcludeAsync(AdasLogon, CancellationToken.None);
            await consent.AskAsync("mail.fabrikam.test", CancellationToken.None);
            return (first, await conversation.ConcludeAsync(AdasLogon, CancellationToken.None));
        });

        Assert.IsType<ConversationOutcome.Withheld>(outcomes.first);
        Assert.IsType<ConversationOutcome.Settings>(outcomes.Item2);
    }

    [Fact]
    public void Status_456_says_that_the_account_is_locked() =>
        Assert.Equal(new ConversationOutcome.AccountLocked("ada"), Talk(Net((Cas, FakeHost.Status(456).Behind("right"))), Cas));

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(302)]
    public void Any_other_status_is_a_refusal(int status) =>
        Assert.Equal(new ConversationOutcome.Refused(status), Talk(Net((Cas, FakeHost.Status(status))), Cas));

    [Fact]
    public void A_web_page_is_no_answer() =>
        Assert.Equal("an HTML page, not XML", Assert.IsType<ConversationOutcome.Malformed>(Talk(Net((Cas, FakeHost.Html)), Cas)).What);

    [Fact]
    public void What_the_network_does_is_an_outcome()
    {
        Assert.Equal(new ConversationOutcome.Unreachable(AttemptStage.Name, "no such host"), Talk(Net(), Cas));
        Assert.Equal(new ConversationOutcome.Unreachable(AttemptStage.Connect, "connection refused"), Talk(Net((Cas, FakeHost.Refusing)), Cas));
        Assert.IsType<ConversationOutcome.Untrusted>(Talk(Net((Cas, FakeHost.Untrusted("cas1.contoso.test"))), Cas));
        Assert.Equal(new ConversationOutcome.Malformed("not HTTP", ""), Talk(Net((Cas, FakeHost.Fails(new HttpOutcome.Malformed("not HTTP")))), Cas));
    }

    [Fact]
    public void Errors_and_addresses_come_on_one_line()
    {
        var error = FakeHost.Says(new PoxResponse.Error(500, "no\nsuch\u009b31m user", "", "", 0));
        var address = FakeHost.RedirectsAddress(" ada@branch.contoso.test\n");

        Assert.Equal(new ConversationOutcome.Error("500", "no such 31m user"), Talk(Net((Cas, error)), Cas));
        Assert.Equal(new ConversationOutcome.RedirectAddress("ada@branch.contoso.test"), Talk(Net((Cas, address)), Cas));
    }

    [Fact]
    public void Where_POX_is_missing_SOAP_is_spoken()
    {
        var mailbox = new UserResponse { Settings = UserSettingsMapping.ToSettings(Pox.Golden.Mailbox) };

        Assert.IsType<ConversationOutcome.Settings>(Talk(Net((Cas, Speaks(soap: mailbox).Behind("right"))), Cas));

        Assert.Equal([AutodiscoverDialect.Soap], turns.Select(turn => turn.Dialect));
    }

    [Fact]
    public void An_error_in_SOAP_says_more_than_that_POX_is_missing() => Assert.Equal(
        new ConversationOutcome.Error("InvalidUser", "nobody"),
        Talk(Net((Cas, Speaks(soap: new UserResponse { ErrorCode = SoapErrorCode.InvalidUser, ErrorMessage = "nobody" }))), Cas));

    [Fact]
    public void Where_no_dialect_is_spoken_it_is_said_of_POX() =>
        Assert.Equal(new ConversationOutcome.Refused(404), Talk(Net((Cas, Speaks())), Cas));

    [Fact]
    public void The_URL_of_JSON_is_that_of_the_question_about_EWS()
    {
        var net = Net((Cas, Speaks(json: new JsonResponse.Endpoint("Ews", new ServiceUrl("https://cas1.contoso.test/EWS/Exchange.asmx")))));

        var url = time.Run(async () =>
        {
            using var conversation = await BeginAsync(net, Cas, RedirectPolicy.Default, new HostConsent(RedirectPolicy.Default), 0, false);
            Assert.IsType<ConversationOutcome.Settings>(conversation.Asked);
            return conversation.Url;
        });

        Assert.Equal("https://cas1.contoso.test/autodiscover/autodiscover.json/v1.0/ada@contoso.test?Protocol=Ews", url.AbsoluteUri);
    }

    /// <summary>A host with no POX: what it does not speak is not there.</summary>
    private static FakeHost Speaks(UserResponse? soap = null, JsonResponse? json = null) => new(request => (request.Url.AbsolutePath switch
    {
        var path when path.EndsWith(".svc", StringComparison.Ordinal) && soap is not null => FakeHost.Says(
            200, Encoding.UTF8.GetString(SoapCodec.WriteResponse(new SoapResponse.GetUserSettings(SoapErrorCode.NoError, "", [soap]))), "text/xml"),
        var path when path.Contains(".json", StringComparison.Ordinal) && json is not null =>
            FakeHost.Says(200, Encoding.UTF8.GetString(JsonCodec.WriteResponse(json)), "application/json"),
        _ => FakeHost.Status(404),
    }).Answers(request));

    private FakeNet Net(params (string Url, FakeHost Host)[] hosts) => hosts.Aggregate(new FakeNet(time), (net, host) => net.Host(host.Url, host.Host));

    private ConversationOutcome Talk(
        FakeNet net, string url, bool isHearsay = false, RedirectPolicy? policy = null, int hopsBefore = 0, params ImmutableArray<string> alsoAt) =>
        time.Run(async () =>
        {
            hops.Clear();
            var terms = (policy ?? RedirectPolicy.Default) with { Ask = (host, _) => Task.FromResult(alsoAt.Contains(host)) };
            var consent = new HostConsent(terms);
            foreach (var host in alsoAt)
            {
                await consent.AskAsync(host, CancellationToken.None);
            }

            using var conversation = await BeginAsync(net, url, terms, consent, hopsBefore, isHearsay);
            return await conversation.ConcludeAsync(AdasLogon, CancellationToken.None);
        });

    private Task<Conversation> BeginAsync(FakeNet net, string url, RedirectPolicy policy, HostConsent consent, int hopsBefore, bool isHearsay) =>
        Conversation.BeginAsync(
            net.Open(() => { }), new ConversationTerms(Ada, AutodiscoverQuestion.Default, policy, consent, new LogonGuard(), new CasLogon(FakeTokens.None)),
            new RedirectChain(Spent(hopsBefore), new Uri(url + Path), hops.Add), isHearsay, turns.Add, CancellationToken.None);

    private static HopBudget Spent(int hops)
    {
        var budget = new HopBudget(10);
        Assert.All(Enumerable.Range(0, hops), _ => Assert.True(budget.TryTake("RedirectAddr")));
        return budget.Branch();
    }
}
