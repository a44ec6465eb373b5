using System.Xml;
using Signpost.Transport;

namespace Signpost.Folders;

/// <summary>An AlternateId: all of it in attributes.</summary>
internal static class AlternateIdXml
{
    public static void Write(XmlWriter xml, AlternateId id)
    {
        xml.WriteAttributeString("Format", CodecXml.Clean(id.Format));
        xml.WriteAttributeString("Id", CodecXml.Clean(id.Id));
        xml.WriteAttributeString("Mailbox", CodecXml.Clean(id.Mailbox));
    }

    public static AlternateId Read(XmlPart part) => new(part.Attribute("Format"), part.Attribute("Id"), part.Attribute("Mailbox"));
}
