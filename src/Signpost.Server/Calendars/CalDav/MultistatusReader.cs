using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Signpost.Server.Calendars.CalDav;

/// <summary>Reads a multistatus (RFC 4918 section 14.16), one resource at a time.</summary>
internal static class MultistatusReader
{
    private const int MostDepth = 64;

    private static readonly XNamespace Dav = "DAV:";
    private static readonly XNamespace CalDav = "urn:ietf:params:xml:ns:caldav";
    private static readonly XNamespace CalendarServer = "http://calendarserver.org/ns/";

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

    /// <summary>Reads all of it.</summary>
    /// <param name="body">The document.</param>
    /// <param name="asked">What was asked, from which the names of resources are resolved.</param>
    public static DavReply Read(Stream body, Uri asked)
    {
        try
        {
            using var reader = XmlReader.Create(body, Settings);
            return Read(reader, asked);
        }
        catch (XmlException)
        {
            return new DavReply.Broken("its answer is no XML");
        }
    }

    private static DavReply Read(XmlReader reader, Uri asked)
    {
        if (reader.MoveToContent() is not XmlNodeType.Element || reader.LocalName is not "multistatus" || reader.NamespaceURI != Dav)
        {
            return new DavReply.Broken($"its answer is no multistatus but '{reader.LocalName}'");
        }

        var (resources, token) = (ImmutableArray.CreateBuilder<DavResource>(), "");
        reader.Read();
        while (!reader.EOF)
        {
            if (reader.NodeType is not XmlNodeType.Element || reader.Depth != 1)
            {
                reader.Read();
            }
            else if (ReadChild(reader) is not { } child)
            {
                return new DavReply.Broken("its answer is nested too deep");
            }
            else if (child.Name == Dav + "sync-token")
            {
                token = child.Value.Trim();
            }
            else if (child.Name == Dav + "response" && Resource(child, asked) is { } resource)
            {
                resources.Add(resource);
            }
        }

        return new DavReply.Multistatus(resources.ToImmutable(), token);
    }

    // It leaves the reader behind the element.
    private static XElement? ReadChild(XmlReader reader)
    {
        using var inner = reader.ReadSubtree();
        inner.Read();
        XElement? root = null;
        var open = new Stack<XElement>();
        do
        {
            switch (inner.NodeType)
            {
                case XmlNodeType.Element:
                    var element = new XElement(XName.Get(inner.LocalName, inner.NamespaceURI));
                    if (inner.GetAttribute("name") is { } name)
                    {
                        element.SetAttributeValue("name", name);
                    }

                    if (open.TryPeek(out var parent))
                    {
                        parent.Add(element);
                    }

                    root ??= element;
                    if (!inner.IsEmptyElement)
                    {
                        open.Push(element);
                    }

                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when open.Count > 0:
                    open.Peek().Add(inner.Value);
                    break;
            }
        }
        while (open.Count <= MostDepth && inner.Read());

        var isWhole = open.Count <= MostDepth;
        inner.Close();
        reader.Read();
        return isWhole ? root : null;
    }

    // A resource of another server is none: nothing is asked there, and no password goes there.
    private static DavResource? Resource(XElement response, Uri asked)
    {
        if (!Uri.TryCreate(asked, response.Element(Dav + "href")?.Value.Trim() ?? "", out var url) || !DavClient.IsSameOrigin(url, asked))
        {
            return null;
        }

        var found = response.Elements(Dav + "propstat").Where(one => StatusOf(one.Element(Dav + "status")) is null or 200).Elements(Dav + "prop").Elements().ToArray();
        var resource = found.Aggregate(new DavResource(url, StatusOf(response.Element(Dav + "status")) ?? 200), With);
        return found.Any(IsLeftOut) ? resource with { IsCalendar = false } : resource;
    }

    private static DavResource With(DavResource resource, XElement found) => found.Name switch
    {
        var name when name == Dav + "getetag" => resource with { ETag = found.Value.Trim() },
        var name when name == CalendarServer + "getctag" => resource with { CTag = found.Value.Trim() },
        var name when name == Dav + "sync-token" => resource with { SyncToken = found.Value.Trim() },
        var name when name == CalDav + "calendar-data" => resource with { Text = found.Value },
        var name when name == Dav + "resourcetype" => resource with
        {
            IsCollection = found.Element(Dav + "collection") is not null,
            IsCalendar = found.Element(CalDav + "calendar") is not null,
        },
        _ => resource,
    };

    // A calendar that has no place for events, or does not count for its owner.
    private static bool IsLeftOut(XElement found) =>
        (found.Name == CalDav + "supported-calendar-component-set" && found.Elements(CalDav + "comp").Any()
            && !found.Elements(CalDav + "comp").Any(one => ((string?)one.Attribute("name"))?.Equals("VEVENT", StringComparison.OrdinalIgnoreCase) ?? false))
        || (found.Name == CalDav + "schedule-calendar-transp" && found.Element(CalDav + "transparent") is not null);

    private static int? StatusOf(XElement? status) =>
        status?.Value.Trim().Split(' ') is [_, var code, ..] && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
