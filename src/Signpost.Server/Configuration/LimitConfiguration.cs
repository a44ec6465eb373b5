namespace Signpost.Server.Configuration;

/// <summary>How much one client address may ask. Addresses are remembered in a store of a fixed size.</summary>
public sealed record LimitConfiguration
{
    /// <summary>Failed logons of one address in <see cref="Window"/> before it has to wait; 0 is no limit. A request without credentials is none.</summary>
    public int FailedLogons { get; init; } = 20;

    /// <summary>Requests of one address in <see cref="Window"/>; 0 is no limit.</summary>
    public int Requests { get; init; } = 1200;

    /// <summary>Over which time is counted.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many addresses are remembered; IPv6 counts by /64.</summary>
    public int MostAddresses { get; init; } = 10_000;

    /// <summary>How long a request may take to arrive: its headers, and its body.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many connections may be open at once.</summary>
    public int MostConnections { get; init; } = 5000;
}
