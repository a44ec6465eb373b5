using System.Net;
using System.Net.Sockets;
using System.Text;
using DnsClient;

namespace Signpost.Dns;

/// <summary>Services by DNS, from the servers the platform is configured with; hosts by the operating system.</summary>
public sealed class NetworkResolver : IServiceResolver
{
    private readonly Lazy<LookupClient> dns = new(() => new LookupClient(new LookupClientOptions
    {
        Timeout = TimeSpan.FromSeconds(2),
        Retries = 1,
        UseCache = false,
        ThrowDnsErrors = false,
        ContinueOnDnsError = false,
    }));

    /// <inheritdoc/>
    public async Task<SrvAnswer> ServicesAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await dns.Value.QueryAsync(new DnsQuestion(NameOf(name), QueryType.SRV), cancellationToken);
            var records = answer.Answers.OfType<DnsClient.Protocol.SrvRecord>().ToArray();
            return answer switch
            {
                _ when records is not [] => new SrvAnswer.Records([.. records.Select(Read)]),
                { HasError: false } or { Header.ResponseCode: DnsHeaderResponseCode.NotExistentDomain } => new SrvAnswer.None(),
                _ => new SrvAnswer.Failed(answer.ErrorMessage),
            };
        }
        catch (DnsResponseException failed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new SrvAnswer.Failed(failed.Code is DnsResponseCode.ConnectionTimeout ? "name server does not answer" : failed.DnsError);
        }
        catch (SocketException failed)
        {
            return new SrvAnswer.Failed(SocketWords.Of(failed.SocketErrorCode));
        }
        catch (Exception failed) when (failed is InvalidOperationException or ArgumentException)
        {
            // No name server is configured, or the name has a label DNS can't carry.
            return new SrvAnswer.Failed(failed.Message);
        }
    }

    /// <inheritdoc/>
    public async Task<HostAnswer> HostAsync(string host, int port, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal))
        {
            return new HostAnswer.Places([new IPEndPoint(literal, port)]);
        }

        try
        {
            // Once begun, the system's lookup can't be called off; but nobody has to wait for it.
            var addresses = await System.Net.Dns.GetHostAddressesAsync(host, cancellationToken).WaitAsync(cancellationToken);
            return addresses is []
                ? new HostAnswer.Unknown("host has no address")
                : new HostAnswer.Places([.. addresses.Select(address => new IPEndPoint(address, port))]);
        }
        catch (SocketException failed)
        {
            return new HostAnswer.Unknown(SocketWords.Of(failed.SocketErrorCode));
        }
        catch (ArgumentException)
        {
            return new HostAnswer.Unknown("not a host name");
        }
    }

    // The name of a site stands in DNS as UTF-8, and DnsClient would make A-labels of it; domains come here as A-labels already.
    // What takes a name as it is does not look at its lengths either (RFC 1035 section 2.3.4).
    private static DnsString NameOf(string name) =>
        Encoding.UTF8.GetByteCount(name) <= 253 && name.TrimEnd('.').Split('.').All(label => Encoding.UTF8.GetByteCount(label) is >= 1 and <= 63)
            ? DnsString.FromResponseQueryString(name)
            : throw new ArgumentException($"'{name}' is no name that DNS can carry");

    private static SrvRecord Read(DnsClient.Protocol.SrvRecord record) =>
        new(record.Priority, record.Weight, record.Port, record.Target.Value.TrimEnd('.'));
}
