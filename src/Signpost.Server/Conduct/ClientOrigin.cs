using System.Net;

namespace Signpost.Server.Conduct;

/// <summary>Where a request comes from, proxies aside.</summary>
/// <param name="Address">The client's address, IPv4 as IPv4.</param>
/// <param name="IsHttps">Whether the client spoke TLS: to this server, or to a proxy that is trusted.</param>
public sealed record ClientOrigin(IPAddress Address, bool IsHttps);
