using System.Collections.Immutable;

namespace Signpost.Availability;

/// <summary>What is known of the time of an attendee, when a meeting is looked for.</summary>
public abstract record AttendeeCalendar
{
    private AttendeeCalendar()
    {
    }

    /// <summary>One person or room.</summary>
    /// <param name="Intervals">In any order. The meeting that is being moved (<see cref="SuggestionsOptions.GlobalObjectId"/>) is not to be among them.</param>
    public sealed record Individual(ImmutableArray<BusyInterval> Intervals) : AttendeeCalendar
    {
        /// <inheritdoc/>
        public bool Equals(Individual? other) => other is not null && Intervals.SequenceEqual(other.Intervals);

        /// <inheritdoc/>
        public override int GetHashCode() => Intervals.Length;
    }

    /// <summary>A list.</summary>
    /// <param name="Members">What is known of each of its members.</param>
    public sealed record Group(ImmutableArray<AttendeeCalendar> Members) : AttendeeCalendar
    {
        /// <inheritdoc/>
        public bool Equals(Group? other) => other is not null && Members.SequenceEqual(other.Members);

        /// <inheritdoc/>
        public override int GetHashCode() => Members.Length;
    }

    /// <summary>A list with too many members to look at.</summary>
    public sealed record TooBigGroup : AttendeeCalendar;

    /// <summary>Nothing.</summary>
    public sealed record Unknown : AttendeeCalendar;
}
