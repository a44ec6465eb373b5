using System.Collections.Immutable;

namespace Signpost.Server.Registration;

/// <summary>What an SCP's keeper did, or could not do.</summary>
public abstract record ScpKeeperEvent
{
    private ScpKeeperEvent()
    {
    }

    /// <summary>What happened, in one clause.</summary>
    public string Describe() => this switch
    {
        Published { Steps: [] } published => $"the SCP {published.DistinguishedName} is as it is to be",
        Published published => $"published the SCP {published.DistinguishedName}",
        Withdrawn { Steps: [] } => "there was no SCP to withdraw",
        Withdrawn { How: ScpWithdrawal.Drain } withdrawn => $"emptied the SCP {withdrawn.DistinguishedName}: {withdrawn.Why}",
        Withdrawn withdrawn => $"retracted the SCP {withdrawn.DistinguishedName}: {withdrawn.Why}",
        Unhealthy unhealthy => $"the CAS is not well: {unhealthy.Why}",
        Failed failed => $"the SCP could not be kept, and it is tried again: {failed.Problem.Describe()}",
        Recovered => "the directory is there again",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The SCP is published; nothing was written where it was so already.</summary>
    public sealed record Published(string DistinguishedName, ImmutableArray<ScpStep> Steps) : ScpKeeperEvent;

    /// <summary>The SCP sends no more clients here.</summary>
    public sealed record Withdrawn(string DistinguishedName, ImmutableArray<ScpStep> Steps, ScpWithdrawal How, string Why) : ScpKeeperEvent;

    /// <summary>The first failed check after good ones.</summary>
    public sealed record Unhealthy(string Why) : ScpKeeperEvent;

    /// <summary>The directory did not do what it was asked; told once, until it does.</summary>
    public sealed record Failed(ScpProblem Problem) : ScpKeeperEvent;

    /// <summary>What had failed works again.</summary>
    public sealed record Recovered : ScpKeeperEvent;
}
