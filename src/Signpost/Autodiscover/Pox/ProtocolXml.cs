using System.Xml;
using Signpost.Transport;

namespace Signpost.Autodiscover.Pox;

/// <summary>One Protocol block (MS-OXDSCLI, Protocol). Its plain elements are in <see cref="ProtocolElements"/>, what is nested is here.</summary>
internal static class ProtocolXml
{
    public static void Write(XmlWriter xml, ProtocolSettings protocol)
    {
        xml.WriteStartElement("Protocol");
        if (protocol.Kind == ProtocolKind.MapiHttp)
        {
            // This kind alone says what it is by attributes.
            xml.WriteAttributeString("Type", protocol.Kind.ToString());
            xml.WriteAttributeString("Version", CodecXml.Number(protocol.Version ?? 1));
        }
        else
        {
            xml.Optional("Type", protocol.Kind.ToString());
        }

        foreach (var element in ProtocolElements.All.Where(element => element.IsWrittenFor(protocol)))
        {
            xml.Optional(element.Name, element.Get(protocol));
        }

        Side(xml, "Internal", protocol.Web.Internal);
        Side(xml, "External", protocol.Web.External);
        Pair(xml, "MailStore", protocol.MailStore);
        Pair(xml, "AddressBook", protocol.AddressBook);
        xml.WriteEndElement();
    }

    public static ProtocolSettings Read(XmlPart part)
    {
        var isNamedByAttribute = part.Child("Type") is null;
        var protocol = new ProtocolSettings
        {
            Kind = new ProtocolKind(isNamedByAttribute ? part.Attribute("Type") : part.TextOf("Type")),
            Version = CodecXml.Number(part.Attribute("Version")),
            Web = new WebAccess(Side(part.Child("Internal")), Side(part.Child("External"))),
            MailStore = Pair(part.Child("MailStore")),
            AddressBook = Pair(part.Child("AddressBook")),
        };
        foreach (var child in part.Children.DistinctBy(child => child.Name))
        {
            if (ProtocolElements.ByName.TryGetValue(child.Name, out var element))
            {
                protocol = element.Set(protocol, child.Text);
            }
        }

        return protocol;
    }

    private static void Side(XmlWriter xml, string name, WebSide side)
    {
        if (side == WebSide.None)
        {
            return;
        }

        xml.WriteStartElement(name);
        foreach (var page in side.Pages)
        {
            xml.WriteStartElement("OWAUrl");
            xml.WriteAttributeString("AuthenticationMethod", CodecXml.Clean(page.AuthenticationMethods));
            xml.WriteString(CodecXml.Clean(page.Url.Text));
            xml.WriteEndElement();
        }

        if (side.Kind != default || side.AsUrl.IsGiven)
        {
            xml.Around("Protocol", () =>
            {
                xml.Optional("Type", side.Kind.ToString());
                xml.Optional("ASUrl", side.AsUrl.Text);
            });
        }

        xml.WriteEndElement();
    }

    private static WebSide Side(XmlPart? part) => part is null ? WebSide.None : new WebSide(
        [.. part.ChildrenNamed("OWAUrl").Select(page => new WebPage(new ServiceUrl(page.Text), page.Attribute("AuthenticationMethod")))],
        new ProtocolKind(part.Child("Protocol")?.TextOf("Type") ?? ""),
        new ServiceUrl(part.Child("Protocol")?.TextOf("ASUrl") ?? ""));

    private static void Pair(XmlWriter xml, string name, UrlPair pair)
    {
        if (pair != default)
        {
            xml.Around(name, () =>
            {
                xml.Optional("InternalUrl", pair.Internal.Text);
                xml.Optional("ExternalUrl", pair.External.Text);
            });
        }
    }

    private static UrlPair Pair(XmlPart? part) => part is null
        ? default
        : new UrlPair(new ServiceUrl(part.TextOf("InternalUrl")), new ServiceUrl(part.TextOf("ExternalUrl")));
}
