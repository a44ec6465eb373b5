using System.Xml;
using System.Xml.Schema;

namespace Signpost.Tests.Fakes;

/// <summary>The published schemas of Autodiscover, which are not ours to ship: they are read from a directory of the reader's own.</summary>
internal static class PublishedAutodiscover
{
    private const string Variable = "SIGNPOST_SCHEMAS";

    /// <summary>The schemas; skips the test, with the reason, where they are not there.</summary>
    public static XmlSchemaSet Load()
    {
        var directory = Environment.GetEnvironmentVariable(Variable) ?? "";
        var (envelope, mobileSync) = (Path.Combine(directory, "AutodiscoverResponse.xsd"), Path.Combine(directory, "AutodiscoverMobileSync.xsd"));
        if (directory is "" || !File.Exists(envelope) || !File.Exists(mobileSync))
        {
            Assert.Skip($"needs {Variable}: a directory with AutodiscoverResponse.xsd and AutodiscoverMobileSync.xsd, as published by Microsoft");
        }

        var inner = Schema(mobileSync);
        var outer = Schema(envelope);
        outer.Includes.Add(new XmlSchemaImport { Namespace = inner.TargetNamespace, Schema = inner });   // the published file forgets to
        var schemas = new XmlSchemaSet { XmlResolver = null };
        schemas.Add(outer);
        schemas.Compile();
        return schemas;
    }

    private static XmlSchema Schema(string path)
    {
        using var reader = XmlReader.Create(path);
        return XmlSchema.Read(reader, null)!;
    }

    /// <summary>What a message has against them.</summary>
    public static List<string> Faults(XmlSchemaSet schemas, byte[] message)
    {
        var faults = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas };
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, fault) => faults.Add(fault.Message);
        using var reader = XmlReader.Create(new MemoryStream(message), settings);
        while (reader.Read())
        {
        }

        return faults;
    }
}
