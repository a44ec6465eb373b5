using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Signpost.Server.Endpoints;

namespace Signpost.Cli.Demo;

/// <summary>The Client Access Servers of the demo: real HTTPS on loopback, told apart by the host they are asked as.</summary>
internal sealed class DemoCas : IAsyncDisposable
{
    private static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(600);

    private const string Realm = "Contoso";
    private static readonly string[] Services = ["/EWS", "/OAB"];

    private readonly WebApplication app;
    private readonly Socket dead;

    private DemoCas(WebApplication app, Socket dead) => (this.app, this.dead) = (app, dead);

    public int Https => Port("https");

    public int Http => Port("http");

    /// <summary>A port that is taken, and refuses connections.</summary>
    public int Dead => ((IPEndPoint)dead.LocalEndPoint!).Port;

    public static async Task<DemoCas> StartAsync(DemoAuthority authority, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0, listener => listener.UseHttps(authority.Certificate));
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        var mailboxes = new DemoMailboxes();
        var (pox, soap, json) = (new AutodiscoverPox(mailboxes, Realm, TimeProvider.System), new AutodiscoverSoap(mailboxes, Realm), new AutodiscoverJson(mailboxes));
        app.Run(exchange => AnswerAsync(exchange, pox, soap, json));
        var dead = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        dead.Bind(new IPEndPoint(IPAddress.Loopback, 0));      // bound, so that nobody else takes the port; never listening
        await app.StartAsync(cancellationToken);
        return new DemoCas(app, dead);
    }

    public async ValueTask DisposeAsync()
    {
        dead.Dispose();
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);     // whoever is still being slow is cut off
        await app.DisposeAsync();
    }

    private int Port(string scheme) => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
        .Select(address => new Uri(address)).First(address => address.Scheme == scheme).Port;

    private static async Task AnswerAsync(HttpContext exchange, AutodiscoverPox pox, AutodiscoverSoap soap, AutodiscoverJson json)
    {
        if (exchange.Request.Host.Host.Equals(DemoNames.Slow, StringComparison.OrdinalIgnoreCase))
        {
            await Task.Delay(Slowness, TimeProvider.System, exchange.RequestAborted);
        }

        var path = exchange.Request.Path;
        if (!exchange.Request.IsHttps)
        {
            exchange.Response.Redirect($"https://mail.contoso.test{(Is(path, AutodiscoverSoap.Path) ? AutodiscoverSoap.Path : AutodiscoverPox.Path)}");
        }
        else if (Is(path, AutodiscoverPox.Path))
        {
            await pox.AnswerAsync(exchange);
        }
        else if (Is(path, AutodiscoverSoap.Path))
        {
            await soap.AnswerAsync(exchange);
        }
        else if (path.StartsWithSegments(AutodiscoverJson.Path, StringComparison.OrdinalIgnoreCase))
        {
            await json.AnswerAsync(exchange);
        }
        else if (Services.Any(service => path.StartsWithSegments(service, StringComparison.OrdinalIgnoreCase)))
        {
            // They are announced and there, but the demo has no calendars: nobody is let in.
            exchange.Response.StatusCode = StatusCodes.Status401Unauthorized;
            exchange.Response.Headers.WWWAuthenticate = $"Basic realm=\"{Realm}\"";
        }
        else
        {
            exchange.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private static bool Is(PathString path, string one) => path.Equals(one, StringComparison.OrdinalIgnoreCase);
}
