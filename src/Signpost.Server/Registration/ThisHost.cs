using System.Net;
using System.Net.Sockets;

namespace Signpost.Server.Registration;

/// <summary>The names of the host that this process runs on.</summary>
/// <param name="ShortName">Its name as a computer of the domain, in upper case.</param>
/// <param name="WasCut">Whether that had to be cut to 15 characters.</param>
/// <param name="DnsName">Its full DNS name; null where the system knows none.</param>
public sealed record ThisHost(string ShortName, bool WasCut, string? DnsName)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Asks the system.</summary>
    public static async Task<ThisHost> ReadAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var name = System.Net.Dns.GetHostName();
        var full = name.Contains('.', StringComparison.Ordinal) ? name : await CanonicalAsync(name, time, cancellationToken);
        return new ThisHost(ComputerName.Of(name, out var wasCut), wasCut, full);
    }

    /// <summary>The DNS name of a host by its short name: this one's own where it is this host, else in the domain of the forest.</summary>
    /// <param name="name">The short name.</param>
    /// <param name="domain">The DNS name of the domain.</param>
    public string DnsNameOf(string name, string domain) =>
        DnsName is { } own && name.Equals(ShortName, StringComparison.OrdinalIgnoreCase) ? own : $"{name.ToLowerInvariant()}.{domain}";

    private static async Task<string?> CanonicalAsync(string name, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var found = await System.Net.Dns.GetHostEntryAsync(name, AddressFamily.Unspecified, either.Token);
            return found.HostName.Contains('.', StringComparison.Ordinal) && !IPAddress.TryParse(found.HostName, out _) ? found.HostName : null;
        }
        catch (SocketException)
        {
            return null;    // a host without a full name: the domain of the forest completes it
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
