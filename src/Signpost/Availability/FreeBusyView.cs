using System.Collections.Immutable;
using Signpost.Ews;

namespace Signpost.Availability;

/// <summary>A calendar as much as the caller may see of it (MS-OXWAVLS, FreeBusyView).</summary>
public sealed record FreeBusyView
{
    /// <summary>What goes with an error.</summary>
    public static FreeBusyView Nothing { get; } = new();

    /// <summary>The view that was granted: it may be less than was asked for.</summary>
    public FreeBusyViewKind Kind { get; init; }

    /// <summary>The slots; null where the view has none.</summary>
    public MergedFreeBusy? Merged { get; init; }

    /// <summary>The events, whole where only a part of them is in the window.</summary>
    public ImmutableArray<CalendarEvent> Events { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>When the owner works; null where that is not shown.</summary>
    public WorkingHours? WorkingHours { get; init; }

    /// <inheritdoc/>
    public bool Equals(FreeBusyView? other) =>
        other is not null && Kind == other.Kind && Merged == other.Merged && Events.SequenceEqual(other.Events) && WorkingHours == other.WorkingHours;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Merged, Events.Length, WorkingHours);
}

/// <summary>An event of a calendar (MS-OXWAVLS, CalendarEvent).</summary>
/// <param name="Start">When it begins: as a rule in the zone of the request, without saying so.</param>
/// <param name="End">When it ends, itself not in it.</param>
/// <param name="Busy">What it is to the owner.</param>
public sealed record CalendarEvent(EwsTime Start, EwsTime End, BusyType Busy)
{
    /// <summary>What it is about; null where the caller may not see that.</summary>
    public CalendarEventDetails? Details { get; init; }

    /// <summary>The event as instants.</summary>
    public BusyInterval In(SerializableTimeZone zone) => new(zone.ToUtc(Start), zone.ToUtc(End, lastOfTwo: true), Busy);
}

/// <summary>What an event is about (MS-OXWAVLS, CalendarEventDetails). Text that was not given is "".</summary>
public sealed record CalendarEventDetails
{
    /// <summary>The entry, as hexadecimal digits: the same for all of a series.</summary>
    public string Id { get; init; } = "";

    /// <summary>What it is.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Where it is.</summary>
    public string Location { get; init; } = "";

    /// <summary>Whether others were asked to come.</summary>
    public bool IsMeeting { get; init; }

    /// <summary>Whether it is one of a series.</summary>
    public bool IsRecurring { get; init; }

    /// <summary>Whether it differs from its series.</summary>
    public bool IsException { get; init; }

    /// <summary>Whether the owner is reminded.</summary>
    public bool IsReminderSet { get; init; }

    /// <summary>Whether it is not to be read by others.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>What another than the owner may see of it: nothing of a private event but that there is one.</summary>
    public CalendarEventDetails ForOthers() => IsPrivate ? this with { Id = "", Subject = "", Location = "" } : this;
}
