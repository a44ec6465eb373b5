using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Xml;

namespace Signpost.Transport;

/// <summary>Reads XML that strangers sent: no DTD, nothing fetched, bounded in size and depth. What is wrong comes back as a value.</summary>
internal static class SafeXml
{
    /// <summary>For what a server answers: 1 MiB.</summary>
    public const int AnswerLimit = 1 << 20;

    /// <summary>For what a client asks: 64 KiB.</summary>
    public const int RequestLimit = 1 << 16;

    /// <summary>Elements inside each other; Autodiscover needs 7, a SOAP answer of EWS about 15.</summary>
    public const int DepthLimit = 32;

    // A server reads thousands of requests a second.
    private static readonly XmlReaderSettings ForRequests = Settings(RequestLimit);

    /// <summary>Reads a whole document.</summary>
    /// <param name="document">Its bytes; the encoding is found as XML 1.0 appendix F says.</param>
    /// <param name="limit">How many bytes it may have.</param>
    public static XmlReading Read(ReadOnlyMemory<byte> document, int limit)
    {
        if (document.Length > limit)
        {
            return new XmlReading.Bad(string.Create(CultureInfo.InvariantCulture, $"larger than {limit / 1024} KiB"), 0, 0);
        }

        var start = XmlStart.Of(document);
        if (start.IsEmpty)
        {
            return new XmlReading.Bad("empty", 0, 0);
        }

        try
        {
            using var reader = XmlReader.Create(AsStream(document[start.Skipped..]), limit == RequestLimit ? ForRequests : Settings(limit));
            return Tree(reader, start) switch
            {
                // A home page in XHTML parses, and is none the more an answer for it.
                XmlReading.Document { Root: var root } when root.Name is "html" => new XmlReading.Bad(XmlStart.HtmlPage, root.Line, root.Column),
                var read => read,
            };
        }
        catch (XmlException bad)
        {
            var (line, column) = start.Place(bad.LineNumber, bad.LinePosition);
            return new XmlReading.Bad(XmlStart.RefusalOf(document.Span) ?? InWords(bad), line, column);
        }
    }

    /// <summary>Reads a document part by part, as far as the caller wants; it throws what <see cref="Read"/> gives back.</summary>
    public static XmlReader Reader(ReadOnlyMemory<byte> document, int limit) =>
        XmlReader.Create(AsStream(document[XmlStart.Of(document).Skipped..]), Settings(limit));

    private static XmlReaderSettings Settings(int limit) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = limit,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private static MemoryStream AsStream(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);

    private static XmlReading Tree(XmlReader reader, XmlStart start)
    {
        XmlPart? root = null;
        var open = new Stack<XmlPart>();
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var isEmpty = reader.IsEmptyElement;
                    var part = Part(reader, start);
                    if (open.Count == DepthLimit)
                    {
                        return new XmlReading.Bad(
                            string.Create(CultureInfo.InvariantCulture, $"nested deeper than {DepthLimit} elements"), part.Line, part.Column);
                    }

                    root ??= part;
                    if (open.TryPeek(out var parent))
                    {
                        parent.Add(part);
                    }

                    if (!isEmpty)
                    {
                        open.Push(part);
                    }

                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when open.Count > 0:
                    open.Peek().Add(reader.Value);
                    break;
            }
        }

        return new XmlReading.Document(root!);
    }

    private static XmlPart Part(XmlReader reader, XmlStart start)
    {
        var at = (IXmlLineInfo)reader;
        var (line, column) = start.Place(at.LineNumber, at.LinePosition);
        var (name, space) = (reader.LocalName, reader.NamespaceURI);
        var attributes = ImmutableArray.CreateBuilder<(string Name, string Value)>(reader.AttributeCount);
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix is "" or "xml")
            {
                attributes.Add((reader.Name, reader.Value));
            }
        }

        return new XmlPart(name, space, attributes.ToImmutable(), line, column);
    }

    // The platform says where, too; we say that ourselves, and in our own form.
    private static string InWords(XmlException bad)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $" Line {bad.LineNumber}, position {bad.LinePosition}.");
        var what = bad.Message.Replace(place, "", StringComparison.Ordinal).TrimEnd('.');
        return $"not XML: {char.ToLowerInvariant(what[0])}{what[1..]}";
    }
}
