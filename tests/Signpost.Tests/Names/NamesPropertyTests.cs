using CsCheck;
using Signpost.Ews;
using Signpost.Names;
using Signpost.Tests.Ews;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Names;

public sealed class NamesPropertyTests
{
    private static readonly NamedMailbox Ann = new(new EwsAddress("ann@contoso.example") { Name = "Ann", RoutingType = "SMTP" }, MailboxKind.Mailbox);

    private static readonly byte[] Request = NamesCodec.WriteRequest(new NamesRequest.Resolve("ann") { IsFull = true });

    private static readonly byte[] Answer = NamesCodec.WriteResponse(
        new NamesResponse.Resolved(EwsOutcome.Success, [new NameResolution(Ann, new ContactCard("Ann", "ann@contoso.example"))]));

    [Fact]
    public void Every_request_comes_back() => AnyNames.Requests.Sample(request =>
        Assert.Equal(new EwsRequestReading<NamesRequest>.Ok(request), NamesCodec.ReadRequest(NamesCodec.WriteRequest(request))));

    [Fact]
    public void Every_response_comes_back() => AnyNames.Responses.Sample(response =>
        Assert.Equal(new CodecReading<NamesResponse>.Ok(response), NamesCodec.ReadResponse(NamesCodec.WriteResponse(response))));

    [Fact]
    public void Every_request_obeys_the_published_schema()
    {
        EwsXsd.Published();

        AnyNames.Requests.Sample(request => Assert.Empty(EwsXsd.Faults(NamesCodec.WriteRequest(request))));
    }

    [Fact]
    public void Every_response_obeys_the_published_schema_but_for_codes_it_does_not_know()
    {
        EwsXsd.Published();

        AnyNames.Responses.Sample(response =>
            Assert.DoesNotContain(EwsXsd.Faults(NamesCodec.WriteResponse(response)), fault => !fault.Contains("ResponseCodeType' - The Enumeration constraint failed", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_damaged_message_never_throws() => Gen.Select(Gen.OneOf(Request, Answer), Mutation.Any).Sample((bytes, damage) =>
    {
        var damaged = damage(bytes);
        return NamesCodec.ReadRequest(damaged) is not null && NamesCodec.ReadResponse(damaged) is not null;
    });

    [Fact]
    public void A_request_cut_off_at_any_byte_is_refused() =>
        Assert.All(Beginnings(Request), bytes => Assert.IsType<EwsRequestReading<NamesRequest>.Refused>(NamesCodec.ReadRequest(bytes)));

    [Fact]
    public void An_answer_cut_off_at_any_byte_is_refused() =>
        Assert.All(Beginnings(Answer), bytes => Assert.IsType<CodecReading<NamesResponse>.Bad>(NamesCodec.ReadResponse(bytes)));

    private static IEnumerable<ReadOnlyMemory<byte>> Beginnings(byte[] whole) =>
        Enumerable.Range(0, Array.LastIndexOf(whole, (byte)'>')).Select(length => new ReadOnlyMemory<byte>(whole, 0, length));
}
