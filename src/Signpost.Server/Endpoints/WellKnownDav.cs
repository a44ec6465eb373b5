using Microsoft.AspNetCore.Http;
using Signpost.Server.Autodiscover;
using Signpost.Server.Services;

namespace Signpost.Server.Endpoints;

/// <summary>Where calendars and contacts are (RFC 6764 section 5): a redirect, whatever the method, and without a logon.</summary>
/// <param name="composer">What is announced.</param>
/// <param name="names">The names of this CAS.</param>
public sealed class WellKnownDav(SettingsComposer composer, OwnNames names)
{
    /// <summary>Where calendars are looked for.</summary>
    public const string CalendarPath = "/.well-known/caldav";

    /// <summary>Where contacts are looked for.</summary>
    public const string ContactPath = "/.well-known/carddav";

    /// <summary>Answers one request for calendars.</summary>
    public Task CalendarsAsync(HttpContext exchange) => AnswerAsync(exchange, composer.Services.CalDav);

    /// <summary>Answers one request for contacts.</summary>
    public Task ContactsAsync(HttpContext exchange) => AnswerAsync(exchange, composer.Services.CardDav);

    private async Task AnswerAsync(HttpContext exchange, ServicePair pair)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        if (await names.DomainAsync(exchange, "") is { } domain && exchange.RedirectsTo(pair.ForDomain(domain), StatusCodes.Status301MovedPermanently))
        {
            exchange.Response.Headers.CacheControl = "private, max-age=3600";      // RFC 6764 section 5: so that it can be changed
        }
        else
        {
            await exchange.NothingAsync(StatusCodes.Status404NotFound);
        }
    }
}
