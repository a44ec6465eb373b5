using System.Net;
using System.Text;
using Signpost.Discovery;
using Signpost.Logon;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Discovery;

public sealed class EndpointCheckTests
{
    private const string Settings = """
        <?xml version="1.0" encoding="utf-8"?>
        <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
          <Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">
            <Account><AccountType>email</AccountType><Action>settings</Action>
              <Protocol><Type>EXPR</Type><Server>cas1.contoso.test</Server><EwsUrl>https://cas1.contoso.test/EWS/Exchange.asmx</EwsUrl></Protocol>
            </Account>
          </Response>
        </Autodiscover>
        """;

    private const string Error = """
        <?xml version="1.0" encoding="utf-8"?>
        <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
          <Response><Error Time="21:25:04" Id="1"><ErrorCode>500</ErrorCode><Message>Unknown</Message><DebugData /></Error></Response>
        </Autodiscover>
        """;

    private static readonly Uri Url = new("https://cas1.contoso.test/Autodiscover/Autodiscover.xml");
    private static readonly MailboxAddress Ann = MailboxAddress.Parse("ann@contoso.test");
    private static readonly MailboxLogon Logon = new MailboxLogon.Password("ann@contoso.test", new Secret("x"));

    [Fact]
    public async Task A_demand_for_a_logon_is_how_a_CAS_answers()
    {
        var verdict = await CheckAsync((HttpStatusCode.Unauthorized, "Basic", ""));

        Assert.True(verdict.IsGood);
        Assert.Equal("answers as Autodiscover does: it wants a logon (Basic)", verdict.Describe());
        Assert.Equal(Url, verdict.Url);
    }

    [Theory]
    [InlineData(Settings)]
    [InlineData(Error)]
    public async Task An_answer_of_Autodiscover_without_a_logon_is_one(string body) =>
        Assert.True((await CheckAsync((HttpStatusCode.OK, "", body))).IsGood);

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "", "without an offer of a logon")]
    [InlineData(HttpStatusCode.NotFound, "", "404")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "", "503")]
    [InlineData(HttpStatusCode.OK, "<html><body>It works!</body></html>", "malformed")]
    [InlineData(HttpStatusCode.OK, "", "malformed")]
    public async Task Anything_else_is_no_place_to_send_clients(HttpStatusCode status, string body, string why)
    {
        var verdict = await CheckAsync((status, "", body));

        Assert.False(verdict.IsGood);
        Assert.Contains(why, verdict.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var verdict = await CheckAsync((HttpStatusCode.Found, "https://cas2.contoso.test/Autodiscover/Autodiscover.xml", ""));

        Assert.Equal("it redirects to https://cas2.contoso.test/Autodiscover/Autodiscover.xml: announce the URL that answers itself", verdict.Describe());
    }

    [Fact]
    public async Task With_an_address_its_settings_must_come()
    {
        var good = await CheckAsync(Ann, Logon, (HttpStatusCode.Unauthorized, "Basic", ""), (HttpStatusCode.OK, "", Settings));
        var unknown = await CheckAsync(Ann, Logon, (HttpStatusCode.Unauthorized, "Basic", ""), (HttpStatusCode.OK, "", Error));
        var nobody = await CheckAsync(Ann, null, (HttpStatusCode.Unauthorized, "Basic", ""));

        Assert.Equal("gives the settings", good.Describe());
        Assert.Contains("500", Assert.IsType<EndpointVerdict.Fails>(unknown).Why, StringComparison.Ordinal);
        Assert.Equal("it wants a logon before it gives the settings of ann@contoso.test, and there is none to give", nobody.Describe());
    }

    [Fact]
    public void A_silent_host_costs_the_time_of_one_attempt()
    {
        var time = new VirtualTime();
        var options = new DiscoveryOptions { WrapHandler = inner => new Silent(inner, time) };

        var verdict = time.Run(() => new EndpointCheck(options, new FakeResolver(), time).CheckAsync(Url, null, CancellationToken.None));

        Assert.Equal("no answer in 10 s", verdict.Describe());
        Assert.Equal(TimeSpan.FromSeconds(10), time.Elapsed);
    }

    [Fact]
    public async Task Plain_http_is_not_looked_at() =>
        await Assert.ThrowsAsync<ArgumentException>(() => new EndpointCheck(new DiscoveryOptions()).CheckAsync(
            new Uri("http://cas1.contoso.test/Autodiscover/Autodiscover.xml"), null, TestContext.Current.CancellationToken));

    private static Task<EndpointVerdict> CheckAsync((HttpStatusCode Status, string Header, string Body) answer) => CheckAsync(null, null, answer);

    private static Task<EndpointVerdict> CheckAsync(MailboxAddress? address, MailboxLogon? logon, params (HttpStatusCode Status, string Header, string Body)[] answers)
    {
        var options = new DiscoveryOptions { Logon = logon, WrapHandler = inner => new Scripted(inner, answers) };
        return new EndpointCheck(options, new FakeResolver(), new VirtualTime()).CheckAsync(Url, address, TestContext.Current.CancellationToken);
    }

    /// <summary>Gives one answer after the other; the header is where to, or the logon that is offered.</summary>
    private sealed class Scripted(HttpMessageHandler replaced, (HttpStatusCode Status, string Header, string Body)[] answers) : DelegatingHandler(replaced)
    {
        private int next;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var (status, header, body) = answers[next++];
            var answer = new HttpResponseMessage(status) { RequestMessage = request, Content = new StringContent(body, Encoding.UTF8, "text/xml") };
            if (status is HttpStatusCode.Found)
            {
                answer.Headers.Location = new Uri(header);
            }
            else if (header is not "")
            {
                answer.Headers.WwwAuthenticate.ParseAdd(header);
            }

            return Task.FromResult(answer);
        }
    }

    private sealed class Silent(HttpMessageHandler replaced, TimeProvider time) : DelegatingHandler(replaced)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
            return new HttpResponseMessage();
        }
    }
}
