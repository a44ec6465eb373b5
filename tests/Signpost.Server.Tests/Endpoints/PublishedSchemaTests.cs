using System.Xml;
using System.Xml.Schema;
using Signpost.Autodiscover.Pox;
using Signpost.Server.Endpoints;

namespace Signpost.Server.Tests.Endpoints;

/// <summary>What the server answers obeys the published schemas, which are not ours to ship: they are read from a directory of the reader's own.</summary>
public sealed class PublishedSchemaTests
{
    private const string Variable = "SIGNPOST_SCHEMAS";

    [Theory]
    [InlineData("ann@contoso.test", PoxSchema.MobileSyncResponse)]
    [InlineData("nobody@contoso.test", PoxSchema.MobileSyncResponse)]
    [InlineData("nobody@contoso.test", PoxSchema.OutlookResponse)]
    [InlineData("ann@contoso.test", "http://example.org/none")]
    public async Task An_answer_obeys_the_published_schema(string address, string schema)
    {
        var schemas = Published();
        var request = new PoxRequest { EMailAddress = address, AcceptableResponseSchema = schema };

        var answer = await new Contoso { Services = ServiceSets.Everything }.AskAsAnnAsync("POST", AutodiscoverPox.Path, PoxCodec.WriteRequest(request));

        Assert.Empty(Faults(schemas, Contoso.Body(answer)));
    }

    private static XmlSchemaSet Published()
    {
        var directory = Environment.GetEnvironmentVariable(Variable) ?? "";
        var (envelope, mobileSync) = (Path.Combine(directory, "AutodiscoverResponse.xsd"), Path.Combine(directory, "AutodiscoverMobileSync.xsd"));
        if (directory is "" || !File.Exists(envelope) || !File.Exists(mobileSync))
        {
            Assert.Skip($"needs {Variable}: a directory with AutodiscoverResponse.xsd and AutodiscoverMobileSync.xsd, as published by Microsoft");
        }

        var (inner, outer) = (Schema(mobileSync), Schema(envelope));
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
