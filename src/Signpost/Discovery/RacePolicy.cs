namespace Signpost.Discovery;

/// <summary>How candidates are tried: one after the other, or side by side with the better-ranked one preferred.</summary>
public sealed record RacePolicy
{
    /// <summary>One candidate after the other, as Outlook 2007 does: a dead one costs its whole time-out.</summary>
    public static RacePolicy OneAtATime { get; } = new()
    {
        Name = "one-at-a-time",
        HedgeDelay = Timeout.InfiniteTimeSpan,
        SilentWindow = Timeout.InfiniteTimeSpan,
        ConnectedWindow = Timeout.InfiniteTimeSpan,
        SourceWindow = Timeout.InfiniteTimeSpan,
        MaxConcurrent = 1,
    };

    /// <summary>The next candidate starts before the last has ended, and waits for its betters.</summary>
    public static RacePolicy Hedged { get; } = new();

    /// <summary>The name of the policy in reports.</summary>
    public string Name { get; init; } = "hedged";

    /// <summary>How long a candidate is alone before the next one starts.</summary>
    public TimeSpan HedgeDelay { get; init => field = Positive(value); } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a candidate that has not even connected holds back the answers of lower ranks.</summary>
    public TimeSpan SilentWindow { get; init => field = Positive(value); } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a candidate that has connected, but is slow, holds back the answers of lower ranks.</summary>
    public TimeSpan ConnectedWindow { get; init => field = Positive(value); } = TimeSpan.FromSeconds(3);

    /// <summary>How long a step that has not yet said its candidates holds back the answers of later steps.</summary>
    public TimeSpan SourceWindow { get; init => field = Positive(value); } = TimeSpan.FromSeconds(3);

    /// <summary>How long one attempt may take, redirects included.</summary>
    public TimeSpan AttemptTimeout { get; init => field = Positive(value); } = TimeSpan.FromSeconds(10);

    /// <summary>How many attempts run at once, 1 to 16.</summary>
    public int MaxConcurrent
    {
        get;
        init => field = value is >= 1 and <= 16 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "1 to 16");
    } = 12;

    /// <summary>Whether the sources of later steps are asked while earlier candidates are tried.</summary>
    internal bool AsksAhead => HedgeDelay != Timeout.InfiniteTimeSpan;

    private static TimeSpan Positive(TimeSpan value) =>
        value > TimeSpan.Zero || value == Timeout.InfiniteTimeSpan ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "must be positive");
}
