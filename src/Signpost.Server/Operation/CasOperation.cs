using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Signpost.Server.Configuration;
using Signpost.Server.Hosting;

namespace Signpost.Server.Operation;

/// <summary>All that those who operate a CAS see of it: health, metrics, traces.</summary>
internal sealed class CasOperation : IAsyncDisposable
{
    private readonly CasSettings settings;
    private readonly ILogger log;
    private readonly Func<CasParts> parts;
    private readonly RequestWatch watch;
    private readonly HealthEndpoints forClients;
    private readonly RequestDelegate answer;
    private ServerTelemetry? telemetry;
    private ManagementServer? management;

    /// <param name="settings">What the CAS is made of.</param>
    /// <param name="certificates">What it shows to clients.</param>
    /// <param name="parts">What answers now.</param>
    /// <param name="scpPublished">Whether its SCP is published; null where it keeps none.</param>
    /// <param name="log">Is told in words.</param>
    public CasOperation(CasSettings settings, CertificateStore certificates, Func<CasParts> parts, Func<bool?> scpPublished, ILogger log)
    {
        (this.settings, this.log, this.parts) = (settings, log, parts);
        var certificate = new CertificateHealth(certificates, settings.Time);
        Readiness = new Readiness(() => Checks(certificate), log, settings.Time);
        Meter = new ServerMeter(() => parts().Backing.Figures, () => certificate.DaysLeft(ServerName()), scpPublished, () => Readiness.Last?.IsReady);
        watch = new RequestWatch(Meter, settings.Time);
        forClients = new HealthEndpoints(Readiness, ServerName, isPublic: true);
        answer = exchange => forClients.TryAnswer(exchange, withProbes: management is null) ?? AnswerFromParts(exchange);
    }

    public Readiness Readiness { get; }

    public ServerMeter Meter { get; }

    /// <summary>Where those who operate the server find it.</summary>
    public ImmutableArray<Uri> ManagementAddresses => management?.Addresses ?? [];

    /// <summary>Listens for them, and tells those who want to be told.</summary>
    public async Task StartAsync(ServerConfiguration configuration, CancellationToken cancellationToken)
    {
        telemetry = ServerTelemetry.Create(configuration);
        var metrics = configuration.Telemetry.Prometheus ? telemetry?.Metrics : null;
        management = await ManagementServer.StartAsync(
            configuration.Listen.Management, new HealthEndpoints(Readiness, ServerName, isPublic: false), metrics, settings.Loggers, cancellationToken);
    }

    /// <summary>Why it does not seem to be alive; null where it does. Only the management address says more than that this code runs: clients may hold all other connections.</summary>
    public async Task<string?> WhyNotAliveAsync(CancellationToken cancellationToken)
    {
        if (ManagementAddresses is not [var place, ..])
        {
            return null;
        }

        var here = new UriBuilder(place) { Path = HealthEndpoints.Live };
        here.Host = here.Host switch { "0.0.0.0" => "127.0.0.1", "[::]" => "[::1]", var host => host };
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await client.GetAsync(here.Uri, cancellationToken);
        return answer.IsSuccessStatusCode ? null : $"{here.Uri} answered {(int)answer.StatusCode}";
    }

    /// <summary>Answers a request of a client, and counts it.</summary>
    public Task AnswerAsync(HttpContext exchange) => watch.AnswerAsync(exchange, answer);

    /// <summary>Is not ready any more, and waits until balancers have seen it.</summary>
    public async Task DrainAsync()
    {
        Readiness.Stop();
        var delay = parts().Configuration.Listen.DrainFor;
        if (delay > TimeSpan.Zero)
        {
            OperationLog.Draining(log, delay.TotalSeconds);
            await Task.Delay(delay, settings.Time);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (management?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Readiness.DisposeAsync();
        telemetry?.Dispose();
        Meter.Dispose();
    }

    // Between a look at what answers now and the answer it may have been retired; then there is another.
    private Task AnswerFromParts(HttpContext exchange)
    {
        while (true)
        {
            if (parts().TryAnswer(exchange) is { } answering)
            {
                return answering;
            }
        }
    }

    private string ServerName() => parts().Configuration.ServerName;

    private ImmutableArray<HealthCheck> Checks(CertificateHealth certificate)
    {
        var now = parts();
        var own = new HealthCheck("certificate", _ => ValueTask.FromResult(certificate.Check(now.Configuration.ServerName)));
        return now.Configuration.Certificates is [] ? now.Backing.HealthChecks : [own, .. now.Backing.HealthChecks];
    }
}
