using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Signpost.Directory;

namespace Signpost.Sites;

/// <summary>The ping of one address: by datagrams that may be lost, or over a stream.</summary>
internal sealed class PingAttempt(IPingWire wire, TimeProvider time, IPEndPoint server, PingQuestion question)
{
    private const int LargestDatagram = 65_535;
    private const int LongestReply = 64 * 1024;

    private static readonly TimeSpan[] Patience =
        [TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(600), TimeSpan.FromMilliseconds(800)];

    private static readonly TimeSpan StreamTimeout = TimeSpan.FromSeconds(3);

    private readonly long start = time.GetTimestamp();

    /// <summary>How long the first datagram is waited for.</summary>
    public static TimeSpan FirstPatience => Patience[0];

    /// <summary>Asks by UDP, up to three times.</summary>
    public Task<PingOutcome> ByDatagramAsync(CancellationToken cancellationToken) => OnPathAsync(ProtocolType.Udp, AskThriceAsync, cancellationToken);

    /// <summary>Asks over TCP, without a logon.</summary>
    public async Task<PingOutcome> OverTcpAsync(CancellationToken cancellationToken) =>
        await TimeLimit.WithinAsync(StreamTimeout, time, limited => OnPathAsync(ProtocolType.Tcp, AskOnceAsync, limited), cancellationToken)
        ?? Silent(ProtocolType.Tcp, NoAnswerIn(StreamTimeout));

    private async Task<PingOutcome> OnPathAsync(
        ProtocolType protocol, Func<IPingPath, CancellationToken, Task<PingOutcome>> askAsync, CancellationToken cancellationToken)
    {
        try
        {
            using var path = await wire.ConnectAsync(server, protocol, cancellationToken);
            return await askAsync(path, cancellationToken);
        }
        catch (SocketException broken)
        {
            return Silent(protocol, SocketWords.Of(broken.SocketErrorCode));
        }
    }

    private async Task<PingOutcome> AskThriceAsync(IPingPath path, CancellationToken cancellationToken)
    {
        var message = question.Write();
        foreach (var patience in Patience)
        {
            await path.SendAsync(message, cancellationToken);
            if (await TimeLimit.WithinAsync(patience, time, limited => NextReplyAsync(path, limited), cancellationToken) is { } reply)
            {
                return OutcomeOf(reply, path, ProtocolType.Udp);
            }
        }

        return Silent(ProtocolType.Udp, NoAnswerIn(Patience.Aggregate((sum, one) => sum + one)));
    }

    private async Task<PingReply> NextReplyAsync(IPingPath path, CancellationToken cancellationToken)
    {
        var buffer = new byte[LargestDatagram];
        while (true)
        {
            var length = await path.ReceiveAsync(buffer, cancellationToken);
            if (TryRead(buffer.AsMemory(0, length)) is { } reply)
            {
                return reply;
            }
        }
    }

    /// <summary>A datagram that is no answer is as if it had never come: anyone can send one.</summary>
    private PingReply? TryRead(ReadOnlyMemory<byte> datagram)
    {
        try
        {
            return question.Read(LdapMessage.ReadAll(datagram));
        }
        catch (Exception garbage) when (garbage is LdapFormatException or NetlogonFormatException)
        {
            return null;
        }
    }

    private async Task<PingOutcome> AskOnceAsync(IPingPath path, CancellationToken cancellationToken)
    {
        await path.SendAsync(question.Write(), cancellationToken);
        var buffer = new byte[LongestReply];
        var (read, filled) = (0, 0);
        try
        {
            while (filled < buffer.Length)
            {
                var came = await path.ReceiveAsync(buffer.AsMemory(filled), cancellationToken);
                if (came == 0)
                {
                    return Silent(ProtocolType.Tcp, "the server closed the connection");
                }

                filled += came;
                while (LdapFraming.NextLength(buffer.AsSpan(read, filled - read)) is { } length && length <= filled - read)
                {
                    if (question.Read([LdapMessage.Read(buffer.AsMemory(read, length))]) is { } reply)
                    {
                        return OutcomeOf(reply, path, ProtocolType.Tcp);
                    }

                    read += length;
                }
            }

            return Silent(ProtocolType.Tcp, "the answer is too long");
        }
        catch (Exception garbage) when (garbage is LdapFormatException or NetlogonFormatException)
        {
            return Silent(ProtocolType.Tcp, $"what came is no answer: {garbage.Message}");
        }
    }

    private PingOutcome OutcomeOf(PingReply reply, IPingPath path, ProtocolType protocol) => reply switch
    {
        PingReply.Said said =>
            new PingOutcome.Answered(said.Answer, server, path.Client, time.GetElapsedTime(start), protocol is ProtocolType.Tcp),
        PingReply.NotMine => new PingOutcome.NotThisDomain(server, question.Netlogon.Domain),
        PingReply.Refused refused => Silent(protocol, refused.Why),
        _ => throw new UnreachableException(),
    };

    private PingOutcome.Silent Silent(ProtocolType protocol, string why) => new($"{server} by {(protocol is ProtocolType.Udp ? "UDP" : "TCP")}: {why}");

    private static string NoAnswerIn(TimeSpan limit) => string.Create(CultureInfo.InvariantCulture, $"no answer in {limit.TotalSeconds:0.#} s");
}
