using CsCheck;
using Signpost.Ews;
using Signpost.Oof;
using Signpost.Tests.Ews;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Oof;

public sealed class OofPropertyTests
{
    private static readonly byte[] Request = OofCodec.WriteRequest(new OofRequest.Set(new EwsAddress("anna@corp.example"), OofSettings.Never(DateTimeOffset.UnixEpoch)));

    private static readonly byte[] Answer =
        OofCodec.WriteResponse(new OofResponse.Get(EwsOutcome.Success, OofSettings.Never(DateTimeOffset.UnixEpoch), ExternalAudience.All));

    [Fact]
    public void Every_request_comes_back() => AnyOof.Requests.Sample(request =>
        Assert.Equal(new EwsRequestReading<OofRequest>.Ok(request), OofCodec.ReadRequest(OofCodec.WriteRequest(request))));

    [Fact]
    public void Every_response_comes_back() => AnyOof.Responses.Sample(response =>
        Assert.Equal(new CodecReading<OofResponse>.Ok(response), OofCodec.ReadResponse(OofCodec.WriteResponse(response))));

    [Fact]
    public void Every_request_obeys_the_published_schema()
    {
        EwsXsd.Published();

        AnyOof.Requests.Sample(request => Assert.Empty(EwsXsd.Faults(OofCodec.WriteRequest(request))));
    }

    [Fact]
    public void Every_response_obeys_the_published_schema_but_for_codes_it_does_not_know()
    {
        EwsXsd.Published();

        AnyOof.Responses.Sample(response =>
            Assert.DoesNotContain(EwsXsd.Faults(OofCodec.WriteResponse(response)), fault => !fault.Contains("ResponseCodeType' - The Enumeration constraint failed", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_damaged_message_never_throws() => Gen.Select(Gen.OneOf(Request, Answer), Mutation.Any).Sample((bytes, damage) =>
    {
        var damaged = damage(bytes);
        return OofCodec.ReadRequest(damaged) is not null && OofCodec.ReadResponse(damaged) is not null;
    });

    [Fact]
    public void A_request_cut_off_at_any_byte_is_refused() =>
        Assert.All(Beginnings(Request), bytes => Assert.IsType<EwsRequestReading<OofRequest>.Refused>(OofCodec.ReadRequest(bytes)));

    [Fact]
    public void An_answer_cut_off_at_any_byte_is_refused() =>
        Assert.All(Beginnings(Answer), bytes => Assert.IsType<CodecReading<OofResponse>.Bad>(OofCodec.ReadResponse(bytes)));

    private static IEnumerable<ReadOnlyMemory<byte>> Beginnings(byte[] whole) =>
        Enumerable.Range(0, Array.LastIndexOf(whole, (byte)'>')).Select(length => new ReadOnlyMemory<byte>(whole, 0, length));
}
