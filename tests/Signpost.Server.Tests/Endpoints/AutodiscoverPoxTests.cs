using System.Text;
using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Server.Endpoints;

namespace Signpost.Server.Tests.Endpoints;

public sealed class AutodiscoverPoxTests
{
    private static readonly byte[] AnnsRequest = PoxCodec.WriteRequest(PoxRequest.For(MailboxAddress.Parse("ann@contoso.test")));

    [Fact]
    public async Task Who_names_no_user_is_asked_for_one()
    {
        var answer = await AskAsync(null, AnnsRequest);

        Assert.Equal(401, answer.StatusCode);
        Assert.Equal("Basic realm=\"Contoso\", charset=\"UTF-8\"", answer.Headers.WWWAuthenticate);
        Assert.Equal(0, answer.Body.Length);
    }

    [Theory]
    [InlineData("Basic !!!")]
    [InlineData("Basic YW5u")]              // ann, without a colon
    [InlineData("Basic YW5uOndyb25n")]      // ann:wrong
    [InlineData("Bearer YW5uOnNlY3JldA==")]
    [InlineData("")]
    public async Task A_wrong_or_broken_logon_is_refused(string authorization) =>
        Assert.Equal(401, (await AskAsync(authorization, AnnsRequest)).StatusCode);

    [Fact]
    public async Task A_mailbox_that_is_here_gets_its_settings()
    {
        var settings = Assert.IsType<PoxResponse.Settings>(await DocumentAsync(AnnsRequest));

        Assert.Equal("ann@contoso.test", settings.Mailbox.AutoDiscoverSmtpAddress);
        Assert.Equal("https://cas1.contoso.test/EWS/Exchange.asmx", settings.Mailbox.UrlOf(CasService.Ews, Vantage.Inside).Text);
    }

    [Fact]
    public async Task A_mailbox_that_is_not_here_is_error_500()
    {
        var request = PoxCodec.WriteRequest(PoxRequest.For(MailboxAddress.Parse("bob@fabrikam.test")));

        Assert.Equal(PoxErrorCode.UnknownAddress, Assert.IsType<PoxResponse.Error>(await DocumentAsync(request)).Code);
    }

    [Fact]
    public async Task A_schema_that_is_not_served_is_error_601()
    {
        var request = PoxCodec.WriteRequest(new PoxRequest { EMailAddress = "ann@contoso.test", AcceptableResponseSchema = "http://example.org/none" });

        Assert.Equal(PoxErrorCode.UnknownSchema, Assert.IsType<PoxResponse.Error>(await DocumentAsync(request)).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<Autodiscover")]
    [InlineData("<!DOCTYPE x [<!ENTITY e 'v'>]><Autodiscover>&e;</Autodiscover>")]
    public async Task A_body_that_is_no_request_is_error_600(string body) =>
        Assert.Equal(PoxErrorCode.InvalidRequest, Assert.IsType<PoxResponse.Error>(await DocumentAsync(Encoding.UTF8.GetBytes(body))).Code);

    [Fact]
    public async Task A_body_beyond_16_KiB_is_refused() =>
        Assert.Equal(413, (await AskAsync(Logon("secret"), new byte[(16 * 1024) + 1])).StatusCode);

    private static async Task<PoxResponse> DocumentAsync(byte[] body)
    {
        var answer = await AskAsync(Logon("secret"), body);
        Assert.Equal(200, answer.StatusCode);
        Assert.Equal(PoxCodec.ContentType, answer.ContentType);
        return Assert.IsType<CodecReading<PoxResponse>.Ok>(PoxCodec.ReadResponse(((MemoryStream)answer.Body).ToArray())).Value;
    }

    private static Task<HttpResponse> AskAsync(string? authorization, byte[] body) => new Contoso().AskAsync("POST", AutodiscoverPox.Path, body, authorization);

    private static string Logon(string password) => Contoso.Logon("ann", password);
}
