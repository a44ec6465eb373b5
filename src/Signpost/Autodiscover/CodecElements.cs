using System.Xml;

namespace Signpost.Autodiscover;

/// <summary>Words for writing elements; each is in the namespace of what is around it.</summary>
internal static class CodecElements
{
    extension(XmlWriter xml)
    {
        /// <summary>An element with text; nothing where there is no text.</summary>
        public void Optional(string name, string text)
        {
            if (text is not "")
            {
                xml.Required(name, text);
            }
        }

        /// <summary>An element with text, or empty.</summary>
        public void Required(string name, string text) => xml.WriteElementString(name, CodecXml.Clean(text));

        /// <summary>An element around others.</summary>
        public void Around(string name, Action inner)
        {
            xml.WriteStartElement(name);
            inner();
            xml.WriteEndElement();
        }
    }
}
