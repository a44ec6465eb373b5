using System.Net;
using System.Security.Cryptography;
using System.Text;
using Signpost.Server.Configuration;

namespace Signpost.Server.Conduct;

/// <summary>How people are written in the log: by a short hash that is the same for the same name while the process lives, or, if an administrator wants it, by name.</summary>
internal sealed class LoggedNames(LoggedAddress how)
{
    // One for the process: a line of the calendars and one of a logon are seen to be about the same mailbox.
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    private volatile bool isFull = how is LoggedAddress.Full;

    /// <summary>Writes otherwise from now on; hashes stay the same.</summary>
    public void Take(LoggedAddress other) => isFull = other is LoggedAddress.Full;

    /// <summary>A user's name or a mailbox address: <c>#6f2b91c04d3e</c> or <c>"ann@contoso.test"</c>; <c>-</c> where there is none.</summary>
    public string OfUser(string user) => user is "" ? "-" : isFull ? $"\"{LogText.Of(user)}\"" : Hash(user.ToUpperInvariant());

    /// <summary>Where a client is: <c>#6f2b91c04d3e</c> or <c>192.0.2.7</c>.</summary>
    public string OfPlace(IPAddress address) => isFull ? address.ToString() : Hash(address.ToString());

    /// <summary>What was asked for; without an address in it, unless that is wanted, and never with the query.</summary>
    public string OfPath(string path)
    {
        if (!isFull && path.ContainsAny(['@', '%']))
        {
            path = string.Join('/', path.Split('/').Select(segment => segment.ContainsAny(['@', '%']) ? Hash(segment.ToUpperInvariant()) : segment));
        }

        return LogText.Of(path);
    }

    private static string Hash(string text) => $"#{Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(text)).AsSpan(0, 6))}";
}
