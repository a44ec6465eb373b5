using System.Xml;
using Signpost.Transport;

namespace Signpost.Autodiscover.Autoconfig;

/// <summary>The document of autoconfig, version 1.1; it has no namespace.</summary>
internal static class AutoconfigXml
{
    private const string Version = "1.1";

    public static void Write(XmlWriter xml, ClientConfig config)
    {
        xml.WriteStartElement("clientConfig");
        xml.WriteAttributeString("version", Version);
        xml.WriteStartElement("emailProvider");
        xml.WriteAttributeString("id", CodecXml.Clean(config.Id));
        foreach (var domain in config.Domains)
        {
            xml.Required("domain", domain);
        }

        xml.Optional("displayName", config.DisplayName);
        xml.Optional("displayShortName", config.DisplayName);
        foreach (var server in config.Incoming)
        {
            Server(xml, "incomingServer", server);
        }

        foreach (var server in config.Outgoing)
        {
            Server(xml, "outgoingServer", server);
        }

        Dav(xml, "addressBook", "carddav", config.AddressBook);
        Dav(xml, "calendar", "caldav", config.Calendar);
        xml.WriteEndElement();
        if (config.WebMail.IsGiven)
        {
            xml.WriteStartElement("webMail");
            xml.WriteStartElement("loginPage");
            xml.WriteAttributeString("url", CodecXml.Clean(config.WebMail.Text));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    public static CodecReading<ClientConfig> Read(XmlPart root)
    {
        if (root.Name is not "clientConfig" || root.Child("emailProvider") is not { } provider)
        {
            return new CodecReading<ClientConfig>.Bad("no emailProvider in a clientConfig", root.Line, root.Column);
        }

        return new CodecReading<ClientConfig>.Ok(new ClientConfig
        {
            Id = provider.Attribute("id"),
            Domains = [.. provider.ChildrenNamed("domain").Select(domain => domain.Text)],
            DisplayName = provider.TextOf("displayName"),
            Incoming = [.. provider.ChildrenNamed("incomingServer").Select(Server)],
            Outgoing = [.. provider.ChildrenNamed("outgoingServer").Select(Server)],
            AddressBook = Dav(provider.Child("addressBook")),
            Calendar = Dav(provider.Child("calendar")),
            WebMail = new ServiceUrl(root.Child("webMail")?.Child("loginPage")?.Attribute("url") ?? ""),
        });
    }

    private static void Server(XmlWriter xml, string element, AutoconfigServer server)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("type", CodecXml.Clean(server.Type));
        xml.Optional("hostname", server.HostName);
        xml.Optional("port", CodecXml.Number(server.Port));
        xml.Optional("socketType", server.SocketType);
        xml.Optional("authentication", server.Authentication);
        xml.Optional("username", server.UserName);
        xml.Optional("owaURL", server.OwaUrl.Text);
        xml.Optional("ewsURL", server.EwsUrl.Text);
        xml.Optional("easURL", server.EasUrl.Text);
        xml.WriteEndElement();
    }

    private static AutoconfigServer Server(XmlPart part) => new()
    {
        Type = part.Attribute("type"),
        HostName = part.TextOf("hostname"),
        Port = CodecXml.Number(part.TextOf("port")),
        SocketType = part.TextOf("socketType"),
        Authentication = part.TextOf("authentication"),
        UserName = part.TextOf("username"),
        OwaUrl = new ServiceUrl(part.TextOf("owaURL")),
        EwsUrl = new ServiceUrl(part.TextOf("ewsURL")),
        EasUrl = new ServiceUrl(part.TextOf("easURL")),
    };

    private static void Dav(XmlWriter xml, string element, string type, ServiceUrl url)
    {
        if (url.IsGiven)
        {
            xml.WriteStartElement(element);
            xml.WriteAttributeString("type", type);
            xml.Required("username", ClientConfig.EmailAddress);
            xml.Required("authentication", "http-basic");
            xml.Required("serverURL", url.Text);
            xml.WriteEndElement();
        }
    }

    // Later drafts of the format call it url.
    private static ServiceUrl Dav(XmlPart? part) => new(part is null ? "" : part.TextOf("serverURL") is not "" and var url ? url : part.TextOf("url"));
}
