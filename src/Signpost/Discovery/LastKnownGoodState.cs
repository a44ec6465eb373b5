using System.Collections.Immutable;
using Signpost.Sites;

namespace Signpost.Discovery;

/// <summary>All that a store remembers: at most <see cref="MostEntries"/> entries, and each forest's last site.</summary>
internal sealed record LastKnownGoodState(ImmutableArray<LastKnownGoodEntry> Entries, ImmutableDictionary<string, SiteName> LastSites)
{
    /// <summary>More than any administrator tries, and small enough to be written whole each time.</summary>
    public const int MostEntries = 500;

    public static LastKnownGoodState Empty { get; } = new([], ImmutableDictionary.Create<string, SiteName>(StringComparer.OrdinalIgnoreCase));

    public LastKnownGoodRecall Recall(MailboxAddress address, string forest) => new(
        [.. Entries.Where(entry => entry.Address == address && entry.Forest.Equals(forest, StringComparison.OrdinalIgnoreCase))],
        LastSites.TryGetValue(forest, out var site) ? site : null);

    /// <summary>With this entry in its place; whatever answered longest ago makes room for it.</summary>
    public LastKnownGoodState With(LastKnownGoodEntry entry, SiteName? learned) => new LastKnownGoodState(
        [.. Entries.Where(other => !entry.IsInPlaceOf(other)).OrderByDescending(other => other.Answered).Take(MostEntries - 1).Append(entry)],
        learned is { } site ? LastSites.SetItem(entry.Forest, site) : LastSites).Pruned();

    public LastKnownGoodState Without(LastKnownGoodEntry entry) =>
        (this with { Entries = [.. Entries.Where(other => !entry.IsInPlaceOf(other) || other.Url != entry.Url)] }).Pruned();

    // The site of a forest of which nothing is remembered is of no use to anybody.
    private LastKnownGoodState Pruned()
    {
        var forests = Entries.Select(entry => entry.Forest).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return this with { LastSites = LastSites.RemoveRange(LastSites.Keys.Where(forest => !forests.Contains(forest))) };
    }
}
