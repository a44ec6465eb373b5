using System.Collections.Immutable;
using Signpost.Ews;
using Signpost.Server.Calendars;

namespace Signpost.Server.Availability;

/// <summary>What was found of somebody who was asked for.</summary>
internal abstract record AttendeeReading
{
    private AttendeeReading()
    {
    }

    /// <summary>One mailbox whose calendar is known, or known to be none.</summary>
    /// <param name="Calendar">Null where the mailbox has none: nobody knows when its owner is free.</param>
    /// <param name="IsOwn">Whether it is the caller's own.</param>
    public sealed record One(CalendarReading.Known? Calendar, bool IsOwn) : AttendeeReading;

    /// <summary>A list.</summary>
    /// <param name="Members">What was found of each.</param>
    public sealed record List(ImmutableArray<AttendeeReading> Members) : AttendeeReading;

    /// <summary>Nothing can be said.</summary>
    /// <param name="Code">The code.</param>
    /// <param name="Words">A sentence for clients.</param>
    public sealed record Refused(EwsErrorCode Code, string Words) : AttendeeReading;
}

/// <summary>What was found of all who were asked for.</summary>
internal abstract record AttendeeReadings
{
    private AttendeeReadings()
    {
    }

    /// <summary>This of each.</summary>
    /// <param name="Each">In the order of the request.</param>
    public sealed record Read(ImmutableArray<AttendeeReading> Each) : AttendeeReadings;

    /// <summary>They are more than one request may be about.</summary>
    public sealed record TooMany : AttendeeReadings
    {
        /// <summary>The one there is.</summary>
        public static TooMany It { get; } = new();
    }
}
