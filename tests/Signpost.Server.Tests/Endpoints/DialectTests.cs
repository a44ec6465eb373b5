using System.Text;
using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Json;
using Signpost.Autodiscover.Pox;
using Signpost.Autodiscover.Soap;
using Signpost.Server.Endpoints;

namespace Signpost.Server.Tests.Endpoints;

/// <summary>The same mailbox in every dialect.</summary>
public sealed class DialectTests
{
    private static readonly MailboxAddress Ann = MailboxAddress.Parse("ann@contoso.test");

    [Fact]
    public async Task All_dialects_name_the_same_EWS()
    {
        var pox = Assert.IsType<PoxResponse.Settings>(Read(PoxCodec.ReadResponse(Contoso.Body(await PoxAsync(PoxCodec.WriteRequest(PoxRequest.For(Ann)))))));
        var soap = Assert.IsType<SoapResponse.GetUserSettings>(await SoapAsync(Users("ann@contoso.test")));
        var json = Assert.IsType<JsonResponse.Endpoint>(Read(JsonCodec.ReadResponse(Contoso.Body(await JsonAsync("/v1.0/ann@contoso.test?Protocol=ews")))));

        const string Ews = "https://cas1.contoso.test/EWS/Exchange.asmx";
        Assert.Equal(Ews, pox.Mailbox.UrlOf(CasService.Ews, Vantage.Outside).Text);
        Assert.Equal(Ews, UserSettingsMapping.ToMailbox(Assert.Single(soap.Users).Settings).UrlOf(CasService.Ews, Vantage.Outside).Text);
        Assert.Equal(Ews, json.Url.Text);
    }

    [Fact]
    public async Task Users_are_answered_in_order_each_with_his_own_error()
    {
        var answer = Assert.IsType<SoapResponse.GetUserSettings>(await SoapAsync(Users("ann@contoso.test", "nobody@fabrikam.test", "no address", "bob@contoso.test")));

        Assert.Equal(["NoError", "InvalidUser", "InvalidUser", "NoError"], answer.Users.Select(user => user.ErrorCode.ToString()));
    }

    [Fact]
    public async Task What_is_not_offered_is_said_to_be_so()
    {
        var federation = Assert.IsType<SoapResponse.GetFederationInformation>(await SoapAsync(new SoapRequest.GetFederationInformation("contoso.test")));
        var domains = Assert.IsType<SoapResponse.GetDomainSettings>(await SoapAsync(new SoapRequest.GetDomainSettings(["contoso.test"], ["ExternalEwsUrl"], "")));

        Assert.Equal(SoapErrorCode.NotFederated, federation.ErrorCode);
        Assert.Equal(SoapErrorCode.InvalidRequest, domains.ErrorCode);
    }

    [Fact]
    public async Task A_body_that_is_no_request_is_a_fault_with_HTTP_500()
    {
        var answer = await new Contoso().AskAsync("POST", AutodiscoverSoap.Path, "<a/>"u8.ToArray(), Logon);

        Assert.Equal(500, answer.StatusCode);
        Assert.IsType<SoapResponse.Fault>(Read(SoapCodec.ReadResponse(Contoso.Body(answer))));
    }

    [Fact]
    public async Task A_challenge_says_that_SOAP_is_spoken()
    {
        var answer = await new Contoso().AskAsync("POST", AutodiscoverSoap.Path, [], null);

        Assert.Equal((401, "True"), (answer.StatusCode, answer.Headers["X-SOAP-Enabled"].ToString()));
    }

    [Theory]
    [InlineData("?Email=ann@contoso.test&Protocol=AutodiscoverV1", 200, "AutodiscoverV1")]
    [InlineData("/v1.0/nobody-we-know@contoso.test?Protocol=Ews", 200, "Ews")]
    [InlineData("/v1.0/ann@fabrikam.test?Protocol=Ews", 404, "UserNotFound")]
    [InlineData("/v1.0/ann@contoso.test?Protocol=Fax", 400, "ProtocolNotSupported")]
    [InlineData("/v1.0/ann@contoso.test", 400, "MissingProtocol")]
    [InlineData("?Protocol=Ews", 400, "MandatoryParameterMissing")]
    public async Task JSON_is_answered_without_a_logon_and_alike_for_every_address_of_a_domain(string question, int status, string word)
    {
        var answer = await JsonAsync(question);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains($"\"{word}\"", Encoding.UTF8.GetString(Contoso.Body(answer)), StringComparison.Ordinal);
    }

    private static SoapRequest.GetUserSettings Users(params string[] mailboxes) => new([.. mailboxes], UserSettingsMapping.AskedByDefault, "");

    private static Task<HttpResponse> PoxAsync(byte[] body) => new Contoso().AskAsync("POST", AutodiscoverPox.Path, body, Logon);

    private static async Task<SoapResponse> SoapAsync(SoapRequest request)
    {
        var answer = await new Contoso().AskAsync("POST", AutodiscoverSoap.Path, SoapCodec.WriteRequest(request), Logon);
        Assert.Equal(200, answer.StatusCode);
        return Read(SoapCodec.ReadResponse(Contoso.Body(answer)));
    }

    private static Task<HttpResponse> JsonAsync(string question) => new Contoso().AskAsync("GET", AutodiscoverJson.Path + question, [], null);

    private static T Read<T>(CodecReading<T> reading)
        where T : class => Assert.IsType<CodecReading<T>.Ok>(reading).Value;

    private static string Logon { get; } = Contoso.Logon("ann", "secret");
}
