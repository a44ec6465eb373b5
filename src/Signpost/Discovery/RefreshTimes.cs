namespace Signpost.Discovery;

/// <summary>When discovery is to run again, as Outlook does it in the background: later than the plain time by up to a quarter, so that not all clients come at once.</summary>
/// <param name="random">Chance.</param>
public sealed class RefreshTimes(Random random)
{
    private const double Smear = 0.25;

    /// <summary>The time after a success where the answer gives none: one hour, also the default of POX (MS-OXDSCLI, TTL).</summary>
    public static TimeSpan Success { get; } = TimeSpan.FromHours(1);

    /// <summary>The time after a failure: five minutes.</summary>
    public static TimeSpan Failure { get; } = TimeSpan.FromMinutes(5);

    /// <summary>After an answer that holds for <paramref name="ttl"/>; null, never, where it holds for ever (a TTL of 0).</summary>
    public TimeSpan? AfterSuccess(TimeSpan ttl) => ttl == Timeout.InfiniteTimeSpan ? null : Smeared(ttl);

    /// <summary>After a run that found nothing, or no settings although credentials were given.</summary>
    public TimeSpan AfterFailure() => Smeared(Failure);

    private TimeSpan Smeared(TimeSpan plain) => plain * (1 + (Smear * random.NextDouble()));
}
