using Signpost.Autodiscover;
using Signpost.Server.Endpoints;
using Signpost.Server.Services;

namespace Signpost.Server.Configuration;

/// <summary>Reads what a CAS announces.</summary>
internal static class ServicesReader
{
    public static AnnouncedServices Read(ConfigurationNode node, string serverName)
    {
        var otherwise = AnnouncedServices.None;
        var services = new AnnouncedServices
        {
            Ews = Pair(node.Child("Ews"), serverName),
            Oof = Pair(node.Child("Oof"), serverName),
            Oab = Pair(node.Child("Oab"), serverName),
            Owa = Pair(node.Child("Owa"), serverName),
            Ecp = Pair(node.Child("Ecp"), serverName),
            ActiveSync = Pair(node.Child("ActiveSync"), serverName),
            MapiStore = Pair(node.Child("MapiStore"), serverName),
            MapiAddressBook = Pair(node.Child("MapiAddressBook"), serverName),
            Imap = Mail(node.Child("Imap"), serverName, "imap", 993, 143),
            Pop3 = Mail(node.Child("Pop3"), serverName, "pop3", 995, 110),
            Smtp = Mail(node.Child("Smtp"), serverName, "smtp", 465, 587),
            CalDav = Pair(node.Child("CalDav"), serverName),
            CardDav = Pair(node.Child("CardDav"), serverName),
            OwaLogon = node.Text("OwaLogon") ?? otherwise.OwaLogon,
            AuthPackage = node.Text("AuthPackage") ?? otherwise.AuthPackage,
            OrganizationName = node.Text("OrganizationName") ?? otherwise.OrganizationName,
            Version = Version(node) ?? otherwise.Version,
            DeploymentId = node.Text("DeploymentId") ?? otherwise.DeploymentId,
            TtlHours = node.Has("TtlHours") ? node.Number("TtlHours", 1, 0, 8760) : null,
        };
        node.Done();
        return services;
    }

    /// <summary>What is announced: a CAS that serves EWS itself announces its own, unless it is told another.</summary>
    public static AnnouncedServices WithOwnEws(ServerConfiguration configuration)
    {
        var services = configuration.Services;
        return configuration.Calendars is null || services.Ews.IsOffered
            || !UrlTemplate.TryParse($"https://{UrlTemplate.Server}{ExchangeWebServices.Path}", configuration.ServerName, out var own, out _)
                ? services
                : services with { Ews = new ServicePair(own, own) };
    }

    private static ServicePair Pair(ConfigurationNode node, string serverName)
    {
        var pair = new ServicePair(Template(node, "Internal", serverName), Template(node, "External", serverName));
        node.Done();
        return pair;
    }

    private static UrlTemplate? Template(ConfigurationNode node, string key, string serverName)
    {
        if (node.Text(key) is not { } text)
        {
            return null;
        }

        if (UrlTemplate.TryParse(text, serverName, out var template, out var why))
        {
            return template;
        }

        node.Fault(key, why);
        return null;
    }

    private static MailService Mail(ConfigurationNode node, string serverName, string scheme, int tlsPort, int startTlsPort)
    {
        var service = new MailService(EndPoint("Internal"), EndPoint("External"));
        node.Done();
        return service;

        MailEndpoint? EndPoint(string key)
        {
            if (node.Text(key)?.Replace(UrlTemplate.Server, serverName, StringComparison.Ordinal) is not { } text)
            {
                return null;
            }

            var startTls = $"{scheme}+starttls";
            if (Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == $"{scheme}s" || url.Scheme == startTls)
                && url is { HostNameType: UriHostNameType.Dns, AbsolutePath: "" or "/", UserInfo: "", Query: "" })
            {
                var isStartTls = url.Scheme == startTls;
                return new MailEndpoint(url.IdnHost, url.Port > 0 ? url.Port : isStartTls ? startTlsPort : tlsPort, isStartTls);
            }

            node.Fault(key, $"'{text}' is neither {scheme}s://HOST[:PORT] nor {startTls}://HOST[:PORT]; nothing without TLS is announced");
            return null;
        }
    }

    private static ServerVersion? Version(ConfigurationNode node)
    {
        if (node.Text("Version") is not { } text)
        {
            return null;
        }

        if (System.Version.TryParse(text, out var version) && version is { Major: < 64, Minor: < 64, Build: >= 0 and < 32768 })
        {
            return new ServerVersion(version.Major, version.Minor, version.Build);
        }

        node.Fault("Version", $"'{text}' is not a version such as 15.1.2507");
        return null;
    }
}
