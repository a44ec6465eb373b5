using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Signpost.Cli.Demo;

/// <summary>The Client Access Servers of the demo: real HTTPS on loopback, told apart by the host they are asked as.</summary>
internal sealed class DemoCas : IAsyncDisposable
{
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
        app.Run(new DemoCasRequests().AnswerAsync);
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
}
