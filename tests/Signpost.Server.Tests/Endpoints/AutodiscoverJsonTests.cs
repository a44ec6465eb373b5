using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover.Json;
using Signpost.Server.Endpoints;

namespace Signpost.Server.Tests.Endpoints;

public sealed class AutodiscoverJsonTests
{
    [Theory]
    [InlineData("?Email=ann@contoso.test&Protocol=AutodiscoverV1", 200, """{"Protocol":"AutodiscoverV1","Url":"https://cas1.contoso.test/autodiscover/autodiscover.xml"}""")]
    [InlineData("?email=ann%40contoso.test&protocol=autodiscoverv1&RedirectCount=11", 200, """{"Protocol":"AutodiscoverV1","Url":"https://cas1.contoso.test/autodiscover/autodiscover.xml"}""")]
    [InlineData("/v1.0/nobody@contoso.test?Protocol=EWS", 200, """{"Protocol":"Ews","Url":"https://cas1.contoso.test/EWS/Exchange.asmx"}""")]
    [InlineData("/V1.0/ann+news@contoso.test?Protocol=ews", 200, """{"Protocol":"Ews","Url":"https://cas1.contoso.test/EWS/Exchange.asmx"}""")]
    [InlineData("/v1.0/ann@fabrikam.test?Protocol=Ews", 404, """{"ErrorCode":"UserNotFound","ErrorMessage":"The address is not served here."}""")]
    [InlineData("/v1.0/ann@contoso.test?Protocol=ActiveSync", 400,
        """{"ErrorCode":"ProtocolNotSupported","ErrorMessage":"The given protocol value \u0027ActiveSync\u0027 is not supported. Supported protocols are: \u0027AutodiscoverV1, Ews\u0027."}""")]
    [InlineData("/v1.0/ann@contoso.test", 400, """{"ErrorCode":"MissingProtocol","ErrorMessage":"A valid value must be provided for the query parameter \u0027Protocol\u0027."}""")]
    [InlineData("?Protocol=Ews", 400, """{"ErrorCode":"MandatoryParameterMissing","ErrorMessage":"A valid smtp address must be provided."}""")]
    public async Task A_question_is_answered_so(string question, int status, string text)
    {
        var answer = await new Contoso().GetAsync(AutodiscoverJson.Path + question);

        Assert.Equal((status, text, "private"), (answer.StatusCode, Contoso.Text(answer), answer.Headers.CacheControl.ToString()));
    }

    [Fact]
    public async Task ActiveSync_is_told_where_it_is_offered() => Assert.Equal(
        new JsonResponse.Endpoint("ActiveSync", new("https://mail.contoso.test/Microsoft-Server-ActiveSync")), await new Contoso { Services = ServiceSets.Everything }.JsonAsync("activesync"));

    [Theory]
    [InlineData("cas1.contoso.test", "cas1.contoso.test")]
    [InlineData("CAS1.Contoso.test", "cas1.contoso.test")]
    [InlineData("autodiscover.contoso.test", "autodiscover.contoso.test")]
    [InlineData("mail.contoso.test", "mail.contoso.test")]      // on the certificate
    [InlineData("autodiscover.fabrikam.test", "cas1.contoso.test")]
    [InlineData("evil.test", "cas1.contoso.test")]
    [InlineData("evil.test/x?", "cas1.contoso.test")]
    [InlineData("192.0.2.1", "cas1.contoso.test")]
    [InlineData("cas1.contoso.test:8443", "cas1.contoso.test:8443")]    // where it came in
    [InlineData("cas1.contoso.test:22", "cas1.contoso.test")]
    [InlineData("", "cas1.contoso.test")]
    public async Task A_host_gets_into_a_URL_only_if_it_is_ours(string host, string told)
    {
        var answer = await new Contoso { IsOurName = name => name is "mail.contoso.test" }.GetAsync($"{AutodiscoverJson.Path}?Email=ann@contoso.test&Protocol=AutodiscoverV1", request =>
        {
            request.Host = new HostString(host);
            request.Headers["X-Forwarded-Host"] = "evil.test";
            request.HttpContext.Connection.LocalPort = 8443;
        });

        Assert.Contains($"\"https://{told}/autodiscover/autodiscover.xml\"", Contoso.Text(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_name_of_a_protocol_is_cut_even_within_a_character()
    {
        var answer = await new Contoso().GetAsync($"{AutodiscoverJson.Path}/v1.0/ann@contoso.test?Protocol={new string('x', 63)}{Uri.EscapeDataString("\ud83d\ude00")}{new string('y', 5000)}");

        Assert.Equal((400, true), (answer.StatusCode, answer.Body.Length < 400));
    }

    [Theory]
    [InlineData("HEAD", 200)]
    [InlineData("POST", 405)]
    public async Task Only_reading_is_answered_and_HEAD_without_a_body(string method, int status)
    {
        var answer = await new Contoso().AskAsync(method, $"{AutodiscoverJson.Path}?Email=ann@contoso.test&Protocol=Ews", [], null);

        Assert.Equal((status, 0), (answer.StatusCode, answer.Body.Length));
    }
}
