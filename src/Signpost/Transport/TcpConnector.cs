using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Signpost.Dns;

namespace Signpost.Transport;

/// <summary>What came of an attempt to connect.</summary>
internal abstract record ConnectOutcome
{
    private ConnectOutcome()
    {
    }

    /// <summary>Connected; the caller owns the socket.</summary>
    public sealed record Connected(Socket Socket) : ConnectOutcome;

    /// <summary>The name is unknown.</summary>
    public sealed record NoName(string Reason) : ConnectOutcome;

    /// <summary>No address of the host took the connection.</summary>
    public sealed record Refused(string Reason) : ConnectOutcome;
}

/// <summary>Connects to a host that may have several addresses, without waiting for a dead one (RFC 8305).</summary>
internal sealed class TcpConnector(IServiceResolver resolver, TimeProvider time)
{
    // RFC 8305 section 5: the recommended Connection Attempt Delay.
    private static readonly TimeSpan Stagger = TimeSpan.FromMilliseconds(250);

    public async Task<ConnectOutcome> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        return await resolver.HostAsync(host, port, cancellationToken) switch
        {
            HostAnswer.Places { All: var places } => await ConnectAsync(InterleaveFamilies(places), cancellationToken),
            HostAnswer.Unknown unknown => new ConnectOutcome.NoName(unknown.Reason),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<ConnectOutcome> ConnectAsync(ImmutableArray<IPEndPoint> places, CancellationToken cancellationToken)
    {
        using var race = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = new Queue<IPEndPoint>(places);
        var running = new List<Task<(Socket? Socket, string Reason)>>();
        Socket? winner = null;
        var reason = "no address";
        try
        {
            while (winner is null && (waiting.Count > 0 || running.Count > 0))
            {
                if (waiting.TryDequeue(out var next))
                {
                    running.Add(TryAsync(next, race.Token));
                }

                if (await FirstDoneAsync(running, waiting.Count > 0, race.Token) is { } done)
                {
                    running.Remove(done);
                    (winner, reason) = await done;
                }

                cancellationToken.ThrowIfCancellationRequested();
            }

            return winner is null ? new ConnectOutcome.Refused(reason) : new ConnectOutcome.Connected(winner);
        }
        finally
        {
            race.Cancel();
            foreach (var (late, _) in await Task.WhenAll(running))
            {
                late?.Dispose();
            }
        }
    }

    private async Task<Task<(Socket? Socket, string Reason)>?> FirstDoneAsync(
        List<Task<(Socket? Socket, string Reason)>> running, bool mayStartAnother, CancellationToken cancellationToken)
    {
        if (!mayStartAnother)
        {
            return await Task.WhenAny(running);
        }

        using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delay = Task.Delay(Stagger, time, pause.Token);
        var first = await Task.WhenAny([.. running, delay]);
        pause.Cancel();
        return first as Task<(Socket? Socket, string Reason)>;
    }

    /// <summary>Never throws: a connection called off is one without a socket.</summary>
    private static async Task<(Socket? Socket, string Reason)> TryAsync(IPEndPoint place, CancellationToken cancellationToken)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(place, cancellationToken);
            return (socket, "");
        }
        catch (SocketException refused)
        {
            socket?.Dispose();
            return (null, $"{SocketWords.Of(refused.SocketErrorCode)} ({place})");
        }
        catch (OperationCanceledException)
        {
            socket?.Dispose();
            return (null, "called off");
        }
    }

    // RFC 8305 section 4: the families take turns, beginning with that of the best address.
    private static ImmutableArray<IPEndPoint> InterleaveFamilies(ImmutableArray<IPEndPoint> places)
    {
        var families = places.GroupBy(place => place.AddressFamily).Select(family => family.ToArray()).ToArray();
        return [.. Enumerable.Range(0, families.Max(family => family.Length))
            .SelectMany(turn => families.Where(family => turn < family.Length).Select(family => family[turn]))];
    }
}
