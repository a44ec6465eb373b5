using System.Collections.Immutable;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Autoconfig;
using Signpost.Autodiscover.MobileConfig;
using Signpost.Server.Services;

namespace Signpost.Server.Autodiscover;

/// <summary>What may be told without a logon: what holds for every address of a domain, whether or not anybody has it.</summary>
internal static class DomainView
{
    private const string Password = "password-cleartext";       // encryption is around it
    private const string ActiveSyncPath = "/Microsoft-Server-ActiveSync";

    /// <summary>For Thunderbird and its kin; null where nothing is offered that they could use.</summary>
    public static ClientConfig? Autoconfig(string domain, AnnouncedServices services)
    {
        var config = new ClientConfig
        {
            Id = domain,
            Domains = [domain],
            DisplayName = NameOf(domain, services),
            Incoming = [.. Server("imap", services.Imap), .. Server("pop3", services.Pop3), .. Exchange(domain, services)],
            Outgoing = [.. Server("smtp", services.Smtp)],
            AddressBook = services.CardDav.ForDomain(domain),
            Calendar = services.CalDav.ForDomain(domain),
            WebMail = services.Owa.ForDomain(domain),
        };
        return config is { Incoming: [], Outgoing: [], AddressBook.IsGiven: false, Calendar.IsGiven: false } ? null : config;
    }

    /// <summary>For the devices of Apple; null where nothing is offered that they could use.</summary>
    public static AppleProfile? Profile(MailboxAddress address, string serverName, AnnouncedServices services) =>
        Accounts(address, services).ToImmutableArray() is [_, ..] accounts
            ? new AppleProfile(serverName, address, NameOf(address.Domain, services), accounts)
            : null;

    private static string NameOf(string domain, AnnouncedServices services) => services.OrganizationName is "" ? domain : services.OrganizationName;

    private static IEnumerable<AutoconfigServer> Server(string type, MailService service) => service.Best is not { } place ? [] :
    [
        new AutoconfigServer
        {
            Type = type,
            HostName = place.Host,
            Port = place.Port,
            SocketType = place.IsStartTls ? "STARTTLS" : "SSL",
            Authentication = Password,
            UserName = ClientConfig.EmailAddress,
        },
    ];

    private static IEnumerable<AutoconfigServer> Exchange(string domain, AnnouncedServices services) => services.Ews.ForDomain(domain).TryUri(out var ews) is false ? [] :
    [
        new AutoconfigServer
        {
            Type = "exchange",
            HostName = ews!.IdnHost,
            Port = ews.Port,
            SocketType = "SSL",
            Authentication = Password,
            UserName = ClientConfig.EmailAddress,
            EwsUrl = services.Ews.ForDomain(domain),
            OwaUrl = services.Owa.ForDomain(domain),
            EasUrl = services.ActiveSync.ForDomain(domain),
        },
    ];

    private static IEnumerable<AppleAccount> Accounts(MailboxAddress address, AnnouncedServices services)
    {
        if ((services.Imap.Best ?? services.Pop3.Best) is { } incoming && services.Smtp.Best is { } outgoing)
        {
            yield return new AppleAccount.Mail(services.Imap.IsOffered, Host(incoming), Host(outgoing));
        }

        // A profile has no room for another path, nor for another port.
        if (Url(services.ActiveSync.Best, address) is { IsDefaultPort: true } activeSync && activeSync.AbsolutePath.StartsWith(ActiveSyncPath, StringComparison.OrdinalIgnoreCase))
        {
            yield return new AppleAccount.ActiveSync(activeSync.IdnHost);
        }

        if (services.Ews.IsOffered && (Url(services.Ews.Internal, address), Url(services.Ews.External, address)) is var (inside, outside) && (inside ?? outside) is not null)
        {
            yield return new AppleAccount.Ews(inside, outside);
        }

        if (Url(services.CalDav.Best, address) is { } calendars)
        {
            yield return new AppleAccount.CalDav(calendars);
        }

        if (Url(services.CardDav.Best, address) is { } contacts)
        {
            yield return new AppleAccount.CardDav(contacts);
        }
    }

    private static AppleHost Host(MailEndpoint place) => new(place.Host, place.Port);

    private static Uri? Url(UrlTemplate? template, MailboxAddress address) =>
        template is { IsForAddress: true } && template.For(address).TryUri(out var url) ? url : null;
}
