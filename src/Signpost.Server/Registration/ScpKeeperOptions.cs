namespace Signpost.Server.Registration;

/// <summary>What becomes of an SCP when its CAS serves nobody.</summary>
public enum ScpWithdrawal
{
    /// <summary>It is emptied, as <c>-AutoDiscoverServiceInternalUri $null</c> does, and keeps its age.</summary>
    Drain,

    /// <summary>It is deleted.</summary>
    Retract,

    /// <summary>It stays as it is.</summary>
    Leave,
}

/// <summary>How an SCP is kept.</summary>
public sealed record ScpKeeperOptions
{
    /// <summary>How often the CAS's health is looked at.</summary>
    public TimeSpan CheckEvery { get; init => field = Positive(value); } = TimeSpan.FromSeconds(30);

    /// <summary>How often an SCP that was published is looked after: somebody may have changed it.</summary>
    public TimeSpan RefreshEvery { get; init => field = Positive(value); } = TimeSpan.FromHours(1);

    /// <summary>How many checks in a row must fail before the SCP is withdrawn: one alone is a hiccup.</summary>
    public int FailuresBeforeWithdrawal
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "at least 1");
    } = 3;

    /// <summary>What becomes of the SCP of a CAS that is not well.</summary>
    public ScpWithdrawal WhenUnhealthy { get; init; } = ScpWithdrawal.Drain;

    /// <summary>What becomes of the SCP when the CAS is stopped.</summary>
    public ScpWithdrawal WhenStopped { get; init; } = ScpWithdrawal.Leave;

    /// <summary>How long a directory that is away is left alone at first; it doubles each time.</summary>
    public TimeSpan FirstRetry { get; init => field = Positive(value); } = TimeSpan.FromSeconds(5);

    /// <summary>The longest it is left alone.</summary>
    public TimeSpan LastRetry { get; init => field = Positive(value); } = TimeSpan.FromMinutes(5);

    /// <summary>The longest that withdrawing may take when the CAS is stopped.</summary>
    public TimeSpan StopTimeout { get; init => field = Positive(value); } = TimeSpan.FromSeconds(10);

    private static TimeSpan Positive(TimeSpan value) => value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "must be positive");
}
