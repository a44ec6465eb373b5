using CsCheck;
using Signpost.Ews;
using Signpost.MailTips;
using Signpost.Oof;
using Signpost.Tests.Ews;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.MailTips;

public sealed class MailTipsPropertyTests
{
    private static readonly EwsAddress Ann = new("ann@contoso.example") { RoutingType = "SMTP" };

    private static readonly byte[] Request = MailTipsCodec.WriteRequest(new MailTipsRequest.Tips(Ann, [Ann], MailTipKinds.OutOfOfficeMessage | MailTipKinds.InvalidRecipient));

    private static readonly byte[] Answer = MailTipsCodec.WriteResponse(new MailTipsResponse.Tips(
        EwsOutcome.Success, [new RecipientAnswer(EwsOutcome.Success, new RecipientTips(Ann) { OutOfOffice = new OutOfOfficeTip(new OofReply("Away"), null), IsInvalid = false })]));

    [Fact]
    public void Every_request_comes_back() => AnyMailTips.Requests.Sample(request =>
        Assert.Equal(new EwsRequestReading<MailTipsRequest>.Ok(request), MailTipsCodec.ReadRequest(MailTipsCodec.WriteRequest(request))));

    [Fact]
    public void Every_response_comes_back() => AnyMailTips.Responses.Sample(response =>
        Assert.Equal(new CodecReading<MailTipsResponse>.Ok(response), MailTipsCodec.ReadResponse(MailTipsCodec.WriteResponse(response))));

    [Fact]
    public void Every_request_obeys_the_published_schema()
    {
        EwsXsd.Published();

        AnyMailTips.Requests.Sample(request => Assert.Empty(EwsXsd.Faults(MailTipsCodec.WriteRequest(request))));
    }

    [Fact]
    public void Every_response_obeys_the_published_schema_but_for_codes_it_does_not_know()
    {
        EwsXsd.Published();

        AnyMailTips.Responses.Sample(response =>
            Assert.DoesNotContain(EwsXsd.Faults(MailTipsCodec.WriteResponse(response)), fault => !fault.Contains("ResponseCodeType' - The Enumeration constraint failed", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_damaged_message_never_throws() => Gen.Select(Gen.OneOf(Request, Answer), Mutation.Any).Sample((bytes, damage) =>
    {
        var damaged = damage(bytes);
        return MailTipsCodec.ReadRequest(damaged) is not null && MailTipsCodec.ReadResponse(damaged) is not null;
    });

    [Fact]
    public void A_request_cut_off_at_any_byte_is_refused() =>
        Assert.All(Beginnings(Request), bytes => Assert.IsType<EwsRequestReading<MailTipsRequest>.Refused>(MailTipsCodec.ReadRequest(bytes)));

    [Fact]
    public void An_answer_cut_off_at_any_byte_is_refused() =>
        Assert.All(Beginnings(Answer), bytes => Assert.IsType<CodecReading<MailTipsResponse>.Bad>(MailTipsCodec.ReadResponse(bytes)));

    private static IEnumerable<ReadOnlyMemory<byte>> Beginnings(byte[] whole) =>
        Enumerable.Range(0, Array.LastIndexOf(whole, (byte)'>')).Select(length => new ReadOnlyMemory<byte>(whole, 0, length));
}
