using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Signpost.Server.Conduct;

/// <summary>Whose word for the client is taken. What they say is read from the right: every proxy adds to the right, and what stands left of the last trusted one anybody may have written.</summary>
/// <remarks>
/// <c>X-Forwarded-For</c> and <c>Forwarded</c> (RFC 7239) are both read. A proxy that writes one of them hands on the other as its client wrote it,
/// so where both are there they must name the same client; else the address is the proxy's, and counted as one client's.
/// <c>X-Forwarded-Host</c> is never read.
/// </remarks>
public sealed class TrustedProxies(ImmutableArray<IPNetwork> trusted)
{
    /// <summary>More trusted proxies than that stand in no line; a longer list is an attempt to be a nuisance.</summary>
    private const int MostHops = 32;

    /// <summary>Where a request comes from.</summary>
    public ClientOrigin OriginOf(HttpContext exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        var peer = NodeName.Plain(exchange.Connection.RemoteIpAddress ?? IPAddress.None);
        if (!IsTrusted(peer))
        {
            return new ClientOrigin(peer, exchange.Request.IsHttps);
        }

        var headers = exchange.Request.Headers;
        var (listed, forwarded, proto) = (headers["X-Forwarded-For"], headers["Forwarded"], headers["X-Forwarded-Proto"]);
        var isHttps = SchemeOf(listed, proto, forwarded) switch
        {
            "https" => true,
            "http" => false,
            _ => exchange.Request.IsHttps,
        };
        var client = listed.Count > 0 || forwarded.Count == 0 ? Client(peer, ItemsFromTheRight(listed)) : Client(peer, NodesFromTheRight(forwarded));
        var isDisputed = listed.Count > 0 && forwarded.Count > 0 && !client.Equals(Client(peer, NodesFromTheRight(forwarded)));
        return isDisputed ? new ClientOrigin(peer, isHttps, OriginKind.Disputed)
            : new ClientOrigin(client, isHttps, IsTrusted(client) ? OriginKind.Proxy : OriginKind.Forwarded);
    }

    /// <summary>Whether an address is a trusted proxy's.</summary>
    public bool IsTrusted(IPAddress address)
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

    private IPAddress Client(IPAddress peer, IEnumerable<string> nodes)
    {
        var client = peer;
        foreach (var node in nodes.Take(MostHops))
        {
            // Hidden or rubbish: the last that is known has to do.
            if (!NodeName.TryRead(node, out var address))
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

    // Of the nearest proxy, and of the family of headers that it writes. The other family a client may have written: it can take https away, and not give it.
    private static string SchemeOf(StringValues listed, StringValues proto, StringValues forwarded)
    {
        var (itemised, other) = (Lower(ItemsFromTheRight(proto).FirstOrDefault()), Lower(ForwardedElement.FromTheRight(forwarded).FirstOrDefault().Proto));
        return (itemised, other) is ("https", not ("" or "https")) ? "http" : listed.Count > 0 || proto.Count > 0 ? itemised : other;
    }

    private static string Lower(string? scheme) => scheme?.ToLowerInvariant() ?? "";

    private static IEnumerable<string> NodesFromTheRight(StringValues forwarded) => ForwardedElement.FromTheRight(forwarded).Select(element => element.For);

    private static IEnumerable<string> ItemsFromTheRight(StringValues lines)
    {
        for (var line = lines.Count - 1; line >= 0; line--)
        {
            var text = lines[line] ?? "";
            for (var end = text.Length; end >= 0;)
            {
                var start = end == 0 ? 0 : text.LastIndexOf(',', end - 1) + 1;
                if (text[start..end].Trim() is { Length: > 0 } item)
                {
                    yield return item;
                }

                end = start - 1;
            }
        }
    }
}
