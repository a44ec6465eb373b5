namespace Signpost.Server.Operation;

/// <summary>How what a CAS answers from is doing, in figures. Null is not told.</summary>
public sealed record BackingFigures
{
    /// <summary>Nothing is told.</summary>
    public static BackingFigures None { get; } = new();

    /// <summary>Whether the directory answered the last time it was asked.</summary>
    public bool? DirectoryAnswers { get; init; }

    /// <summary>How many mailboxes are remembered.</summary>
    public long? MailboxesCached { get; init; }

    /// <summary>Whether the SCP of this CAS is published.</summary>
    public bool? ScpPublished { get; init; }

    /// <summary>Where answers about mailboxes came from, since the configuration was read.</summary>
    public LookupCounts? Lookups { get; init; }
}

/// <summary>How many lookups of mailboxes were answered from where.</summary>
/// <param name="Hit">From what is remembered.</param>
/// <param name="Stale">From what is remembered, older than it should be, because the directory is away.</param>
/// <param name="Miss">By the directory.</param>
/// <param name="Away">By nobody.</param>
public readonly record struct LookupCounts(long Hit, long Stale, long Miss, long Away);
