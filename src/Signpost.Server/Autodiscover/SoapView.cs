using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;
using Signpost.Server.Services;

namespace Signpost.Server.Autodiscover;

/// <summary>What SOAP says of a mailbox beyond what all dialects say: versions, and the mail services from either side.</summary>
internal static class SoapView
{
    /// <summary>All settings of a mailbox, as SOAP names them.</summary>
    public static UserSetting[] Of(MailboxSettings mailbox, AnnouncedServices services) =>
    [
        new UserSetting.StringSetting("CasVersion", services.Version.Dotted),
        .. services.Ews.IsOffered
            ? [new UserSetting.StringSetting("EwsSupportedSchemas", services.Version.SchemaNames), new UserSetting.StringSetting("ExternalEwsVersion", services.Version.Dotted)]
            : Array.Empty<UserSetting>(),
        .. Connections("Imap4", services.Imap),
        .. Connections("Pop3", services.Pop3),
        .. Connections("Smtp", services.Smtp),

        // Its mail services do not tell one side from the other.
        .. UserSettingsMapping.ToSettings(mailbox).Where(setting => setting is not UserSetting.ProtocolConnectionCollectionSetting and not { Name: "CasVersion" }),
    ];

    /// <summary>The settings of a domain; null for a name that is none, "" for one that has no value here.</summary>
    public static string? OfDomain(string domain, string setting, AnnouncedServices services) => setting switch
    {
        "ExternalEwsUrl" => services.Ews.ForDomain(domain).Text,
        "ExternalEwsVersion" => services.Ews.IsOffered ? services.Version.Dotted : "",
        _ => null,
    };

    private static IEnumerable<UserSetting> Connections(string protocol, MailService service) =>
        from side in new[] { ("Internal", service.Internal), ("External", service.External) }
        where side.Item2 is not null
        select new UserSetting.ProtocolConnectionCollectionSetting($"{side.Item1}{protocol}Connections",
            [new ProtocolConnection(side.Item2.IsStartTls ? "TLS" : "SSL", side.Item2.Host, side.Item2.Port)]);
}
