using Signpost.Autodiscover;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Autodiscover;

/// <summary>What there is to say of a mailbox, before a dialect puts it into its words.</summary>
public abstract record AutodiscoverAnswer
{
    private AutodiscoverAnswer()
    {
    }

    /// <summary>Its settings.</summary>
    public sealed record Settings(Mailbox Mailbox, MailboxSettings Of) : AutodiscoverAnswer;

    /// <summary>Start again with another address.</summary>
    public sealed record RedirectAddress(MailboxAddress Address) : AutodiscoverAnswer;

    /// <summary>Ask at another CAS.</summary>
    public sealed record RedirectUrl(ServiceUrl Url) : AutodiscoverAnswer;

    /// <summary>Nobody here has it, or the caller may not know.</summary>
    public sealed record Unknown : AutodiscoverAnswer
    {
        /// <summary>The one there is.</summary>
        public static Unknown It { get; } = new();
    }

    /// <summary>The directory does not answer.</summary>
    /// <param name="Why">One clause for the log, lower-case start, no full stop.</param>
    public sealed record Away(string Why) : AutodiscoverAnswer;
}
