using System.Collections.Immutable;

namespace Signpost.Server.Mailboxes.AddressBook;

/// <summary>Who is in a list, and in the lists that are in it.</summary>
public interface IDistributionLists
{
    /// <summary>Who gets what is sent to an address, if it is a list's.</summary>
    ValueTask<ListReading> ExpandAsync(MailboxAddress address, CancellationToken cancellationToken);
}

/// <summary>What came of looking into a list.</summary>
public abstract record ListReading
{
    private ListReading()
    {
    }

    /// <summary>Nobody's address, or that of one mailbox or contact.</summary>
    public sealed record NotAList : ListReading
    {
        /// <summary>The one there is.</summary>
        public static NotAList It { get; } = new();
    }

    /// <summary>These are in it.</summary>
    /// <param name="Recipients">By name, each once: mailboxes, rooms, equipment and contacts, but no lists.</param>
    public sealed record Members(ImmutableArray<Recipient> Recipients) : ListReading;

    /// <summary>More are in it than are told.</summary>
    public sealed record TooMany : ListReading
    {
        /// <summary>The one there is.</summary>
        public static TooMany It { get; } = new();
    }

    /// <summary>The directory is away, and nothing is remembered of this list.</summary>
    /// <param name="Why">One clause, lower-case start, no full stop; for the log, not for clients.</param>
    public sealed record Away(string Why) : ListReading;
}
