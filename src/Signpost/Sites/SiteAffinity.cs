namespace Signpost.Sites;

/// <summary>How a CAS lies to the client's site.</summary>
public enum SiteAffinity
{
    /// <summary>It is announced for the client's site.</summary>
    InSite,

    /// <summary>It is announced for no site in particular.</summary>
    Siteless,

    /// <summary>It is announced for other sites only.</summary>
    OutOfSite,

    /// <summary>The client's site is not known, so nobody can say.</summary>
    Unknown,
}

/// <summary>The words for an affinity.</summary>
public static class SiteAffinityWords
{
    extension(SiteAffinity affinity)
    {
        /// <summary>The affinity in reports and in JSON.</summary>
        public string Word => affinity switch
        {
            SiteAffinity.InSite => "in-site",
            SiteAffinity.Siteless => "siteless",
            SiteAffinity.OutOfSite => "out-of-site",
            SiteAffinity.Unknown => "unknown",
            _ => throw new UnreachableException(),
        };
    }
}
