using CsCheck;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;
using Signpost.Tests.Fakes;
using Signpost.Transport;

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

    [Fact]
    public void A_request_cut_off_at_any_byte_is_refused() =>
        Assert.All(Beginnings("example-request"), bytes => Assert.IsType<SoapRequestReading.Bad>(SoapCodec.ReadRequest(bytes)));

    [Fact]
    public void An_answer_cut_off_at_any_byte_is_refused() =>
        Assert.All(Beginnings("example-response"), bytes => Assert.IsType<CodecReading<SoapResponse>.Bad>(SoapCodec.ReadResponse(bytes)));

    [Fact]
    public void Any_bytes_are_refused_without_a_throw() => Gen.Byte.Array[0, 200].Sample(bytes =>
        SoapCodec.ReadRequest(bytes) is SoapRequestReading.Bad && SoapCodec.ReadResponse(bytes) is CodecReading<SoapResponse>.Bad);

    private static IEnumerable<ReadOnlyMemory<byte>> Beginnings(string name)
    {
        var whole = SoapGolden.Bytes(name);
        return Enumerable.Range(0, Array.LastIndexOf(whole, (byte)'>')).Select(length => new ReadOnlyMemory<byte>(whole, 0, length));
    }
}
