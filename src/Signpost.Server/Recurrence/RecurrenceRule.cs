using System.Collections.Immutable;
using NodaTime;

namespace Signpost.Server.Recurrence;

/// <summary>One rule by which an event recurs: the RRULE of RFC 5545 section 3.3.10, its parts checked.</summary>
internal sealed record RecurrenceRule
{
    /// <summary>No calendar from year 1 to 9999 has as many seconds: a longer interval means that there is no second period.</summary>
    public const long LongestInterval = 1_000_000_000_000;

    public required Frequency Frequency { get; init; }

    /// <summary>Every how manieth period counts, <see cref="LongestInterval"/> at most.</summary>
    public long Interval { get; init; } = 1;

    /// <summary>How many occurrences there are, the start being the first; null for no such end.</summary>
    public long? Count { get; init; }

    /// <summary>The last time at which an occurrence may begin; null for no such end.</summary>
    public CalendarTime? Until { get; init; }

    public ImmutableArray<int> BySecond { get; init; } = [];

    public ImmutableArray<int> ByMinute { get; init; } = [];

    public ImmutableArray<int> ByHour { get; init; } = [];

    public ImmutableArray<OrdinalDay> ByDay { get; init; } = [];

    public ImmutableArray<int> ByMonthDay { get; init; } = [];

    public ImmutableArray<int> ByYearDay { get; init; } = [];

    public ImmutableArray<int> ByWeekNumber { get; init; } = [];

    public ImmutableArray<int> ByMonth { get; init; } = [];

    public ImmutableArray<int> BySetPosition { get; init; } = [];

    /// <summary>The day on which a week begins.</summary>
    public IsoDayOfWeek WeekStart { get; init; } = IsoDayOfWeek.Monday;

    /// <summary>Reads the value of an RRULE property.</summary>
    public static RuleReading Parse(string text) => new RuleText(text).Read();
}
