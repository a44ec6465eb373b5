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
using Signpost.Server.Conduct;
using Signpost.Server.Configuration;
using Signpost.Server.Operation;
using Signpost.Server.Registration;

namespace Signpost.Server.Hosting;

/// <summary>A running CAS: its sockets, its certificates, and the parts that answer.</summary>
public sealed class CasHost : IAsyncDisposable
{
    /// <summary>A net below what the endpoints allow themselves: what is longer is not even read to be thrown away.</summary>
    private const int LongestBody = 2 * 1024 * 1024;

    /// <summary>How many bytes of an answer may wait in a socket for their reader: enough for any line, and not the megabytes that Linux would give.</summary>
    private const int SocketHolds = 32 * 1024;

    /// <summary>How many bytes a second a client has to take of an answer that does not fit; a document is sent at once.</summary>
    private const int SlowestReader = 64 * 1024;

    /// <summary>As long as requests and answers of one mailbox get.</summary>
    private const int LongestDocument = 16 * 1024;

    /// <summary>Kestrel looks at its connections each second.</summary>
    private static readonly TimeSpan ShortestGrace = TimeSpan.FromSeconds(1.1);

    private readonly CasSettings settings;
    private readonly CertificateStore certificates;
    private readonly ILogger log;
    private readonly ListenConfiguration listening;
    private readonly CasConduct conduct;
    private readonly CasOperation operation;
    private readonly CancellationTokenSource ended = new();
    private readonly SemaphoreSlim changing = new(1);
    private WebApplication? app;
    private CasParts? parts;
    private Task retiring = Task.CompletedTask;
    private bool isRunning;
    private bool isEnding;
    private volatile OwnScp? scp;

    private CasHost(ServerConfiguration configuration, CasSettings settings, CertificateStore certificates)
    {
        (this.settings, this.certificates, listening) = (settings, certificates, configuration.Listen);
        log = settings.Loggers.CreateLogger("Signpost.Server");
        conduct = new CasConduct(configuration, log, settings.Time);
        operation = new CasOperation(settings, certificates, () => Volatile.Read(ref parts)!, () => scp?.IsPublished, log);
    }

    /// <summary>Where it listens: URLs with the ports that were given to it.</summary>
    public ImmutableArray<Uri> Addresses => [.. app!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];

    /// <summary>Where those who operate it find health and metrics, with the ports that were given.</summary>
    public ImmutableArray<Uri> ManagementAddresses => operation.ManagementAddresses;

    /// <summary>Whether clients should be sent here.</summary>
    public Readiness Readiness => operation.Readiness;

