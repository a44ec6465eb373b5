using System.Collections.Immutable;

namespace Signpost.Server.Mailboxes;

/// <summary>Somebody or something with an address.</summary>
/// <param name="Name">The name people see.</param>
/// <param name="Address">The primary SMTP address.</param>
/// <param name="Kind">What it is.</param>
public sealed record Recipient(string Name, MailboxAddress Address, RecipientKind Kind)
{
    /// <summary>Where it is in the directory.</summary>
    public string DistinguishedName { get; init; } = "";

    /// <summary>Its legacy DN; "" where it has none.</summary>
    public string LegacyDn { get; init; } = "";
}

/// <summary>What a recipient is.</summary>
public enum RecipientKind
{
    /// <summary>Somebody's mailbox.</summary>
    Mailbox,

    /// <summary>A room's mailbox.</summary>
    Room,

    /// <summary>The mailbox of something that is used.</summary>
    Equipment,

    /// <summary>Somebody elsewhere.</summary>
    Contact,

    /// <summary>A list.</summary>
    List,

    /// <summary>A list of rooms.</summary>
    RoomList,
}

/// <summary>What came of asking the address book.</summary>
public abstract record RecipientReading
{
    private RecipientReading()
    {
    }

    /// <summary>Who it is; nobody is an answer.</summary>
    /// <param name="Recipients">By name.</param>
    /// <param name="IsAll">Whether there are no more.</param>
    public sealed record Found(ImmutableArray<Recipient> Recipients, bool IsAll = true) : RecipientReading;

    /// <summary>The directory is away, and nothing is remembered.</summary>
    /// <param name="Why">One clause, lower-case start, no full stop; for the log, not for clients.</param>
    public sealed record Away(string Why) : RecipientReading;
}
