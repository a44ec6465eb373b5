using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using Signpost.Server.Hosting;

namespace Signpost.Server.Operation;

/// <summary>Health and metrics for those who operate the server, on addresses of their own: it answers when clients have taken all connections of theirs.</summary>
internal sealed class ManagementServer : IAsyncDisposable
{
    // A few probes and scrapers; none of them keeps a hundred connections.
    private const int MostConnections = 100;

    private readonly WebApplication app;

    private ManagementServer(WebApplication app) => this.app = app;

    /// <summary>Where it listens.</summary>
    public ImmutableArray<Uri> Addresses => [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];

    /// <summary>Starts it; null where nobody wants it.</summary>
    public static async Task<ManagementServer?> StartAsync(
        ImmutableArray<IPEndPoint> places, HealthEndpoints health, MeterProvider? metrics, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        if (places is [])
        {
            return null;
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().UseSockets(sockets => sockets.CreateBoundListenSocket = ListenSocket.Bind).ConfigureKestrel(kestrel => Listen(kestrel, places));
        var server = new ManagementServer(builder.Build());
        if (metrics is not null)
        {
            server.app.UseOpenTelemetryPrometheusScrapingEndpoint(metrics, null, "/metrics", null, null);
        }

        server.app.Run(exchange => health.TryAnswer(exchange, withProbes: true) ?? NotFound(exchange));
        try
        {
            await server.app.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await app.StopAsync(patience.Token);
        await app.DisposeAsync();
    }

    private static void Listen(KestrelServerOptions kestrel, ImmutableArray<IPEndPoint> places)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MaxRequestBodySize = 0;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        foreach (var place in places)
        {
            if (place.Address.Equals(IPAddress.IPv6Any))
            {
                kestrel.ListenAnyIP(place.Port, how => how.Protocols = HttpProtocols.Http1);
            }
            else
            {
                kestrel.Listen(place, how => how.Protocols = HttpProtocols.Http1);
            }
        }
    }

    private static Task NotFound(HttpContext exchange)
    {
        exchange.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
