using Signpost.Discovery;
using Signpost.Sites;
using Signpost.Tracing;

namespace Signpost.Doctor.Rules;

/// <summary>What is wrong with the SCPs as a whole: which sites they serve, and which of them say the same.</summary>
internal static class ForestRules
{
    private const string SetSites = "Set-ClientAccessService -AutoDiscoverSiteScope";

    public static IEnumerable<Finding> Of(DoctorFacts facts) =>
        facts.HasDirectory ? [.. NoScp(facts), .. UnknownSites(facts), .. SitesWithoutCas(facts), .. SameUrls(facts), .. UnusualPaths(facts)] : [];

    private static IEnumerable<Finding> NoScp(DoctorFacts facts)
    {
        if (facts.Scps is [])
        {
            yield return new Finding(
                "scp.none", FindingSeverity.Warning, facts.Address.Domain, "the forest holds no Autodiscover SCP with a URL",
                "Publish one for each CAS: a client of the domain looks there first");
        }
    }

    private static IEnumerable<Finding> UnknownSites(DoctorFacts facts) =>
        from known in new[] { facts.Topology?.Sites.ToHashSet() ?? [] }
        from scp in known.Count > 0 ? facts.Scps : []
        from site in scp.Sites
        where !known.Contains(site)
        select new Finding(
            "scp.unknown-site", FindingSeverity.Warning, OneLine.Of(scp.DistinguishedName), $"its keyword Site={SiteFindings.NameOf(site)} names no site of the forest",
            $"Correct it with {SetSites}: to every client it is out-of-site");

    private static IEnumerable<Finding> SitesWithoutCas(DoctorFacts facts) =>
        from served in new[] { facts.Scps.SelectMany(scp => scp.Sites).ToHashSet() }
        from site in facts is { Topology: not null, Scps: not [] } ? facts.Topology.Sites : []
        where !served.Contains(site)
        select new Finding(
            "site.without-cas", FindingSeverity.Information, SiteFindings.NameOf(site), "no SCP names this site: its clients take the oldest SCP of any other",
            $"Add the site to the SCP of the CAS that is to serve it, with {SetSites}");

    private static IEnumerable<Finding> SameUrls(DoctorFacts facts) =>
        from same in facts.Scps.GroupBy(scp => scp.Url.AbsoluteUri, StringComparer.OrdinalIgnoreCase)
        let all = same.ToArray()
        where all.Length > 1
        select new Finding(
            "scp.duplicate-url", FindingSeverity.Information, same.Key,
            $"{Words.Count(all.Length, "SCP")} announce it: {Words.Some(all.Select(scp => OneLine.Of(scp.Cn)))}",
            "Right for servers behind one name; else correct the one that was copied");

    private static IEnumerable<Finding> UnusualPaths(DoctorFacts facts) =>
        from scp in facts.Scps
        where !scp.Url.AbsolutePath.Equals("/autodiscover/autodiscover.xml", StringComparison.OrdinalIgnoreCase)
        select new Finding(
            "scp.unusual-path", FindingSeverity.Information, OneLine.Of(scp.DistinguishedName), $"it announces {OneLine.Of(scp.Url.AbsoluteUri)}",
            "Clients that take only the host of it ask /autodiscover/autodiscover.xml there: let both paths answer");
}
