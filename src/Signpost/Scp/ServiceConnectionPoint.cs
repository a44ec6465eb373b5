using System.Collections.Immutable;
using Signpost.Sites;

namespace Signpost.Scp;

/// <summary>A service connection point: the object by which a CAS announces its Autodiscover URL (MS-OXDISCO section 2.2.1).</summary>
public sealed record ServiceConnectionPoint
{
    /// <summary>Its DN, as the directory wrote it.</summary>
    public required string DistinguishedName { get; init; }

    /// <summary>Its common name: usually that of the CAS.</summary>
    public required string Cn { get; init; }

    /// <summary>Where the directory that holds it is: <c>ldap://dc1.example.org</c> or a file.</summary>
    public required string Source { get; init; }

    /// <summary>The Autodiscover URL it announces.</summary>
    public required Uri Url { get; init; }

    /// <summary>The sites of its <c>Site=</c> keywords; empty for a siteless one.</summary>
    public ImmutableArray<SiteName> Sites { get; init; } = [];

    /// <summary>The domains of its <c>Domain=</c> keywords.</summary>
    public ImmutableArray<string> Domains { get; init; } = [];

    /// <summary>When it was created, to the second; null where the directory did not say.</summary>
    public DateTimeOffset? WhenCreated { get; init; }

    /// <summary>Its place in the order of creation on one domain controller; null where that did not say.</summary>
    public long? UsnCreated { get; init; }

    /// <summary>Its objectGUID; null where the directory did not say.</summary>
    public Guid? ObjectGuid { get; init; }

    /// <summary>How it lies to a client; a client whose site is not known is <see cref="SiteAffinity.Unknown"/> to all.</summary>
    public SiteAffinity AffinityTo(SiteName? client) => client switch
    {
        null => SiteAffinity.Unknown,
        _ when Sites is [] => SiteAffinity.Siteless,
        { } mine when Sites.Contains(mine) => SiteAffinity.InSite,
        _ => SiteAffinity.OutOfSite,
    };
}
