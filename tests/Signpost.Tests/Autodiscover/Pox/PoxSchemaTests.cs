using Signpost.Autodiscover.Pox;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Autodiscover.Pox;

/// <summary>What we write obeys the published schemas, which are not ours to ship: they are read from a directory of the reader's own.</summary>
public sealed class PoxSchemaTests
{
    [Theory]
    [InlineData("error")]
    [InlineData("mobilesync-settings")]
    [InlineData("mobilesync-redirect")]
    [InlineData("mobilesync-error")]
    public void What_we_write_obeys_the_published_schema(string name)
    {
        var schemas = PublishedAutodiscover.Load();

        Assert.Empty(PublishedAutodiscover.Faults(schemas, PoxCodec.WriteResponse(Golden.Responses[name])));
    }

    [Fact]
    public void The_published_schema_would_notice()
    {
        var schemas = PublishedAutodiscover.Load();
        var error = System.Text.Encoding.UTF8.GetString(Golden.Bytes("error"));

        Assert.NotEmpty(PublishedAutodiscover.Faults(schemas, System.Text.Encoding.UTF8.GetBytes(error.Replace("Message", "Massage", StringComparison.Ordinal))));
    }
}
