using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Signpost.Directory;
using Signpost.Tracing;

namespace Signpost.Sites;

/// <summary>What can be wrong about sites, subnets and links, and what to do about it.</summary>
internal static class SiteFindings
{
    private const int MostNamesTold = 5;

    public static Finding BadName(string dn) => new(
        "site.bad-name", FindingSeverity.Warning, OneLine.Of(dn), "its name is no distinguished name, so the object is left out", "Rename the object");

    public static Finding BadSubnet(DirectoryEntry subnet, string name) => new(
        "site.bad-subnet", FindingSeverity.Warning, SubjectOf(subnet), $"'{OneLine.Of(name)}' is no network, so no client is in it",
        "Name the subnet by its first address and the length of its prefix, as in 192.0.2.0/24 or 2001:db8::/32");

    public static Finding HostBits(DirectoryEntry subnet, string name, IPNetwork network) => new(
        "site.bad-subnet", FindingSeverity.Warning, SubjectOf(subnet), $"'{OneLine.Of(name)}' has bits set beyond its prefix and is taken for {network}",
        $"Rename the subnet to {network}: Active Directory takes no other name");

    public static Finding SubnetWithoutSite(DirectoryEntry subnet, string? site) => new(
        "site.subnet-without-site", FindingSeverity.Warning, SubjectOf(subnet),
        site is null ? "it names no site, so its clients are in none" : $"it names {OneLine.Of(site)}, which is no site of the forest, so its clients are in none",
        "Set its siteObject to the site of the clients there");

    public static Finding DuplicateSubnet(DirectoryEntry subnet, SubnetMatch left, SubnetMatch taken) => new(
        "site.duplicate-subnet", FindingSeverity.Warning, SubjectOf(subnet),
        $"another object gives {taken.Subnet} to {NameOf(taken.Site)}, this one to {NameOf(left.Site)}; {NameOf(taken.Site)} is taken here",
        "Delete the object that is wrong");

    public static Finding LinkToNowhere(DirectoryEntry link, string site) => new(
        "site.bad-link", FindingSeverity.Warning, SubjectOf(link), $"it names {OneLine.Of(site)}, which is no site of the forest", "Remove that value of its siteList");

    public static Finding LinkWithoutEnds(DirectoryEntry link, SiteName? only) => new(
        "site.bad-link", FindingSeverity.Information, SubjectOf(link),
        only is { } site ? $"it names {NameOf(site)} alone, so it leads nowhere" : "it names no site, so it leads nowhere",
        "Add the sites it is to join to its siteList, or delete it");

    public static Finding BadCost(DirectoryEntry link, string cost, int taken) => new(
        "site.bad-link", FindingSeverity.Warning, SubjectOf(link),
        string.Create(CultureInfo.InvariantCulture, $"its cost '{OneLine.Of(cost)}' is no number from 0 on and is taken for {taken}"), "Correct its cost");

    public static Finding BridgeToNowhere(DirectoryEntry bridge, string link) => new(
        "site.bad-link", FindingSeverity.Warning, SubjectOf(bridge), $"it bridges {OneLine.Of(link)}, which is no site link over IP",
        "Remove that value of its siteLinkList");

    public static Finding NotInForest(SiteName given, ImmutableArray<SiteName> sites) => new(
        "site.not-in-forest", FindingSeverity.Warning, NameOf(given), $"no site of the forest has this name: {Told(sites)}",
        Spelling.Nearest(given, sites) is { } meant ? $"Did you mean {NameOf(meant)}?" : "Give the name of one of them");

    public static Finding PingDisagrees(string controller, SiteName? said, IPAddress client, SubnetMatch own) => new(
        "site.ping-disagrees", FindingSeverity.Warning, client.ToString(),
        $"{OneLine.Of(controller)} says {(said is { } site ? NameOf(site) : "no site")}, but {client} lies in {own.Subnet} of {NameOf(own.Site)}",
        "Look for overlapping subnets (Windows takes the longest prefix, Samba the first it finds), and for address translation on the way");

    public static Finding SubnetMissing(string controller, SiteName said, IPAddress client, string where) => new(
        "site.subnet-missing", FindingSeverity.Information, client.ToString(), $"{OneLine.Of(controller)} says {NameOf(said)}, but {where}",
        "Add a subnet object for the clients there, and look for address translation on the way");

    public static Finding Unknown(IPAddress client, string why) => new(
        "site.unknown", FindingSeverity.Warning, client.ToString(), why,
        IPAddress.IsLoopback(client) ? "Give --site or --client-address: this address is every machine's own" : $"Add a subnet object for {client}, or give --site");

    public static Finding NoPing(string controller, string why) => new(
        "site.no-ping", FindingSeverity.Information, controller is "" ? "LDAP ping" : OneLine.Of(controller), why,
        "Let UDP or TCP port 389 of a domain controller through, or give --site");

    /// <summary>A site as it may stand in a line.</summary>
    public static string NameOf(SiteName site) => OneLine.Of(site.Value);

    private static string Told(ImmutableArray<SiteName> sites) =>
        string.Join(", ", sites.Take(MostNamesTold).Select(NameOf))
        + (sites.Length > MostNamesTold ? string.Create(CultureInfo.InvariantCulture, $" and {sites.Length - MostNamesTold} more") : "");

    private static string SubjectOf(DirectoryEntry entry) => OneLine.Of(entry.DistinguishedName);
}
