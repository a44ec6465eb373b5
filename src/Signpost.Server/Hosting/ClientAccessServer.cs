using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover.Autoconfig;
using Signpost.Server.Autodiscover;
using Signpost.Server.Endpoints;
using Signpost.Server.Logon;

namespace Signpost.Server.Hosting;

/// <summary>A CAS without its sockets: which path is answered by what. Paths compare without case, as IIS does.</summary>
public sealed class ClientAccessServer
{
    private readonly FrozenDictionary<string, RequestDelegate> exact;
    private readonly AutodiscoverJson json;
    private readonly LogonGate gate;

    /// <summary>A CAS that answers from a service and lets in whom its gate admits.</summary>
    /// <param name="service">What there is to say.</param>
    /// <param name="gate">Who may hear it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isOurName">Whether a name, in lower case, is on this CAS's certificates; null where only its announced name is its own.</param>
    /// <param name="firstDomain">The accepted domain that is meant where a request names none; "" where there is none.</param>
    public ClientAccessServer(AutodiscoverService service, LogonGate gate, TimeProvider time, Func<string, bool>? isOurName = null, string firstDomain = "")
    {
        ArgumentNullException.ThrowIfNull(service);
        var names = new OwnNames(service.Composer.ServerName, service.Mailboxes, isOurName ?? (_ => false), firstDomain);
        var (pox, soap) = (new AutodiscoverPox(service, time), new AutodiscoverSoap(service, names));
        var (autoconfig, profile, dav) = (new MozillaAutoconfig(service.Composer, names), new AppleMobileConfig(service), new WellKnownDav(service.Composer, names));
        this.gate = gate;
        json = new AutodiscoverJson(service, names);
        exact = new Dictionary<string, RequestDelegate>
        {
            [AutodiscoverPox.Path] = exchange => AdmittedAsync(exchange, pox.AnswerAsync),
            [AutodiscoverSoap.Path] = exchange => AdmittedAsync(exchange, soap.AnswerAsync, soap.TryAnswerAnybodyAsync),
            [AutoconfigCodec.WellKnownPath] = autoconfig.AnswerAsync,
            [AutoconfigCodec.HostPath] = autoconfig.AnswerAsync,
            [WellKnownDav.CalendarPath] = dav.CalendarsAsync,
            [WellKnownDav.ContactPath] = dav.ContactsAsync,
        }.Concat(AppleMobileConfig.Paths.Select(path => KeyValuePair.Create<string, RequestDelegate>(path, profile.AnswerAsync))).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
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

        return path.StartsWithSegments(AutodiscoverJson.Path, StringComparison.OrdinalIgnoreCase)
            ? json.AnswerAsync(exchange)
            : exchange.NothingAsync(StatusCodes.Status404NotFound);
    }

    private async Task AdmittedAsync(HttpContext exchange, Func<HttpContext, Caller, Task> answer, Func<HttpContext, Task<bool>>? answerAnybody = null)
    {
        // Clients of the EWS Managed API speak SOAP only to hosts that say so on whatever answer they get.
        exchange.Response.Headers["X-SOAP-Enabled"] = "True";
        if (!exchange.Allows(isPostAllowed: true))
        {
            return;
        }

        if (answerAnybody is not null && exchange.Request.Headers.Authorization.Count == 0 && await answerAnybody(exchange))
        {
            return;
        }

        if (await gate.AdmitAsync(exchange) is { } caller)
        {
            await answer(exchange, caller);
        }
    }
}
