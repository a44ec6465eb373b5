using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Signpost.Autodiscover.Pox;
using Signpost.Server.Endpoints;

namespace Signpost.Server.Tests.Endpoints;

/// <summary>What only a real server shows: lengths, bodies that nobody read, connections that go on.</summary>
public sealed class KestrelTests : IAsyncLifetime
{
    private readonly WebApplication app = Build();

    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        app.Run(new Contoso { Services = ServiceSets.Everything }.AnswerAsync);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = new Uri(address) };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task HEAD_gets_the_headers_of_GET_and_no_body()
    {
        var get = await SendAsync(HttpMethod.Get, AutodiscoverPox.Path, true);
        var head = await SendAsync(HttpMethod.Head, AutodiscoverPox.Path, true);

        Assert.Equal((get.StatusCode, get.Content.Headers.ContentLength, get.Content.Headers.ContentType), (head.StatusCode, head.Content.Headers.ContentLength, head.Content.Headers.ContentType));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(AutodiscoverPox.Path, false, 401)]
    [InlineData(AutodiscoverPox.Path, true, 413)]
    [InlineData(AutodiscoverSoap.Path, false, 401)]
    [InlineData(AutodiscoverSoap.Path, true, 413)]
    [InlineData(AutodiscoverJson.Path, false, 405)]
    public async Task A_body_that_nobody_reads_is_answered_all_the_same_whether_or_not_its_length_is_said(string path, bool isLoggedOn, int status)
    {
        foreach (var isChunked in new[] { true, false })
        {
            var content = new ByteArrayContent(new byte[100_000]) { Headers = { ContentType = new MediaTypeHeaderValue("text/xml") } };
            Assert.Equal((HttpStatusCode)status, (await SendAsync(HttpMethod.Post, path, isLoggedOn, content, isChunked)).StatusCode);
        }
    }

    [Fact]
    public async Task A_question_in_pieces_is_answered()
    {
        var content = new ByteArrayContent(PoxCodec.WriteRequest(PoxRequest.For(Reading.Ann))) { Headers = { ContentType = new MediaTypeHeaderValue("text/xml") } };

        var answer = await SendAsync(HttpMethod.Post, AutodiscoverPox.Path, true, content, isChunked: true);

        Assert.IsType<PoxResponse.Settings>(Reading.Read(PoxCodec.ReadResponse(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))));
    }

    [Fact]
    public async Task Calendars_are_looked_for_by_any_method() =>
        Assert.Equal(HttpStatusCode.MovedPermanently, (await SendAsync(new HttpMethod("PROPFIND"), WellKnownDav.CalendarPath, false)).StatusCode);

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder.Build();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, bool isLoggedOn, HttpContent? content = null, bool isChunked = false)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.TransferEncodingChunked = isChunked;
        request.Headers.Authorization = isLoggedOn ? AuthenticationHeaderValue.Parse(Contoso.Logon("ann", "secret")) : null;
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
