using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Signpost.Server.Configuration;
using Signpost.Server.Operation;

namespace Signpost.Server.Tests.Operation;

public sealed class TelemetryTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prometheus_is_shown_what_came_of_requests_and_logons()
    {
        await using var cas = await OperatedCas.StartAsync(() => HealthResult.Good(""));
        (await cas.AskAsync("ann", "secret", "ann@contoso.test")).Dispose();
        (await cas.AskAsync("ann", "guessed", "ann@contoso.test")).Dispose();
        (await cas.Client.GetAsync(new Uri("/nothing/of@ours.test", UriKind.Relative), Cancelled)).Dispose();

        var shown = await cas.Operators.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancelled);

        Assert.Contains(Counted(shown, "signpost_server_requests_total"), line => Has(line, "pox", "ok"));
        Assert.Contains(Counted(shown, "signpost_server_requests_total"), line => Has(line, "pox", "refused"));
        Assert.Contains(Counted(shown, "signpost_server_requests_total"), line => Has(line, "other", "unknown"));
        Assert.Contains(Counted(shown, "signpost_server_logons_total"), line => line.Contains("\"basic\"", StringComparison.Ordinal) && line.Contains("\"accepted\"", StringComparison.Ordinal));
        Assert.Contains(Counted(shown, "signpost_server_logons_total"), line => line.Contains("\"basic\"", StringComparison.Ordinal) && line.Contains("\"bad-password\"", StringComparison.Ordinal));
        Assert.NotEmpty(Counted(shown, "signpost_server_request_duration_seconds_bucket"));
        Assert.NotEmpty(Counted(shown, "signpost_server_directory_up"));
    }

    [Fact]
    public async Task Nothing_that_clients_send_becomes_a_label()
    {
        await using var cas = await OperatedCas.StartAsync(() => HealthResult.Good(""));
        (await cas.AskAsync("marker-user", "marker-password", "marker-address@marker-domain.test")).Dispose();
        (await cas.Client.GetAsync(new Uri("/autodiscover/autodiscover.json/v1.0/marker@marker.test?Protocol=marker", UriKind.Relative), Cancelled)).Dispose();
        (await cas.Client.GetAsync(new Uri("/marker-path", UriKind.Relative), Cancelled)).Dispose();

        var shown = await cas.Operators.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancelled);

        Assert.NotEmpty(Counted(shown, "signpost_server_requests_total"));
        Assert.DoesNotContain("marker", shown, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Metrics_can_be_turned_off()
    {
        await using var cas = await OperatedCas.StartAsync(() => HealthResult.Good(""), telemetry: new TelemetryConfiguration { Prometheus = false });

        using var answer = await cas.Operators.GetAsync(new Uri("/metrics", UriKind.Relative), Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_collector_gets_metrics_and_traces_without_anything_that_clients_send()
    {
        await using var collector = await Collector.StartAsync();
        await using (var cas = await OperatedCas.StartAsync(() => HealthResult.Good(""), telemetry: new TelemetryConfiguration { OtlpEndpoint = collector.Place }))
        {
            (await cas.AskAsync("ann", "secret", "marker@contoso.test")).Dispose();
        }

        Assert.Equal(["application/x-protobuf /v1/metrics", "application/x-protobuf /v1/traces"], collector.Got.Select(one => one.What).Distinct().Order(StringComparer.Ordinal));
        var traces = string.Concat(collector.Got.Where(one => one.What.EndsWith("traces", StringComparison.Ordinal)).Select(one => one.Body));
        Assert.Contains("signpost.endpoint", traces, StringComparison.Ordinal);
        Assert.Contains("pox", traces, StringComparison.Ordinal);
        var metrics = string.Concat(collector.Got.Where(one => one.What.EndsWith("metrics", StringComparison.Ordinal)).Select(one => one.Body));
        Assert.Contains("signpost.server.requests", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("marker", traces + metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_is_to_be_told_nothing_is_gathered()
    {
        await using var cas = await OperatedCas.StartAsync(() => HealthResult.Good(""), hasManagement: false);

        Assert.Null(ServerTelemetry.Create(cas.Configuration));
    }

    private static IEnumerable<string> Counted(string shown, string name) => shown.Split('\n').Where(line => line.StartsWith(name + "{", StringComparison.Ordinal));

    private static bool Has(string line, string endpoint, string result) =>
        line.Contains($"signpost_endpoint=\"{endpoint}\"", StringComparison.Ordinal) && line.Contains($"signpost_result=\"{result}\"", StringComparison.Ordinal);

    /// <summary>Takes what is sent by OTLP over HTTP.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly WebApplication app;
        private readonly List<(string What, string Body)> got = [];

        private Collector()
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            app = builder.Build();
            app.Run(TakeAsync);
        }

        public Uri Place => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

        public IReadOnlyList<(string What, string Body)> Got
        {
            get
            {
                lock (got)
                {
                    return [.. got];
                }
            }
        }

        public static async Task<Collector> StartAsync()
        {
            var collector = new Collector();
            await collector.app.StartAsync(Cancelled);
            return collector;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task TakeAsync(HttpContext exchange)
        {
            using var reader = new StreamReader(exchange.Request.Body, Encoding.Latin1);
            var body = await reader.ReadToEndAsync(exchange.RequestAborted);
            lock (got)
            {
                got.Add(($"{exchange.Request.ContentType} {exchange.Request.Path}", body));
            }
        }
    }
}
