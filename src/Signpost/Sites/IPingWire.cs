using System.Net;
using System.Net.Sockets;

namespace Signpost.Sites;

/// <summary>How pings reach a domain controller: over the network, or inside a test.</summary>
internal interface IPingWire
{
    /// <summary>A path to a server, by UDP or over TCP.</summary>
    /// <exception cref="SocketException">There is none.</exception>
    Task<IPingPath> ConnectAsync(IPEndPoint server, ProtocolType protocol, CancellationToken cancellationToken);
}

/// <summary>A path to one server; what others send does not come through it. Breaks with <see cref="SocketException"/>.</summary>
internal interface IPingPath : IDisposable
{
    /// <summary>The address it starts from.</summary>
    IPAddress Client { get; }

    Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken);

    /// <summary>The next datagram, or the next bytes of the stream; 0 when the stream has ended.</summary>
    Task<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken);
}
