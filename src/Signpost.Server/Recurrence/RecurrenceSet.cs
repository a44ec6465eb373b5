using System.Collections.Immutable;

namespace Signpost.Server.Recurrence;

/// <summary>When an event takes place: its start and all that adds to and takes from it (RFC 5545 section 3.8.5).</summary>
/// <param name="Start">The first occurrence, whether the rules give it or not.</param>
/// <param name="Length">How long each lasts.</param>
internal sealed record RecurrenceSet(CalendarTime Start, EventLength Length)
{
    public ImmutableArray<RecurrenceRule> Rules { get; init; } = [];

    public ImmutableArray<AddedTime> Added { get; init; } = [];

    /// <summary>Occurrences that do not take place: EXDATE. A day on its own excludes all that begin on it.</summary>
    public ImmutableArray<CalendarTime> Excluded { get; init; } = [];

    /// <summary>Occurrences that say otherwise. They count also when the series has none there, or excludes it.</summary>
    public ImmutableArray<SeriesOverride> Overrides { get; init; } = [];
}
