using System.Collections.Frozen;
using System.Collections.Immutable;
using Signpost.Ews;
using Signpost.Folders;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Ews;

/// <summary>GetFolder and ConvertId (MS-OXWSFOLD, MS-OXWSCVTID), of the caller's own mailbox: DavMail asks for folders before all else, and learns the address from an id.</summary>
/// <remarks>Mail is not served here, so every folder is there, and empty.</remarks>
/// <param name="own">Whose mailbox a caller's is.</param>
internal sealed class FolderOperation(IOwnMailboxes own) : IEwsOperation
{
    private const string EwsId = "EwsId";
    private const string EwsLegacyId = "EwsLegacyId";

    private static readonly FrozenDictionary<string, MailFolder> Known = new[]
    {
        Folder("root", "Root", ""), Folder("msgfolderroot", "Top of Information Store", "IPF.Note"), Folder("inbox", "Inbox", "IPF.Note"), Folder("outbox", "Outbox", "IPF.Note"),
        Folder("sentitems", "Sent Items", "IPF.Note"), Folder("deleteditems", "Deleted Items", "IPF.Note"), Folder("drafts", "Drafts", "IPF.Note"),
        Folder("junkemail", "Junk Email", "IPF.Note"), Folder("calendar", "Calendar", "IPF.Appointment", FolderKind.CalendarFolder),
        Folder("contacts", "Contacts", "IPF.Contact", FolderKind.ContactsFolder), Folder("tasks", "Tasks", "IPF.Task", FolderKind.TasksFolder),
        Folder("notes", "Notes", "IPF.StickyNote"), Folder("journal", "Journal", "IPF.Journal"), Folder("searchfolders", "Search Folders", ""),
    }.ToFrozenDictionary(folder => folder.Id, StringComparer.Ordinal);

    /// <inheritdoc/>
    public ImmutableArray<string> Names { get; } = ["GetFolder", "ConvertId"];

    /// <inheritdoc/>
    public async ValueTask<EwsReply> AnswerAsync(EwsQuestion question, CancellationToken cancellationToken)
    {
        switch (FolderCodec.ReadRequest(question.Message))
        {
            case EwsRequestReading<FolderRequest>.Refused refused:
                return new EwsReply.Fault(refused.AsFault());
            case EwsRequestReading<FolderRequest>.Ok { Value: var asked }:
                return await AnswerAsync(question, asked, cancellationToken);
            default:
                throw new InvalidOperationException("a case is missing");
        }
    }

    private async ValueTask<EwsReply> AnswerAsync(EwsQuestion question, FolderRequest asked, CancellationToken cancellationToken) =>
        await own.FindOwnAsync(question.Caller, cancellationToken) switch
        {
            MailboxLookup.Here { Mailbox: var mailbox } => Reply(question, Answer(asked, mailbox)),
            MailboxLookup.ServedBy { Mailbox: var mailbox } => Reply(question, Answer(asked, mailbox)),
            MailboxLookup.Away => EwsReply.Fault.DirectoryAway(),

            // exchangelib asks with an id that nobody has, whoever it is, to learn the version.
            _ when asked is FolderRequest.Convert convert => Reply(question, new FolderResponse.Convert([.. convert.Ids.Select(_ => Malformed())])),
            _ => new EwsReply.Fault(EwsErrorCode.NonExistentMailbox, "Whoever logged on has no mailbox here."),
        };

    private static FolderResponse Answer(FolderRequest asked, Mailbox mailbox) => asked switch
    {
        FolderRequest.Get get => new FolderResponse.Get([.. get.Folders.Select(folder => Answer(folder, mailbox))]),
        FolderRequest.Convert convert => new FolderResponse.Convert([.. convert.Ids.Select(id => Converted(id, convert.Destination, mailbox))]),
        _ => throw new InvalidOperationException("a case is missing"),
    };

    private static FolderAnswer Answer(FolderReference folder, Mailbox mailbox) => folder switch
    {
        FolderReference.Distinguished { Mailbox.Address: var whose } when !IsOf(mailbox, whose) => Failed(EwsErrorCode.AccessDenied, "The folders of others are not shown here."),
        FolderReference.Distinguished { Name: var name } => Named(name, mailbox, EwsErrorCode.FolderNotFound),
        FolderReference.ById { Id: var id } => FolderId.NameIn(mailbox, id) is { } name
            ? Named(name, mailbox, EwsErrorCode.ItemNotFound)
            : Failed(EwsErrorCode.InvalidIdMalformed, "This is no id of this server."),
        _ => throw new InvalidOperationException("a case is missing"),
    };

    private static FolderAnswer Named(string name, Mailbox mailbox, EwsErrorCode otherwise) => Known.TryGetValue(name, out var folder)
        ? new FolderAnswer(EwsOutcome.Success, folder with { Id = FolderId.Of(mailbox, name) })
        : Failed(otherwise, "There is no such folder in this mailbox.");

    private static ConvertedId Converted(AlternateId id, string destination, Mailbox mailbox) => FolderId.NameIn(mailbox, id.Id) switch
    {
        null => Malformed(),
        var name when !Known.ContainsKey(name) => new ConvertedId(EwsOutcome.Failed(EwsErrorCode.ItemNotFound, "There is nothing with this id."), null),
        _ when destination is not (EwsId or EwsLegacyId) || id.Format is not (EwsId or EwsLegacyId) =>
            new ConvertedId(EwsOutcome.Failed(EwsErrorCode.UnsupportedTypeForConversion, $"Ids are written as {EwsId} and {EwsLegacyId} here."), null),
        _ => new ConvertedId(EwsOutcome.Success, new AlternateId(destination, id.Id, mailbox.PrimaryAddress.ToString())),
    };

    private static ConvertedId Malformed() => new(EwsOutcome.Failed(EwsErrorCode.InvalidIdMalformed, "This is no id of this server."), null);

    private static FolderAnswer Failed(EwsErrorCode code, string words) => new(EwsOutcome.Failed(code, words), null);

    private static bool IsOf(Mailbox mailbox, string? address) => address is null || (MailboxAddress.TryParse(address, out var whose) && mailbox.Addresses.Contains(whose));

    private static EwsReply.Message Reply(EwsQuestion question, FolderResponse response) => new(FolderCodec.WriteResponse(response with { Server = question.Server }));

    private static MailFolder Folder(string name, string displayName, string kindOfItems, FolderKind kind = FolderKind.Folder) =>
        new(name, kind) { DisplayName = displayName, FolderClass = kindOfItems };
}
