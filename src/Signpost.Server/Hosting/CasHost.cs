using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Signpost.Server.Configuration;
using Signpost.Server.Logon;
using Signpost.Server.Registration;

namespace Signpost.Server.Hosting;

/// <summary>A running CAS: its sockets, its certificates, and the parts that answer.</summary>
public sealed class CasHost : IAsyncDisposable
{
    private readonly CasSettings settings;
    private readonly CertificateStore certificates;
    private readonly ILogger log;
    private WebApplication? app;
    private CasParts? parts;
    private OwnScp? scp;

    private CasHost(CasSettings settings, CertificateStore certificates)
    {
        (this.settings, this.certificates) = (settings, certificates);
        log = settings.Loggers.CreateLogger("Signpost.Server");
    }

    /// <summary>Where it listens: URLs with the ports that were given to it.</summary>
    public ImmutableArray<Uri> Addresses => [.. app!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];

    /// <summary>Starts a CAS.</summary>
    /// <param name="configuration">All that an administrator says of it.</param>
    /// <param name="settings">What it is made of.</param>
    /// <param name="cancellationToken">Calls the start off.</param>
    public static async Task<CasStart> StartAsync(ServerConfiguration configuration, CasSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(settings);
        var log = settings.Loggers.CreateLogger("Signpost.Server");
        if (CertificateStore.Open(configuration.Certificates, line => CasLog.CertificateStays(log, line), settings.Time, out var why) is not { } certificates)
        {
            return new CasStart.Failed(why);
        }

        var host = new CasHost(settings, certificates);
        host.parts = host.PartsOf(configuration);
        host.app = host.Build(configuration);
        try
        {
            await host.app.StartAsync(cancellationToken);
            host.scp = OwnScp.Begin(configuration, log, settings.Time);
            return new CasStart.Running(host);
        }
        catch (Exception failed) when (failed is IOException or AddressInUseException or SocketException)
        {
            await host.DisposeAsync();
            return new CasStart.Failed(failed.Message.ReplaceLineEndings(" ").TrimEnd('.'));
        }
    }

    /// <summary>Goes on with another configuration; requests that have begun end with the old one. Where it listens stays as it was.</summary>
    /// <returns>What can't be taken over, and why; "" where all is.</returns>
    public async Task<string> ReloadAsync(ServerConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (!certificates.Replace(configuration.Certificates, out var why))
        {
            return why;
        }

        var old = Interlocked.Exchange(ref parts, PartsOf(configuration))!;
        CasLog.Reloaded(log);
        await KeepScpAsync(configuration);
        var isElsewhere = !SameListeners(old.Configuration.Listen, configuration.Listen);

        // Whoever began with the old parts has the time of a request to end.
        await Task.Delay(old.Configuration.Limits.RequestTimeout, settings.Time);
        await old.DisposeAsync();
        return isElsewhere ? "Listen has changed: restart to listen elsewhere" : "";
    }

    /// <summary>Waits until the process is told to end.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => app!.WaitForShutdownAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Before the sockets close: nobody is to be sent here any more.
        if (scp is not null)
        {
            await scp.DisposeAsync();
        }

        if (app is not null)
        {
            using var patience = new CancellationTokenSource(settings.StopWithin);
            await app.StopAsync(patience.Token);
            await app.DisposeAsync();
        }

        if (parts is not null)
        {
            await parts.DisposeAsync();
        }

        await certificates.DisposeAsync();
    }

    private async Task KeepScpAsync(ServerConfiguration configuration)
    {
        var old = scp;
        await (old is null ? ValueTask.CompletedTask : configuration.Scp.IsPublished ? old.HandOverAsync() : old.DisposeAsync());
        scp = OwnScp.Begin(configuration, log, settings.Time);
    }

    private static bool SameListeners(ListenConfiguration one, ListenConfiguration other) =>
        one.Https.SequenceEqual(other.Https) && one.Http.SequenceEqual(other.Http) && one.Management.SequenceEqual(other.Management);

    private CasParts PartsOf(ServerConfiguration configuration)
    {
        var httpsPort = configuration.Listen.Https is [var first, ..] ? first.Port : 443;
        return new CasParts(configuration, settings.Backing(configuration), new LogonLog(log), certificates.IsFor, httpsPort, settings.Time);
    }

    private WebApplication Build(ServerConfiguration configuration)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(settings.Loggers);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listen(kestrel, configuration));
        var built = builder.Build();
        built.Run(exchange => Volatile.Read(ref parts)!.AnswerAsync(exchange));
        return built;
    }

    private void Listen(KestrelServerOptions kestrel, ServerConfiguration configuration)
    {
        var (limits, listen) = (configuration.Limits, configuration.Listen);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = limits.MostConnections;
        kestrel.Limits.RequestHeadersTimeout = limits.RequestTimeout;
        kestrel.Limits.MaxRequestHeadersTotalSize = 64 * 1024;      // a Kerberos ticket with many groups is long
        kestrel.Limits.MaxRequestBodySize = null;                   // the endpoints stop reading, and say 413
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, limits.RequestTimeout);

        // A logon by Kerberos belongs to its connection, and HTTP/2 mixes what comes over one.
        var protocols = configuration.Logon.Negotiate is null ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
        foreach (var place in listen.Https)
        {
            At(kestrel, place, how =>
            {
                how.Protocols = protocols;
                how.UseHttps(new TlsHandshakeCallbackOptions { HandshakeTimeout = limits.RequestTimeout, OnConnection = hello => ValueTask.FromResult(Show(hello.ClientHelloInfo.ServerName, protocols)) });
            });
        }

        foreach (var place in listen.Http)
        {
            At(kestrel, place, how => how.Protocols = HttpProtocols.Http1);
        }
    }

    private static void At(KestrelServerOptions kestrel, IPEndPoint place, Action<ListenOptions> how)
    {
        if (place.Address.Equals(IPAddress.IPv6Any))
        {
            kestrel.ListenAnyIP(place.Port, how);       // IPv4 as well, and alone where there is no IPv6
        }
        else
        {
            kestrel.Listen(place, how);
        }
    }

    private SslServerAuthenticationOptions Show(string? host, HttpProtocols protocols) => new()
    {
        ServerCertificateContext = certificates.For(host),
        ApplicationProtocols = protocols is HttpProtocols.Http1 ? [SslApplicationProtocol.Http11] : [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
    };
}
