using System.Collections.Immutable;
using Signpost.Discovery;
using Signpost.Sites;

namespace Signpost.Server.Registration;

/// <summary>The sites that the SCP of a CAS is to name: those somebody chose, or the site of this host.</summary>
public abstract record SiteOfThisHost
{
    private SiteOfThisHost()
    {
    }

    /// <summary>Weighs what was chosen against what the forest knows.</summary>
    /// <param name="chosen">The sites somebody chose, none of them for a siteless SCP; null chooses that of this host.</param>
    /// <param name="here">Where this host is.</param>
    public static SiteOfThisHost Of(ImmutableArray<SiteName>? chosen, HostSite here)
    {
        ArgumentNullException.ThrowIfNull(here);
        ImmutableArray<SiteName> known = here.Topology?.Sites ?? [];
        return chosen is not { } sites
            ? here.Site.Name is { } site ? new Known([site]) : new Unknown(((ClientSite.Unknown)here.Site).Why)
            : known is [_, ..] && sites.FirstOrDefault(site => !known.Contains(site)) is { Value: not null } wrong
                ? new NoSuch(wrong, here.Topology!.NearestTo(wrong), known)
                : new Known([.. sites.Select(site => known.FirstOrDefault(site.Equals) is { Value: not null } spelled ? spelled : site)]);
    }

    /// <summary>These.</summary>
    public sealed record Known(ImmutableArray<SiteName> Sites) : SiteOfThisHost;

    /// <summary>Nobody chose one, and the directory does not say where this host is.</summary>
    public sealed record Unknown(string Why) : SiteOfThisHost;

    /// <summary>The forest has no site of that name.</summary>
    /// <param name="Wrong">The name.</param>
    /// <param name="Nearest">The one that may be meant.</param>
    /// <param name="Existing">Those there are.</param>
    public sealed record NoSuch(SiteName Wrong, SiteName? Nearest, ImmutableArray<SiteName> Existing) : SiteOfThisHost;
}
