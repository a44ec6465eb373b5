using System.Xml;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.MailTips;

/// <summary>How clients are to ask for tips (MS-OXWCONFIG, MailTipsServiceConfiguration).</summary>
internal static class MailTipsConfigurationXml
{
    public const string Name = "MailTipsConfiguration";

    private const string Subdomains = "IncludeSubdomains";

    public static void Write(XmlWriter xml, MailTipsConfiguration tips) => xml.InMessages(Name, () =>
    {
        xml.Type("MailTipsEnabled", tips.IsEnabled);
        xml.Type("MaxRecipientsPerGetMailTipsRequest", tips.MostRecipients);
        xml.Type("MaxMessageSize", tips.MaxMessageSize);
        xml.Type("LargeAudienceThreshold", tips.LargeAudienceThreshold);
        xml.Type("ShowExternalRecipientCount", tips.ShowsExternalRecipients);
        xml.TypeList("InternalDomains", tips.InternalDomains, domain =>
        {
            xml.WriteStartElement("Domain", EwsSchema.Types);
            xml.WriteAttributeString("Name", CodecXml.Clean(domain.Name));
            xml.WriteAttributeString(Subdomains, XmlConvert.ToString(domain.WithSubdomains));
            xml.WriteEndElement();
        });
        xml.Type("PolicyTipsEnabled", tips.HasPolicyTips);
        xml.Type("LargeAudienceCap", tips.LargeAudienceCap);
    });

    // Exchange 2010 has neither of the last two.
    public static MailTipsConfiguration Read(XmlPart part) => new()
    {
        IsEnabled = part.FlagOf("MailTipsEnabled"),
        MostRecipients = part.NumberOf("MaxRecipientsPerGetMailTipsRequest") ?? 0,
        MaxMessageSize = part.NumberOf("MaxMessageSize") ?? 0,
        LargeAudienceThreshold = part.NumberOf("LargeAudienceThreshold") ?? 0,
        ShowsExternalRecipients = part.FlagOf("ShowExternalRecipientCount"),
        InternalDomains = part.ListOf("InternalDomains", "Domain", domain => new InternalDomain(domain.Attribute("Name"), domain.Attribute(Subdomains) is "true" or "1")),
        HasPolicyTips = part.FlagOf("PolicyTipsEnabled"),
        LargeAudienceCap = part.NumberOf("LargeAudienceCap") ?? 0,
    };
}
