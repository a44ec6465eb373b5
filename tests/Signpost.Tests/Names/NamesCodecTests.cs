using System.Text;
using Signpost.Ews;
using Signpost.Names;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Names;

public sealed class NamesCodecTests
{
    private static readonly NamedMailbox Ann = new(new EwsAddress("ann@contoso.example") { Name = "Ann Moreau", RoutingType = "SMTP" }, MailboxKind.Mailbox);
    private static readonly NamedMailbox Anna = new(new EwsAddress("anna@fabrikam.example") { Name = "Anna Berg", RoutingType = "SMTP" }, MailboxKind.Contact);
    private static readonly NamedMailbox Berlin = new(new EwsAddress("rooms-berlin@contoso.example") { Name = "Rooms in Berlin", RoutingType = "SMTP" }, MailboxKind.PublicDL);
    private static readonly NamedMailbox Room = new(new EwsAddress("room1@contoso.example") { Name = "Room 1", RoutingType = "SMTP" }, MailboxKind.Mailbox);
    private static readonly ServerVersionInfo Server = new(15, 1, 2507, 6, "V2017_07_11");
    private static readonly EwsOutcome Several = new(EwsResponseClass.Warning, EwsErrorCode.NameResolutionMultipleResults, "Several have that name.");

    [Fact]
    public void Several_who_may_be_meant_are_written_as_it_was_agreed_upon() => Snapshot.Matches("resolved", Written(new NamesResponse.Resolved(
        Several, [new NameResolution(Ann, new ContactCard("Ann Moreau", "ann@contoso.example")), new NameResolution(Anna)]) { IsAll = false }));

    [Fact]
    public void Members_of_a_list_are_written_as_it_was_agreed_upon() => Snapshot.Matches("expanded", Written(new NamesResponse.Expanded(EwsOutcome.Success, [Ann, Anna, Berlin])));

    [Fact]
    public void Lists_of_rooms_are_written_as_it_was_agreed_upon() => Snapshot.Matches("room-lists", Written(new NamesResponse.RoomLists(EwsOutcome.Success, [Berlin])));

    [Fact]
    public void Rooms_are_written_as_it_was_agreed_upon() => Snapshot.Matches("rooms", Written(new NamesResponse.Rooms(EwsOutcome.Success, [Room])));

    [Theory]
    [InlineData("ReturnFullContactData='true' SearchScope='ActiveDirectory' ContactDataShape='AllProperties'", true)]
    [InlineData("ReturnFullContactData='1'", true)]
    [InlineData("ReturnFullContactData='false'", false)]
    [InlineData("", false)]
    public void A_name_to_resolve_is_understood_wherever_it_is_to_be_looked_for(string attributes, bool isFull) => Assert.Equal(
        new NamesRequest.Resolve("ann") { IsFull = isFull, RequestServerVersion = "Exchange2019" },
        Read($"""
            <m:ResolveNames {attributes}>
              <m:ParentFolderIds><t:DistinguishedFolderId Id='contacts'/></m:ParentFolderIds>
              <m:UnresolvedEntry> ann </m:UnresolvedEntry>
            </m:ResolveNames>
            """));

    // exchangelib 4.9.
    [Fact]
    public void The_question_of_exchangelib_for_rooms_is_understood() => Assert.Equal(
        new NamesRequest.Rooms(new EwsAddress("rooms@contoso.example")) { RequestServerVersion = "Exchange2019" },
        Read("<m:GetRooms><m:RoomList><t:EmailAddress>rooms@contoso.example</t:EmailAddress></m:RoomList></m:GetRooms>"));

    [Fact]
    public void A_list_to_expand_may_be_named_by_its_legacy_DN() => Assert.Equal(
        new NamesRequest.Expand(new EwsAddress("/o=Contoso/cn=all") { RoutingType = "EX" }) { RequestServerVersion = "Exchange2019" },
        Read("<m:ExpandDL><m:Mailbox><t:EmailAddress>/o=Contoso/cn=all</t:EmailAddress><t:RoutingType>EX</t:RoutingType></m:Mailbox></m:ExpandDL>"));

