using System.Xml;
using System.Xml.Schema;

namespace Signpost.Tests.Autodiscover.Soap;

/// <summary>Our own schemas of the messages, written from the facts: no published schema is used.</summary>
internal static class SoapXsd
{
    private static readonly XmlSchemaSet Schemas = Compiled();

    /// <summary>In what a message does not obey them.</summary>
    public static List<string> Faults(byte[] message)
    {
        var faults = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = Schemas };
        settings.ValidationEventHandler += (_, fault) => faults.Add(fault.Message);
        using var reader = XmlReader.Create(new MemoryStream(message), settings);
        while (reader.Read())
        {
        }

        return faults;
    }

    private static XmlSchemaSet Compiled()
    {
        var schemas = new XmlSchemaSet { XmlResolver = null };
        foreach (var name in new[] { "soap-envelope", "soap-autodiscover" })
        {
            using var text = typeof(SoapXsd).Assembly.GetManifestResourceStream($"{typeof(SoapXsd).Namespace}.{name}.xsd")!;
            using var xml = XmlReader.Create(text);
            schemas.Add(XmlSchema.Read(xml, (_, fault) => throw fault.Exception)!);
        }

        schemas.Compile();
        return schemas;
    }
}
