using Signpost.Sites;

namespace Signpost.Discovery;

/// <summary>An Autodiscover URL that answered for an address, and where the client stood then.</summary>
public sealed record LastKnownGoodEntry
{
    /// <summary>The address that was asked for, or that it was redirected to.</summary>
    public required MailboxAddress Address { get; init; }

    /// <summary>The forest the client belongs to, by the name under which it is looked for: known before any directory answers.</summary>
    public required string Forest { get; init; }

    /// <summary>The client's site; null where it was not known.</summary>
    public SiteName? Site { get; init; }

    /// <summary>The URL.</summary>
    public required Uri Url { get; init; }

    /// <summary>The dialect it answered in.</summary>
    public string Dialect { get; init; } = "pox";

    /// <summary>The step that found it first: it tells the client's vantage, and whether the host is hearsay.</summary>
    public required StepKind Step { get; init; }

    /// <summary>When it last answered.</summary>
    public required DateTimeOffset Answered { get; init; }

    /// <summary>When its settings are to be fetched anew, by <see cref="RefreshTimes"/>; null is never. The endpoint itself is kept as long as it works.</summary>
    public DateTimeOffset? RefreshAt { get; init; }

    /// <summary>Whether both are of the same address, forest and site: then the later one replaces the earlier.</summary>
    internal bool IsInPlaceOf(LastKnownGoodEntry other) =>
        Address == other.Address && Forest.Equals(other.Forest, StringComparison.OrdinalIgnoreCase) && Site == other.Site;
}
