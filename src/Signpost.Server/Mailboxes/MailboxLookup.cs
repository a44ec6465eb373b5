using Signpost.Autodiscover;

namespace Signpost.Server.Mailboxes;

/// <summary>What came of looking for a mailbox.</summary>
public abstract record MailboxLookup
{
    private MailboxLookup()
    {
    }

    /// <summary>It is here.</summary>
    public sealed record Here(Mailbox Mailbox) : MailboxLookup;

    /// <summary>It has moved to another address: the client starts again with that one.</summary>
    /// <param name="Mailbox">What is left of it here.</param>
    /// <param name="Address">Where it is now.</param>
    public sealed record MovedTo(Mailbox Mailbox, MailboxAddress Address) : MailboxLookup;

    /// <summary>Another CAS of this organization serves it.</summary>
    /// <param name="Mailbox">The mailbox, as this CAS sees it.</param>
    /// <param name="Url">The Autodiscover URL which that CAS announces; ends in <c>.xml</c>.</param>
    public sealed record ServedBy(Mailbox Mailbox, ServiceUrl Url) : MailboxLookup;

    /// <summary>Nobody here has it.</summary>
    public sealed record Unknown : MailboxLookup
    {
        /// <summary>The one there is.</summary>
        public static Unknown It { get; } = new();
    }

    /// <summary>The directory is away, and nothing is remembered of this mailbox.</summary>
    /// <param name="Why">One clause, lower-case start, no full stop; for the log, not for clients.</param>
    public sealed record Away(string Why) : MailboxLookup;
}
