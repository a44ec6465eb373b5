using System.Diagnostics;
using System.Globalization;
using System.Xml;
using Signpost.Transport;

namespace Signpost.Autodiscover.Pox;

/// <summary>Writes the answer (MS-OXDSCLI, Autodiscover Response), its elements in the order of the specification's examples.</summary>
internal static class PoxResponseWriter
{
    public static void Write(XmlWriter xml, PoxResponse response)
    {
        xml.WriteStartElement("Autodiscover", PoxSchema.Envelope);

        // Root and Response are in different namespaces, but for an error.
        switch (response)
        {
            case PoxResponse.Settings settings:
                xml.WriteStartElement("Response", PoxSchema.OutlookResponse);
                User(xml, settings.Mailbox);
                xml.Around("Account", () => Settings(xml, settings.Mailbox));
                break;
            case PoxResponse.RedirectAddress redirect:
                xml.WriteStartElement("Response", PoxSchema.OutlookResponse);
                Redirect(xml, "redirectAddr", "RedirectAddr", redirect.Address);
                break;
            case PoxResponse.RedirectUrl redirect:
                xml.WriteStartElement("Response", PoxSchema.OutlookResponse);
                Redirect(xml, "redirectUrl", "RedirectUrl", redirect.Url.Text);
                break;
            case PoxResponse.Error error:
                xml.WriteStartElement("Response", PoxSchema.Envelope);
                Error(xml, error);
                break;
            case PoxResponse.MobileSync mobile:
                xml.WriteStartElement("Response", PoxSchema.MobileSyncResponse);
                MobileSyncXml.Write(xml, mobile.Answer);
                break;
            default:
                throw new UnreachableException();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void User(XmlWriter xml, MailboxSettings mailbox) => xml.Around("User", () =>
    {
        xml.Optional("DisplayName", mailbox.DisplayName);
        xml.Optional("LegacyDN", mailbox.LegacyDn);
        xml.Optional("AutoDiscoverSMTPAddress", mailbox.AutoDiscoverSmtpAddress);
        xml.Optional("DeploymentId", mailbox.DeploymentId);
    });

    private static void Settings(XmlWriter xml, MailboxSettings mailbox)
    {
        Account(xml, "settings");   // EWSMA compares the Action with case
        xml.Optional("MicrosoftOnline", mailbox.MicrosoftOnline switch { true => "True", false => "False", null => "" });
        foreach (var protocol in mailbox.Protocols)
        {
            ProtocolXml.Write(xml, protocol);
        }

        foreach (var other in mailbox.AlternativeMailboxes)
        {
            xml.Around("AlternativeMailbox", () => AlternativeMailbox(xml, other));
        }

        if (mailbox.PublicFolderAddress is not "")
        {
            xml.Around("PublicFolderInformation", () => xml.Required("SmtpAddress", mailbox.PublicFolderAddress));
        }
    }

    private static void AlternativeMailbox(XmlWriter xml, AlternativeMailbox other)
    {
        xml.Optional("Type", other.Type);
        xml.Optional("DisplayName", other.DisplayName);
        xml.Optional("LegacyDN", other.LegacyDn);
        xml.Optional("Server", other.Server);
        xml.Optional("SmtpAddress", other.SmtpAddress);
        xml.Optional("OwnerSmtpAddress", other.OwnerSmtpAddress);
    }

    private static void Redirect(XmlWriter xml, string action, string element, string target) => xml.Around("Account", () =>
    {
        Account(xml, action);
        xml.Required(element, target);
    });

    private static void Account(XmlWriter xml, string action)
    {
        xml.Required("AccountType", "email");
        xml.Required("Action", action);
    }

    private static void Error(XmlWriter xml, PoxResponse.Error error)
    {
        xml.WriteStartElement("Error");
        xml.WriteAttributeString("Time", CodecXml.Clean(error.Time));
        xml.WriteAttributeString("Id", error.Id.ToString(CultureInfo.InvariantCulture));
        xml.Required("ErrorCode", error.Code.ToString(CultureInfo.InvariantCulture));
        xml.Required("Message", error.Message);
        xml.Required("DebugData", error.DebugData);
        xml.WriteEndElement();
    }
}
