using System.Net;
using System.Net.Sockets;

namespace Signpost.Sites;

/// <summary>Pings over the network.</summary>
internal sealed class SocketPingWire : IPingWire
{
    public async Task<IPingPath> ConnectAsync(IPEndPoint server, ProtocolType protocol, CancellationToken cancellationToken)
    {
        var socket = new Socket(server.AddressFamily, protocol is ProtocolType.Udp ? SocketType.Dgram : SocketType.Stream, protocol);
        try
        {
            // A connected UDP socket has a source address, learns that the port is closed, and hears no one else.
            await socket.ConnectAsync(server, cancellationToken);
            return new Path(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class Path(Socket socket) : IPingPath
    {
        public IPAddress Client => ((IPEndPoint)socket.LocalEndPoint!).Address;

        public async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
        {
            while (!message.IsEmpty)
            {
                message = message[await socket.SendAsync(message, cancellationToken)..];
            }
        }

        public async Task<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
            await socket.ReceiveAsync(buffer, cancellationToken);

        public void Dispose() => socket.Dispose();
    }
}
