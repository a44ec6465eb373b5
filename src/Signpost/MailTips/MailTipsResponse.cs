using System.Collections.Immutable;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.MailTips;

/// <summary>What a CAS answers to a <see cref="MailTipsRequest"/>.</summary>
public abstract record MailTipsResponse
{
    private MailTipsResponse()
    {
    }

    /// <summary>Which Exchange answers; null where it does not say, which exchangelib does not bear.</summary>
    public ServerVersionInfo? Server { get; init; }

    /// <summary>What should be known.</summary>
    /// <param name="Outcome">How it went.</param>
    /// <param name="Recipients">One for each that was asked about, in the same order; none with an error.</param>
    public sealed record Tips(EwsOutcome Outcome, ImmutableArray<RecipientAnswer> Recipients) : MailTipsResponse
    {
        /// <inheritdoc/>
        public bool Equals(Tips? other) => base.Equals(other) && Outcome == other.Outcome && Recipients.SequenceEqual(other.Recipients);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Outcome, Recipients.Length);
    }

    /// <summary>How it is to be asked.</summary>
    /// <param name="Outcome">How it went.</param>
    /// <param name="MailTips">Null where it was not asked for, or with an error.</param>
    public sealed record Configuration(EwsOutcome Outcome, MailTipsConfiguration? MailTips) : MailTipsResponse;

    /// <summary>It could not be answered at all.</summary>
    /// <param name="Why">The fault.</param>
    public sealed record Fault(EwsFault Why) : MailTipsResponse;
}
