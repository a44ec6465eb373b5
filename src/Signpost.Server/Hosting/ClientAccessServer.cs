using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Signpost.Server.Autodiscover;
using Signpost.Server.Endpoints;
using Signpost.Server.Logon;

namespace Signpost.Server.Hosting;

/// <summary>A CAS without its sockets: which path is answered by what. Paths compare without case, as IIS does.</summary>
public sealed class ClientAccessServer
{
    private readonly FrozenDictionary<string, RequestDelegate> exact;
    private readonly AutodiscoverJson json;

    /// <summary>A CAS that answers from a service and lets in whom its gate admits.</summary>
    public ClientAccessServer(AutodiscoverService service, LogonGate gate, TimeProvider time)
    {
        var (pox, soap) = (new AutodiscoverPox(service, time), new AutodiscoverSoap(service));
        json = new AutodiscoverJson(service);
        exact = new Dictionary<string, RequestDelegate>
        {
            [AutodiscoverPox.Path] = exchange => AutodiscoverAsync(exchange, gate, pox.AnswerAsync),
            [AutodiscoverSoap.Path] = exchange => AutodiscoverAsync(exchange, gate, soap.AnswerAsync),
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Answers a request that came over TLS.</summary>
    public Task AnswerAsync(HttpContext exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        var path = exchange.Request.Path;
        if (exact.TryGetValue(path.Value ?? "", out var answer))
        {
            return answer(exchange);
        }

        if (path.StartsWithSegments(AutodiscoverJson.Path, StringComparison.OrdinalIgnoreCase))
        {
            return json.AnswerAsync(exchange);
        }

        exchange.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static async Task AutodiscoverAsync(HttpContext exchange, LogonGate gate, Func<HttpContext, Caller, Task> answer)
    {
        // Clients of the EWS Managed API speak SOAP only to hosts that say so on whatever answer they get.
        exchange.Response.Headers["X-SOAP-Enabled"] = "True";
        if (await gate.AdmitAsync(exchange) is { } caller)
        {
            await answer(exchange, caller);
        }
    }
}
