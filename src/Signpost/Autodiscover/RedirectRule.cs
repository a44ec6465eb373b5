namespace Signpost.Autodiscover;

/// <summary>What a host that only a redirect or an SRV record named is to us.</summary>
public enum HostKinship
{
    /// <summary>It lies in the domain of the address.</summary>
    OwnDomain,

    /// <summary>It lies beside the trusted host that named it.</summary>
    Neighbour,

    /// <summary>It is on the list of allowed hosts.</summary>
    Listed,

    /// <summary>Any host.</summary>
    Any,
}

/// <summary>What such a host may have.</summary>
public enum RedirectAnswer
{
    /// <summary>The credentials, where it asks for them, and our belief.</summary>
    Allow,

    /// <summary>What the user says when asked; nothing where there is nobody to ask.</summary>
    Ask,

    /// <summary>Nothing.</summary>
    Refuse,
}

/// <summary>One rule of a redirect policy.</summary>
/// <param name="Host">The hosts it is for.</param>
/// <param name="Answer">What they may have.</param>
public sealed record RedirectRule(HostKinship Host, RedirectAnswer Answer);
