using System.Collections.Immutable;

namespace Signpost.Server.Calendars;

/// <summary>A calendar as its store has it.</summary>
internal abstract record StoredCalendar
{
    private StoredCalendar()
    {
    }

    /// <summary>It is there, perhaps empty.</summary>
    /// <param name="Objects">What is in it, in any order.</param>
    public sealed record Known(ImmutableArray<CalendarObject> Objects) : StoredCalendar
    {
        /// <summary>Why these are not of now but of before (see <see cref="CalendarReading.Known.Stale"/>); "" where they are of now.</summary>
        public string Stale { get; init; } = "";
    }

    /// <summary>This mailbox has none.</summary>
    public sealed record None : StoredCalendar
    {
        /// <summary>The one there is.</summary>
        public static None It { get; } = new();
    }

    /// <summary>It can't be read, and nothing is remembered of it.</summary>
    /// <param name="Why">As in <see cref="CalendarReading.Failed"/>.</param>
    public sealed record Failed(string Why) : StoredCalendar
    {
        /// <summary>Whether the store is away, so that it may be asked again later.</summary>
        public bool IsAway { get; init; }
    }
}

/// <summary>An iCalendar object (RFC 5545): a file of a folder, a resource of a CalDAV collection. Compared by reference: what was read from it may be remembered with it.</summary>
/// <param name="name">What it is called where it lies, for findings.</param>
/// <param name="text">Its bytes.</param>
internal sealed class CalendarObject(string name, ReadOnlyMemory<byte> text)
{
    /// <summary>What it is called where it lies, for findings.</summary>
    public string Name { get; } = name;

    /// <summary>Its bytes.</summary>
    public ReadOnlyMemory<byte> Text { get; } = text;
}
