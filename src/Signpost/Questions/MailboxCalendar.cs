using System.Collections.Immutable;
using Signpost.Availability;

namespace Signpost.Questions;

/// <summary>A calendar within the window that was asked for.</summary>
public sealed record MailboxCalendar
{
    /// <summary>The view that was granted: it may be less than was asked for.</summary>
    public FreeBusyViewKind View { get; init; }

    /// <summary>The slots, as many as the window has; null where the view has none. What a server left out is "not known".</summary>
    public MergedFreeBusy? Merged { get; init; }

    /// <summary>The events by their beginning, whole where only a part of them is in the window; none where the view has none.</summary>
    public ImmutableArray<BusyEvent> Events { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>When the owner works, in his own zone; null where that is not shown.</summary>
    public WorkingHours? WorkingHours { get; init; }

    /// <summary>What the server says beside it, for example how old it is; "" where it says nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>The slots: those that were given, else made of the events, else not known.</summary>
    /// <param name="question">The question that this answers.</param>
    public MergedFreeBusy SlotsOf(FreeBusyQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Merged ?? (View.HasEvents
            ? MergedFreeBusy.Of(Events.Select(one => one.Time), question.Start, question.End, question.IntervalInMinutes)
            : MergedFreeBusy.Of([new BusyInterval(question.Start, question.End, BusyType.NoData)], question.Start, question.End, question.IntervalInMinutes));
    }

    /// <inheritdoc/>
    public bool Equals(MailboxCalendar? other) =>
        other is not null && View == other.View && Merged == other.Merged && Events.SequenceEqual(other.Events) && WorkingHours == other.WorkingHours && Note == other.Note;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(View, Merged, Events.Length, WorkingHours);
}

/// <summary>An event of a calendar.</summary>
/// <param name="Time">When, and what it is to the owner.</param>
/// <param name="Details">What it is about; null where the caller may not see that.</param>
public sealed record BusyEvent(BusyInterval Time, CalendarEventDetails? Details = null);
