using NodaTime;

namespace Signpost.Server.Recurrence;

/// <summary>From one instant on until another, which no longer belongs to it.</summary>
internal readonly record struct UtcInterval
{
    public UtcInterval(Instant start, Instant end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        (Start, End) = (start, end);
    }

    public Instant Start { get; }

    public Instant End { get; }

    /// <summary>Whether both have a moment in common. One without length is where it begins.</summary>
    public bool Touches(UtcInterval other) =>
        Start < other.End && other.Start < End
        || Start == End && other.Start <= Start && Start < other.End;
}
