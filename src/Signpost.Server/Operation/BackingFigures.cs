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

    /// <summary>Where answers about mailboxes came from, since the configuration was read.</summary>
    public LookupCounts? Lookups { get; init; }
}

/// <summary>How often a mailbox was remembered, and how often the directory was asked for one.</summary>
/// <param name="Hit">It was remembered.</param>
/// <param name="Stale">It was remembered, but should have been asked for again: the directory is slow or away.</param>
/// <param name="Miss">The directory was asked, and answered.</param>
/// <param name="Away">The directory was asked, and did not answer.</param>
public readonly record struct LookupCounts(long Hit, long Stale, long Miss, long Away)
{
    /// <summary>Both together.</summary>
    public static LookupCounts operator +(LookupCounts one, LookupCounts other) => Add(one, other);

    /// <summary>Both together.</summary>
    public static LookupCounts Add(LookupCounts one, LookupCounts other) =>
        new(one.Hit + other.Hit, one.Stale + other.Stale, one.Miss + other.Miss, one.Away + other.Away);
}
