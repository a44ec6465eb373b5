using System.Collections.Immutable;
using Signpost.Ews;
using Signpost.Names;
using Signpost.Server.Mailboxes;
using Signpost.Server.Operation;

namespace Signpost.Server.Ews;

/// <summary>GetRoomLists and GetRooms (MS-OXWSGTRM): what the room finder of Outlook shows.</summary>
/// <param name="book">Who knows.</param>
internal sealed class RoomsOperation(IAddressBook book) : IEwsOperation
{
    /// <inheritdoc/>
    public ImmutableArray<string> Names { get; } = ["GetRoomLists", "GetRooms"];

    /// <inheritdoc/>
    public async ValueTask<EwsReply> AnswerAsync(EwsQuestion question, CancellationToken cancellationToken) => NamesCodec.ReadRequest(question.Message) switch
    {
        EwsRequestReading<NamesRequest>.Ok { Value: NamesRequest.RoomLists } => await ListsAsync(question, cancellationToken),
        EwsRequestReading<NamesRequest>.Ok { Value: NamesRequest.Rooms { List: var list } } => await RoomsAsync(question, list, cancellationToken),
        EwsRequestReading<NamesRequest>.Refused refused => new EwsReply.Fault(refused.AsFault()),
        _ => throw new InvalidOperationException("a case is missing"),
    };

    private async ValueTask<EwsReply> ListsAsync(EwsQuestion question, CancellationToken cancellationToken) =>
        await book.RoomListsAsync(cancellationToken) is RecipientReading.Found { Recipients: var lists }
            ? Reply(question, new NamesResponse.RoomLists(EwsOutcome.Success, Named(lists)), RequestResult.Ok)
            : EwsReply.Fault.DirectoryAway();

    private async ValueTask<EwsReply> RoomsAsync(EwsQuestion question, EwsAddress asked, CancellationToken cancellationToken)
    {
        var found = await book.FindAsync(asked, cancellationToken);
        if (found is RecipientReading.Found { Recipients: var recipients })
        {
            if (recipients is not [{ Kind: RecipientKind.RoomList } list])
            {
                var none = EwsOutcome.Failed(EwsErrorCode.NameResolutionNoResults, "The address book has no list of rooms with that address.");
                return Reply(question, new NamesResponse.Rooms(none, []), RequestResult.Unknown);
            }

            found = await book.RoomsAsync(list, cancellationToken);
        }

        return found is RecipientReading.Found { Recipients: var rooms }
            ? Reply(question, new NamesResponse.Rooms(EwsOutcome.Success, Named(rooms)), RequestResult.Ok)
            : EwsReply.Fault.DirectoryAway();
    }

    private static ImmutableArray<NamedMailbox> Named(ImmutableArray<Recipient> recipients) => [.. recipients.Select(one => one.Named)];

    private static EwsReply.Message Reply(EwsQuestion question, NamesResponse response, RequestResult result) =>
        new(NamesCodec.WriteResponse(response with { Server = question.Server }), result);
}
