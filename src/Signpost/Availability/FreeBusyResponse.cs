using System.Collections.Immutable;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Availability;

/// <summary>What a CAS answers to a <see cref="FreeBusyRequest"/> (MS-OXWAVLS section 3.1.4.1).</summary>
public abstract record FreeBusyResponse
{
    private FreeBusyResponse()
    {
    }

    /// <summary>Which Exchange answers; null where it does not say, which exchangelib does not bear.</summary>
    public ServerVersionInfo? Server { get; init; }

    /// <summary>The calendars, and the suggestions.</summary>
    /// <param name="Mailboxes">One for each mailbox of the request, in its order; none where only suggestions were asked for.</param>
    /// <param name="Suggestions">Null where none were asked for.</param>
    public sealed record Answer(ImmutableArray<MailboxFreeBusy> Mailboxes, SuggestionsResult? Suggestions) : FreeBusyResponse
    {
        /// <inheritdoc/>
        public bool Equals(Answer? other) => base.Equals(other) && Mailboxes.SequenceEqual(other.Mailboxes) && Suggestions == other.Suggestions;

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Mailboxes.Length, Suggestions);
    }

    /// <summary>Nothing of it could be answered.</summary>
    /// <param name="Why">The fault.</param>
    public sealed record Fault(EwsFault Why) : FreeBusyResponse;
}

/// <summary>What is said of one mailbox (MS-OXWAVLS section 3.1.4.1.3.11, FreeBusyResponse).</summary>
/// <param name="Outcome">How it went with this mailbox.</param>
/// <param name="View">The calendar; <see cref="FreeBusyView.Nothing"/> with an error.</param>
public sealed record MailboxFreeBusy(EwsOutcome Outcome, FreeBusyView View)
{
    /// <summary>Nothing can be said of this mailbox.</summary>
    public static MailboxFreeBusy Failed(EwsErrorCode code, string message) => new(EwsOutcome.Failed(code, message), FreeBusyView.Nothing);
}
