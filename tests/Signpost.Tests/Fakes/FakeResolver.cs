using System.Net;
using Signpost.Dns;

namespace Signpost.Tests.Fakes;

/// <summary>DNS from a literal: names of services with their records, names of hosts with their addresses. Names compare without case.</summary>
internal sealed class FakeResolver : IServiceResolver
{
    private readonly Dictionary<string, SrvAnswer> services = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string[]> hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The questions for services, in the order they were asked.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The questions for addresses, in the order they were asked.</summary>
    public List<string> HostsAsked { get; } = [];

    public FakeResolver Service(string name, params SrvRecord[] records) => Service(name, new SrvAnswer.Records([.. records]));

    public FakeResolver Service(string name, SrvAnswer answer)
    {
        services[name] = answer;
        return this;
    }

    public FakeResolver Host(string name, params string[] addresses)
    {
        hosts[name] = addresses;
        return this;
    }

    public Task<SrvAnswer> ServicesAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Asked.Add(name);
        return Task.FromResult(services.GetValueOrDefault(name, new SrvAnswer.None()));
    }

    public Task<HostAnswer> HostAsync(string host, int port, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        HostsAsked.Add(host);
        var addresses = IPAddress.TryParse(host, out _) ? [host] : hosts.GetValueOrDefault(host, []);
        return Task.FromResult<HostAnswer>(addresses is []
            ? new HostAnswer.Unknown("no such host")
            : new HostAnswer.Places([.. addresses.Select(address => new IPEndPoint(IPAddress.Parse(address), port))]));
    }
}
