using System.Collections.Immutable;
using Signpost.Ews;

namespace Signpost.MailTips;

/// <summary>What a client asks while somebody writes a message.</summary>
public abstract record MailTipsRequest : EwsCall
{
    private MailTipsRequest()
    {
    }

    /// <summary>What should he know (MS-OXWMT, GetMailTips)?</summary>
    /// <param name="SendingAs">Who writes.</param>
    /// <param name="Recipients">To whom.</param>
    /// <param name="Requested">What is wanted.</param>
    public sealed record Tips(EwsAddress SendingAs, ImmutableArray<EwsAddress> Recipients, MailTipKinds Requested) : MailTipsRequest
    {
        /// <inheritdoc/>
        public bool Equals(Tips? other) => base.Equals(other) && SendingAs == other.SendingAs && Requested == other.Requested && Recipients.SequenceEqual(other.Recipients);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), SendingAs, Requested, Recipients.Length);
    }

    /// <summary>How is that to be asked (MS-OXWCONFIG, GetServiceConfiguration)?</summary>
    /// <param name="Names">What is wanted, for example <see cref="MailTipsName"/>; the set is open.</param>
    public sealed record Configuration(ImmutableArray<string> Names) : MailTipsRequest
    {
        /// <summary>The name of what <see cref="MailTipsConfiguration"/> says.</summary>
        public const string MailTipsName = "MailTips";

        /// <summary>For whom; null where it is not said.</summary>
        public EwsAddress? ActingAs { get; init; }

        /// <inheritdoc/>
        public bool Equals(Configuration? other) => base.Equals(other) && ActingAs == other.ActingAs && Names.SequenceEqual(other.Names);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), ActingAs, Names.Length);
    }
}
