using Signpost.Ews;
using Signpost.Folders;
using Signpost.Server.Ews;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Transport;

namespace Signpost.Server.Tests.Endpoints;

public sealed class FolderOperationTests
{
    private static readonly Mailbox Ann = Of("ann@contoso.test", "6f2b91c0-4d3e-4a0e-8f0d-3f2f0d3c9a10");

    [Theory]
    [InlineData("root", FolderKind.Folder)]
    [InlineData("inbox", FolderKind.Folder)]
    [InlineData("outbox", FolderKind.Folder)]
    [InlineData("sentitems", FolderKind.Folder)]
    [InlineData("deleteditems", FolderKind.Folder)]
    [InlineData("drafts", FolderKind.Folder)]
    [InlineData("contacts", FolderKind.ContactsFolder)]
    [InlineData("calendar", FolderKind.CalendarFolder)]
    [InlineData("junkemail", FolderKind.Folder)]
    [InlineData("tasks", FolderKind.TasksFolder)]
    public async Task The_folders_that_every_mailbox_has_are_there_and_known_again_by_their_ids(string name, FolderKind kind)
    {
        var folder = Assert.Single(await FoldersAsync(new FolderReference.Distinguished(name))).Folder!;
        var again = Assert.Single(await FoldersAsync(new FolderReference.ById(folder.Id))).Folder!;

        Assert.Equal(kind, folder.Kind);
        Assert.Equal(folder, again);
    }

    [Fact]
    public async Task What_is_not_there_is_an_error_of_that_folder_and_hides_no_other()
    {
        var others = FolderId.Of(Of("bob@contoso.test", "00000000-4d3e-4a0e-8f0d-3f2f0d3c9a10"), "calendar");

        var answers = await FoldersAsync(
            new FolderReference.Distinguished("publicfoldersroot"),
            new FolderReference.Distinguished("calendar", new EwsAddress("bob@contoso.test")),
            new FolderReference.Distinguished("calendar", new EwsAddress("Ann@contoso.test")),
            new FolderReference.ById("DUMMY"),
            new FolderReference.ById(others),
            new FolderReference.ById(""));

        Assert.Equal(
            ["ErrorFolderNotFound", "ErrorAccessDenied", "NoError", "ErrorInvalidIdMalformed", "ErrorItemNotFound", "ErrorInvalidIdMalformed"],
            answers.Select(one => one.Outcome.Code.ToString()));
    }

    [Fact]
    public async Task DavMail_learns_the_address_from_an_id()
    {
        var root = Assert.Single(await FoldersAsync(new FolderReference.Distinguished("root"))).Folder!.Id;

        Assert.Equal(new AlternateId("EwsId", root, "ann@contoso.test"), Assert.Single(await ConvertedAsync("EwsId", new AlternateId("EwsId", root, "blah@blah.com"))).Id);
    }

    [Fact]
    public async Task What_exchangelib_asks_to_learn_the_version_is_an_error_of_that_id() =>
        Assert.Equal(EwsErrorCode.InvalidIdMalformed, Assert.Single(await ConvertedAsync("OwaId", new AlternateId("EwsId", "DUMMY", "ann@contoso.test"))).Outcome.Code);

    [Fact]
    public async Task Other_formats_are_not_written_here()
    {
        var root = Assert.Single(await FoldersAsync(new FolderReference.Distinguished("root"))).Folder!.Id;

        Assert.Equal(EwsErrorCode.UnsupportedTypeForConversion, Assert.Single(await ConvertedAsync("HexEntryId", new AlternateId("EwsId", root, "ann@contoso.test"))).Outcome.Code);
    }

    [Fact]
    public async Task Whoever_has_no_mailbox_has_no_folders_and_still_learns_the_version()
    {
        var get = await AskAsync(new FolderRequest.Get([new FolderReference.Distinguished("root")]), MailboxLookup.Unknown.It);
        var convert = await AskAsync(new FolderRequest.Convert("EwsId", [new AlternateId("EwsId", "DUMMY", "")]), MailboxLookup.Unknown.It);

        Assert.Equal(EwsErrorCode.NonExistentMailbox, Assert.IsType<EwsReply.Fault>(get).Why.Code);
        Assert.IsType<EwsReply.Message>(convert);
    }

    [Fact]
    public async Task While_the_directory_is_away_clients_are_told_to_come_again()
    {
        var fault = Assert.IsType<EwsReply.Fault>(await AskAsync(new FolderRequest.Get([new FolderReference.Distinguished("root")]), new MailboxLookup.Away("it is down"))).Why;

        Assert.Equal((EwsErrorCode.ServerBusy, TimeSpan.FromSeconds(30)), (fault.Code, fault.BackOff));
    }

    private static async Task<IReadOnlyList<FolderAnswer>> FoldersAsync(params FolderReference[] folders) =>
        Assert.IsType<FolderResponse.Get>(Read(await AskAsync(new FolderRequest.Get([.. folders]), new MailboxLookup.Here(Ann)))).Folders;

    private static async Task<IReadOnlyList<ConvertedId>> ConvertedAsync(string destination, params AlternateId[] ids) =>
        Assert.IsType<FolderResponse.Convert>(Read(await AskAsync(new FolderRequest.Convert(destination, [.. ids]), new MailboxLookup.Here(Ann)))).Ids;

    private static FolderResponse Read(EwsReply reply) =>
        Assert.IsType<CodecReading<FolderResponse>.Ok>(FolderCodec.ReadResponse(Assert.IsType<EwsReply.Message>(reply).Document)).Value;

    private static async Task<EwsReply> AskAsync(FolderRequest request, MailboxLookup own) => await new FolderOperation(new Own(own)).AnswerAsync(
        new EwsQuestion(FolderCodec.WriteRequest(request), new Caller("ann", "Basic"), new ServerVersionInfo(15, 1, 2507, 0, "V2017_07_11")), TestContext.Current.CancellationToken);

    private static Mailbox Of(string address, string guid) =>
        new() { PrimaryAddress = MailboxAddress.Parse(address), Addresses = [MailboxAddress.Parse(address)], MailboxGuid = new Guid(guid) };

    private sealed class Own(MailboxLookup lookup) : IOwnMailboxes
    {
        public ValueTask<MailboxLookup> FindOwnAsync(Caller caller, CancellationToken cancellationToken) => ValueTask.FromResult(lookup);
    }
}
