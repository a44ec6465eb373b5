using System.Collections.Immutable;
using System.Net;

namespace Signpost.Dns;

/// <summary>Where names are looked up: services in DNS, hosts by the operating system.</summary>
public interface IServiceResolver
{
    /// <summary>The SRV records of a name (RFC 2782), in the order they came.</summary>
    /// <param name="name">For example <c>_autodiscover._tcp.example.org</c>.</param>
    /// <param name="cancellationToken">Gives up the question.</param>
    Task<SrvAnswer> ServicesAsync(string name, CancellationToken cancellationToken);

    /// <summary>The addresses and ports at which a host listens, best first.</summary>
    /// <param name="host">A name, or an address in text.</param>
    /// <param name="port">The port the URL or record names.</param>
    /// <param name="cancellationToken">Gives up the question.</param>
    Task<HostAnswer> HostAsync(string host, int port, CancellationToken cancellationToken);
}

/// <summary>An SRV record (RFC 2782).</summary>
public sealed record SrvRecord(int Priority, int Weight, int Port, string Target)
{
    /// <summary>The target <c>.</c>: the service is decidedly not offered here (RFC 2782, "Target").</summary>
    public bool IsRefusal => Target is "" or ".";
}

/// <summary>What DNS said to a question for SRV records.</summary>
public abstract record SrvAnswer
{
    private SrvAnswer()
    {
    }

    /// <summary>The records, at least one.</summary>
    public sealed record Records(ImmutableArray<SrvRecord> All) : SrvAnswer;

    /// <summary>The name does not exist or has no such record.</summary>
    public sealed record None : SrvAnswer;

    /// <summary>DNS did not answer, or answered with an error.</summary>
    public sealed record Failed(string Reason) : SrvAnswer;
}

/// <summary>What the operating system said to a question for a host.</summary>
public abstract record HostAnswer
{
    private HostAnswer()
    {
    }

    /// <summary>Where it listens, at least one place.</summary>
    public sealed record Places(ImmutableArray<IPEndPoint> All) : HostAnswer;

    /// <summary>The name is unknown, or looking it up failed.</summary>
    public sealed record Unknown(string Reason) : HostAnswer;
}
