using Signpost.Autodiscover.Pox;
using Signpost.Server.Endpoints;
using Signpost.Tests.Fakes;

namespace Signpost.Server.Tests.Endpoints;

/// <summary>What the server answers obeys the published schemas, which are not ours to ship: they are read from a directory of the reader's own.</summary>
public sealed class PublishedSchemaTests
{
    [Theory]
    [InlineData("ann@contoso.test", PoxSchema.MobileSyncResponse)]
    [InlineData("nobody@contoso.test", PoxSchema.MobileSyncResponse)]
    [InlineData("nobody@contoso.test", PoxSchema.OutlookResponse)]
    [InlineData("ann@contoso.test", "http://example.org/none")]
    public async Task An_answer_obeys_the_published_schema(string address, string schema)
    {
        var schemas = PublishedAutodiscover.Load();
        var request = new PoxRequest { EMailAddress = address, AcceptableResponseSchema = schema };

        var answer = await new Contoso { Services = ServiceSets.Everything }.AskAsAnnAsync("POST", AutodiscoverPox.Path, PoxCodec.WriteRequest(request));

        Assert.Empty(PublishedAutodiscover.Faults(schemas, Contoso.Body(answer)));
    }
}
