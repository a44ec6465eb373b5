using System.Text;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Transport;

namespace Signpost.Tests.Autodiscover.Pox;

public sealed class PoxGoldenTests
{
    public static TheoryData<string> Responses { get; } = [.. Golden.Responses.Keys];

    [Theory]
    [MemberData(nameof(Responses))]
    public void A_response_is_written_as_in_the_document(string name) =>
        Assert.Equal(Encoding.UTF8.GetString(Golden.Bytes(name)), Encoding.UTF8.GetString(PoxCodec.WriteResponse(Golden.Responses[name])));

    [Theory]
    [MemberData(nameof(Responses))]
    public void A_response_is_read_from_the_document(string name) =>
        Assert.Equal(new CodecReading<PoxResponse>.Ok(Golden.Responses[name]), PoxCodec.ReadResponse(Golden.Bytes(name)));

    [Fact]
    public void Requests_are_written_as_in_the_documents()
    {
        Assert.Equal(Golden.Bytes("request"), PoxCodec.WriteRequest(Golden.OutlookRequest));
        Assert.Equal(Golden.Bytes("request-mobilesync"), PoxCodec.WriteRequest(Golden.MobileSyncRequest));
    }

    [Fact]
    public void Requests_are_read_from_the_documents()
    {
        Assert.Equal(new CodecReading<PoxRequest>.Ok(Golden.OutlookRequest), PoxCodec.ReadRequest(Golden.Bytes("request")));
        Assert.Equal(new CodecReading<PoxRequest>.Ok(Golden.MobileSyncRequest), PoxCodec.ReadRequest(Golden.Bytes("request-mobilesync")));
    }
}
