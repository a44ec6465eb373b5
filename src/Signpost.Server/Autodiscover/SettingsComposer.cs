using System.Runtime.CompilerServices;
using Signpost.Autodiscover;
using Signpost.Server.Mailboxes;
using Signpost.Server.Services;

namespace Signpost.Server.Autodiscover;

/// <summary>Fills the templates of the announced services in for a mailbox. What it made of a mailbox it remembers with it.</summary>
/// <remarks>What is internal is the EXCH block, what is external the EXPR block; a side without a URL has none.</remarks>
/// <param name="serverName">The DNS name of this CAS.</param>
/// <param name="services">What it announces.</param>
public sealed class SettingsComposer(string serverName, AnnouncedServices services)
{
    private readonly ConditionalWeakTable<Mailbox, MailboxSettings> made = [];

    /// <summary>The DNS name of this CAS.</summary>
    public string ServerName { get; } = serverName;

    /// <summary>What it announces.</summary>
    public AnnouncedServices Services { get; } = services;

    /// <summary>All settings of a mailbox, the same object each time; at most one block of a kind.</summary>
    public MailboxSettings For(Mailbox mailbox) => made.TryGetValue(mailbox, out var settings) ? settings : made.GetValue(mailbox, Compose);

    private MailboxSettings Compose(Mailbox mailbox)
    {
        var inside = Side(mailbox, pair => pair.Internal) is { } one ? Inside(mailbox, one) : null;
        var outside = Side(mailbox, pair => pair.External) is { } other ? Outside(other) : null;
        ProtocolSettings?[] blocks =
        [
            inside,
            outside,
            Web(mailbox, inside, outside),
            Mapi(mailbox),
            Mail(ProtocolKind.Imap, mailbox, Services.Imap),
            Mail(ProtocolKind.Pop3, mailbox, Services.Pop3),
            Mail(ProtocolKind.Smtp, mailbox, Services.Smtp),
        ];
        return new MailboxSettings
        {
            DisplayName = mailbox.DisplayName,
            LegacyDn = mailbox.LegacyDn,
            AutoDiscoverSmtpAddress = mailbox.PrimaryAddress.ToString(),
            DeploymentId = Services.DeploymentId,
            Protocols = [.. blocks.OfType<ProtocolSettings>()],
        };
    }

    /// <summary>What both sides have in common; null where this one has no URL.</summary>
    private ProtocolSettings? Side(Mailbox mailbox, Func<ServicePair, UrlTemplate?> side)
    {
        ServiceUrl Url(ServicePair pair) => side(pair)?.For(mailbox) ?? default;

        var (ews, oof, oab, ecp) = (Url(Services.Ews), Url(Services.Oof), Url(Services.Oab), Url(Services.Ecp));
        return !ews.IsGiven && !oof.IsGiven && !oab.IsGiven && !ecp.IsGiven ? null : new ProtocolSettings
        {
            TtlHours = Services.TtlHours,
            ServerVersion = Services.Version,
            AuthPackage = Services.AuthPackage,
            ServerExclusiveConnect = false,
            AsUrl = ews,
            EwsUrl = ews,
            OofUrl = oof.IsGiven ? oof : ews,
            OabUrl = oab,
            EcpUrl = ecp,
        };
    }

    private ProtocolSettings Inside(Mailbox mailbox, ProtocolSettings side)
    {
        var server = LegacyNames.OfServer(mailbox.LegacyDn, ServerName);
        return side with
        {
            Kind = ProtocolKind.Exch,
            Server = ServerName,
            ServerDn = server,
            MdbDn = LegacyNames.OfDatabase(server),
            Ad = mailbox.DirectoryServer,
        };
    }

    private static ProtocolSettings Outside(ProtocolSettings side)
    {
        var host = new[] { side.EwsUrl, side.OofUrl, side.OabUrl, side.EcpUrl }.Select(HostOf).First(host => host is not "");
        return side with { Kind = ProtocolKind.Expr, Server = host, Ssl = true, CertPrincipalName = $"msstd:{host}" };
    }

    private static string HostOf(ServiceUrl url) => url.TryUri(out var uri) ? uri.IdnHost : "";

    private ProtocolSettings? Web(Mailbox mailbox, ProtocolSettings? inside, ProtocolSettings? outside)
    {
        WebSide Side(UrlTemplate? page, ProtocolSettings? block) => page is null ? WebSide.None : new WebSide(
            [new WebPage(page.For(mailbox), Services.OwaLogon)],
            block is { AsUrl.IsGiven: true } ? block.Kind : default,
            block?.AsUrl ?? default);

        return !Services.Owa.IsOffered ? null : new ProtocolSettings
        {
            Kind = ProtocolKind.Web,
            Web = new WebAccess(Side(Services.Owa.Internal, inside), Side(Services.Owa.External, outside)),
        };
    }

    private ProtocolSettings? Mapi(Mailbox mailbox)
    {
        UrlPair Pair(ServicePair pair) => new(pair.Internal?.For(mailbox) ?? default, pair.External?.For(mailbox) ?? default);

        return !Services.MapiStore.IsOffered ? null : new ProtocolSettings
        {
            Kind = ProtocolKind.MapiHttp,
            Version = 1,
            MailStore = Pair(Services.MapiStore),
            AddressBook = Pair(Services.MapiAddressBook),
        };
    }

    private ProtocolSettings? Mail(ProtocolKind kind, Mailbox mailbox, MailService service) => service.Best is not { } place ? null : new ProtocolSettings
    {
        Kind = kind,
        TtlHours = Services.TtlHours,
        Server = place.Host,
        Port = place.Port,
        Ssl = true,
        Mail = new MailLogon
        {
            LoginName = mailbox.PrimaryAddress.ToString(),
            Spa = false,
            AuthRequired = true,
            Encryption = place.IsStartTls ? "TLS" : "",
        },
    };
}
