using System.Collections.Immutable;
using Signpost.Ews;

namespace Signpost.Availability;

/// <summary>Meeting times that are suggested (MS-OXWAVLS, SuggestionsResponse).</summary>
/// <param name="Outcome">How it went.</param>
/// <param name="Days">Every day of the window, also one with nothing to suggest.</param>
public sealed record SuggestionsResult(EwsOutcome Outcome, ImmutableArray<SuggestionDay> Days)
{
    /// <inheritdoc/>
    public bool Equals(SuggestionsResult? other) => other is not null && Outcome == other.Outcome && Days.SequenceEqual(other.Days);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Outcome, Days.Length);
}

/// <summary>The suggestions of a day (MS-OXWAVLS, SuggestionDayResult).</summary>
/// <param name="Date">Its midnight, in the zone of the request.</param>
/// <param name="Quality">The best there is.</param>
/// <param name="Suggestions">By time.</param>
public sealed record SuggestionDay(EwsTime Date, SuggestionQuality Quality, ImmutableArray<Suggestion> Suggestions)
{
    /// <inheritdoc/>
    public bool Equals(SuggestionDay? other) =>
        other is not null && Date == other.Date && Quality == other.Quality && Suggestions.SequenceEqual(other.Suggestions);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Date, Quality, Suggestions.Length);
}

/// <summary>A meeting time (MS-OXWAVLS, Suggestion).</summary>
/// <param name="Time">When the meeting would begin, in the zone of the request.</param>
/// <param name="IsWorkTime">Whether that is within working hours.</param>
/// <param name="Quality">What it is worth.</param>
/// <param name="Conflicts">One for each mailbox of the request, in its order.</param>
public sealed record Suggestion(EwsTime Time, bool IsWorkTime, SuggestionQuality Quality, ImmutableArray<AttendeeConflict> Conflicts)
{
    /// <inheritdoc/>
    public bool Equals(Suggestion? other) =>
        other is not null && Time == other.Time && IsWorkTime == other.IsWorkTime && Quality == other.Quality && Conflicts.SequenceEqual(other.Conflicts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Time, IsWorkTime, Quality, Conflicts.Length);
}

/// <summary>What a meeting time is to an attendee (MS-OXWAVLS, AttendeeConflictData).</summary>
public abstract record AttendeeConflict
{
    private AttendeeConflict()
    {
    }

    /// <summary>One person or room.</summary>
    public sealed record Individual(BusyType Busy) : AttendeeConflict;

    /// <summary>A list whose members were looked at.</summary>
    public sealed record Group(int Members, int Available, int WithConflict, int WithNoData) : AttendeeConflict;

    /// <summary>A list with too many members to look at.</summary>
    public sealed record TooBigGroup : AttendeeConflict;

    /// <summary>Nobody knows.</summary>
    public sealed record Unknown : AttendeeConflict;
}
