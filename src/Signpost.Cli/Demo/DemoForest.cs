using System.Net;
using Signpost.Autodiscover;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Logon;

namespace Signpost.Cli.Demo;

/// <summary>The made-up world of <c>--demo</c>: a forest in memory, names for loopback, real servers behind them. Discovery itself knows nothing of it.</summary>
internal sealed class DemoForest : IAsyncDisposable
{
    private static readonly IPAddress ClientInParis = IPAddress.Parse("10.77.1.10");

    private readonly DemoAuthority authority;
    private readonly DemoCas servers;
    private readonly IDirectory directory;

    private DemoForest(DemoAuthority authority, DemoCas servers, IDirectory directory)
    {
        (this.authority, this.servers, this.directory) = (authority, servers, directory);
        Names = new DemoNames(servers.Https, servers.Http, servers.Dead);
    }

    public IServiceResolver Names { get; }

    public static async Task<DemoForest> StartAsync(CancellationToken cancellationToken)
    {
        var authority = new DemoAuthority();
        return new DemoForest(authority, await DemoCas.StartAsync(authority, cancellationToken), ReadForest());
    }

    /// <summary>The user's options, in the demo's world: its directory, its authority, a client in Paris and the demo's password where the user gave none.</summary>
    public DiscoveryOptions Furnish(DiscoveryOptions options, MailboxAddress? address) => options with
    {
        Forest = new ForestChoice.Open(directory),
        Trust = authority.Trust,
        ClientAddress = options.ClientAddress ?? (options.Site is null ? ClientInParis : null),
        Logon = options.Logon ?? (address is { } mailbox ? new MailboxLogon.Password(mailbox.ToString(), new Secret(DemoMailboxes.Password)) : null),
    };

    public async ValueTask DisposeAsync()
    {
        await servers.DisposeAsync();
        await directory.DisposeAsync();
        authority.Dispose();
    }

    private static IDirectory ReadForest()
    {
        using var resource = typeof(DemoForest).Assembly.GetManifestResourceStream("demo.ldif")!;
        using var reader = new StreamReader(resource);
        return LdifDirectory.Parse(reader.ReadToEnd(), "demo.ldif") is OpenOutcome.Opened { Directory: var forest }
            ? forest
            : throw new InvalidOperationException("the embedded forest can't be read");
    }
}
