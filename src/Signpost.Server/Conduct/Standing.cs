namespace Signpost.Server.Conduct;

/// <summary>What is remembered of an address: two leaky buckets, each as the time at which it will be empty again.</summary>
/// <remarks>A bucket that is empty says nothing, so an address that has been quiet for a window costs nothing to forget.</remarks>
internal struct Standing
{
    public AddressKey Key;

    /// <summary>When its requests will be forgotten.</summary>
    public long RequestsUntil;

    /// <summary>When its failed logons will be.</summary>
    public long FailuresUntil;

    /// <summary>Since when it has to wait; 0 while it need not.</summary>
    public long WaitingSince;

    /// <summary>How many requests it was refused since.</summary>
    public int Refused;

    /// <summary>How many of its logons are being judged now.</summary>
    public int Judging;

    /// <summary>How much is lost when it is forgotten.</summary>
    public readonly long Weight(long now) => Math.Max(0, RequestsUntil - now) + Math.Max(0, FailuresUntil - now) + Judging;
}
