using CsCheck;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Tests.Ews;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Availability;

public sealed class AvailabilityPropertyTests
{
    private static readonly byte[] Request = AvailabilitySamples.Bytes("exchangelib-request");
    private static readonly byte[] Answer = AvailabilitySamples.Bytes("answer");

    [Fact]
    public void Every_request_comes_back() => AnyAvailability.Requests.Sample(request =>
        Assert.Equal(new EwsRequestReading<FreeBusyRequest>.Ok(request), AvailabilityCodec.ReadRequest(AvailabilityCodec.WriteRequest(request))));

    [Fact]
    public void Every_response_comes_back() => AnyAvailability.Responses.Sample(response =>
        Assert.Equal(new CodecReading<FreeBusyResponse>.Ok(response), AvailabilityCodec.ReadResponse(AvailabilityCodec.WriteResponse(response))));

    [Fact]
    public void Every_request_obeys_the_published_schema()
    {
        EwsXsd.Published();

        AnyAvailability.Requests.Sample(request => Assert.Empty(EwsXsd.Faults(AvailabilityCodec.WriteRequest(request))));
    }

    [Fact]
    public void Every_response_obeys_the_published_schema_but_for_codes_it_does_not_know()
    {
        EwsXsd.Published();

        AnyAvailability.Responses.Sample(response =>
            Assert.DoesNotContain(EwsXsd.Faults(AvailabilityCodec.WriteResponse(response)), fault => !fault.Contains("ResponseCodeType' - The Enumeration constraint failed", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_published_schema_would_notice()
    {
        EwsXsd.Published();
        var written = System.Text.Encoding.UTF8.GetString(AvailabilityCodec.WriteRequest(AvailabilitySamples.Request));

        Assert.NotEmpty(EwsXsd.Faults(System.Text.Encoding.UTF8.GetBytes(written.Replace("m:MailboxDataArray", "t:MailboxDataArray", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_damaged_message_never_throws() => Gen.Select(Gen.OneOf(Request, Answer), Mutation.Any).Sample((bytes, damage) =>
    {
        var damaged = damage(bytes);
        return AvailabilityCodec.ReadRequest(damaged) is not null && AvailabilityCodec.ReadResponse(damaged) is not null;
    });

    [Fact]
    public void A_request_cut_off_at_any_byte_is_refused() => Assert.All(
        Beginnings(Request), bytes => Assert.IsType<EwsRequestReading<FreeBusyRequest>.Refused>(AvailabilityCodec.ReadRequest(bytes)));

    [Fact]
    public void An_answer_cut_off_at_any_byte_is_refused() => Assert.All(
        Beginnings(Answer), bytes => Assert.IsType<CodecReading<FreeBusyResponse>.Bad>(AvailabilityCodec.ReadResponse(bytes)));

    [Fact]
    public void Any_bytes_are_refused_without_a_throw() => Gen.Byte.Array[0, 200].Sample(bytes =>
        AvailabilityCodec.ReadRequest(bytes) is EwsRequestReading<FreeBusyRequest>.Refused && AvailabilityCodec.ReadResponse(bytes) is CodecReading<FreeBusyResponse>.Bad);

    private static IEnumerable<ReadOnlyMemory<byte>> Beginnings(byte[] whole) =>
        Enumerable.Range(0, Array.LastIndexOf(whole, (byte)'>')).Select(length => new ReadOnlyMemory<byte>(whole, 0, length));
}
