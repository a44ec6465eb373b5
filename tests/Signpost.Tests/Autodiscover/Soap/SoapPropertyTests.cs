using CsCheck;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Autodiscover.Soap;

public sealed class SoapPropertyTests
{
    private static readonly byte[][] Whole =
        [.. SoapGolden.Requests.Keys.Concat(SoapGolden.Responses.Keys).Append("example-request").Append("example-response").Select(SoapGolden.Bytes)];

    [Fact]
    public void Every_request_comes_back_and_obeys_our_schema() => AnySoap.Requests.Sample(request =>
    {
        var written = SoapCodec.WriteRequest(request);

        Assert.Equal(new SoapRequestReading.Ok(request), SoapCodec.ReadRequest(written));
        Assert.Empty(SoapXsd.Faults(written));
    });

    [Fact]
    public void Every_response_comes_back_and_obeys_our_schema() => AnySoap.Responses.Sample(response =>
    {
        var written = SoapCodec.WriteResponse(response);

        Assert.Equal(new CodecReading<SoapResponse>.Ok(response), SoapCodec.ReadResponse(written));
        Assert.Empty(SoapXsd.Faults(written));
    });

    [Fact]
    public void A_damaged_message_never_throws() => Gen.Select(Gen.OneOf(Whole), Mutation.Any).Sample((bytes, damage) =>
    {
        var damaged = damage(bytes);
        return SoapCodec.ReadRequest(damaged) is not null && SoapCodec.ReadResponse(damaged) is not null;
    });

    [Theory]
    [InlineData("example-request")]
    [InlineData("example-response")]
    public void A_message_cut_off_at_any_byte_is_refused(string name)
    {
        var whole = SoapGolden.Bytes(name).AsMemory();
        whole = whole[..(whole.Span.LastIndexOf((byte)'>') + 1)];

        for (var length = 0; length < whole.Length; length++)
        {
            Assert.IsType<SoapRequestReading.Bad>(SoapCodec.ReadRequest(whole[..length]));
            Assert.IsType<CodecReading<SoapResponse>.Bad>(SoapCodec.ReadResponse(whole[..length]));
        }
    }

    [Fact]
    public void Any_bytes_are_refused_without_a_throw() => Gen.Byte.Array[0, 200].Sample(bytes =>
        SoapCodec.ReadRequest(bytes) is SoapRequestReading.Bad && SoapCodec.ReadResponse(bytes) is CodecReading<SoapResponse>.Bad);
}
