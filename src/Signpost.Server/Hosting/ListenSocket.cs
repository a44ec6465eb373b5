using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Signpost.Server.Hosting;

/// <summary>The sockets that wait for clients, and why one can't, in words.</summary>
internal static class ListenSocket
{
    /// <summary>Takes a place.</summary>
    /// <exception cref="SocketException">It can't be had; the message says which place and why. Of no other type: where there is no IPv6, Kestrel goes on with IPv4.</exception>
    public static Socket Bind(EndPoint place)
    {
        try
        {
            return SocketTransportOptions.CreateDefaultBoundListenSocket(place);
        }
        catch (SocketException failed)
        {
            throw new SocketException((int)failed.SocketErrorCode, $"can't listen on {place}: {Why(failed)}");
        }
    }

    /// <summary>What was said of the place, whatever Kestrel put around it.</summary>
    public static string Words(Exception failed) =>
        (failed.InnerException is AddressInUseException { InnerException: SocketException taken } ? taken : failed).Message.ReplaceLineEndings(" ").TrimEnd('.');

    private static string Why(SocketException failed) => failed.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "another program listens there: end it, or take another port",
        SocketError.AccessDenied => "ports below 1024 want the capability CAP_NET_BIND_SERVICE: give it to the process, or take a higher port",
        SocketError.AddressNotAvailable => "no interface of this host has that address",
        _ => failed.Message,
    };
}
