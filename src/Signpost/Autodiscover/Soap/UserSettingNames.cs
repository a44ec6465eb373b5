using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Signpost.Autodiscover.Soap;

/// <summary>The settings users may be asked for (MS-OXWSADISC, UserSetting; the enumeration of the EWS Managed API; the documents of Exchange).</summary>
public static class UserSettingNames
{
    private static readonly string[] EcpPages =
    [
        "Voicemail", "EmailSubscriptions", "TextMessaging", "DeliveryReport", "RetentionPolicyTags", "Publishing", "Photo", "Connect", "TeamMailbox",
        "TeamMailboxCreating", "TeamMailboxEditing", "TeamMailboxHiding", "ExtensionInstallation",
    ];

    /// <summary>All of them, in groups.</summary>
    public static ImmutableArray<UserSettingName> All { get; } =
    [
        .. Texts(UserSettingGroup.User,
            "UserDisplayName", "UserDN", "UserDeploymentId", "AutoDiscoverSMTPAddress", "UserMSOnline", "MailboxVersion", "ShowGalAsDefaultView",
            "GroupingInformation", "CrossOrganizationSharingEnabled"),
        .. Texts(UserSettingGroup.InternalServer,
            "InternalMailboxServer", "InternalRpcClientServer", "InternalMailboxServerDN", "MailboxDN", "PublicFolderServer", "ActiveDirectoryServer",
            "InternalMailboxServerAuthenticationMethods", "InternalServerExclusiveConnect", "InternalRpcHttpServer",
            "InternalRpcHttpConnectivityRequiresSsl", "InternalRpcHttpAuthenticationMethod"),
        .. Texts(UserSettingGroup.ExternalServer,
            "ExternalMailboxServer", "ExternalMailboxServerRequiresSSL", "ExternalMailboxServerAuthenticationMethods",
            "ExternalServerExclusiveConnect", "CertPrincipalName", "ExchangeRpcUrl"),
        .. Texts(UserSettingGroup.Services,
            "InternalEwsUrl", "ExternalEwsUrl", "InternalEmwsUrl", "ExternalEmwsUrl", "EwsPartnerUrl", "InteropExternalEwsUrl", "ExternalEwsVersion",
            "InteropExternalEwsVersion", "EwsSupportedSchemas", "CasVersion", "InternalOABUrl", "ExternalOABUrl", "InternalUMUrl", "ExternalUMUrl",
            "InternalPhotosUrl", "ExternalPhotosUrl", "InternalOutlookServiceUrl", "ExternalOutlookServiceUrl"),
        .. Of(UserSettingClass.WebClientUrlCollectionSetting, UserSettingGroup.WebClient, "InternalWebClientUrls", "ExternalWebClientUrls"),
        .. Texts(UserSettingGroup.InternalEcp, ["InternalEcpUrl", .. EcpPages.Select(page => $"InternalEcp{page}Url")]),
        .. Texts(UserSettingGroup.ExternalEcp, ["ExternalEcpUrl", .. EcpPages.Select(page => $"ExternalEcp{page}Url")]),

        // The hiding of team mailboxes has URLs but no fragment.
        .. Texts(UserSettingGroup.EcpFragment, [.. EcpPages.Where(page => page is not "TeamMailboxHiding").Select(page => $"Ecp{page}UrlFragment")]),
        .. Of(UserSettingClass.ProtocolConnectionCollectionSetting, UserSettingGroup.Mail,
            "InternalPop3Connections", "ExternalPop3Connections", "InternalImap4Connections", "ExternalImap4Connections", "InternalSmtpConnections",
            "ExternalSmtpConnections"),
        .. Of(UserSettingClass.AlternateMailboxCollectionSetting, UserSettingGroup.Other, "AlternateMailboxes"),
        .. Of(UserSettingClass.DocumentSharingLocationCollectionSetting, UserSettingGroup.Other, "DocumentSharingLocations"),
        .. Texts(UserSettingGroup.Other,
            "MobileMailboxPolicy", "MobileMailboxPolicyInterop", "SPMySiteHostURL", "SiteMailboxCreationURL", "PublicFolderInformation", "RedirectUrl",
            "MapiHttpEnabled"),
    ];

    private static readonly FrozenDictionary<string, UserSettingName> ByName = All.ToFrozenDictionary(one => one.Name, StringComparer.Ordinal);

    /// <summary>The setting of that name; null where none is known.</summary>
    public static UserSettingName? Find(string name) => ByName.GetValueOrDefault(name);

    private static IEnumerable<UserSettingName> Texts(UserSettingGroup group, params string[] names) => Of(UserSettingClass.StringSetting, group, names);

    private static IEnumerable<UserSettingName> Of(UserSettingClass valueClass, UserSettingGroup group, params string[] names) =>
        names.Select(name => new UserSettingName(name, valueClass, group));
}
