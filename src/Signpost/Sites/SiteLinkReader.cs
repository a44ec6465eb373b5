using System.Collections.Immutable;
using System.Globalization;
using Signpost.Directory;
using Signpost.Tracing;

namespace Signpost.Sites;

/// <summary>Reads site links and their bridges from the objects of the IP transport; those of the SMTP transport carry no clients.</summary>
internal sealed class SiteLinkReader(ILookup<string, TopologyObject> objects, ImmutableArray<SiteName> sites, ImmutableArray<Finding>.Builder findings)
{
    public const string Link = "siteLink";
    public const string Bridge = "siteLinkBridge";
    public const string Transport = "interSiteTransport";

    private const int DefaultCost = 100;

    // MS-ADTS section 6.1.1.2.2, NTDSTRANSPORT_OPT_BRIDGES_REQUIRED.
    private const int BridgesRequired = 0x2;

    private readonly HashSet<SiteName> known = [.. sites];

    public SiteLinks Read()
    {
        var links = objects[Link].Where(one => IsIp(one.Name.Parent)).Select(one => (one.Name, Link: LinkOf(one.Entry))).ToArray();
        return AreBridgesRequired
            ? SiteLinks.Bridged([.. links.Select(one => one.Link)], Bridges(links.ToLookup(one => one.Name, one => one.Link)))
            : SiteLinks.AllBridged([.. links.Select(one => one.Link)]);
    }

    private bool AreBridgesRequired => objects[Transport].Any(one =>
        IsIp(one.Name)
        && int.TryParse(one.Entry.Text("options"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var options)
        && (options & BridgesRequired) != 0);

    private static bool IsIp(DistinguishedName? transport) => string.Equals(transport?.FirstValue, "IP", StringComparison.OrdinalIgnoreCase);

    private SiteLink LinkOf(DirectoryEntry entry)
    {
        var joined = new HashSet<SiteName>();
        var missing = 0;
        foreach (var dn in entry.Texts("siteList"))
        {
            if (DistinguishedName.TryParse(dn, out var name) && known.TryGetValue(new SiteName(name.FirstValue), out var site))
            {
                joined.Add(site);
            }
            else
            {
                missing++;
                findings.Add(SiteFindings.LinkToNowhere(entry, dn));
            }
        }

        // The default link of a forest with one site is as it should be.
        if (joined.Count < 2 && missing == 0 && sites.Length > 1)
        {
            findings.Add(SiteFindings.LinkWithoutEnds(entry, joined.Select(site => (SiteName?)site).FirstOrDefault()));
        }

        return new SiteLink([.. joined], CostOf(entry));
    }

    private int CostOf(DirectoryEntry entry)
    {
        if (entry.Text("cost") is not { } text)
        {
            return DefaultCost;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var cost))
        {
            return cost;
        }

        findings.Add(SiteFindings.BadCost(entry, text, DefaultCost));
        return DefaultCost;
    }

    private ImmutableArray<ImmutableArray<SiteLink>> Bridges(ILookup<DistinguishedName, SiteLink> links) =>
        [.. objects[Bridge].Where(one => IsIp(one.Name.Parent)).Select(one => BridgeOf(one.Entry, links))];

    private ImmutableArray<SiteLink> BridgeOf(DirectoryEntry entry, ILookup<DistinguishedName, SiteLink> links)
    {
        var bridged = ImmutableArray.CreateBuilder<SiteLink>();
        foreach (var dn in entry.Texts("siteLinkList"))
        {
            if (DistinguishedName.TryParse(dn, out var name) && links[name].FirstOrDefault() is { } link)
            {
                bridged.Add(link);
            }
            else
            {
                findings.Add(SiteFindings.BridgeToNowhere(entry, dn));
            }
        }

        return bridged.ToImmutable();
    }
}