    [Theory]
    [InlineData("<m:ResolveNames/>", "no UnresolvedEntry in it")]
    [InlineData("<m:ResolveNames><m:UnresolvedEntry> </m:UnresolvedEntry></m:ResolveNames>", "no UnresolvedEntry in it")]
    [InlineData("<m:ExpandDL/>", "no Mailbox in it")]
    [InlineData("<m:GetRooms/>", "no RoomList in it")]
    public void A_request_with_a_part_missing_is_refused(string message, string what)
    {
        var refused = Refused(message);

        Assert.Equal((EwsErrorCode.SchemaValidation, what), (refused.Code, refused.What));
    }

    // exchangelib repeats what is refused as invalid for every version it knows.
    [Fact]
    public void Another_operation_is_not_done_here_and_not_invalid() => Assert.Equal(EwsErrorCode.InvalidOperation, Refused("<m:FindPeople/>").Code);

    [Fact]
    public void The_prefix_that_Exchange_writes_before_addresses_is_read_over()
    {
        var written = Written(new NamesResponse.Resolved(EwsOutcome.Success, [new NameResolution(Ann, new ContactCard("Ann", "ann@contoso.example"))]));
        var prefixed = written.Replace("\"EmailAddress1\">", "\"EmailAddress1\">SMTP:", StringComparison.Ordinal);

        Assert.Contains("SMTP:ann@", prefixed, StringComparison.Ordinal);
        Assert.Equal(ReadResponse(written), ReadResponse(prefixed));
    }

    [Fact]
    public void A_kind_of_mailbox_that_is_not_known_is_not_known()
    {
        var written = Written(new NamesResponse.Expanded(EwsOutcome.Success, [Ann])).Replace(">Mailbox<", ">Hologram<", StringComparison.Ordinal);

        Assert.Equal(MailboxKind.Unknown, Assert.Single(Assert.IsType<NamesResponse.Expanded>(ReadResponse(written)).Members).Kind);
    }

    [Fact]
    public void An_answer_with_nothing_in_it_is_an_error() => Assert.Equal(
        EwsErrorCode.InternalServerError,
        Assert.IsType<NamesResponse.Resolved>(ReadResponse(Encoding.UTF8.GetString(Enveloped("<m:ResolveNamesResponse/>")))).Outcome.Code);

    [Fact]
    public void That_there_are_more_is_read() =>
        Assert.False(Assert.IsType<NamesResponse.Resolved>(ReadResponse(Written(new NamesResponse.Resolved(Several, [new NameResolution(Ann)]) { IsAll = false }))).IsAll);

    private static string Written(NamesResponse response) => Encoding.UTF8.GetString(NamesCodec.WriteResponse(response with { Server = Server }));

    private static NamesResponse ReadResponse(string message) =>
        Assert.IsType<CodecReading<NamesResponse>.Ok>(NamesCodec.ReadResponse(Encoding.UTF8.GetBytes(message))).Value;

    private static NamesRequest Read(string message) => Assert.IsType<EwsRequestReading<NamesRequest>.Ok>(NamesCodec.ReadRequest(Enveloped(message))).Value;

    private static EwsRequestReading<NamesRequest>.Refused Refused(string message) =>
        Assert.IsType<EwsRequestReading<NamesRequest>.Refused>(NamesCodec.ReadRequest(Enveloped(message)));

    private static byte[] Enveloped(string message) => Encoding.UTF8.GetBytes(
        $"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' xmlns:m='{EwsSchema.Messages}' xmlns:t='{EwsSchema.Types}'><s:Header><t:RequestServerVersion Version='Exchange2019'/></s:Header><s:Body>{message}</s:Body></s:Envelope>");
}
