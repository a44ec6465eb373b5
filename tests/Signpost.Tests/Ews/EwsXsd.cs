using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Signpost.Tests.Ews;

/// <summary>The published schemas of EWS, which are not ours to ship: they are read from a directory of the reader's own.</summary>
internal static class EwsXsd
{
    private const string Variable = "SIGNPOST_SCHEMAS";

    private static readonly XmlSchemaSet? Schemas = Compiled();

    /// <summary>In what the message within an envelope does not obey them.</summary>
    public static List<string> Faults(byte[] envelope)
    {
        var document = XDocument.Load(new MemoryStream(envelope));
        var message = document.Descendants().Single(one => one.Name.LocalName is "Body").Elements().Single();

        // The name of a type in xsi:type has a prefix, and that is declared on the envelope.
        message.Add(document.Root!.Attributes().Where(one => one.IsNamespaceDeclaration && message.Attribute(one.Name) is null));
        var faults = new List<string>();
        new XDocument(message).Validate(Published(), (_, fault) => faults.Add(fault.Message));
        return faults;
    }

    /// <summary>The words of an enumeration.</summary>
    public static HashSet<string> Words(XmlQualifiedName type) =>
        [.. ((XmlSchemaSimpleTypeRestriction)((XmlSchemaSimpleType)Published().GlobalTypes[type]!).Content!).Facets.OfType<XmlSchemaEnumerationFacet>().Select(one => one.Value!)];

    public static XmlSchemaSet Published()
    {
        if (Schemas is null)
        {
            Assert.Skip($"needs {Variable}: a directory with messages.xsd and types.xsd of Exchange Web Services, as published by Microsoft");
        }

        return Schemas;
    }

    private static XmlSchemaSet? Compiled()
    {
        var directory = Environment.GetEnvironmentVariable(Variable) ?? "";
        string[] files = [Path.Combine(directory, "types.xsd"), Path.Combine(directory, "messages.xsd")];
        if (directory is "" || !files.All(File.Exists))
        {
            return null;
        }

        var schemas = new XmlSchemaSet { XmlResolver = null };
        foreach (var file in files)
        {
            using var reader = XmlReader.Create(file);
            schemas.Add(XmlSchema.Read(reader, null)!);
        }

        schemas.Compile();
        return schemas;
    }
}
