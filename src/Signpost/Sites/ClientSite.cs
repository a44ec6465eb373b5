using System.Net;

namespace Signpost.Sites;

/// <summary>The client's site, and how we came to know it: half of all wrong answers start here.</summary>
public abstract record ClientSite
{
    private ClientSite()
    {
    }

    /// <summary>The site, where it is known.</summary>
    public abstract SiteName? Name { get; }

    /// <summary>A word for the origin: <c>ping</c>, <c>subnet</c>, <c>configured</c> or <c>unknown</c>.</summary>
    public abstract string Origin { get; }

    /// <summary>A domain controller said so, in answer to an LDAP ping (MS-ADTS section 6.3.3).</summary>
    /// <param name="Site">The site of the client.</param>
    /// <param name="DomainController">Who said so.</param>
    /// <param name="Took">How long the answer took.</param>
    /// <param name="NextClosest">The DC's own idea of the next closest site; Windows only.</param>
    public sealed record FromNetlogonPing(SiteName Site, string DomainController, TimeSpan Took, SiteName? NextClosest = null) : ClientSite
    {
        /// <inheritdoc/>
        public override SiteName? Name => Site;

        /// <inheritdoc/>
        public override string Origin => "ping";
    }

    /// <summary>Our own longest-prefix match over the subnet objects.</summary>
    public sealed record FromSubnet(SiteName Site, IPNetwork Subnet, IPAddress Client) : ClientSite
    {
        /// <inheritdoc/>
        public override SiteName? Name => Site;

        /// <inheritdoc/>
        public override string Origin => "subnet";
    }

    /// <summary>The user said so.</summary>
    public sealed record Configured(SiteName Site) : ClientSite
    {
        /// <inheritdoc/>
        public override SiteName? Name => Site;

        /// <inheritdoc/>
        public override string Origin => "configured";
    }

    /// <summary>Nobody knows. Then no SCP is lost: they rank by age.</summary>
    public sealed record Unknown(string Why) : ClientSite
    {
        /// <inheritdoc/>
        public override SiteName? Name => null;

        /// <inheritdoc/>
        public override string Origin => "unknown";
    }
}
