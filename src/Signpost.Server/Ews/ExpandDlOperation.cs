using System.Collections.Immutable;
using Signpost.Ews;
using Signpost.Names;
using Signpost.Server.Mailboxes;
using Signpost.Server.Operation;

namespace Signpost.Server.Ews;

/// <summary>ExpandDL (MS-OXWSDLIST): the direct members of a list; clients ask again for the lists among them.</summary>
/// <param name="book">Who knows.</param>
internal sealed class ExpandDlOperation(IAddressBook book) : IEwsOperation
{
    /// <inheritdoc/>
    public ImmutableArray<string> Names { get; } = ["ExpandDL"];

    /// <inheritdoc/>
    public async ValueTask<EwsReply> AnswerAsync(EwsQuestion question, CancellationToken cancellationToken) => NamesCodec.ReadRequest(question.Message) switch
    {
        EwsRequestReading<NamesRequest>.Ok { Value: NamesRequest.Expand { List: var list } } => await AnswerAsync(question, list, cancellationToken),
        EwsRequestReading<NamesRequest>.Refused refused => new EwsReply.Fault(refused.AsFault()),
        _ => throw new InvalidOperationException("a case is missing"),
    };

    private async ValueTask<EwsReply> AnswerAsync(EwsQuestion question, EwsAddress asked, CancellationToken cancellationToken)
    {
        var found = await book.FindAsync(asked, cancellationToken);
        if (found is RecipientReading.Found { Recipients: var recipients })
        {
            if (recipients is not [{ IsList: true } list])
            {
                var none = EwsOutcome.Failed(EwsErrorCode.NameResolutionNoResults, "The address book has no list with that address.");
                return Reply(question, new NamesResponse.Expanded(none, []), RequestResult.Unknown);
            }

            found = await book.MembersAsync(list, cancellationToken);
        }

        return found is RecipientReading.Found { Recipients: var members, IsAll: var isAll }
            ? Reply(question, new NamesResponse.Expanded(EwsOutcome.Success, [.. members.Select(one => one.Named)]) { IsAll = isAll }, RequestResult.Ok)
            : EwsReply.Fault.DirectoryAway();
    }

    private static EwsReply.Message Reply(EwsQuestion question, NamesResponse response, RequestResult result) =>
        new(NamesCodec.WriteResponse(response with { Server = question.Server }), result);
}
