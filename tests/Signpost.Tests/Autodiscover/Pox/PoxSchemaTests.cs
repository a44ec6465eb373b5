using System.Xml;
using System.Xml.Schema;
using Signpost.Autodiscover.Pox;

namespace Signpost.Tests.Autodiscover.Pox;

/// <summary>What we write obeys the published schemas, which are not ours to ship: they are read from a directory of the reader's own.</summary>
public sealed class PoxSchemaTests
{
    private const string Variable = "SIGNPOST_SCHEMAS";

    [Theory]
    [InlineData("error")]
    [InlineData("mobilesync-settings")]
    [InlineData("mobilesync-redirect")]
    [InlineData("mobilesync-error")]
    public void What_we_write_obeys_the_published_schema(string name)
    {
        var schemas = Published();

        Assert.Empty(Faults(schemas, PoxCodec.WriteResponse(Golden.Responses[name])));
    }

    [Fact]
    public void The_published_schema_would_notice()
    {
        var schemas = Published();
        var error = System.Text.Encoding.UTF8.GetString(Golden.Bytes("error"));

        Assert.NotEmpty(Faults(schemas, System.Text.Encoding.UTF8.GetBytes(error.Replace("Message", "Massage", StringComparison.Ordinal))));
    }

    private static XmlSchemaSet Published()
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

    private static List<string> Faults(XmlSchemaSet schemas, byte[] message)
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
