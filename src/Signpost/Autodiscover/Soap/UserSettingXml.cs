using System.Xml;
using Signpost.Transport;

namespace Signpost.Autodiscover.Soap;

/// <summary>One setting of a user (MS-OXWSADISC, UserSetting and the classes derived from it).</summary>
internal static class UserSettingXml
{
    public static void Write(XmlWriter xml, UserSetting setting)
    {
        xml.WriteStartElement("UserSetting");
        xml.WriteAttributeString("type", SoapSchema.Instance, setting.Class.ToString());    // the EWS Managed API takes no setting without it
        xml.Required("Name", setting.Name);
        switch (setting)
        {
            case UserSetting.StringSetting text:
                xml.Required("Value", text.Value);
                break;
            case UserSetting.WebClientUrlCollectionSetting web:
                xml.List("WebClientUrls", web.Pages, page => Page(xml, page));
                break;
            case UserSetting.ProtocolConnectionCollectionSetting mail:
                xml.List("ProtocolConnections", mail.Connections, connection => Connection(xml, connection));
                break;
            case UserSetting.AlternateMailboxCollectionSetting others:
                xml.List("AlternateMailboxes", others.Mailboxes, other => Mailbox(xml, other));
                break;
            case UserSetting.DocumentSharingLocationCollectionSetting documents:
                xml.List("DocumentSharingLocations", documents.Locations, location => Location(xml, location));
                break;
            default:
                throw new UnreachableException();
        }

        xml.WriteEndElement();
    }

    /// <summary>The class is told by the content, which every class has of its own, and where there is none by the name: not every server writes <c>i:type</c>.</summary>
    public static UserSetting Read(XmlPart part)
    {
        var name = part.TextOf("Name");
        return ClassOf(part, name) switch
        {
            UserSettingClass.StringSetting => new UserSetting.StringSetting(name, part.TextOf("Value")),
            UserSettingClass.WebClientUrlCollectionSetting => new UserSetting.WebClientUrlCollectionSetting(
                name, part.ListOf("WebClientUrls", "WebClientUrl", Page)),
            UserSettingClass.ProtocolConnectionCollectionSetting => new UserSetting.ProtocolConnectionCollectionSetting(
                name, part.ListOf("ProtocolConnections", "ProtocolConnection", Connection)),
            UserSettingClass.AlternateMailboxCollectionSetting => new UserSetting.AlternateMailboxCollectionSetting(
                name, part.ListOf("AlternateMailboxes", "AlternateMailbox", Mailbox)),
            UserSettingClass.DocumentSharingLocationCollectionSetting => new UserSetting.DocumentSharingLocationCollectionSetting(
                name, part.ListOf("DocumentSharingLocations", "DocumentSharingLocation", Location)),
            _ => throw new UnreachableException(),
        };
    }

    private static UserSettingClass ClassOf(XmlPart part, string name)
    {
        foreach (var child in part.Children)
        {
            UserSettingClass? told = child.Name switch
            {
                "Value" => UserSettingClass.StringSetting,
                "WebClientUrls" => UserSettingClass.WebClientUrlCollectionSetting,
                "ProtocolConnections" => UserSettingClass.ProtocolConnectionCollectionSetting,
                "AlternateMailboxes" => UserSettingClass.AlternateMailboxCollectionSetting,
                "DocumentSharingLocations" => UserSettingClass.DocumentSharingLocationCollectionSetting,
                _ => null,
            };
            if (told is { } valueClass)
            {
                return valueClass;
            }
        }

        return UserSettingNames.Find(name)?.Class ?? UserSettingClass.StringSetting;
    }

    private static void Page(XmlWriter xml, WebPage page) => xml.Around("WebClientUrl", () =>
    {
        xml.Required("AuthenticationMethods", page.AuthenticationMethods);
        xml.Required("Url", page.Url.Text);
    });

    private static WebPage Page(XmlPart part) => new(new ServiceUrl(part.TextOf("Url")), part.TextOf("AuthenticationMethods"));

    private static void Connection(XmlWriter xml, ProtocolConnection connection) => xml.Around("ProtocolConnection", () =>
    {
        xml.Required("EncryptionMethod", connection.EncryptionMethod);
        xml.Required("Hostname", connection.Hostname);
        xml.Optional("Port", CodecXml.Number(connection.Port));
    });

    private static ProtocolConnection Connection(XmlPart part) =>
        new(part.TextOf("EncryptionMethod"), part.TextOf("Hostname"), CodecXml.Number(part.TextOf("Port")));

    private static void Mailbox(XmlWriter xml, AlternativeMailbox mailbox) => xml.Around("AlternateMailbox", () =>
    {
        xml.Required("Type", mailbox.Type);
        xml.Required("DisplayName", mailbox.DisplayName);
        xml.Optional("LegacyDN", mailbox.LegacyDn);
        xml.Optional("Server", mailbox.Server);
        xml.Optional("SmtpAddress", mailbox.SmtpAddress);
        xml.Optional("OwnerSmtpAddress", mailbox.OwnerSmtpAddress);
    });

    private static AlternativeMailbox Mailbox(XmlPart part) => new()
    {
        Type = part.TextOf("Type"),
        DisplayName = part.TextOf("DisplayName"),
        LegacyDn = part.TextOf("LegacyDN"),
        Server = part.TextOf("Server"),
        SmtpAddress = part.TextOf("SmtpAddress"),
        OwnerSmtpAddress = part.TextOf("OwnerSmtpAddress"),
    };

    private static void Location(XmlWriter xml, DocumentSharingLocation location) => xml.Around("DocumentSharingLocation", () =>
    {
        xml.Required("ServiceUrl", location.ServiceUrl.Text);
        xml.Required("LocationUrl", location.LocationUrl.Text);
        xml.Required("DisplayName", location.DisplayName);
        xml.Texts("SupportedFileExtensions", "FileExtension", location.SupportedFileExtensions);
        xml.Flag("ExternalAccessAllowed", location.ExternalAccessAllowed);
        xml.Flag("AnonymousAccessAllowed", location.AnonymousAccessAllowed);
        xml.Flag("CanModifyPermissions", location.CanModifyPermissions);
        xml.Flag("IsDefault", location.IsDefault);
    });

    private static DocumentSharingLocation Location(XmlPart part) => new()
    {
        ServiceUrl = new ServiceUrl(part.TextOf("ServiceUrl")),
        LocationUrl = new ServiceUrl(part.TextOf("LocationUrl")),
        DisplayName = part.TextOf("DisplayName"),
        SupportedFileExtensions = part.TextsOf("SupportedFileExtensions", "FileExtension"),
        ExternalAccessAllowed = part.FlagOf("ExternalAccessAllowed"),
        AnonymousAccessAllowed = part.FlagOf("AnonymousAccessAllowed"),
        CanModifyPermissions = part.FlagOf("CanModifyPermissions"),
        IsDefault = part.FlagOf("IsDefault"),
    };
}
