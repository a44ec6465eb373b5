using System.Text;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Autodiscover.Soap;
using Signpost.Logon;
using Signpost.Tests.Autodiscover.Soap;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Autodiscover;

/// <summary>One host, several dialects: which is spoken, and when the next is tried.</summary>
public sealed class DialectLadderTests
{
    private const string Cas = "https://cas1.contoso.test";
    private const string Pox = Cas + "/autodiscover/autodiscover.xml";
    private const string Soap = Cas + "/autodiscover/autodiscover.svc";
    private const string Json = Cas + "/autodiscover/autodiscover.json";

    private static readonly MailboxAddress Ada = MailboxAddress.Parse("ada@contoso.test");
    private static readonly MailboxLogon AdasLogon = new MailboxLogon.Password("ada", new Secret("right"));
    private static readonly CasResponse SoapSettings = Said.Text(200, Encoding.UTF8.GetString(SoapCodec.WriteResponse(SoapGolden.Response)));

    private readonly VirtualTime time = new();
    private readonly List<DialectTurn> turns = [];

    [Fact]
    public void Where_POX_is_not_there_SOAP_is_logged_on_to()
    {
        var (net, outcome) = Talk(Pox, Speaks(soap: SoapSettings), "right");

        Assert.IsType<ConversationOutcome.Settings>(outcome);
        Assert.Equal([(Pox, null), (Soap, null), (Soap, "right")], Asked(net));
        Assert.Equal([(new Uri(Soap), AutodiscoverDialect.Soap, "refused: HTTP 404")], turns.Select(turn => (turn.Url, turn.Dialect, turn.Why)));
    }

    [Fact]
    public void Where_POX_is_not_there_after_the_logon_either_SOAP_must_ask_for_itself()
    {
        var (net, outcome) = Talk(Pox, Speaks(pox: Said.Status(404), soap: SoapSettings, poxWantsLogon: true), "right");

        Assert.IsType<ConversationOutcome.Settings>(outcome);
        Assert.Equal([(Pox, null), (Pox, "right"), (Soap, null), (Soap, "right")], Asked(net));
    }

    [Fact]
    public void A_password_that_SOAP_refuses_is_offered_once()
    {
        var (net, outcome) = Talk(Pox, Speaks(soap: SoapSettings), "other");

        Assert.Equal(new ConversationOutcome.LogonRefused("ada"), outcome);
        Assert.Single(net.SawPassword);
    }

    [Fact]
    public void Where_neither_is_there_JSON_names_the_services_without_a_logon()
    {
        var (net, outcome) = Talk(Pox, new FakeHost(request => new HttpOutcome.Answered(
            !request.Url.AbsolutePath.StartsWith("/autodiscover/autodiscover.json", StringComparison.Ordinal) ? Said.Status(404)
            : request.Url.Query.Contains("Ews", StringComparison.Ordinal) ? Said.Json("""{"Protocol":"Ews","Url":"https://mail.contoso.test/EWS/Exchange.asmx"}""")
            : Said.Json("""{"ErrorCode":"InvalidProtocol","ErrorMessage":"no"}""", 400))), "right");

        var mailbox = Assert.IsType<ConversationOutcome.Settings>(outcome).Mailbox;
        Assert.Equal("https://mail.contoso.test/EWS/Exchange.asmx", mailbox.UrlOf(CasService.Ews, Vantage.Outside).Text);
        Assert.Empty(net.SawPassword);
        Assert.Equal(5, net.Requests.Count);
    }

    [Fact]
    public void Of_a_host_that_speaks_none_the_first_outcome_is_told()
    {
        var (net, outcome) = Talk(Pox, new FakeHost(request => new HttpOutcome.Answered(request.Url.AbsoluteUri == Pox ? Said.Status(405) : Said.Status(404))), "right");

        Assert.Equal(new ConversationOutcome.Refused(405), outcome);
        Assert.Equal(3, net.Requests.Count);
    }

    [Theory]
    [InlineData(Soap, Soap)]
    [InlineData(Cas + "/Autodiscover/AUTODISCOVER.SVC", Cas + "/Autodiscover/AUTODISCOVER.SVC")]
    [InlineData(Pox, Pox)]
    [InlineData(Cas + "/", Cas + "/")]
    [InlineData(Json, Pox)]
    public void A_URL_that_is_clearly_one_dialects_is_asked_in_that_one_first(string announced, string asked)
    {
        var (net, _) = Talk(announced, Speaks(soap: SoapSettings), "right");

        Assert.Equal(asked, net.Requests[0].Url.AbsoluteUri);
    }

