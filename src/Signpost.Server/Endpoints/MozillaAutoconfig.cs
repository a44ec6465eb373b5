using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover.Autoconfig;
using Signpost.Server.Autodiscover;

namespace Signpost.Server.Endpoints;

/// <summary>Mozilla's autoconfig over HTTP, for Thunderbird, Evolution and others. It wants no logon: its answer is the same for every address of a domain.</summary>
/// <param name="composer">What is announced.</param>
/// <param name="names">The names of this CAS.</param>
public sealed class MozillaAutoconfig(SettingsComposer composer, OwnNames names)
{
    /// <summary>Answers one request; 404 where the domain is not served here, or nothing is announced that mail programs could use.</summary>
    public async Task AnswerAsync(HttpContext exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        if (exchange.Allows())
        {
            var domain = await names.DomainAsync(exchange, exchange.Request.Query[AutoconfigCodec.AddressParameter].ToString());
            await (domain is not null && DomainView.Autoconfig(domain, composer.Services) is { } config
                ? exchange.DocumentAsync(AutoconfigCodec.ContentType, AutoconfigCodec.Write(config))
                : exchange.NothingAsync(StatusCodes.Status404NotFound));
        }
    }
}
