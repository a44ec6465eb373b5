using System.Collections.Immutable;
using System.Net;
using Signpost.Directory;
using Signpost.Tracing;

namespace Signpost.Sites;

/// <summary>Reads sites, subnets and links from their objects; what is wrong with an object is a finding, and the others count all the same.</summary>
internal sealed class TopologyReader
{
    private const string Site = "site";
    private const string Subnet = "subnet";

    private readonly ImmutableArray<Finding>.Builder findings = ImmutableArray.CreateBuilder<Finding>();
    private readonly ILookup<string, TopologyObject> objects;
    private readonly ImmutableArray<SiteName> sites;

    private TopologyReader(ImmutableArray<DirectoryEntry> entries)
    {
        // A directory has no order: with one of our own the same forest always reads the same.
        objects = entries.OrderBy(entry => entry.DistinguishedName, StringComparer.OrdinalIgnoreCase)
            .ThenBy(entry => entry.DistinguishedName, StringComparer.Ordinal)
            .Select(ObjectOf).OfType<TopologyObject>()
            .ToLookup(one => one.Class, StringComparer.OrdinalIgnoreCase);
        sites = [.. objects[Site].Select(one => new SiteName(one.Name.FirstValue)).Distinct().OrderBy(site => site.Value, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The one search that brings all of it.</summary>
    public static DirectorySearch Search(RootDse root) => new(
        // A directory without a configuration has no such object either, and says so itself.
        root.ConfigurationNamingContext is "" ? "CN=Sites" : $"CN=Sites,{root.ConfigurationNamingContext}",
        SearchScope.Subtree,
        LdapFilter.AnyOf([.. Classes.Select(name => LdapFilter.Is("objectClass", name))]),
        ["objectClass", "siteObject", "siteList", "cost", "options", "siteLinkList"]);

    /// <summary>The topology of these objects.</summary>
    public static TopologyOutcome.Read Read(ImmutableArray<DirectoryEntry> entries)
    {
        var reader = new TopologyReader(entries);
        var topology = new SiteTopology(reader.sites, reader.Subnets(), new SiteLinkReader(reader.objects, reader.sites, reader.findings).Read());
        return new TopologyOutcome.Read(topology, reader.findings.ToImmutable());
    }

    private static ImmutableArray<string> Classes { get; } = [Site, Subnet, SiteLinkReader.Link, SiteLinkReader.Bridge, SiteLinkReader.Transport];

    private TopologyObject? ObjectOf(DirectoryEntry entry)
    {
        var classes = entry.Texts("objectClass");
        if (Classes.FirstOrDefault(name => classes.Contains(name, StringComparer.OrdinalIgnoreCase)) is not { } kind)
        {
            return null;
        }

        if (DistinguishedName.TryParse(entry.DistinguishedName, out var dn))
        {
            return new TopologyObject(kind, dn, entry);
        }

        findings.Add(SiteFindings.BadName(entry.DistinguishedName));
        return null;
    }

    private SubnetTable Subnets()
    {
        var siteOf = SitesByDn();
        var places = new Dictionary<IPNetwork, SubnetPlace>();
        foreach (var one in objects[Subnet])
        {
            if (!SubnetName.TryParse(one.Name.FirstValue, out var network, out var hasHostBits))
            {
                findings.Add(SiteFindings.BadSubnet(one.Entry, one.Name.FirstValue));
                continue;
            }

            if (hasHostBits)
            {
                findings.Add(SiteFindings.HostBits(one.Entry, one.Name.FirstValue, network));
            }

            Add(places, one, SubnetPlace.Of(network, siteOf(one)));
        }

        return new SubnetTable(places.Values);
    }

    /// <summary>The site that a subnet names; each of the few names is read once for the many subnets.</summary>
    private Func<TopologyObject, SiteName?> SitesByDn()
    {
        var known = sites.ToHashSet();
        var read = new Dictionary<string, SiteName?>(StringComparer.Ordinal);
        return one =>
        {
            if (one.Entry.Text("siteObject") is not { } dn)
            {
                findings.Add(SiteFindings.SubnetWithoutSite(one.Entry, null));
                return null;
            }

            if (!read.TryGetValue(dn, out var site))
            {
                site = DistinguishedName.TryParse(dn, out var name) && known.TryGetValue(new SiteName(name.FirstValue), out var existing) ? existing : null;
                read.Add(dn, site);
            }

            if (site is null)
            {
                findings.Add(SiteFindings.SubnetWithoutSite(one.Entry, dn));
            }

            return site;
        };
    }

    private void Add(Dictionary<IPNetwork, SubnetPlace> places, TopologyObject one, SubnetPlace place)
    {
        if (places.TryAdd(place.Network, place) || place.Match is not { } match)
        {
            return;
        }

        if (places[place.Network].Match is not { } first)
        {
            places[place.Network] = place;
        }
        else if (first.Site != match.Site)
        {
            findings.Add(SiteFindings.DuplicateSubnet(one.Entry, match, first));
        }
    }
}

/// <summary>An object below CN=Sites.</summary>
internal sealed record TopologyObject(string Class, DistinguishedName Name, DirectoryEntry Entry);
