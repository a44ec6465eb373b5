using System.Text;
using CsCheck;
using Signpost.Ews;
using Signpost.Folders;
using Signpost.Tests.Ews;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Folders;

public sealed class FolderCodecTests
{
    private static readonly Gen<AlternateId> Ids = Gen.Select(AnyEws.Texts, AnyEws.Texts, AnyEws.Texts, (format, id, mailbox) => new AlternateId(format, id, mailbox));

    private static readonly Gen<FolderReference> References = Gen.OneOf<FolderReference>(
        Gen.Select(AnyEws.Texts, AnyEws.Addresses, Gen.Bool, (name, mailbox, isOwn) => (FolderReference)new FolderReference.Distinguished(name, isOwn ? null : mailbox)),
        AnyEws.Texts.Select(id => (FolderReference)new FolderReference.ById(id)));

    private static readonly Gen<FolderRequest> Requests = Gen.OneOf<FolderRequest>(
        References.Array[1, 4].Select(all => (FolderRequest)new FolderRequest.Get([.. all])),
        Gen.Select(AnyEws.Texts, Ids.Array[1, 4], (format, all) => (FolderRequest)new FolderRequest.Convert(format, [.. all])));

    private static readonly Gen<MailFolder> Folders =
        from id in AnyEws.Texts
        from kind in Gen.Enum<FolderKind>()
        from name in AnyEws.Texts
        from count in Gen.Int[0, int.MaxValue]
        select new MailFolder(id, kind) { DisplayName = name, FolderClass = name, TotalCount = count, ChildFolderCount = count };

    private static readonly Gen<FolderResponse> Responses =
        from response in Gen.OneOf<FolderResponse>(
            Gen.Select(AnyEws.Outcomes, Folders, Gen.Bool, (outcome, folder, isThere) => new FolderAnswer(outcome, isThere ? folder : null)).Array[0, 3]
                .Select(all => (FolderResponse)new FolderResponse.Get([.. all])),
            Gen.Select(AnyEws.Outcomes, Ids, Gen.Bool, (outcome, id, isThere) => new ConvertedId(outcome, isThere ? id : null)).Array[0, 3]
                .Select(all => (FolderResponse)new FolderResponse.Convert([.. all])),
            AnyEws.Faults.Select(fault => (FolderResponse)new FolderResponse.Fault(fault)))
        from server in AnyEws.Servers
        select response with { Server = server };

    private static readonly byte[] Request = FolderCodec.WriteRequest(new FolderRequest.Get([new FolderReference.Distinguished("calendar"), new FolderReference.ById("AQ==")]));
    private static readonly byte[] Answer = FolderCodec.WriteResponse(new FolderResponse.Convert([new ConvertedId(EwsOutcome.Success, new AlternateId("EwsId", "AQ==", "ann@contoso.test"))]));

    [Fact]
    public void Every_request_comes_back() => Requests.Sample(request =>
        Assert.Equal(new EwsRequestReading<FolderRequest>.Ok(request), FolderCodec.ReadRequest(FolderCodec.WriteRequest(request))));

    [Fact]
    public void Every_response_comes_back() => Responses.Sample(response =>
        Assert.Equal(new CodecReading<FolderResponse>.Ok(response), FolderCodec.ReadResponse(FolderCodec.WriteResponse(response))));

    [Fact]
    public void What_is_asked_and_answered_obeys_the_published_schema()
    {
        EwsXsd.Published();
        var ids = new AlternateId("EwsId", "AQ==", "ann@contoso.test");

        Assert.All(
            new[]
            {
                Request,
                Answer,
                FolderCodec.WriteRequest(new FolderRequest.Get([new FolderReference.Distinguished("inbox", new EwsAddress("ann@contoso.test") { RoutingType = "SMTP", Name = "Ann" })])),
                FolderCodec.WriteRequest(new FolderRequest.Convert("EwsLegacyId", [ids, ids])),
                FolderCodec.WriteResponse(new FolderResponse.Get(
                [
                    .. Enum.GetValues<FolderKind>().Select(kind => new FolderAnswer(EwsOutcome.Success, new MailFolder("AQ==", kind) { DisplayName = "x", FolderClass = "IPF.Note" })),
                    new FolderAnswer(EwsOutcome.Failed(EwsErrorCode.FolderNotFound, "There is no such folder."), null),
                ])),
                FolderCodec.WriteResponse(new FolderResponse.Convert([new ConvertedId(EwsOutcome.Failed(EwsErrorCode.InvalidIdMalformed, "No."), null)])),
            },
            message => Assert.Empty(EwsXsd.Faults(message)));
    }

    [Fact]
    public void A_damaged_message_never_throws() => Gen.Select(Gen.OneOf(Gen.Const(Request), Gen.Const(Answer)), Mutation.Any).Sample((bytes, damage) =>
    {
        var damaged = damage(bytes);
        return FolderCodec.ReadRequest(damaged) is not null && FolderCodec.ReadResponse(damaged) is not null;
    });

    [Theory]
    [InlineData("<m:GetFolder/>", "ErrorSchemaValidation")]
    [InlineData("<m:ConvertId><m:SourceIds/></m:ConvertId>", "ErrorSchemaValidation")]
    [InlineData("<m:FindFolder/>", "ErrorInvalidOperation")]
    public void A_request_that_asks_for_nothing_is_refused(string body, string code)
    {
        var message = $"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' xmlns:m='{EwsSchema.Messages}'><s:Body>{body}</s:Body></s:Envelope>";

        Assert.Equal(code, Assert.IsType<EwsRequestReading<FolderRequest>.Refused>(FolderCodec.ReadRequest(Encoding.UTF8.GetBytes(message))).Code.ToString());
    }
}
