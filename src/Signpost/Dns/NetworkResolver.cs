using System.Net;
using System.Net.Sockets;
using DnsClient;
using Signpost.Transport;

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
            var answer = await dns.Value.QueryAsync(name, QueryType.SRV, cancellationToken: cancellationToken);
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
            return new SrvAnswer.Failed(TcpConnector.InWords(failed.SocketErrorCode));
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
            var addresses = await System.Net.Dns.GetHostAddressesAsync(host, cancellationToken);
            return addresses is []
                ? new HostAnswer.Unknown("host has no address")
                : new HostAnswer.Places([.. addresses.Select(address => new IPEndPoint(address, port))]);
        }
        catch (SocketException failed)
        {
            return new HostAnswer.Unknown(TcpConnector.InWords(failed.SocketErrorCode));
        }
        catch (ArgumentException)
        {
            return new HostAnswer.Unknown("not a host name");
        }
    }

    private static SrvRecord Read(DnsClient.Protocol.SrvRecord record) =>
        new(record.Priority, record.Weight, record.Port, record.Target.Value.TrimEnd('.'));
}
