using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover.Autoconfig;
using Signpost.Server.Autodiscover;
using Signpost.Server.Endpoints;
using Signpost.Server.Ews;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Hosting;

/// <summary>A CAS without its sockets: which path is answered by what. Paths compare without case, as IIS does.</summary>
public sealed class ClientAccessServer
{
    private readonly FrozenDictionary<string, RequestDelegate> exact;
    private readonly RequestDelegate json;
    private readonly LogonGate gate;
    private readonly IMailboxDirectory mailboxes;

    /// <summary>A CAS that answers from a service and lets in whom its gate admits.</summary>
    /// <param name="service">What there is to say.</param>
    /// <param name="gate">Who may hear it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isOurName">Whether a name, in lower case, is on this CAS's certificates; null where only its announced name is its own.</param>
    /// <param name="firstDomain">The accepted domain that is meant where a request names none; "" where there is none.</param>
    public ClientAccessServer(AutodiscoverService service, LogonGate gate, TimeProvider time, Func<string, bool>? isOurName = null, string firstDomain = "")
        : this(service, gate, time, isOurName, firstDomain, [])
    {
    }

    /// <summary>The same, and EWS where it has operations.</summary>
    internal ClientAccessServer(
        AutodiscoverService service, LogonGate gate, TimeProvider time, Func<string, bool>? isOurName, string firstDomain, ImmutableArray<IEwsOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(service);
        var names = new OwnNames(service.Composer.ServerName, service.Mailboxes, isOurName ?? (_ => false), firstDomain);
        var (pox, soap) = (new AutodiscoverPox(service, time), new AutodiscoverSoap(service, names));
        var (autoconfig, profile, dav) = (new MozillaAutoconfig(service.Composer, names), new AppleMobileConfig(service), new WellKnownDav(service.Composer, names));
        this.gate = gate;
        mailboxes = service.Mailboxes;
        json = ForDomains(new AutodiscoverJson(service, names).AnswerAsync);
        var ews = new ExchangeWebServices(operations, service.Composer.Services.Version.Info);
        exact = new Dictionary<string, RequestDelegate>
        {
            [AutodiscoverPox.Path] = exchange => AdmittedAsync(exchange, pox.AnswerAsync),
            [AutodiscoverSoap.Path] = exchange => AdmittedAsync(exchange, soap.AnswerAsync, soap.TryAnswerAnybodyAsync),
            [AutoconfigCodec.WellKnownPath] = ForDomains(autoconfig.AnswerAsync),
            [AutoconfigCodec.HostPath] = ForDomains(autoconfig.AnswerAsync),
            [WellKnownDav.CalendarPath] = ForDomains(dav.CalendarsAsync),
            [WellKnownDav.ContactPath] = ForDomains(dav.ContactsAsync),
        }.Concat(AppleMobileConfig.Paths.Select(path => KeyValuePair.Create<string, RequestDelegate>(path, ForDomains(profile.AnswerAsync))))
            .Concat(operations is [] ? [] : [KeyValuePair.Create<string, RequestDelegate>(ExchangeWebServices.Path, exchange => AdmittedAsync(exchange, ews.AnswerAsync))])
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
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
            ? json(exchange)
            : exchange.NothingAsync(StatusCodes.Status404NotFound);
    }

    // What depends on the domain alone can't be answered while nobody knows the domains: "not served" would be believed.
    private RequestDelegate ForDomains(RequestDelegate answer) => async exchange =>
        await (await mailboxes.KnowsDomainsAsync(exchange.RequestAborted) ? answer(exchange) : exchange.AwayAsync());

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
