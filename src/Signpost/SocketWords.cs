using System.Net.Sockets;

namespace Signpost;

/// <summary>The same words on every platform, for what goes wrong between two hosts.</summary>
internal static class SocketWords
{
    public static string Of(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.HostUnreachable => "host unreachable",
        SocketError.NetworkUnreachable => "network unreachable",
        SocketError.TimedOut => "connection timed out",
        SocketError.ConnectionReset => "connection reset",
        SocketError.HostNotFound => "no such host",
        SocketError.NoData => "host has no address",
        SocketError.TryAgain => "name server does not answer",
        SocketError.AddressFamilyNotSupported => "address family not supported here",
        SocketError.AccessDenied => "forbidden by this machine",
        _ => error.ToString(),
    };
}
