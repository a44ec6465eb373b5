using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Signpost.Server.Conduct;

/// <summary>By what a request is known: to its client, to a proxy, and in the log.</summary>
internal static class RequestIdentity
{
    private const int Longest = 64;

    private static readonly SearchValues<char> Safe = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.{}");

    /// <summary>Gives a request its id, which is its <see cref="HttpContext.TraceIdentifier"/> from now on, and says it to the client, as Exchange does.</summary>
    public static void Give(HttpContext exchange, ClientOrigin origin)
    {
        var id = Guid.NewGuid().ToString();
        var (asked, answer) = (exchange.Request.Headers, exchange.Response.Headers);
        answer["request-id"] = id;
        if (asked["return-client-request-id"] is [{ } wanted] && wanted.Equals("true", StringComparison.OrdinalIgnoreCase)
            && asked["client-request-id"] is var clients && IsSafe(clients))
        {
            answer["client-request-id"] = clients;
        }

        // A proxy's own id finds the request in the proxy's log.
        exchange.TraceIdentifier = origin.IsByProxy && asked["X-Request-ID"] is var proxys && IsSafe(proxys) ? $"{id} proxy-request-id={proxys}" : id;
    }

    private static bool IsSafe(StringValues id) => id is [{ Length: > 0 and <= Longest } text] && !text.AsSpan().ContainsAnyExcept(Safe);
}
