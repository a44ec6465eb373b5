using System.Globalization;
using System.Text;
using Signpost.Ews;
using Signpost.Names;
using Signpost.Server.Ews;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Operation;
using Signpost.Server.Tests.Mailboxes;
using Signpost.Tests.Ews;
using Signpost.Transport;

namespace Signpost.Server.Tests.Endpoints;

public sealed class NamesOperationTests
{
    private static readonly ServerVersionInfo Server = new(15, 1, 2507, 6, "V2017_07_11");
    private static readonly Recipient Ann = Somebody("Ann Moreau", "ann@contoso.test");
    private static readonly Recipient Bob = Somebody("Bob", "bob@contoso.test");
    private static readonly Recipient Anna = Somebody("Anna Berg", "anna@fabrikam.test", RecipientKind.Contact);
    private static readonly Recipient Room = Somebody("Room 1", "room1@contoso.test", RecipientKind.Room);
    private static readonly Recipient All = Somebody("All of us", "all@contoso.test", RecipientKind.List) with { LegacyDn = "/o=Contoso/cn=all" };
    private static readonly Recipient Berlin = Somebody("Rooms in Berlin", "berlin@contoso.test", RecipientKind.RoomList);

    private readonly FakeAddressBook book = new();

    public NamesOperationTests()
    {
        book.Recipients.AddRange([Ann, Anna, Bob, Room, All, Berlin]);
        book.Members[All.Address] = [Ann, Anna, Berlin];
        book.Members[Berlin.Address] = [Room, Bob];
    }

    [Fact]
    public async Task Who_alone_is_meant_is_the_answer()
    {
        var resolved = await ResolveAsync("ann m");

        Assert.Equal(EwsOutcome.Success, resolved.Outcome);
        Assert.Equal(new NameResolution(Named(Ann, MailboxKind.Mailbox)), Assert.Single(resolved.Candidates));
    }

    [Fact]
    public async Task Several_who_may_be_meant_are_a_warning_with_all_of_them()
    {
        var resolved = await ResolveAsync("ann");

        Assert.Equal((EwsResponseClass.Warning, EwsErrorCode.NameResolutionMultipleResults), (resolved.Outcome.Class, resolved.Outcome.Code));
        Assert.Equal([Named(Ann, MailboxKind.Mailbox), Named(Anna, MailboxKind.Contact)], resolved.Candidates.Select(one => one.Entry));
    }

    [Fact]
    public async Task Nobody_is_an_error()
    {
        var reply = await AnswerAsync(new NamesRequest.Resolve("zoe"));

        var resolved = Assert.IsType<NamesResponse.Resolved>(Read(reply));
        Assert.Equal((EwsResponseClass.Error, EwsErrorCode.NameResolutionNoResults), (resolved.Outcome.Class, resolved.Outcome.Code));
        Assert.Equal(RequestResult.Unknown, Assert.IsType<EwsReply.Message>(reply).Result);
    }

    [Theory]
    [InlineData("smtp:bob@contoso.test")]
    [InlineData("SMTP:bob@contoso.test")]
    [InlineData("bob@contoso.test")]
    public async Task An_address_may_be_said_to_be_one(string entry) => Assert.Equal("Bob", Assert.Single((await ResolveAsync(entry)).Candidates).Entry.Address.Name);

    [Fact]
    public async Task What_more_is_known_is_told_where_it_is_asked_for() => Assert.Equal(
        new ContactCard("Bob", "bob@contoso.test"), Assert.Single((await ResolveAsync("bob", isFull: true)).Candidates).Contact);

    [Theory]
    [InlineData("Room 1", MailboxKind.Mailbox)]
    [InlineData("All of us", MailboxKind.PublicDL)]
    [InlineData("Rooms in Berlin", MailboxKind.PublicDL)]
    [InlineData("Anna Berg", MailboxKind.Contact)]
    public async Task What_somebody_is_is_said_in_the_words_of_EWS(string name, MailboxKind kind) => Assert.Equal(kind, Assert.Single((await ResolveAsync(name)).Candidates).Entry.Kind);

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task A_hundred_are_told_and_whether_there_are_more(int namesakes, bool isAll)
    {
        book.Recipients.AddRange(Enumerable.Range(1, namesakes).Select(n => Somebody($"Smith {n}", string.Create(CultureInfo.InvariantCulture, $"smith{n}@contoso.test"))));

        var resolved = await ResolveAsync("smith");

        Assert.Equal((100, isAll), (resolved.Candidates.Length, resolved.IsAll));
    }

    [Fact]
    public async Task A_list_is_its_direct_members()
    {
        var expanded = await ExpandAsync(new EwsAddress("all@contoso.test"));

        Assert.Equal((EwsOutcome.Success, true), (expanded.Outcome, expanded.IsAll));
        Assert.Equal([Named(Ann, MailboxKind.Mailbox), Named(Anna, MailboxKind.Contact), Named(Berlin, MailboxKind.PublicDL)], expanded.Members);
    }

    [Fact]
    public async Task A_list_may_be_named_by_its_legacy_DN() =>
        Assert.Equal(3, (await ExpandAsync(new EwsAddress("/O=CONTOSO/CN=all") { RoutingType = "EX" })).Members.Length);

    [Fact]
    public async Task The_beginning_of_a_legacy_DN_names_nobody() =>
        Assert.Equal(EwsErrorCode.NameResolutionNoResults, (await ExpandAsync(new EwsAddress("/o=Contoso/cn=a") { RoutingType = "EX" })).Outcome.Code);

