using System.Collections.Immutable;
using Signpost.Server.Registration;
using Signpost.Sites;

namespace Signpost.Server.Configuration;

/// <summary>The service connection point of a CAS, in the words of Exchange's administrators.</summary>
public sealed record ScpConfiguration
{
    /// <summary>Whether it is written when the CAS is healthy.</summary>
    public bool IsPublished { get; init; }

    /// <summary>Whether it is removed when the CAS stops.</summary>
    public bool IsRetractedOnStop { get; init; }

    /// <summary>The name of the CAS, CN of its SCP; "" takes the first label of its DNS name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The organization it lies below; "" is the one there is.</summary>
    public string Organization { get; init; } = "";

    /// <summary>AutoDiscoverServiceInternalUri: the URL it announces; null follows from the DNS name.</summary>
    public Uri? InternalUri { get; init; }

    /// <summary>AutoDiscoverSiteScope: the sites it is for; null is the site of this host, empty is none.</summary>
    public ImmutableArray<SiteName>? SiteScope { get; init; }

    /// <summary>How often this CAS looks whether it answers at the URL it announces.</summary>
    public TimeSpan CheckEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many looks in a row must fail before the SCP is withdrawn.</summary>
    public int FailuresBeforeWithdrawal { get; init; } = 3;

    /// <summary>What becomes of the SCP then.</summary>
    public ScpWithdrawal WhenUnhealthy { get; init; } = ScpWithdrawal.Drain;
}
