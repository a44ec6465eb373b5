using System.Collections.Immutable;
using System.Xml;
using Signpost.Transport;

namespace Signpost.Autodiscover.Soap;

/// <summary>Words for headers and lists.</summary>
internal static class SoapElements
{
    extension(XmlWriter xml)
    {
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

        public bool FlagOf(string name) => part.TextOf(name) is var text && (CodecXml.Flag(text) ?? text is "1");

        /// <summary>The code; where none is given, all is well.</summary>
        public SoapErrorCode ErrorCode => part.TextOf("ErrorCode") is not "" and var text ? new SoapErrorCode(text) : SoapErrorCode.NoError;
    }
}
