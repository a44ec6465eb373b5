using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Autodiscover;

/// <summary>What all dialects answer from: who is asked for, who asks, what may be said.</summary>
/// <param name="mailboxes">Who has a mailbox here.</param>
/// <param name="composer">Makes settings of a mailbox.</param>
/// <param name="ownOnly">Whether a caller may ask for his own mailbox only.</param>
/// <param name="time">The clock.</param>
public sealed class AutodiscoverService(IMailboxDirectory mailboxes, SettingsComposer composer, bool ownOnly = false, TimeProvider? time = null)
{
    // Longer than a directory takes that is well.
    private static readonly TimeSpan LeastForUnknown = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider time = time ?? TimeProvider.System;

    /// <summary>Whose domains are served.</summary>
    public IMailboxDirectory Mailboxes { get; } = mailboxes;

    /// <summary>Makes settings of a mailbox.</summary>
    public SettingsComposer Composer { get; } = composer;

    /// <summary>What there is to say of an address.</summary>
    public ValueTask<AutodiscoverAnswer> AnswerAsync(MailboxAddress address, Caller caller, CancellationToken cancellationToken) =>
        AnswerAsync(Mailboxes.FindAsync(address, cancellationToken), caller, cancellationToken);

    /// <summary>What there is to say of a legacy DN.</summary>
    public ValueTask<AutodiscoverAnswer> AnswerAsync(string legacyDn, Caller caller, CancellationToken cancellationToken) =>
        AnswerAsync(Mailboxes.FindAsync(legacyDn, cancellationToken), caller, cancellationToken);

    // A mailbox that is remembered is found sooner than nothing is: where it must not be told that it is there, both take the same.
    private async ValueTask<AutodiscoverAnswer> AnswerAsync(ValueTask<MailboxLookup> finding, Caller caller, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var answer = Judge(await finding, caller);
        if (ownOnly && answer is AutodiscoverAnswer.Unknown && LeastForUnknown - time.GetElapsedTime(began) is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest, time, cancellationToken);
        }

        return answer;
    }

    private AutodiscoverAnswer Judge(MailboxLookup found, Caller caller) => found switch
    {
        MailboxLookup.Here { Mailbox: var mailbox } when MayKnow(mailbox, caller) => new AutodiscoverAnswer.Settings(mailbox, Composer.For(mailbox)),
        MailboxLookup.MovedTo { Mailbox: var mailbox, Address: var address } when MayKnow(mailbox, caller) => new AutodiscoverAnswer.RedirectAddress(address),
        MailboxLookup.ServedBy { Mailbox: var mailbox, Url: var url } when MayKnow(mailbox, caller) => new AutodiscoverAnswer.RedirectUrl(url),
        MailboxLookup.Away { Why: var why } => new AutodiscoverAnswer.Away(why),
        _ => AutodiscoverAnswer.Unknown.It,
    };

    private bool MayKnow(Mailbox mailbox, Caller caller) => !ownOnly || mailbox.IsOwnedBy(caller);
}
