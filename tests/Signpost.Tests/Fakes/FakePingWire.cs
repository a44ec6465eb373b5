using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Signpost.Directory;
using Signpost.Sites;

namespace Signpost.Tests.Fakes;

/// <summary>A network of domain controllers that answer pings in virtual time. What is not described is silent.</summary>
internal sealed class FakePingWire(VirtualTime time) : IPingWire
{
    private readonly Dictionary<(string Address, ProtocolType Protocol), FakeDc> controllers = [];

    private VirtualTime Time { get; } = time;

    /// <summary>What was sent, when: for example <c>400 udp 192.0.2.1</c>.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>Paths that were opened and not closed.</summary>
    public int Open { get; private set; }

    public FakePingWire Udp(string address, FakeDc controller) => With(address, ProtocolType.Udp, controller);

    public FakePingWire Tcp(string address, FakeDc controller) => With(address, ProtocolType.Tcp, controller);

    public Task<IPingPath> ConnectAsync(IPEndPoint server, ProtocolType protocol, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Assert.Equal(389, server.Port);
        var controller = controllers.GetValueOrDefault((server.Address.ToString(), protocol), FakeDc.Silent);
        Open++;
        return Task.FromResult<IPingPath>(new Path(this, controller, $"{protocol.ToString().ToLowerInvariant()} {server.Address}"));
    }

    private FakePingWire With(string address, ProtocolType protocol, FakeDc controller)
    {
        controllers[(address, protocol)] = controller;
        return this;
    }

    private sealed class Path(FakePingWire wire, FakeDc controller, string name) : IPingPath
    {
        private readonly Queue<byte[]> arrived = [];
        private TaskCompletionSource? waiting;
        private int asked;

        private VirtualTime Time => wire.Time;

        public IPAddress Client => IPAddress.Parse("198.51.100.7");

        public Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
        {
            wire.Sent.Add($"{Time.Elapsed.TotalMilliseconds} {name}");
            var question = LdapMessage.Read(message);
            var replies = ++asked > controller.LosesFirst ? controller.Replies(question) : [];
            foreach (var reply in replies)
            {
                // A timer of the clock carries the reply; who has gone by then does not get it.
                Time.CreateTimer(_ => Arrive(reply), null, controller.After, Timeout.InfiniteTimeSpan);
            }

            return Task.CompletedTask;
        }

        public async Task<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            if (controller.Refuses)
            {
                throw new SocketException((int)SocketError.ConnectionRefused);
            }

            while (arrived.Count == 0)
            {
                waiting = new TaskCompletionSource();
                await waiting.Task.WaitAsync(cancellationToken);
            }

            var next = arrived.Dequeue();
            next.CopyTo(buffer);
            return next.Length;
        }

        public void Dispose() => wire.Open--;

        private void Arrive(byte[] reply)
        {
            arrived.Enqueue(reply);
            waiting?.TrySetResult();
        }
    }
}

/// <summary>How a domain controller treats pings.</summary>
internal sealed record FakeDc(Func<LdapMessage, ImmutableArray<byte[]>> Replies)
{
    public static FakeDc Silent { get; } = new(_ => []);

    public static FakeDc Refused { get; } = new(_ => []) { Refuses = true };

    /// <summary>Hosts no domain that anyone asks for.</summary>
    public static FakeDc Stranger { get; } = new(question => [Done(question)]);

    public TimeSpan After { get; init; } = TimeSpan.FromMilliseconds(1);
    public int LosesFirst { get; init; }
    public bool Refuses { get; init; }

    /// <summary>Answers as Samba does: the entry and the end of the search in one datagram.</summary>
    public static FakeDc Says(byte[] netlogon, int afterMilliseconds = 1) =>
        new(question => [[.. Entry(question, netlogon), .. Done(question)]]) { After = TimeSpan.FromMilliseconds(afterMilliseconds) };

    public static FakeDc Says(string? site, string serverSite, int afterMilliseconds = 1) =>
        Says(
            NetlogonPing.Write(new NetlogonAnswer.Extended
            {
                Flags = site == serverSite ? NetlogonFlags.Closest : NetlogonFlags.None,
                ServerSite = new SiteName(serverSite),
                ClientSite = site is null ? null : new SiteName(site),
            }),
            afterMilliseconds);

    public static byte[] Entry(LdapMessage question, byte[] netlogon) => new LdapMessage(
        question.Id,
        new LdapOperation.SearchEntry(new DirectoryEntry("", [new("netlogon", [new OctetString(netlogon)])]))).Write();

    public static byte[] Done(LdapMessage question, int code = 0) => new LdapMessage(
        question.Id,
        new LdapOperation.SearchDone(new LdapAnswer(code, "", "", []))).Write();
}
