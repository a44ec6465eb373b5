using System.Net;
using Signpost.Dns;

namespace Signpost.Cli.Demo;

/// <summary>The names of the made-up domain: every host is a port of this machine's loopback.</summary>
internal sealed class DemoNames(int https, int http, int dead) : IServiceResolver
{
    /// <summary>A server whose service is stopped: its port refuses connections.</summary>
    public const string Dead = "cas1.contoso.test";

    /// <summary>A server that answers, but takes its time.</summary>
    public const string Slow = "cas2.contoso.test";

    private static readonly string[] Alive =
        [Slow, "cas3.contoso.test", "cas4.contoso.test", "cas5.contoso.test", "mail.contoso.test", "autodiscover.contoso.test"];

    /// <summary>Whether a server of this name answers.</summary>
    public static bool IsAlive(string host) => Alive.Contains(host, StringComparer.OrdinalIgnoreCase);

    public Task<SrvAnswer> ServicesAsync(string name, CancellationToken cancellationToken) => Task.FromResult<SrvAnswer>(
        name.Equals("_autodiscover._tcp.contoso.test", StringComparison.OrdinalIgnoreCase)
            ? new SrvAnswer.Records([new SrvRecord(0, 10, 443, "mail.contoso.test"), new SrvRecord(10, 0, 443, "cas4.contoso.test")])
            : new SrvAnswer.None());

    public Task<HostAnswer> HostAsync(string host, int port, CancellationToken cancellationToken)
    {
        int? place = host.ToLowerInvariant() switch
        {
            Dead => dead,
            var name when Alive.Contains(name) => port == 80 ? http : https,
            _ => null,
        };
        return Task.FromResult<HostAnswer>(place is { } here
            ? new HostAnswer.Places([new IPEndPoint(IPAddress.Loopback, here)])
            : new HostAnswer.Unknown("no such host"));
    }
}
