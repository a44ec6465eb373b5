using System.Xml;
using Signpost.Transport;

namespace Signpost.Autodiscover.MobileConfig;

/// <summary>The few words of a property list that a profile needs.</summary>
internal sealed class PlistWriter(XmlWriter xml)
{
    public void Text(string key, string value)
    {
        Key(key);
        xml.Required("string", value);
    }

    public void Number(string key, int value)
    {
        Key(key);
        xml.Required("integer", CodecXml.Number(value));
    }

    public void Flag(string key, bool value)
    {
        Key(key);
        xml.WriteStartElement(value ? "true" : "false");
        xml.WriteEndElement();
    }

    public void Array(string key, Action items)
    {
        Key(key);
        xml.Around("array", items);
    }

    public void Dictionary(Action entries) => xml.Around("dict", entries);

    private void Key(string key) => xml.Required("key", key);
}
