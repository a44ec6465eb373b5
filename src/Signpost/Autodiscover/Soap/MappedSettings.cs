using System.Collections.Immutable;
using Signpost.Transport;
using static Signpost.Autodiscover.Soap.MappedSetting;

namespace Signpost.Autodiscover.Soap;

/// <summary>What POX and SOAP say alike: the EXCH block is what is called internal, the EXPR block what is called external (so the EWS Managed API reads POX).</summary>
internal static class MappedSettings
{
    private static readonly ImmutableArray<(string Name, Func<EcpPages, string> Get, Func<EcpPages, string, EcpPages> Set)> Pages =
    [
        ("Voicemail", p => p.VoiceMail, (p, v) => p with { VoiceMail = v }),
        ("EmailSubscriptions", p => p.Subscriptions, (p, v) => p with { Subscriptions = v }),
        ("TextMessaging", p => p.TextMessaging, (p, v) => p with { TextMessaging = v }),
        ("DeliveryReport", p => p.DeliveryReport, (p, v) => p with { DeliveryReport = v }),
        ("RetentionPolicyTags", p => p.Retention, (p, v) => p with { Retention = v }),
        ("Publishing", p => p.Publishing, (p, v) => p with { Publishing = v }),
        ("Photo", p => p.Photo, (p, v) => p with { Photo = v }),
        ("Connect", p => p.Connect, (p, v) => p with { Connect = v }),
        ("TeamMailbox", p => p.TeamMailbox, (p, v) => p with { TeamMailbox = v }),
        ("TeamMailboxCreating", p => p.TeamMailboxCreating, (p, v) => p with { TeamMailboxCreating = v }),
        ("TeamMailboxEditing", p => p.TeamMailboxEditing, (p, v) => p with { TeamMailboxEditing = v }),
        ("TeamMailboxHiding", p => p.TeamMailboxHiding, (p, v) => p with { TeamMailboxHiding = v }),
        ("ExtensionInstallation", p => p.ExtensionInstallation, (p, v) => p with { ExtensionInstallation = v }),
    ];

    /// <summary>In the order of reading: a later one may build on an earlier one.</summary>
    public static ImmutableArray<MappedSetting> All { get; } = [.. User, .. Inside, .. Outside, .. Fragments, .. Versions, .. Rest];

    private static IEnumerable<MappedSetting> User =>
    [
        Text("UserDisplayName", m => m.DisplayName, (m, v) => m with { DisplayName = v }),
        Text("UserDN", m => m.LegacyDn, (m, v) => m with { LegacyDn = v }),
        Text("UserDeploymentId", m => m.DeploymentId, (m, v) => m with { DeploymentId = v }),
        Text("AutoDiscoverSMTPAddress", m => m.AutoDiscoverSmtpAddress, (m, v) => m with { AutoDiscoverSmtpAddress = v }),
        Text("UserMSOnline",
            m => m.MicrosoftOnline switch { true => "True", false => "False", null => "" }, (m, v) => m with { MicrosoftOnline = CodecXml.Flag(v) }),
    ];

