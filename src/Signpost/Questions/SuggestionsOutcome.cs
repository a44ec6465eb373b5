using System.Collections.Immutable;
using Signpost.Availability;
using Signpost.Ews;

namespace Signpost.Questions;

/// <summary>What came of asking for meeting times.</summary>
public abstract record SuggestionsOutcome
{
    private SuggestionsOutcome()
    {
    }

    /// <summary>The times.</summary>
    /// <param name="Days">Every day that was asked for, also one with nothing to suggest.</param>
    public sealed record Given(ImmutableArray<SuggestedDay> Days) : SuggestionsOutcome
    {
        /// <inheritdoc/>
        public bool Equals(Given? other) => other is not null && Days.SequenceEqual(other.Days);

        /// <inheritdoc/>
        public override int GetHashCode() => Days.Length;
    }

    /// <summary>The server has none.</summary>
    public sealed record Error(EwsErrorCode Code, string Message) : SuggestionsOutcome;

    /// <summary>The call has no answer.</summary>
    public sealed record Failed(EwsFailure Why) : SuggestionsOutcome;

    /// <summary>A word for the case, in JSON.</summary>
    public string Word => this switch
    {
        Given => "suggestions",
        Error => "error",
        Failed => "failed",
        _ => throw new UnreachableException(),
    };

    /// <summary>The outcome in one clause.</summary>
    public string Describe() => this switch
    {
        Given => "suggestions received",
        Error e => OneLine.Of($"{e.Code}: {e.Message}").TrimEnd(' ', ':'),
        Failed f => f.Why.Describe(),
        _ => throw new UnreachableException(),
    };

    /// <summary>What a server suggests, its local times in the zone of the request.</summary>
    internal static SuggestionsOutcome Of(SuggestionsResult? said, SerializableTimeZone zone, int attendees) => said switch
    {
        null => new Failed(new EwsFailure.Call(new Autodiscover.ConversationOutcome.Malformed("no suggestions in the answer", ""))),
        { Outcome: { Class: EwsResponseClass.Error } why } => new Error(new EwsErrorCode(OneLine.Of(why.Code.ToString())), OneLine.Of(why.Message)),
        _ => new Given(
        [
            .. said.Days.Select(day => new SuggestedDay(DateOnly.FromDateTime(day.Date.Clock), day.Quality,
            [
                // Conflicts are told apart by their place alone: where there are others than attendees, nobody knows whose they are.
                .. day.Suggestions.Select(one => new SuggestedTime(
                    zone.ToUtc(one.Time), one.IsWorkTime, one.Quality, one.Conflicts.Length == attendees ? one.Conflicts : [])),
            ])),
        ]),
    };
}

/// <summary>The suggestions of a day.</summary>
/// <param name="Date">The day, in the zone of the question.</param>
/// <param name="Quality">The best there is.</param>
/// <param name="Times">By time.</param>
public sealed record SuggestedDay(DateOnly Date, SuggestionQuality Quality, ImmutableArray<SuggestedTime> Times)
{
    /// <inheritdoc/>
    public bool Equals(SuggestedDay? other) => other is not null && Date == other.Date && Quality == other.Quality && Times.SequenceEqual(other.Times);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Date, Quality, Times.Length);
}

/// <summary>A meeting time.</summary>
/// <param name="Start">When the meeting would begin.</param>
/// <param name="IsWorkTime">Whether that is within working hours.</param>
/// <param name="Quality">What it is worth.</param>
/// <param name="Conflicts">One for each attendee, in the order of the question; none where the server's can't be told apart.</param>
public sealed record SuggestedTime(DateTimeOffset Start, bool IsWorkTime, SuggestionQuality Quality, ImmutableArray<AttendeeConflict> Conflicts)
{
    /// <inheritdoc/>
    public bool Equals(SuggestedTime? other) =>
        other is not null && Start == other.Start && IsWorkTime == other.IsWorkTime && Quality == other.Quality && Conflicts.SequenceEqual(other.Conflicts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Start, IsWorkTime, Quality);
}
