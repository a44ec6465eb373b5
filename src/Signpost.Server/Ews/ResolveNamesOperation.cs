using System.Collections.Immutable;
using Signpost.Ews;
using Signpost.Names;
using Signpost.Server.Mailboxes;
using Signpost.Server.Operation;

namespace Signpost.Server.Ews;

/// <summary>ResolveNames (MS-OXWSRSLNM): who is meant by what somebody typed. There is the address book only; nobody's own contacts are kept here.</summary>
/// <param name="book">Who knows.</param>
internal sealed class ResolveNamesOperation(IAddressBook book) : IEwsOperation
{
    private const string SmtpPrefix = "smtp:";

    /// <inheritdoc/>
    public ImmutableArray<string> Names { get; } = ["ResolveNames"];

    /// <inheritdoc/>
    public async ValueTask<EwsReply> AnswerAsync(EwsQuestion question, CancellationToken cancellationToken) => NamesCodec.ReadRequest(question.Message) switch
    {
        EwsRequestReading<NamesRequest>.Ok { Value: NamesRequest.Resolve asked } => await AnswerAsync(question, asked, cancellationToken),
        EwsRequestReading<NamesRequest>.Refused refused => new EwsReply.Fault(refused.AsFault()),
        _ => throw new InvalidOperationException("a case is missing"),
    };

    private async ValueTask<EwsReply> AnswerAsync(EwsQuestion question, NamesRequest.Resolve asked, CancellationToken cancellationToken)
    {
        switch (await book.ResolveAsync(Typed(asked.Entry), NamesResponse.MostResolutions, cancellationToken))
        {
            case RecipientReading.Found { Recipients: [] }:
                var nobody = EwsOutcome.Failed(EwsErrorCode.NameResolutionNoResults, "Nobody in the address book has that name.");
                return Reply(question, new NamesResponse.Resolved(nobody, []), RequestResult.Unknown);
            case RecipientReading.Found { Recipients: var all, IsAll: var isAll }:
                return Reply(
                    question,
                    new NamesResponse.Resolved(OutcomeOf(all.Length), [.. all.Take(NamesResponse.MostResolutions).Select(one => Resolution(one, asked.IsFull))])
                    {
                        IsAll = isAll && all.Length <= NamesResponse.MostResolutions,
                    },
                    RequestResult.Ok);
            case RecipientReading.Away:
                return EwsReply.Fault.DirectoryAway();
            default:
                throw new InvalidOperationException("a case is missing");
        }
    }

    // With smtp: before it, an address is meant and no name.
    private static string Typed(string entry) =>
        entry.StartsWith(SmtpPrefix, StringComparison.OrdinalIgnoreCase) && entry.Length > SmtpPrefix.Length ? entry[SmtpPrefix.Length..] : entry;

    private static EwsOutcome OutcomeOf(int found) => found is 1
        ? EwsOutcome.Success
        : new EwsOutcome(EwsResponseClass.Warning, EwsErrorCode.NameResolutionMultipleResults, "Several in the address book have that name.");

    private static NameResolution Resolution(Recipient recipient, bool isFull) =>
        new(recipient.Named, isFull ? new ContactCard(recipient.Name, recipient.Address.ToString()) : null);

    private static EwsReply.Message Reply(EwsQuestion question, NamesResponse response, RequestResult result) =>
        new(NamesCodec.WriteResponse(response with { Server = question.Server }), result);
}
