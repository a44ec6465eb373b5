namespace Signpost.Autodiscover;

/// <summary>How we come to know a host.</summary>
internal enum HostStanding
{
    /// <summary>The user's own address or directory names it.</summary>
    FirstHand,

    /// <summary>A redirect or an SRV record named it, and the policy or the user allows it.</summary>
    VouchedFor,

    /// <summary>A redirect or an SRV record named it, and nobody vouches for it.</summary>
    Hearsay,
}
