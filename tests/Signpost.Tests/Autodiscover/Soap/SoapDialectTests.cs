using System.Text;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Autodiscover.Soap;

/// <summary>Where SOAP is spoken, what is asked, and what the answers mean.</summary>
public sealed class SoapDialectTests
{
    private static readonly SoapDialect Dialect = new(MailboxAddress.Parse("ada@contoso.test"));

    [Theory]
    [InlineData("https://cas1.contoso.test/autodiscover/autodiscover.xml", "https://cas1.contoso.test/autodiscover/autodiscover.svc")]
    [InlineData("https://cas1.contoso.test:8443/Autodiscover/Autodiscover.XML?a=b", "https://cas1.contoso.test:8443/Autodiscover/Autodiscover.svc")]
    [InlineData("https://cas1.contoso.test/autodiscover/autodiscover.svc", "https://cas1.contoso.test/autodiscover/autodiscover.svc")]
    [InlineData("https://cas1.contoso.test/", "https://cas1.contoso.test/autodiscover/autodiscover.svc")]
    [InlineData("https://cas1.contoso.test/a%20b/c%2Fd.xml", "https://cas1.contoso.test/a%20b/c%2Fd.svc")]
    [InlineData("https://cas1.contoso.test//evil.test/autodiscover.xml", "https://cas1.contoso.test//evil.test/autodiscover.svc")]
    [InlineData("https://[2001:db8::1]/autodiscover/autodiscover.xml", "https://[2001:db8::1]/autodiscover/autodiscover.svc")]
    public void It_is_spoken_at_the_same_host(string endpoint, string at) => Assert.Equal(at, Dialect.At(new Uri(endpoint)).AbsoluteUri);

    [Fact]
    public void The_question_names_the_mailbox_and_where_it_goes()
    {
        var request = Dialect.Ask(new Uri(SoapGolden.Endpoint));
        var body = Encoding.UTF8.GetString(request.Body!);

        Assert.Equal([new CasHeader("X-AnchorMailbox", "ada@contoso.test")], request.Headers);
        Assert.Contains(">ada@contoso.test<", body, StringComparison.Ordinal);
        Assert.Contains($">{SoapGolden.Endpoint}<", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_are_those_of_the_first_user_for_he_is_the_only_one_asked_for()
    {
        var settings = Assert.IsType<DialectAnswer.Settings>(Read(SoapGolden.Response));

        Assert.Equal("https://mail.contoso.test/EWS/Exchange.asmx", settings.Mailbox.UrlOf(CasService.Ews, Vantage.Outside).Text);
    }

    [Fact]
    public void Redirects_and_errors_of_the_user_are_told() => Assert.Equal(
        [
            new DialectAnswer.RedirectAddress("ada@fabrikam.test"), new DialectAnswer.RedirectUrl("https://cas2.contoso.test/a.svc"),
            new DialectAnswer.Error("InvalidUser", "nobody"), new DialectAnswer.Error("ServerBusy", "no answer for the mailbox"),
        ],
        [
            ReadUser(new UserResponse { ErrorCode = SoapErrorCode.RedirectAddress, RedirectTarget = "ada@fabrikam.test" }),
            ReadUser(new UserResponse { ErrorCode = SoapErrorCode.RedirectUrl, RedirectTarget = "https://cas2.contoso.test/a.svc" }),
            ReadUser(new UserResponse { ErrorCode = SoapErrorCode.InvalidUser, ErrorMessage = "nobody" }),
            Read(new SoapResponse.GetUserSettings(SoapErrorCode.NoError, "", [])),
        ]);

    [Fact]
    public void A_fault_comes_with_HTTP_500_and_is_an_error() => Assert.Equal(
        new DialectAnswer.Error("SoapFault", "what"), Dialect.Read(Said.Text(500, Written(new SoapResponse.Fault("Client", "what", default, "")))));

    [Theory]
    [InlineData(500, "<html/>")]
    [InlineData(404, "")]
    [InlineData(403, "")]
    public void A_status_that_says_no_says_no(int status, string body) => Assert.Equal(new DialectAnswer.Refused(status), Dialect.Read(Said.Text(status, body)));

    [Fact]
    public void A_web_page_is_no_answer_nor_is_one_to_another_question()
    {
        Assert.IsType<DialectAnswer.Malformed>(Dialect.Read(Said.Text(200, "<html/>")));
        Assert.IsType<DialectAnswer.Malformed>(Read(new SoapResponse.GetDomainSettings(SoapErrorCode.NoError, "", [])));
    }

    private static DialectAnswer ReadUser(UserResponse user) => Read(new SoapResponse.GetUserSettings(SoapErrorCode.NoError, "", [user]));

    private static DialectAnswer Read(SoapResponse response) => Dialect.Read(Said.Text(200, Written(response)));

    private static string Written(SoapResponse response) => Encoding.UTF8.GetString(SoapCodec.WriteResponse(response));
}
