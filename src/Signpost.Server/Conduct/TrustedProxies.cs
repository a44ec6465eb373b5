using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Signpost.Server.Conduct;

/// <summary>Whose word for the client is taken. What they say is read from the right: every proxy adds to the right, and what stands left of the last trusted one anybody may have written.</summary>
public sealed class TrustedProxies(ImmutableArray<IPNetwork> trusted)
{
    /// <summary>Where a request comes from.</summary>
    public ClientOrigin OriginOf(HttpContext exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        var peer = Plain(exchange.Connection.RemoteIpAddress ?? IPAddress.None);
        if (!IsTrusted(peer))
        {
            return new ClientOrigin(peer, exchange.Request.IsHttps);
        }

        var headers = exchange.Request.Headers;
        var isHttps = exchange.Request.IsHttps || Last(headers["X-Forwarded-Proto"]).Equals("https", StringComparison.OrdinalIgnoreCase);
        return new ClientOrigin(Client(peer, headers["X-Forwarded-For"]), isHttps);
    }

    private IPAddress Client(IPAddress peer, StringValues forwarded)
    {
        var client = peer;
        foreach (var text in Items(forwarded).Reverse())
        {
            if (!TryAddress(text, out var address))
            {
                break;
            }

            client = address;
            if (!IsTrusted(address))
            {
                break;
            }
        }

        return client;
    }

    private bool IsTrusted(IPAddress address)
    {
        foreach (var network in trusted)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    // 10.0.0.1, 10.0.0.1:5000, fd00::1, [fd00::1]:5000
    private static bool TryAddress(string text, out IPAddress address)
    {
        var isRead = IPAddress.TryParse(text, out var plain);
        if (!isRead && IPEndPoint.TryParse(text, out var endPoint))
        {
            (isRead, plain) = (true, endPoint.Address);
        }

        address = isRead ? Plain(plain!) : IPAddress.None;
        return isRead;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static string Last(StringValues values) => Items(values).LastOrDefault() ?? "";

    private static IEnumerable<string> Items(StringValues values) =>
        values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
