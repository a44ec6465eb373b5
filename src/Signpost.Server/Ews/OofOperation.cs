using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Signpost.Ews;
using Signpost.Oof;
using Signpost.Server.Mailboxes;
using Signpost.Server.Operation;
using Signpost.Server.Storage;

namespace Signpost.Server.Ews;

/// <summary>GetUserOofSettings and SetUserOofSettings (MS-OXWOOF), of the caller's own mailbox.</summary>
/// <param name="mailboxes">Who has a mailbox.</param>
/// <param name="store">Where settings are kept, as they were given.</param>
/// <param name="ceiling">The most that anybody outside is answered, whatever is set.</param>
/// <param name="log">Is told of each change, without the replies.</param>
/// <param name="time">The clock.</param>
internal sealed class OofOperation(IMailboxDirectory mailboxes, IOofStore store, ExternalAudience ceiling, ILogger log, TimeProvider time) : IEwsOperation
{
    /// <inheritdoc/>
    public ImmutableArray<string> Names { get; } = ["GetUserOofSettingsRequest", "SetUserOofSettingsRequest"];

    /// <inheritdoc/>
    public async ValueTask<EwsReply> AnswerAsync(EwsQuestion question, CancellationToken cancellationToken) => OofCodec.ReadRequest(question.Message) switch
    {
        EwsRequestReading<OofRequest>.Ok { Value: var asked } => await AnswerAsync(question, asked, cancellationToken),
        EwsRequestReading<OofRequest>.Refused refused => new EwsReply.Fault(refused.AsFault()),
        _ => throw new InvalidOperationException("a case is missing"),
    };

    private async ValueTask<EwsReply> AnswerAsync(EwsQuestion question, OofRequest asked, CancellationToken cancellationToken)
    {
        if (await FindAsync(asked.Mailbox, cancellationToken) is not { } lookup)
        {
            return Refusal(question, asked, EwsErrorCode.InvalidSmtpAddress, "The address of the mailbox can't be read.", RequestResult.Invalid);
        }

        switch (lookup)
        {
            case MailboxLookup.Here { Mailbox: var mailbox } when mailbox.IsOwnedBy(question.Caller):
                return asked is OofRequest.Set set ? await SetAsync(question, set, mailbox, cancellationToken) : await GetAsync(question, asked, mailbox, cancellationToken);
            case MailboxLookup.ServedBy { Mailbox: var mailbox } when mailbox.IsOwnedBy(question.Caller):
                return Refusal(
                    question, asked, EwsErrorCode.NoApplicableProxyCASServersAvailable, "Another server serves this mailbox: Autodiscover says which.", RequestResult.Redirect);
            case MailboxLookup.MovedTo { Mailbox: var mailbox } when mailbox.IsOwnedBy(question.Caller):
                return Refusal(question, asked, EwsErrorCode.MailRecipientNotFound, "This mailbox has moved: Autodiscover says where.", RequestResult.Redirect);
            case MailboxLookup.Away:
                return EwsReply.Fault.DirectoryAway();
            default:
                // Who has a mailbox is nobody else's business: one that does not exist looks like somebody else's.
                return Refusal(question, asked, EwsErrorCode.AccessDenied, "Out of office is for the owner of the mailbox only.", RequestResult.Invalid);
        }
    }

    private async ValueTask<EwsReply> GetAsync(EwsQuestion question, OofRequest asked, Mailbox mailbox, CancellationToken cancellationToken) =>
        await store.ReadAsync(OofKey.Of(mailbox), cancellationToken) switch
        {
            OofReading.Found { Kept.Settings: var settings } => Settings(question, settings),
            OofReading.Never => Settings(question, OofSettings.Never(Now)),
            _ => StoreAway(question, asked),
        };

    private async ValueTask<EwsReply> SetAsync(EwsQuestion question, OofRequest.Set asked, Mailbox mailbox, CancellationToken cancellationToken)
    {
        switch (OofIntake.Read(asked, time.GetUtcNow()))
        {
            case OofIntake.Refused { Code: var code, Words: var words }:
                return Refusal(question, asked, code, words, RequestResult.Invalid);
            case OofIntake.Accepted { Settings: var settings }:
                if (await store.ReplaceAsync(OofKey.Of(mailbox), settings, question.Caller.Name, time.GetUtcNow(), cancellationToken) is not OofWriting.Written { Version: var version })
                {
                    return StoreAway(question, asked);
                }

                var (whose, who) = (question.InLog(mailbox.PrimaryAddress.ToString()), question.InLog(question.Caller.Name));
                StorageLog.OofChanged(log, whose, who, settings.State, settings.ExternalAudience, version, question.Id);
                return Reply(question, new OofResponse.Set(EwsOutcome.Success), RequestResult.Ok);
            default:
                throw new InvalidOperationException("a case is missing");
        }
    }

    // Some Outlooks and evolution-ews want a time and both replies, whatever is set. A schedule that has ended is handed back as it is: its owner sees when it was.
    private EwsReply.Message Settings(EwsQuestion question, OofSettings settings) => Reply(
        question,
        new OofResponse.Get(
            EwsOutcome.Success,
            settings with { Duration = settings.Duration ?? OofSettings.Never(Now).Duration, ExternalAudience = settings.ExternalAudience < ceiling ? settings.ExternalAudience : ceiling },
            ceiling),
        RequestResult.Ok);

    private EwsReply.Message StoreAway(EwsQuestion question, OofRequest asked) =>
        Refusal(question, asked, EwsErrorCode.MailboxStoreUnavailable, "Out of office can't be read or changed at the moment. Try again later.", RequestResult.Away);

    private EwsReply.Message Refusal(EwsQuestion question, OofRequest asked, EwsErrorCode code, string words, RequestResult result)
    {
        var outcome = EwsOutcome.Failed(code, words);
        return Reply(question, asked is OofRequest.Set ? new OofResponse.Set(outcome) : new OofResponse.Get(outcome, null, ceiling), result);
    }

    private static EwsReply.Message Reply(EwsQuestion question, OofResponse response, RequestResult result) =>
        new(OofCodec.WriteResponse(response with { Server = question.Server }), result);

    // Null where it is no address.
    private async ValueTask<MailboxLookup?> FindAsync(EwsAddress mailbox, CancellationToken cancellationToken)
    {
        if (mailbox.RoutingType.Equals(EwsAddress.LegacyRouting, StringComparison.OrdinalIgnoreCase))
        {
            return await mailboxes.FindAsync(mailbox.Address, cancellationToken);
        }

        return MailboxAddress.TryParse(mailbox.Address, out var address) ? await mailboxes.FindAsync(address, cancellationToken) : null;
    }

    // To the second, as people set it.
    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
}
