using System.Net;

namespace Signpost.Server.Conduct;

/// <summary>Where a request comes from, proxies aside.</summary>
/// <param name="Address">The client's address, IPv4 as IPv4, without a zone.</param>
/// <param name="IsHttps">Whether the client spoke TLS: to this server, or to a proxy that is trusted.</param>
/// <param name="Kind">How that is known.</param>
public sealed record ClientOrigin(IPAddress Address, bool IsHttps, OriginKind Kind = OriginKind.Direct)
{
    /// <summary>Whether a trusted proxy handed the request on.</summary>
    public bool IsByProxy => Kind is not OriginKind.Direct;

    /// <summary>Whether the address stands for one client, who may be told off for what he does; a proxy's stands for all of its clients.</summary>
    public bool IsOneClient => Kind is OriginKind.Direct or OriginKind.Forwarded;

    /// <summary>As it stands in the log: <c>192.0.2.7</c>; with a word before it where it is a proxy's, so that nobody bans that.</summary>
    public string InLog => IsOneClient ? Address.ToString() : $"proxy {Address}";
}
