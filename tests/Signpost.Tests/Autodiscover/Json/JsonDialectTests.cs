using Signpost.Autodiscover;
using Signpost.Autodiscover.Json;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Autodiscover.Json;

/// <summary>The questions of JSON one after another, and what the answers mean.</summary>
public sealed class JsonDialectTests
{
    private const string Ews = """{"Protocol":"Ews","Url":"https://mail.contoso.test/EWS/Exchange.asmx"}""";
    private const string Phone = """{"Protocol":"ActiveSync","Url":"https://mail.contoso.test/Microsoft-Server-ActiveSync"}""";
    private const string Unknown = """{"ErrorCode":"UserNotFound","ErrorMessage":"nobody"}""";
    private const string NoProtocol = """{"ErrorCode":"InvalidProtocol","ErrorMessage":"no"}""";

    private static readonly Uri Endpoint = new("https://cas1.contoso.test/autodiscover/autodiscover.xml");
    private readonly JsonDialect dialect = new(MailboxAddress.Parse("ada@contoso.test"), mayBeReferred: true);

    [Fact]
    public void It_is_asked_for_the_POX_endpoint_then_for_EWS_then_for_phones()
    {
        Assert.Equal("AutodiscoverV1", Asks());
        Assert.IsType<DialectAnswer.AskAgain>(dialect.Read(Said.Json(NoProtocol, 400)));
        Assert.Equal("Ews", Asks());
        Assert.IsType<DialectAnswer.AskAgain>(dialect.Read(Said.Json(Ews)));
        Assert.Equal("ActiveSync", Asks());

        var mailbox = Assert.IsType<DialectAnswer.Settings>(dialect.Read(Said.Json(Phone))).Mailbox;

        Assert.Equal("https://mail.contoso.test/EWS/Exchange.asmx", mailbox.UrlOf(CasService.Ews, Vantage.Outside).Text);
        Assert.Equal("https://mail.contoso.test/Microsoft-Server-ActiveSync", mailbox.Protocols.Single(block => block.Kind == ProtocolKind.MobileSync).Server);
    }

    [Theory]
    [InlineData("https://CAS1.contoso.test/other", false)]
    [InlineData("https://cas1.contoso.test:8443/autodiscover/autodiscover.xml", true)]
    [InlineData("https://cas2.contoso.test/autodiscover/autodiscover.xml", true)]
    public void A_POX_endpoint_on_another_host_is_a_redirect_one_here_was_asked_already(string url, bool isRedirect)
    {
        Asks();

        var answer = dialect.Read(Said.Json($$"""{"Protocol":"AutodiscoverV1","Url":"{{url}}"}"""));

        Assert.Equal(isRedirect ? new DialectAnswer.RedirectUrl(url) : new DialectAnswer.AskAgain(), answer);
    }

    [Fact]
    public void Alone_it_is_asked_for_services_only() =>
        Assert.Contains("Protocol=Ews", new JsonDialect(MailboxAddress.Parse("ada@contoso.test"), mayBeReferred: false).At(Endpoint).Query, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_user_is_the_end()
    {
        Asks();

        Assert.Equal(new DialectAnswer.Error("UserNotFound", "nobody"), dialect.Read(Said.Json(Unknown, 404)));
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(500, Unknown)]
    public void A_status_that_says_no_says_no(int status, string body)
    {
        Asks();

        Assert.Equal(new DialectAnswer.Refused(status), dialect.Read(Said.Json(body, status)));
    }

    [Theory]
    [InlineData(400, NoProtocol)]
    [InlineData(404, "<html/>")]
    [InlineData(200, "<html/>")]
    [InlineData(503, "")]
    public void A_CAS_without_phones_has_settings_all_the_same(int status, string body)
    {
        Asks();
        dialect.Read(Said.Json(NoProtocol, 400));
        dialect.Read(Said.Json(Ews));

        Assert.IsType<DialectAnswer.Settings>(dialect.Read(Said.Json(body, status)));
    }

    [Theory]
    [InlineData("https://[2001:db8::1]:8443/", "https://[2001:db8::1]:8443/autodiscover/autodiscover.json/v1.0/ada@contoso.test?Protocol=AutodiscoverV1")]
    [InlineData("https://bücher.test/", "https://xn--bcher-kva.test/autodiscover/autodiscover.json/v1.0/ada@contoso.test?Protocol=AutodiscoverV1")]
    public void It_is_asked_at_hosts_of_all_kinds(string endpoint, string at) => Assert.Equal(at, dialect.At(new Uri(endpoint)).AbsoluteUri);

    private string Asks() => dialect.Ask(dialect.At(Endpoint)).Url.Query["?Protocol=".Length..];
}
