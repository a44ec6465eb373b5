using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Signpost.Server.Configuration;

namespace Signpost.Server.Conduct;

/// <summary>How many connections may be open, and for how long one may be silent before it asks anything.</summary>
/// <remarks>One address, unless it is a trusted proxy's, may have an eighth of all connections: nobody shuts out the rest by opening as many as there are.</remarks>
internal sealed class ConnectionConduct
{
    private const int Share = 8;

    private readonly ConcurrentDictionary<AddressKey, int> perAddress = [];
    private readonly TimeProvider time;
    private volatile Rules rules;
    private int open;
    private long refused;

    public ConnectionConduct(ServerConfiguration configuration, TimeProvider time)
    {
        this.time = time;
        rules = Rules.Of(configuration);
    }

    /// <summary>How many are open.</summary>
    public int Open => Volatile.Read(ref open);

    /// <summary>Goes on with another configuration; what is open stays so.</summary>
    public void Take(ServerConfiguration configuration) => rules = Rules.Of(configuration);

    /// <summary>How many were refused since this was asked last.</summary>
    public long TakeRefused() => Interlocked.Exchange(ref refused, 0);

    /// <summary>Lets a connection in, before it has said anything, or ends it.</summary>
    public async Task LetInAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var (most, proxies, _) = rules;
        var peer = NodeName.Plain((connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None);
        var key = proxies.IsTrusted(peer) ? default : AddressKey.Of(peer);
        try
        {
            var isTooMany = Interlocked.Increment(ref open) > most;
            isTooMany |= !key.IsNone && perAddress.AddOrUpdate(key, 1, (_, count) => count + 1) > Math.Max(1, most / Share);
            if (isTooMany)
            {
                Interlocked.Increment(ref refused);
                return;
            }

            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref open);
            if (!key.IsNone && perAddress.AddOrUpdate(key, 0, (_, count) => count - 1) == 0)
            {
                perAddress.TryRemove(KeyValuePair.Create(key, 0));
            }
        }
    }

    /// <summary>Waits for the first word, behind TLS where there is TLS; who says nothing for the time of a request is cut off.</summary>
    public async Task HearAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        using (var patience = new CancellationTokenSource(rules.Patience, time))
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, connection.ConnectionClosed, AskedToEnd(connection)))
        {
            try
            {
                var heard = await connection.Transport.Input.ReadAsync(either.Token);
                connection.Transport.Input.AdvanceTo(heard.Buffer.Start);
                if (heard.Buffer.IsEmpty)
                {
                    return;
                }
            }
            catch (Exception gone) when (gone is OperationCanceledException or IOException)
            {
                return;     // silent too long, or gone, or the server ends: nobody is there to be told
            }
        }

        await next(connection);
    }

    private static CancellationToken AskedToEnd(ConnectionContext connection) =>
        connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;

    private sealed record Rules(int Most, TrustedProxies Proxies, TimeSpan Patience)
    {
        public static Rules Of(ServerConfiguration configuration) =>
            new(configuration.Limits.MostConnections, new TrustedProxies(configuration.TrustedProxies), configuration.Limits.RequestTimeout);
    }
}