    private static IEnumerable<MappedSetting> Inside =>
    [
        // The one is the name to connect to, the other that of the server behind it; POX has one place for both.
        Text("InternalMailboxServer", ProtocolKind.Exch, p => p.Server, (p, v) => p with { Server = v }),
        Text("InternalRpcClientServer", ProtocolKind.Exch, p => p.Server, (p, v) => p with { Server = v }),
        Text("InternalMailboxServerDN", ProtocolKind.Exch, p => p.ServerDn, (p, v) => p with { ServerDn = v }),
        Text("MailboxDN", ProtocolKind.Exch, p => p.MdbDn, (p, v) => p with { MdbDn = v }),
        Text("ActiveDirectoryServer", ProtocolKind.Exch, p => p.Ad, (p, v) => p with { Ad = v }),
        Text("PublicFolderServer", ProtocolKind.Exch, p => p.PublicFolderServer, (p, v) => p with { PublicFolderServer = v }),
        Flag("InternalServerExclusiveConnect", "On", "Off", ProtocolKind.Exch,
            p => p.ServerExclusiveConnect, (p, v) => p with { ServerExclusiveConnect = v }),
        Text("InternalEwsUrl", m => ServiceUrls.Inside(m, ServiceUrls.Ews).Text,
            (m, v) => m.With(ProtocolKind.Exch, p => p with { EwsUrl = new ServiceUrl(v) })),
        Text("InternalOABUrl", m => ServiceUrls.Inside(m, ServiceUrls.Oab).Text,
            (m, v) => m.With(ProtocolKind.Exch, p => p with { OabUrl = new ServiceUrl(v) })),
        Url("InternalEmwsUrl", ProtocolKind.Exch, p => p.EmwsUrl, (p, v) => p with { EmwsUrl = v }),
        Url("InternalUMUrl", ProtocolKind.Exch, p => p.UmUrl, (p, v) => p with { UmUrl = v }),
        Url("InternalEcpUrl", ProtocolKind.Exch, p => p.EcpUrl, (p, v) => p with { EcpUrl = v }),
        .. Pages.Select(page => Page($"InternalEcp{page.Name}Url", ProtocolKind.Exch, page.Get, page.Set)),
    ];

    private static IEnumerable<MappedSetting> Outside =>
    [
        Text("ExternalMailboxServer", ProtocolKind.Expr, p => p.Server, (p, v) => p with { Server = v }),
        Flag("ExternalMailboxServerRequiresSSL", "True", "False", ProtocolKind.Expr, p => p.Ssl, (p, v) => p with { Ssl = v }),
        Text("ExternalMailboxServerAuthenticationMethods", ProtocolKind.Expr, p => p.AuthPackage, (p, v) => p with { AuthPackage = v }),
        Flag("ExternalServerExclusiveConnect", "On", "Off", ProtocolKind.Expr,
            p => p.ServerExclusiveConnect, (p, v) => p with { ServerExclusiveConnect = v }),
        Text("CertPrincipalName", ProtocolKind.Expr, p => p.CertPrincipalName, (p, v) => p with { CertPrincipalName = v }),
        Text("GroupingInformation", ProtocolKind.Expr, p => p.GroupingInformation, (p, v) => p with { GroupingInformation = v }),
        Text("ExternalEwsUrl", m => ServiceUrls.Outside(m, ServiceUrls.Ews).Text,
            (m, v) => m.With(ProtocolKind.Expr, p => p with { EwsUrl = new ServiceUrl(v) })),
        Text("ExternalOABUrl", m => ServiceUrls.Outside(m, ServiceUrls.Oab).Text,
            (m, v) => m.With(ProtocolKind.Expr, p => p with { OabUrl = new ServiceUrl(v) })),
        Url("ExternalEmwsUrl", ProtocolKind.Expr, p => p.EmwsUrl, (p, v) => p with { EmwsUrl = v }),
        Url("ExternalUMUrl", ProtocolKind.Expr, p => p.UmUrl, (p, v) => p with { UmUrl = v }),
        Url("EwsPartnerUrl", ProtocolKind.Expr, p => p.EwsPartnerUrl, (p, v) => p with { EwsPartnerUrl = v }),
        Url("ExchangeRpcUrl", ProtocolKind.Expr, p => p.ExchangeRpcUrl, (p, v) => p with { ExchangeRpcUrl = v }),
        Url("SiteMailboxCreationURL", ProtocolKind.Expr, p => p.SiteMailboxCreationUrl, (p, v) => p with { SiteMailboxCreationUrl = v }),
        Url("ExternalEcpUrl", ProtocolKind.Expr, p => p.EcpUrl, (p, v) => p with { EcpUrl = v }),
        .. Pages.Select(page => Page($"ExternalEcp{page.Name}Url", ProtocolKind.Expr, page.Get, page.Set)),
    ];

