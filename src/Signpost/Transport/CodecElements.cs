using System.Collections.Immutable;
using System.Xml;

namespace Signpost.Transport;

/// <summary>Words for writing elements, each in the namespace of what is around it, and for reading what is written with them.</summary>
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

        /// <summary>A header with text; nothing where there is no text.</summary>
        public void Header(string name, string space, string text)
        {
            if (text is not "")
            {
                xml.WriteElementString(name, space, CodecXml.Clean(text));
            }
        }

        /// <summary>A list of texts: an element for all, even of none, and one for each.</summary>
        public void Texts(string list, string item, ImmutableArray<string> texts) => xml.List(list, texts, text => xml.Required(item, text));

        /// <summary>A list: the EWS Managed API wants the element for all also where there is none in it.</summary>
        public void List<T>(string list, ImmutableArray<T> items, Action<T> write) => xml.Around(list, () =>
        {
            foreach (var item in items)
            {
                write(item);
            }
        });

        /// <summary>A yes or no, as XML Schema writes it.</summary>
        public void Flag(string name, bool value) => xml.Required(name, value ? "true" : "false");
    }

    extension(XmlPart part)
    {
        /// <summary>A list that may be absent, which is read as empty: who writes it by hand leaves it out.</summary>
        public ImmutableArray<T> ListOf<T>(string list, string item, Func<XmlPart, T> read) =>
            part.Child(list) is { } found ? [.. found.ChildrenNamed(item).Select(read)] : [];

        public ImmutableArray<string> TextsOf(string list, string item) => part.ListOf(list, item, one => one.Text);

        /// <summary>A yes or no in any spelling of XML Schema; no where it is absent.</summary>
        public bool FlagOf(string name) => part.TextOf(name) is var text && (CodecXml.Flag(text) ?? text is "1");
    }
}