    [Fact]
    public async Task A_list_that_is_longer_than_is_told_says_so()
    {
        book.IsCutOff = true;

        Assert.False((await ExpandAsync(new EwsAddress("all@contoso.test"))).IsAll);
    }

    [Theory]
    [InlineData("ann@contoso.test")]
    [InlineData("nobody@contoso.test")]
    [InlineData("no address")]
    public async Task What_is_no_list_is_not_expanded(string address) =>
        Assert.Equal(EwsErrorCode.NameResolutionNoResults, (await ExpandAsync(new EwsAddress(address))).Outcome.Code);

    [Fact]
    public async Task Lists_of_rooms_are_told()
    {
        var lists = Assert.IsType<NamesResponse.RoomLists>(Read(await AnswerAsync(new NamesRequest.RoomLists())));

        Assert.Equal([Named(Berlin, MailboxKind.PublicDL)], lists.Lists);
    }

    [Fact]
    public async Task Rooms_of_a_list_are_told()
    {
        var rooms = Assert.IsType<NamesResponse.Rooms>(Read(await AnswerAsync(new NamesRequest.Rooms(new EwsAddress("berlin@contoso.test")))));

        Assert.Equal([Named(Room, MailboxKind.Mailbox)], rooms.Entries);
    }

    [Theory]
    [InlineData("all@contoso.test")]
    [InlineData("nobody@contoso.test")]
    public async Task What_is_no_list_of_rooms_has_none(string address)
    {
        var rooms = Assert.IsType<NamesResponse.Rooms>(Read(await AnswerAsync(new NamesRequest.Rooms(new EwsAddress(address)))));

        Assert.Equal(EwsErrorCode.NameResolutionNoResults, rooms.Outcome.Code);
    }

    [Fact]
    public async Task While_the_directory_is_away_clients_are_to_wait_and_ask_again()
    {
        book.Trouble = "dc1 does not answer";
        var list = new EwsAddress("all@contoso.test");

        foreach (var request in new NamesRequest[] { new NamesRequest.Resolve("ann"), new NamesRequest.Expand(list), new NamesRequest.RoomLists(), new NamesRequest.Rooms(list) })
        {
            var fault = Assert.IsType<EwsReply.Fault>(await AnswerAsync(request)).Why;

            Assert.Equal((EwsErrorCode.ServerBusy, TimeSpan.FromSeconds(30)), (fault.Code, fault.BackOff));
            Assert.DoesNotContain("dc1", fault.Message, StringComparison.Ordinal);
        }
    }

    // exchangelib repeats what is refused as invalid for every version it knows.
    [Theory]
    [InlineData("ResolveNames")]
    [InlineData("ExpandDL")]
    [InlineData("GetRooms")]
    public async Task A_request_with_nothing_in_it_is_refused_by_the_schema(string name)
    {
        var envelope = $"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><{name} xmlns='{EwsSchema.Messages}'/></s:Body></s:Envelope>";

        Assert.Equal(EwsErrorCode.SchemaValidation, Assert.IsType<EwsReply.Fault>(await AnswerAsync(name, Encoding.UTF8.GetBytes(envelope))).Why.Code);
    }

    [Fact]
    public async Task Each_answer_obeys_the_published_schema()
    {
        NamesRequest[] requests =
        [
            new NamesRequest.Resolve("ann") { IsFull = true }, new NamesRequest.Resolve("bob"), new NamesRequest.Resolve("zoe"),
            new NamesRequest.Expand(new EwsAddress("all@contoso.test")), new NamesRequest.Expand(new EwsAddress("ann@contoso.test")),
            new NamesRequest.RoomLists(), new NamesRequest.Rooms(new EwsAddress("berlin@contoso.test")), new NamesRequest.Rooms(new EwsAddress("ann@contoso.test")),
        ];

        foreach (var request in requests)
        {
            Assert.Empty(EwsXsd.Faults(Assert.IsType<EwsReply.Message>(await AnswerAsync(request)).Document.ToArray()));
        }
    }

    private static Recipient Somebody(string name, string address, RecipientKind kind = RecipientKind.Mailbox) => new(name, MailboxAddress.Parse(address), kind);

    private static NamedMailbox Named(Recipient recipient, MailboxKind kind) => new(new EwsAddress(recipient.Address.ToString()) { Name = recipient.Name, RoutingType = "SMTP" }, kind);

    private static NamesResponse Read(EwsReply reply) =>
        Assert.IsType<CodecReading<NamesResponse>.Ok>(NamesCodec.ReadResponse(Assert.IsType<EwsReply.Message>(reply).Document)).Value;

    private async Task<NamesResponse.Resolved> ResolveAsync(string entry, bool isFull = false) =>
        Assert.IsType<NamesResponse.Resolved>(Read(await AnswerAsync(new NamesRequest.Resolve(entry) { IsFull = isFull })));

    private async Task<NamesResponse.Expanded> ExpandAsync(EwsAddress list) => Assert.IsType<NamesResponse.Expanded>(Read(await AnswerAsync(new NamesRequest.Expand(list))));

    private Task<EwsReply> AnswerAsync(NamesRequest request)
    {
        var message = NamesCodec.WriteRequest(request);
        return AnswerAsync(EwsMessage.OperationOf(message), message);
    }

    // Found by the name of its message, as the endpoint does.
    private async Task<EwsReply> AnswerAsync(string name, byte[] message) =>
        await new IEwsOperation[] { new ResolveNamesOperation(book), new ExpandDlOperation(book), new RoomsOperation(book) }.Single(one => one.Names.Contains(name)).AnswerAsync(
            new EwsQuestion(message, new Caller("ann@contoso.test", "Basic"), Server), TestContext.Current.CancellationToken);
}
