using System.Net.Sockets;
using System.Security.Authentication;

namespace Signpost.Directory;

/// <summary>How a connection to a server can end before its time, in words.</summary>
internal static class LdapBreak
{
    /// <summary>The server ended it and said nothing.</summary>
    public static DirectoryFailure Closed(string server) => new DirectoryFailure.Unreachable(server, "the server closed the connection");

    /// <summary>The server took its leave (RFC 4511 section 4.4.1), where the message is that notice.</summary>
    public static DirectoryFailure? Disconnection(string server, LdapMessage message) =>
        message is { Id: 0, Operation: LdapOperation.ExtendedDone { Oid: LdapOperation.ExtendedDone.Disconnection, Answer: var why } }
            ? new DirectoryFailure.Unreachable(server, $"the server ended the connection: {LdapWords.Of(why)}")
            : null;

    /// <summary>Whether an exception comes from the connection, and not from a bug.</summary>
    public static bool IsBreak(Exception thrown) => thrown is LdapFormatException or IOException or SocketException or AuthenticationException;

    /// <summary>What such an exception means.</summary>
    public static DirectoryFailure Of(string server, Exception broken) => broken is LdapFormatException
        ? new DirectoryFailure.Malformed(server, OneLine.Of(broken.Message))
        : new DirectoryFailure.Unreachable(server, ReasonOf(broken));

    public static string ReasonOf(Exception broken)
    {
        for (var inner = broken; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket)
            {
                return SocketWords.Of(socket.SocketErrorCode);
            }
        }

        return OneLine.Of(broken.GetBaseException().Message);
    }
}
