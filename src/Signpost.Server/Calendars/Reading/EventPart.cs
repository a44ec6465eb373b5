using NodaTime;
using Signpost.Availability;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Calendars.Reading;

/// <summary>What one component of a calendar says: an event, a series, or one occurrence of a series that says otherwise.</summary>
internal sealed record EventPart
{
    /// <summary>What it has in common with the other parts of its series; "" where it stands alone.</summary>
    public string Uid { get; init; } = "";

    /// <summary>The object it is in.</summary>
    public required string Object { get; init; }

    /// <summary>The line it begins in.</summary>
    public required int Line { get; init; }

    /// <summary>Which occurrence it is instead of: its RECURRENCE-ID; null for the series itself.</summary>
    public CalendarTime? Instead { get; init; }

    /// <summary>Whether later occurrences follow it.</summary>
    public bool AndFuture { get; init; }

    /// <summary>When it takes place.</summary>
    public required RecurrenceSet Times { get; init; }

    /// <summary>The zone that its calendar says; null for the owner's.</summary>
    public DateTimeZone? Zone { get; init; }

    /// <summary>What it is to the owner; null where he does not go.</summary>
    public BusyType? Busy { get; init; }

    /// <summary>Whether it does not take place.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>What it is about.</summary>
    public CalendarEventDetails Details { get; init; } = new();

    /// <summary>Of several that say the same thing, the one with the greatest is the latest.</summary>
    public (long Sequence, long Stamp) Version { get; init; }
}