    // A fragment holds for both sides. It is taken only where the URLs of that page were not given.
    private static IEnumerable<MappedSetting> Fragments => Pages.Where(page => UserSettingNames.Find($"Ecp{page.Name}UrlFragment") is not null).Select(page => Text(
        $"Ecp{page.Name}UrlFragment",
        m => FirstOf(m.Of(ProtocolKind.Expr), m.Of(ProtocolKind.Exch), block => page.Get(block.EcpPages)),
        (m, v) => HasPage(m, page.Get) ? m : m with
        {
            Protocols = [.. m.Protocols.Select(block => block.EcpUrl.IsGiven ? block with { EcpPages = page.Set(block.EcpPages, v) } : block)],
        }));

    // Either says what POX calls the version of the server. It makes no block of its own: a version alone is no way to a mailbox.
    private static IEnumerable<MappedSetting> Versions =>
    [
        Text("CasVersion", m => DottedVersion.Write(m.Of(ProtocolKind.Exch)?.ServerVersion ?? m.Of(ProtocolKind.Expr)?.ServerVersion), WithVersion),
        Text("MailboxVersion", _ => "", WithVersion),
    ];

    private static IEnumerable<MappedSetting> Rest =>
    [
        .. WebClient.Settings,
        MapiHttp,
        .. MailConnections.Settings,
        new("AlternateMailboxes",
            m => m.AlternativeMailboxes is [] ? null : new UserSetting.AlternateMailboxCollectionSetting("AlternateMailboxes", m.AlternativeMailboxes),
            (m, setting) => setting is UserSetting.AlternateMailboxCollectionSetting { Mailboxes: var others } ? m with { AlternativeMailboxes = others } : m),
        Text("PublicFolderInformation", m => m.PublicFolderAddress, (m, v) => m with { PublicFolderAddress = v }),
        SharesWithOthers,
    ];

    // SOAP does not say the URLs of MAPI over HTTP, only that there are some.
    private static MappedSetting MapiHttp => Text(
        "MapiHttpEnabled",
        m => m.Of(ProtocolKind.MapiHttp) is null ? "" : "True",
        (m, v) => CodecXml.Flag(v) is true ? m.With(ProtocolKind.MapiHttp, block => block with { Version = 1 }) : m);

    // One way only: POX gives the URL, SOAP says whether there is one.
    private static MappedSetting SharesWithOthers => Text(
        "CrossOrganizationSharingEnabled",
        m => m.Protocols.Any(block => block.SharingUrl.IsGiven) ? "True" : "",
        (m, _) => m) with { IsRead = false };

    private static MappedSetting Page(string name, ProtocolKind kind, Func<EcpPages, string> get, Func<EcpPages, string, EcpPages> set) => Text(
        name,
        kind,
        block => block.EcpUrl.IsGiven && get(block.EcpPages) is not "" and var page ? block.EcpUrl.Text + page : "",
        (block, url) => block.EcpUrl.IsGiven && url.StartsWith(block.EcpUrl.Text, StringComparison.Ordinal)
            ? block with { EcpPages = set(block.EcpPages, url[block.EcpUrl.Text.Length..]) }
            : block);

    private static MailboxSettings WithVersion(MailboxSettings mailbox, string text)
    {
        ProtocolKind? kind = mailbox.Of(ProtocolKind.Exch) is not null ? ProtocolKind.Exch : mailbox.Of(ProtocolKind.Expr)?.Kind;
        return kind is { } server && DottedVersion.Read(text) is { } version ? mailbox.With(server, block => block with { ServerVersion = version }) : mailbox;
    }

    private static bool HasPage(MailboxSettings mailbox, Func<EcpPages, string> get) => mailbox.Protocols.Any(block => get(block.EcpPages) is not "");

    private static string FirstOf(ProtocolSettings? one, ProtocolSettings? other, Func<ProtocolSettings, string> get) =>
        one is not null && get(one) is not "" and var text ? text : other is null ? "" : get(other);
}