    [Fact]
    public void A_redirect_to_SOAPs_endpoint_is_followed_in_SOAP()
    {
        var (net, outcome) = Talk(Pox, Speaks(pox: Said.Status(302) with { Location = "autodiscover.svc" }, soap: SoapSettings), "right");

        Assert.IsType<ConversationOutcome.Settings>(outcome);
        Assert.Equal([(Pox, null), (Soap, null), (Soap, "right")], Asked(net));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(200)]
    [InlineData(500)]
    public void A_host_that_announces_SOAP_is_asked_in_it_where_POX_fails(int status)
    {
        var (_, outcome) = Talk(Pox, Speaks(pox: Said.Text(status, "<html/>").AnnouncingSoap(), soap: SoapSettings), "right");

        Assert.IsType<ConversationOutcome.Settings>(outcome);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(503)]
    public void A_host_that_does_not_is_left_alone(int status)
    {
        var (net, outcome) = Talk(Pox, Speaks(pox: Said.Status(status), soap: SoapSettings), "right");

        Assert.Equal(new ConversationOutcome.Refused(status), outcome);
        Assert.Single(net.Requests);
    }

    [Fact]
    public void An_error_about_the_mailbox_is_the_answer_whatever_else_the_host_speaks()
    {
        var error = Said.Text(200, Encoding.UTF8.GetString(PoxCodec.WriteResponse(new PoxResponse.Error(500, "unknown", "", "", 0)))).AnnouncingSoap();

        var (net, outcome) = Talk(Pox, Speaks(pox: error, soap: SoapSettings), "right");

        Assert.Equal("500", Assert.IsType<ConversationOutcome.Error>(outcome).Code);
        Assert.Single(net.Requests);
    }

    [Fact]
    public void Only_the_dialects_that_were_asked_for_are_spoken()
    {
        var (net, outcome) = Talk(Pox, Speaks(soap: SoapSettings), "right", new AutodiscoverQuestion { Dialects = [AutodiscoverDialect.Pox] });

        Assert.Equal(new ConversationOutcome.Refused(404), outcome);
        Assert.Single(net.Requests);
    }

    [Fact]
    public void A_path_of_two_slashes_leads_to_no_other_host()
    {
        var net = new FakeNet(time).Host(Cas, Speaks(soap: SoapSettings)).Host("https://evil.test", FakeHost.Cas("right"));

        Talk(net, Cas + "//evil.test/autodiscover.xml", AutodiscoverQuestion.Default);

        Assert.All(net.Requests, request => Assert.Equal("cas1.contoso.test", request.Url.Host));
    }

    private static IEnumerable<(string Url, string? Password)> Asked(FakeNet net) => net.Requests.Select(request => (request.Url.AbsoluteUri, request.Password));

    private (FakeNet Net, ConversationOutcome Outcome) Talk(string url, FakeHost host, string knows, AutodiscoverQuestion? question = null)
    {
        var net = new FakeNet(time).Host(Cas, host with
        {
            Answers = request => Password(request) is { } given && given != knows ? new HttpOutcome.Answered(Said.Challenge("Basic")) : host.Answers(request),
        });
        return (net, Talk(net, url, question ?? AutodiscoverQuestion.Default));
    }

    private ConversationOutcome Talk(FakeNet net, string url, AutodiscoverQuestion question) => time.Run(async () =>
    {
        var policy = RedirectPolicy.Default;
        var terms = new ConversationTerms(Ada, question, policy, new HostConsent(policy), new LogonGuard(), new CasLogon(FakeTokens.None));
        using var conversation = await Conversation.BeginAsync(
            net.Open(() => { }), terms, new RedirectChain(new HopBudget(10), new Uri(url), _ => { }), isHearsay: false, turns.Add, CancellationToken.None);
        return await conversation.ConcludeAsync(AdasLogon, CancellationToken.None);
    });

    private static string? Password(CasRequest request) => FakeNet.PasswordOf(request);

    /// <summary>A host that says this in POX, this in SOAP behind a logon, and 404 to all else.</summary>
    private static FakeHost Speaks(CasResponse? pox = null, CasResponse? soap = null, bool poxWantsLogon = false) => new(request => new HttpOutcome.Answered(
        request.Url.AbsolutePath switch
        {
            var path when path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) => poxWantsLogon && Password(request) is null ? Said.Challenge("Basic") : pox ?? Said.Status(404),
            var path when path.EndsWith(".svc", StringComparison.OrdinalIgnoreCase) => Password(request) is null ? Said.Challenge("Basic") : soap ?? Said.Status(404),
            _ => Said.Status(404),
        }));
}
