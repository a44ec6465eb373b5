using System.Collections.Immutable;
using NodaTime;

namespace Signpost.Server.Recurrence;

/// <summary>One STANDARD or DAYLIGHT of a VTIMEZONE (RFC 5545 section 3.6.5): when clocks change, and to what. Which of both it is decides nothing.</summary>
/// <param name="Start">The first change, by the clock as it was before.</param>
/// <param name="From">The offset before: TZOFFSETFROM.</param>
/// <param name="To">The offset from then on: TZOFFSETTO.</param>
internal sealed record ZoneObservance(LocalDateTime Start, Offset From, Offset To)
{
    /// <summary>Its TZNAME; "" for none.</summary>
    public string Name { get; init; } = "";

    public ImmutableArray<RecurrenceRule> Rules { get; init; } = [];

    /// <summary>More changes, by the clock as it was before each.</summary>
    public ImmutableArray<LocalDateTime> Added { get; init; } = [];
}
