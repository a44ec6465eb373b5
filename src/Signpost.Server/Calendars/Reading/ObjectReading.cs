using System.Collections.Immutable;
using NodaTime;
using Signpost.Availability;

namespace Signpost.Server.Calendars.Reading;

/// <summary>What came of reading one calendar object.</summary>
internal abstract record ObjectReading
{
    private ObjectReading()
    {
    }

    /// <summary>What is not as it should be: the first hundred of it.</summary>
    public ImmutableArray<CalendarFinding> Findings { get; init; } = [];

    /// <summary>How much is not as it should be.</summary>
    public int FindingCount { get; init; }

    /// <summary>What it says, as far as it can be understood.</summary>
    /// <param name="Parts">The events, in no particular order.</param>
    public sealed record Understood(ImmutableArray<EventPart> Parts) : ObjectReading
    {
        /// <summary>The zone it says for all that has none of its own; null for none.</summary>
        public DateTimeZone? Zone { get; init; }

        /// <summary>When its owner works, by the clock of that zone; none where it does not say.</summary>
        public ImmutableArray<WorkingPeriod> Hours { get; init; } = [];
    }

    /// <summary>It is no calendar, or more than is read.</summary>
    /// <param name="Why">One clause, lower-case start, no full stop; nothing of the object's own text is in it.</param>
    public sealed record Unreadable(string Why) : ObjectReading;
}
