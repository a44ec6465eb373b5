using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover.MobileConfig;
using Signpost.Server.Autodiscover;

namespace Signpost.Server.Endpoints;

/// <summary>A configuration profile for iPhones, iPads and Macs, which a user opens in a browser. It wants no logon: all addresses of a domain are answered alike, and none has a password in it.</summary>
/// <param name="service">Whose domains are served here, and what is announced.</param>
public sealed class AppleMobileConfig(AutodiscoverService service)
{
    /// <summary>Where it is served: there is no standard for it, and these two are in use.</summary>
    public static ImmutableArray<string> Paths { get; } = ["/email.mobileconfig", "/mobileconfig", "/mobileconfig/"];

    // As many spellings for the address.
    private static readonly string[] Parameters = ["email", "emailaddress", "address"];

    /// <summary>Answers one request: 400 without an address, 404 where it is not served here, or nothing is announced that these devices could use.</summary>
    public async Task AnswerAsync(HttpContext exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        if (!exchange.Allows())
        {
            return;
        }

        // A form writes a blank as a plus, and no address has a blank: what looks like one was a plus.
        var text = Parameters.Select(name => exchange.Request.Query[name].ToString()).FirstOrDefault(value => value is not "")?.Replace(' ', '+');
        if (!MailboxAddress.TryParse(text, out var address))
        {
            await exchange.NothingAsync(StatusCodes.Status400BadRequest);
        }
        else if (!await service.Mailboxes.AcceptsAsync(address.Domain, exchange.RequestAborted)
            || DomainView.Profile(address, service.Composer.ServerName, service.Composer.Services) is not { } profile)
        {
            await exchange.NothingAsync(StatusCodes.Status404NotFound);
        }
        else
        {
            exchange.Response.Headers.ContentDisposition = $"attachment; filename=\"{address.Domain}.mobileconfig\"";
            await exchange.DocumentAsync(MobileConfigCodec.ContentType, MobileConfigCodec.Write(profile));
        }
    }
}
