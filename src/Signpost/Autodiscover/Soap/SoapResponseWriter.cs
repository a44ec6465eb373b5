using System.Xml;
using Signpost.Transport;

namespace Signpost.Autodiscover.Soap;

/// <summary>Writes the answers (MS-OXWSADISC sections 3.1.4.1 to 3.1.4.4). The order is that of data contracts: ErrorCode and ErrorMessage, then by the alphabet.</summary>
internal static class SoapResponseWriter
{
    public static void Write(XmlWriter xml, SoapResponse response)
    {
        xml.WriteStartElement("s", "Envelope", SoapSchema.Envelope);
        xml.WriteAttributeString("xmlns", "a", null, SoapSchema.Addressing);
        Headers(xml, response);
        xml.WriteStartElement("Body", SoapSchema.Envelope);
        switch (response)
        {
            case SoapResponse.GetUserSettings users:
                Message(xml, SoapOperation.GetUserSettings, users.ErrorCode, users.ErrorMessage, () =>
                    xml.List("UserResponses", users.Users, user => User(xml, user)));
                break;
            case SoapResponse.GetDomainSettings domains:
                Message(xml, SoapOperation.GetDomainSettings, domains.ErrorCode, domains.ErrorMessage, () =>
                    xml.List("DomainResponses", domains.Domains, domain => Domain(xml, domain)));
                break;
            case SoapResponse.GetFederationInformation federation:
                Message(xml, SoapOperation.GetFederationInformation, federation.ErrorCode, federation.ErrorMessage, () => Federation(xml, federation));
                break;
            case SoapResponse.GetOrganizationRelationshipSettings all:
                Message(xml, SoapOperation.GetOrganizationRelationshipSettings, all.ErrorCode, all.ErrorMessage, () =>
                    xml.List("OrganizationRelationshipSettingsCollection", all.Relationships, one => Relationship(xml, one)));
                break;
            case SoapResponse.Fault fault:
                Fault(xml, fault);
                break;
            default:
                throw new UnreachableException();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Headers(XmlWriter xml, SoapResponse response)
    {
        xml.WriteStartElement("Header", SoapSchema.Envelope);
        xml.WriteStartElement("Action", SoapSchema.Addressing);
        xml.WriteAttributeString("mustUnderstand", SoapSchema.Envelope, "1");
        xml.WriteString(ActionOf(response));
        xml.WriteEndElement();
        if (response.Server is { } server)
        {
            xml.WriteStartElement("h", "ServerVersionInfo", SoapSchema.Messages);
            xml.WriteElementString("MajorVersion", SoapSchema.Messages, CodecXml.Number(server.Major));
            xml.WriteElementString("MinorVersion", SoapSchema.Messages, CodecXml.Number(server.Minor));
            xml.WriteElementString("MajorBuildNumber", SoapSchema.Messages, CodecXml.Number(server.MajorBuild));
            xml.WriteElementString("MinorBuildNumber", SoapSchema.Messages, CodecXml.Number(server.MinorBuild));
            xml.Header("Version", SoapSchema.Messages, server.Version);
            xml.WriteEndElement();
        }

        xml.Header("RelatesTo", SoapSchema.Addressing, response.RelatesTo);
        xml.WriteEndElement();
    }

    private static string ActionOf(SoapResponse response) => response switch
    {
        SoapResponse.GetUserSettings => SoapSchema.ResponseActionOf(SoapOperation.GetUserSettings),
        SoapResponse.GetDomainSettings => SoapSchema.ResponseActionOf(SoapOperation.GetDomainSettings),
        SoapResponse.GetFederationInformation => SoapSchema.ResponseActionOf(SoapOperation.GetFederationInformation),
        SoapResponse.GetOrganizationRelationshipSettings => SoapSchema.ResponseActionOf(SoapOperation.GetOrganizationRelationshipSettings),
        SoapResponse.Fault => $"{SoapSchema.Addressing}/fault",     // WS-Addressing 1.0 SOAP Binding section 6
        _ => throw new UnreachableException(),
    };

    private static void Message(XmlWriter xml, SoapOperation operation, SoapErrorCode code, string message, Action inner)
    {
        xml.WriteStartElement("", $"{operation}ResponseMessage", SoapSchema.Messages);
        xml.WriteStartElement("Response");
        xml.WriteAttributeString("xmlns", "i", null, SoapSchema.Instance);
        Outcome(xml, code, message);
        inner();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Outcome(XmlWriter xml, SoapErrorCode code, string message)
    {
        xml.Required("ErrorCode", code.ToString());
        xml.Required("ErrorMessage", message);
    }

    private static void User(XmlWriter xml, UserResponse user) => xml.Around("UserResponse", () =>
    {
        Outcome(xml, user.ErrorCode, user.ErrorMessage);
        RedirectTarget(xml, user.RedirectTarget);
        xml.List("UserSettingErrors", user.SettingErrors, error => Error(xml, "UserSettingError", error));
        xml.List("UserSettings", user.Settings, setting => UserSettingXml.Write(xml, setting));
    });

    private static void Domain(XmlWriter xml, DomainResponse domain) => xml.Around("DomainResponse", () =>
    {
        Outcome(xml, domain.ErrorCode, domain.ErrorMessage);
        xml.List("DomainSettingErrors", domain.SettingErrors, error => Error(xml, "DomainSettingError", error));
        xml.List("DomainSettings", domain.Settings, setting =>
        {
            xml.WriteStartElement("DomainSetting");
            xml.WriteAttributeString("type", SoapSchema.Instance, "DomainStringSetting");
            xml.Required("Name", setting.Name);
            xml.Required("Value", setting.Value);
            xml.WriteEndElement();
        });
        RedirectTarget(xml, domain.RedirectTarget);
    });

    private static void RedirectTarget(XmlWriter xml, string target)
    {
        xml.WriteStartElement("RedirectTarget");
        if (target is "")
        {
            xml.WriteAttributeString("nil", SoapSchema.Instance, "true");
        }
        else
        {
            xml.WriteString(CodecXml.Clean(target));
        }

        xml.WriteEndElement();
    }

    private static void Error(XmlWriter xml, string element, SettingError error) => xml.Around(element, () =>
    {
        Outcome(xml, error.ErrorCode, error.ErrorMessage);
        xml.Required("SettingName", error.SettingName);
    });

    private static void Federation(XmlWriter xml, SoapResponse.GetFederationInformation federation)
    {
        xml.Optional("ApplicationUri", federation.ApplicationUri);
        xml.Texts("Domains", "Domain", federation.Domains);
        xml.List("TokenIssuers", federation.TokenIssuers, issuer => xml.Around("TokenIssuer", () =>
        {
            xml.Optional("Endpoint", issuer.Endpoint.Text);
            xml.Required("Uri", issuer.Uri);
        }));
    }

    private static void Relationship(XmlWriter xml, OrganizationRelationship one) => xml.Around("OrganizationRelationshipSettings", () =>
    {
        xml.Flag("DeliveryReportEnabled", one.DeliveryReportEnabled);
        xml.Texts("DomainNames", "Domain", one.DomainNames);
        xml.Flag("FreeBusyAccessEnabled", one.FreeBusyAccessEnabled);
        xml.Optional("FreeBusyAccessLevel", one.FreeBusyAccessLevel);
        xml.Flag("MailTipsAccessEnabled", one.MailTipsAccessEnabled);
        xml.Optional("MailTipsAccessLevel", one.MailTipsAccessLevel);
        xml.Flag("MailboxMoveEnabled", one.MailboxMoveEnabled);
        xml.Required("Name", one.Name);
        xml.Optional("TargetApplicationUri", one.TargetApplicationUri);
        xml.Optional("TargetAutodiscoverEpr", one.TargetAutodiscoverEpr.Text);
        xml.Optional("TargetSharingEpr", one.TargetSharingEpr.Text);
    });

    // SOAP 1.1 section 4.4: what is in a fault has no namespace, and SOAP's own codes are in that of the envelope.
    private static void Fault(XmlWriter xml, SoapResponse.Fault fault)
    {
        xml.WriteStartElement("Fault", SoapSchema.Envelope);
        xml.WriteElementString("faultcode", "", CodecXml.Clean($"s:{fault.Code}"));
        xml.WriteElementString("faultstring", "", CodecXml.Clean(fault.Text));
        if (fault.ErrorCode.ToString() is not "" || fault.Message is not "")
        {
            xml.WriteStartElement("detail", "");
            xml.Header("ErrorCode", SoapSchema.Messages, fault.ErrorCode.ToString());
            xml.Header("Message", SoapSchema.Messages, fault.Message);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }
}
