using System.Xml;
using Signpost.Transport;

namespace Signpost.Autodiscover.MobileConfig;

/// <summary>Configuration profiles of Apple, as property lists in XML. They are written only: devices read them, servers don't.</summary>
public static class MobileConfigCodec
{
    /// <summary>The content type by which a device takes it for a profile and offers to install it.</summary>
    public const string ContentType = "application/x-apple-aspen-config";

    /// <summary>Writes a profile; the same one to the byte each time.</summary>
    public static byte[] Write(AppleProfile profile) => CodecXml.Document(xml =>
    {
        xml.WriteDocType("plist", "-//Apple//DTD PLIST 1.0//EN", "http://www.apple.com/DTDs/PropertyList-1.0.dtd", null);
        xml.WriteStartElement("plist");
        xml.WriteAttributeString("version", "1.0");
        new ProfilePlist(new PlistWriter(xml), profile).Write();
        xml.WriteEndElement();
    });
}
