using System.Xml;
using System.Xml.Linq;

namespace Signpost.Server.Tests.Endpoints;

/// <summary>Reads a property list as a device does: it fails where a key has no value, or one of another kind.</summary>
internal static class Plist
{
    public static Dictionary<string, object> Read(byte[] document)
    {
        using var reader = XmlReader.Create(new MemoryStream(document), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return (Dictionary<string, object>)Value(XDocument.Load(reader).Root!.Elements().Single());
    }

    /// <summary>The payloads by their types.</summary>
    public static Dictionary<string, Dictionary<string, object>> Payloads(byte[] document) =>
        ((object[])Read(document)["PayloadContent"]).Cast<Dictionary<string, object>>().ToDictionary(payload => (string)payload["PayloadType"]);

    private static object Value(XElement element) => element.Name.LocalName switch
    {
        "dict" => element.Elements().Chunk(2).ToDictionary(pair => pair[0].Name.LocalName is "key" ? pair[0].Value : throw new InvalidDataException("no key"), pair => Value(pair[1])),
        "array" => element.Elements().Select(Value).ToArray(),
        "string" => element.Value,
        "integer" => (int)element,
        "true" => true,
        "false" => false,
        var other => throw new InvalidDataException($"no value: {other}"),
    };
}
