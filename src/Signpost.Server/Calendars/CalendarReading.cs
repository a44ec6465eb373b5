using System.Collections.Immutable;

namespace Signpost.Server.Calendars;

/// <summary>What came of reading a calendar in a window of time.</summary>
internal abstract record CalendarReading
{
    private CalendarReading()
    {
    }

    /// <summary>It is known.</summary>
    /// <param name="Events">All that touch the window, whole, by their start.</param>
    /// <param name="Hours">When the owner works, and in which zone.</param>
    public sealed record Known(ImmutableArray<BusyEvent> Events, OwnerHours Hours) : CalendarReading
    {
        /// <summary>Why this is not of now but of before: one clause for clients and log, lower-case start, no full stop; "" where it is of now.</summary>
        public string Stale { get; init; } = "";
    }

    /// <summary>There is no calendar for this mailbox: nobody knows whether its owner is free.</summary>
    public sealed record None : CalendarReading
    {
        /// <summary>The one there is.</summary>
        public static None It { get; } = new();
    }

    /// <summary>There should be one, and it can't be read.</summary>
    /// <param name="Why">One clause, lower-case start, no full stop. Clients are shown it, so no secret, no path and no address of a host is in it.</param>
    public sealed record Failed(string Why) : CalendarReading
    {
        /// <summary>Whether the source is away, so that it may be asked again later.</summary>
        public bool IsAway { get; init; }
    }
}
