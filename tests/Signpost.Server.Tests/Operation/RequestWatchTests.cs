using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Signpost.Server.Conduct;
using Signpost.Server.Operation;
using Signpost.Server.Tests.Endpoints;

namespace Signpost.Server.Tests.Operation;

public sealed class RequestWatchTests : IDisposable
{
    private readonly ServerMeter meter = new(() => BackingFigures.None, () => null, () => null, () => null);
    private readonly MeterListener listener = new();
    private string counted = "";

    public RequestWatchTests()
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter == meter.Meter && instrument.Name is "signpost.server.requests")
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted = string.Join(' ', tags.ToArray().Select(tag => tag.Value)));
        listener.Start();
    }

    public void Dispose()
    {
        listener.Dispose();
        meter.Dispose();
    }

    [Theory]
    [InlineData("/AutoDiscover/AutoDiscover.XML", "pox")]
    [InlineData("/autodiscover/autodiscover.svc", "soap")]
    [InlineData("/autodiscover/autodiscover.json", "json")]
    [InlineData("/autodiscover/autodiscover.json/v1.0/ann@contoso.test", "json")]
    [InlineData("/mail/config-v1.1.xml", "autoconfig")]
    [InlineData("/.well-known/autoconfig/mail/config-v1.1.xml", "autoconfig")]
    [InlineData("/email.mobileconfig", "mobileconfig")]
    [InlineData("/healthz/ready", "health")]
    [InlineData("/EWS/healthcheck.htm", "health")]
    [InlineData("/ann@contoso.test", "other")]
    public async Task A_path_says_what_a_request_is_for(string path, string endpoint) =>
        Assert.Equal($"{endpoint} ok", await CountedAsync(path, _ => Task.CompletedTask));

    [Theory]
    [InlineData(200, "ok")]
    [InlineData(302, "redirect")]
    [InlineData(400, "invalid")]
    [InlineData(401, "challenged")]
    [InlineData(404, "unknown")]
    [InlineData(405, "invalid")]
    [InlineData(413, "too-large")]
    [InlineData(429, "limited")]
    [InlineData(500, "error")]
    [InlineData(503, "away")]
    public async Task A_status_says_what_came_of_it(int status, string result) =>
        Assert.Equal($"other {result}", await CountedAsync("/", exchange => Status(exchange, status)));

    [Fact]
    public async Task Credentials_that_are_not_taken_are_refused() => Assert.Equal("other refused", await CountedAsync("/", exchange =>
    {
        exchange.Request.Headers.Authorization = "Basic abc";
        return Status(exchange, 401);
    }));

    [Fact]
    public async Task What_an_endpoint_notes_counts_more_than_path_and_status() => Assert.Equal("mobilesync unknown", await CountedAsync("/autodiscover/autodiscover.xml", exchange =>
    {
        RequestNote.Make(exchange, RequestEndpoint.MobileSync, RequestResult.Unknown);
        return Task.CompletedTask;
    }));

    [Fact]
    public async Task Plain_http_is_for_redirects() => Assert.Equal("redirect redirect", await CountedAsync("/autodiscover/autodiscover.xml", exchange =>
    {
        exchange.Features.Set(new ClientOrigin(IPAddress.Loopback, IsHttps: false));
        return Status(exchange, 302);
    }));

    [Fact]
    public async Task What_throws_is_an_error_and_still_throws()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => CountedAsync("/", _ => throw new InvalidOperationException("a mistake")));

        Assert.Equal("other error", counted);
    }

    [Fact]
    public async Task A_client_that_left_is_gone() => Assert.Equal("other gone", await CountedAsync("/", exchange =>
    {
        exchange.RequestAborted = new CancellationToken(canceled: true);
        return Task.CompletedTask;
    }));

    [Theory]
    [InlineData("ann@contoso.test", "Pox Ok")]
    [InlineData("ann@fabrikam.test", "Pox Unknown")]
    [InlineData("no address", " Invalid")]
    public async Task Pox_notes_what_its_document_says(string address, string expected)
    {
        var body = $"""
            <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request><EMailAddress>{address}</EMailAddress>
            <AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>
            """;

        var answer = await new Contoso().AskAsync("POST", "/autodiscover/autodiscover.xml", System.Text.Encoding.UTF8.GetBytes(body), Contoso.Logon("ann", "secret"));

        var note = answer.HttpContext.Features.Get<RequestNote>()!;
        Assert.Equal(expected, $"{note.Endpoint} {note.Result}");
    }

    private async Task<string> CountedAsync(string path, RequestDelegate answer)
    {
        var exchange = new DefaultHttpContext();
        exchange.Request.Path = path;
        await new RequestWatch(meter, TimeProvider.System).AnswerAsync(exchange, answer);
        return counted;
    }

    private static Task Status(HttpContext exchange, int status)
    {
        exchange.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
