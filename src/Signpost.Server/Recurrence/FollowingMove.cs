namespace Signpost.Server.Recurrence;

/// <summary>What a RANGE=THISANDFUTURE does to the occurrences from its own on: each keeps its distance by the clock.</summary>
internal sealed class FollowingMove(SeriesOverride by, SeriesClock series)
{
    private readonly long anchor = series.ReadingOf(by.Instead);
    private readonly long start = CivilDay.SecondsOf(by.Start.Reading);

    public SeriesOverride By => by;

    /// <summary>The first instant of the series that it is about.</summary>
    public long From { get; } = series.InstantOf(by.Instead);

    public LocalClock Clock { get; } = series.ClockOf(by.Start);

    /// <summary>No occurrence is moved farther.</summary>
    public long Farthest => Math.Abs(start - anchor) + 2 * CivilDay.Seconds;

    /// <summary>Where an occurrence is moved to, by the clock of the override.</summary>
    public long Reading(long local) => start + local - anchor;
}