    /// <summary>Starts a CAS.</summary>
    /// <param name="configuration">All that an administrator says of it.</param>
    /// <param name="settings">What it is made of.</param>
    /// <param name="cancellationToken">Calls the start off.</param>
    public static async Task<CasStart> StartAsync(ServerConfiguration configuration, CasSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(settings);
        var log = settings.Loggers.CreateLogger("Signpost.Server");
        if (CertificateStore.Open(configuration.Certificates, line => CasLog.CertificateStays(log, line), settings.Time, out var why, Tell) is not { } certificates)
        {
            return new CasStart.Failed(why);
        }

        var host = new CasHost(configuration, settings, certificates);
        host.parts = host.PartsOf(configuration, settings.Backing(configuration));
        host.app = host.Build(configuration);
        try
        {
            await host.operation.StartAsync(configuration, cancellationToken);
            await host.app.StartAsync(cancellationToken);
            host.scp = OwnScp.Begin(configuration, log, settings.Time);
            host.isRunning = true;
            return new CasStart.Running(host);
        }
        catch (Exception failed) when (failed is IOException or AddressInUseException or SocketException)
        {
            await host.DisposeAsync();
            return new CasStart.Failed(ListenSocket.Words(failed));
        }

        void Tell(CertificateConfiguration from, ServerCertificate now) =>
            CasLog.CertificateReadAgain(log, ServerCertificate.NameOf(from), now.Certificate.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    /// <summary>Why it does not seem to be alive; null where it does: for a watchdog.</summary>
    public Task<string?> WhyNotAliveAsync(CancellationToken cancellationToken) => operation.WhyNotAliveAsync(cancellationToken);

    /// <summary>Counts a configuration that could not even be read.</summary>
    public void CouldNotReload() => operation.Meter.Reloaded(isTaken: false);

    /// <summary>Goes on with another configuration; requests that have begun end with the old one. Where it listens stays as it was.</summary>
    /// <returns>What can't be taken over, and why; "" where all is.</returns>
    public async Task<string> ReloadAsync(ServerConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);

        // One after the other, however often it is told to.
        await changing.WaitAsync();
        try
        {
            return isEnding ? "it is about to end" : await TakeAsync(configuration);
        }
        finally
        {
            changing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await changing.WaitAsync();
        isEnding = true;
        changing.Release();

        // Before the sockets close: nobody is to be sent here any more.
        if (scp is not null)
        {
            await scp.DisposeAsync();
        }

        if (isRunning)
        {
            await operation.DrainAsync();
        }

        if (app is not null)
        {
            using var patience = new CancellationTokenSource(settings.StopWithin);
            await app.StopAsync(patience.Token);
            await app.DisposeAsync();
        }

        await operation.DisposeAsync();
        await ended.CancelAsync();
        await retiring;
        ended.Dispose();
        if (parts is not null)
        {
            await parts.DisposeAsync();
        }

        await conduct.DisposeAsync();
        await certificates.DisposeAsync();
    }

    private async Task<string> TakeAsync(ServerConfiguration configuration)
    {
        var isTaken = certificates.Replace(configuration.Certificates, out var why);
        operation.Meter.Reloaded(isTaken);
        if (!isTaken)
        {
            return why;
        }

        conduct.Take(configuration);

        // What is remembered is of use as long as it is the same directory, above all while that is away.
        var old = parts!;
        var isSameBacking = configuration.BackingKey is not "" && configuration.BackingKey == old.Configuration.BackingKey;
        Volatile.Write(ref parts, PartsOf(configuration, isSameBacking ? old.HandOnBacking() : settings.Backing(configuration)));
        retiring = Task.WhenAll(retiring, RetireAsync(old));
        CasLog.Reloaded(log);
        await KeepScpAsync(configuration);
        return SameListeners(listening, configuration.Listen) ? "" : "Listen has changed: restart to listen elsewhere";
    }

    // Whoever began with the old parts ends with them, be it a request, which may wait for the directory several times, or a look at their health.
    private async Task RetireAsync(CasParts old)
    {
        await Task.Delay(old.Configuration.Limits.RequestTimeout, settings.Time, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await old.RetireAsync().WaitAsync(ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await old.DisposeAsync();
    }

    private async Task KeepScpAsync(ServerConfiguration configuration)
    {
        var old = scp;
        await (old is null ? ValueTask.CompletedTask : old.IsTheSameAs(configuration) ? old.HandOverAsync() : old.DisposeAsync());
        scp = OwnScp.Begin(configuration, log, settings.Time);
    }

    private static bool SameListeners(ListenConfiguration one, ListenConfiguration other) =>
        one.Https.SequenceEqual(other.Https) && one.Http.SequenceEqual(other.Http) && one.Management.SequenceEqual(other.Management);

    private CasParts PartsOf(ServerConfiguration configuration, CasBacking backing)
    {
        var httpsPort = configuration.Listen.Https is [var first, ..] ? first.Port : 443;
        return new CasParts(configuration, backing, conduct, certificates.IsFor, httpsPort, operation.Meter, settings.Time);
    }

    private WebApplication Build(ServerConfiguration configuration)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(settings.Loggers);
        builder.WebHost.UseKestrelCore().UseSockets(sockets => sockets.CreateBoundListenSocket = Bind).UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listen(kestrel, configuration));
        var built = builder.Build();
        built.Run(operation.AnswerAsync);
        return built;
    }

    private void Listen(KestrelServerOptions kestrel, ServerConfiguration configuration)
    {
        var (limits, listen) = (configuration.Limits, configuration.Listen);
        kestrel.AddServerHeader = false;
        kestrel.Limits.RequestHeadersTimeout = limits.RequestTimeout;
        kestrel.Limits.MaxRequestHeadersTotalSize = 64 * 1024;      // a Kerberos ticket with many groups is long
        kestrel.Limits.MaxRequestBodySize = LongestBody;

        // A request that keeps to this rate has arrived in about its time, and one that does not is cut off after it. So is who does not take
        // his answer; with what a socket holds, that has to be more than a rate for documents: who asks and asks and never reads fills it first.
        var grace = limits.RequestTimeout > ShortestGrace ? limits.RequestTimeout : ShortestGrace;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(LongestDocument / grace.TotalSeconds, grace);
        kestrel.Limits.MinResponseDataRate = new MinDataRate(SlowestReader, grace);
        kestrel.Limits.MaxResponseBufferSize = SocketHolds;

        // A logon by Kerberos belongs to its connection, and HTTP/2 mixes what comes over one.
        var protocols = configuration.Logon.Negotiate is null ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
        foreach (var place in listen.Https)
        {
            At(kestrel, place, how =>
            {
                how.Protocols = protocols;
                how.Use(next => connection => conduct.Connections.LetInAsync(connection, next));
                how.UseHttps(new TlsHandshakeCallbackOptions { HandshakeTimeout = limits.RequestTimeout, OnConnection = hello => ValueTask.FromResult(Show(hello.ClientHelloInfo.ServerName, protocols)) });
                how.Use(next => connection => conduct.Connections.HearAsync(connection, next));
            });
        }

        foreach (var place in listen.Http)
        {
            At(kestrel, place, how =>
            {
                how.Protocols = HttpProtocols.Http1;
                how.Use(next => connection => conduct.Connections.LetInAsync(connection, next));
                how.Use(next => connection => conduct.Connections.HearAsync(connection, next));
            });
        }
    }

    // What is accepted has the buffers of what listens.
    private static Socket Bind(EndPoint place)
    {
        var socket = ListenSocket.Bind(place);
        socket.SendBufferSize = SocketHolds;
        return socket;
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
