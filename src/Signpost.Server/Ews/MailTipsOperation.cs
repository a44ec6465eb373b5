using System.Collections.Immutable;
using System.Globalization;
using Signpost.Ews;
using Signpost.MailTips;
using Signpost.Oof;
using Signpost.Server.Mailboxes;
using Signpost.Server.Operation;
using Signpost.Server.Storage;

namespace Signpost.Server.Ews;

/// <summary>GetMailTips (MS-OXWMT): what who writes a message should know of its recipients.</summary>
/// <remarks>
/// 1. Of a mailbox: what its owner answers to colleagues, and only while he is away. Who asks is a colleague, or he would not have come in; what others are answered is not told.
/// 2. Of a list: how many read what is sent to it.
/// 3. Of an address of ours that nobody has: that it is wrong. Of those elsewhere nothing is known.
/// Whatever else may be asked for is not said.
/// </remarks>
/// <param name="mailboxes">Who has a mailbox.</param>
/// <param name="book">Who else has an address.</param>
/// <param name="store">Who is away; null where that is not kept.</param>
/// <param name="time">The clock.</param>
internal sealed class MailTipsOperation(IMailboxDirectory mailboxes, IAddressBook book, IOofStore? store, TimeProvider time) : IEwsOperation
{
    /// <summary>How many recipients there may be in one request.</summary>
    public const int MostRecipients = 100;

    private const MailTipKinds Counts = MailTipKinds.TotalMemberCount | MailTipKinds.ExternalMemberCount;

    /// <inheritdoc/>
    public ImmutableArray<string> Names { get; } = ["GetMailTips"];

    /// <inheritdoc/>
    public async ValueTask<EwsReply> AnswerAsync(EwsQuestion question, CancellationToken cancellationToken) => MailTipsCodec.ReadRequest(question.Message) switch
    {
        EwsRequestReading<MailTipsRequest>.Ok { Value: MailTipsRequest.Tips { Recipients.Length: > MostRecipients } } => new EwsReply.Fault(
            EwsErrorCode.IndividualMailboxLimitReached, string.Create(CultureInfo.InvariantCulture, $"A request may have {MostRecipients} recipients.")),
        EwsRequestReading<MailTipsRequest>.Ok { Value: MailTipsRequest.Tips asked } => await AnswerAsync(question, asked, cancellationToken),
        EwsRequestReading<MailTipsRequest>.Refused refused => new EwsReply.Fault(refused.AsFault()),
        _ => throw new InvalidOperationException("a case is missing"),
    };

    private async ValueTask<EwsReply> AnswerAsync(EwsQuestion question, MailTipsRequest.Tips asked, CancellationToken cancellationToken)
    {
        var audience = new Audience(book, mailboxes);
        var answers = ImmutableArray.CreateBuilder<RecipientAnswer>(asked.Recipients.Length);
        foreach (var recipient in asked.Recipients)
        {
            if (await TipsAsync(recipient, asked.Requested, audience, cancellationToken) is not { } tips)
            {
                return EwsReply.Fault.DirectoryAway();
            }

            answers.Add(new RecipientAnswer(EwsOutcome.Success, tips));
        }

        var response = new MailTipsResponse.Tips(EwsOutcome.Success, answers.ToImmutable()) { Server = question.Server };
        return new EwsReply.Message(MailTipsCodec.WriteResponse(response), answers.Count > 0 && answers.All(one => one.Tips?.IsInvalid is true) ? RequestResult.Unknown : RequestResult.Ok);
    }

    // Null while the directory is away.
    private async ValueTask<RecipientTips?> TipsAsync(EwsAddress recipient, MailTipKinds requested, Audience audience, CancellationToken cancellationToken)
    {
        switch (await FindAsync(recipient, cancellationToken))
        {
            case MailboxLookup.Here { Mailbox: var mailbox }:
                var tips = Of(recipient, requested, isInvalid: false) with { IsMailboxFull = requested.HasFlag(MailTipKinds.MailboxFullStatus) ? false : null };
                return requested.HasFlag(MailTipKinds.OutOfOfficeMessage) ? await AwayAsync(tips, mailbox, cancellationToken) : tips;
            case MailboxLookup.ServedBy or MailboxLookup.MovedTo:
                return Of(recipient, requested, isInvalid: false);     // another server knows more
            case MailboxLookup.Away:
                return null;
        }

        return await book.FindAsync(recipient, cancellationToken) switch
        {
            RecipientReading.Found { Recipients: [{ IsList: true } list] } when (requested & Counts) is not MailTipKinds.None =>
                await CountedAsync(Of(recipient, requested, isInvalid: false), list, requested, audience, cancellationToken),
            RecipientReading.Found { Recipients: [] } => Of(recipient, requested, await IsOursAsync(recipient, cancellationToken)),
            RecipientReading.Found => Of(recipient, requested, isInvalid: false),
            _ => null,
        };
    }

    private async ValueTask<RecipientTips> AwayAsync(RecipientTips tips, Mailbox mailbox, CancellationToken cancellationToken) =>
        store is null ? tips : await store.ReadAsync(OofKey.Of(mailbox), cancellationToken) switch
        {
            OofReading.Found { Kept.Settings: var settings } when IsAway(settings) => tips with
            {
                OutOfOffice = new OutOfOfficeTip(settings.InternalReply ?? OofReply.Empty, settings.State is OofState.Scheduled ? settings.Duration : null),
            },
            OofReading.Away => tips with { Pending = MailTipKinds.OutOfOfficeMessage },
            _ => tips,
        };

    // Kept times are instants.
    private bool IsAway(OofSettings settings) => settings.IsAwayAt(time.GetUtcNow(), clock => new DateTimeOffset(clock, TimeSpan.Zero));

    private static async ValueTask<RecipientTips?> CountedAsync(RecipientTips tips, Recipient list, MailTipKinds requested, Audience audience, CancellationToken cancellationToken) =>
        await audience.CountAsync(list, cancellationToken) switch
        {
            AudienceReading.Counted { Total: var total, Outside: var outside } => tips with
            {
                TotalMembers = requested.HasFlag(MailTipKinds.TotalMemberCount) ? total : null,
                ExternalMembers = requested.HasFlag(MailTipKinds.ExternalMemberCount) ? outside : null,
            },
            AudienceReading.TooManyLists => tips with { Pending = requested & Counts },
            _ => null,
        };

    // What is no address can't be written to either.
    private async ValueTask<bool> IsOursAsync(EwsAddress recipient, CancellationToken cancellationToken) =>
        !MailboxAddress.TryParse(recipient.Address, out var address) || await mailboxes.AcceptsAsync(address.Domain, cancellationToken);

    private ValueTask<MailboxLookup> FindAsync(EwsAddress recipient, CancellationToken cancellationToken) =>
        recipient.RoutingType.Equals(EwsAddress.LegacyRouting, StringComparison.OrdinalIgnoreCase) ? mailboxes.FindAsync(recipient.Address, cancellationToken)
        : MailboxAddress.TryParse(recipient.Address, out var address) ? mailboxes.FindAsync(address, cancellationToken)
        : ValueTask.FromResult<MailboxLookup>(MailboxLookup.Unknown.It);

    private static RecipientTips Of(EwsAddress recipient, MailTipKinds requested, bool isInvalid) =>
        new(recipient) { IsInvalid = requested.HasFlag(MailTipKinds.InvalidRecipient) ? isInvalid : null };
}
