using System.Collections.Immutable;
using System.Diagnostics;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Scp;
using Signpost.Sites;
using Signpost.Tracing;

namespace Signpost.Server.Registration;

/// <summary>Looks whether an SCP is there, once, and says what it is to say. It only reads.</summary>
public sealed class ScpInspector(IDirectory directory)
{
    private readonly ScpReader reader = new(directory);

    /// <summary>Holds the SCP against what is expected of it.</summary>
    public async Task<ScpInspection> InspectAsync(ScpExpectation expected, CancellationToken cancellationToken)
    {
        if (reader.Tree is not { } tree)
        {
            return new ScpInspection.Failed(new ScpProblem.NoConfiguration(reader.Source));
        }

        switch (expected)
        {
            case ScpExpectation.OfCas cas:
                return await reader.ScpsNamedAsync(tree, cas.Name, cas.DnsName, cancellationToken) switch
                {
                    Reading<ImmutableArray<FoundScp>>.Read { Value: var named } => Inspect(named, cas),
                    Reading<ImmutableArray<FoundScp>>.Failed { Problem: var problem } => new ScpInspection.Failed(problem),
                    _ => throw new UnreachableException(),
                };
            case ScpExpectation.OfPointer { Pointing: var pointing }:
                return await reader.ObjectAsync(tree.Pointers.Child("CN", pointing.CommonName), cancellationToken) switch
                {
                    Reading<DirectoryEntry?>.Read { Value: { } entry } => Inspect(entry, pointing),
                    Reading<DirectoryEntry?>.Read => new ScpInspection.Inspected("", null, [ScpVerdicts.Absent(pointing.Url)]),
                    Reading<DirectoryEntry?>.Failed { Problem: var problem } => new ScpInspection.Failed(problem),
                    _ => throw new UnreachableException(),
                };
            default:
                throw new UnreachableException();
        }
    }

    private static ScpInspection.Inspected Inspect(DirectoryEntry entry, ScpPointing pointing)
    {
        var findings = ScpContent.IsDrained(entry) ? [ScpVerdicts.Drained(entry.DistinguishedName)] : Differences(entry, pointing.Content);
        return new ScpInspection.Inspected(entry.DistinguishedName, null, [ScpVerdicts.Present(entry.DistinguishedName), .. findings]);
    }

    private static ScpInspection.Inspected Inspect(ImmutableArray<FoundScp> named, ScpExpectation.OfCas cas)
    {
        var own = ScpStanding.OwnAmong(named, cas.Name, cas.DnsName);
        var others = named.Except(own).Select(found => ScpVerdicts.Namesake(found.Name.ToString(), found.DnsName));
        if (own is [])
        {
            return new ScpInspection.Inspected("", null, [ScpVerdicts.Absent(cas.DnsName), .. others]);
        }

        var (scp, dn) = (own[0].Entry, own[0].Name.ToString());
        var url = Uri.TryCreate(scp.Text("serviceBindingInformation"), UriKind.Absolute, out var announced) ? announced : null;
        return new ScpInspection.Inspected(dn, IsUsable(url, cas) ? url : null,
        [
            ScpVerdicts.Present(dn), .. Contents(scp, dn, url, cas), .. InSites(scp, dn, cas),
            .. own.Skip(1).Select(found => ScpVerdicts.Duplicate(found.Name.ToString())), .. others,
        ]);
    }

    private static bool IsUsable(Uri? url, ScpExpectation.OfCas cas) => url is not null && new ScpContent.Announces(url, cas.DnsName, []).Fault is null;

    private static IEnumerable<Finding> Contents(DirectoryEntry scp, string dn, Uri? url, ScpExpectation.OfCas cas)
    {
        if (ScpContent.IsDrained(scp))
        {
            return [ScpVerdicts.Drained(dn)];
        }

        if (url is null)
        {
            return [ScpVerdicts.Unusable(dn, "its serviceBindingInformation is no URL")];
        }

        // Its own sites: they are judged by where the CAS is.
        var wanted = new ScpContent.Announces(cas.Url ?? url, cas.DnsName, cas.Sites ?? ScpContent.SitesOf(scp));
        return new ScpContent.Announces(url, cas.DnsName, []).Fault is { } fault ? [ScpVerdicts.Unusable(dn, fault)] : Differences(scp, wanted);
    }

    private static IEnumerable<Finding> Differences(DirectoryEntry scp, ScpContent wanted) =>
        wanted.ChangesTo(scp).Select(change => ScpVerdicts.Differs(scp.DistinguishedName, change.Attribute, ScpPublication.Reason(change, scp)));

    private static IEnumerable<Finding> InSites(DirectoryEntry scp, string dn, ScpExpectation.OfCas cas)
    {
        var sites = ScpContent.SitesOf(scp);
        var names = sites is [] ? "no site: siteless" : string.Join(", ", sites.Select(site => site.Value));
        foreach (var site in sites.Where(site => cas.Here?.Topology is { Sites: [_, ..] known } && !known.Contains(site)))
        {
            yield return ScpVerdicts.NoSuchSite(dn, site);
        }

        // Sites that somebody chose were compared with the keywords; siteless is somebody's choice as well.
        yield return (cas, sites) switch
        {
            ({ Sites: not null } or { Here: null }, _) or (_, []) => ScpVerdicts.InSite(dn, names),
            ({ Here.Site.Name: { } here }, _) when sites.Contains(here) => ScpVerdicts.InSite(dn, $"{names}, where this host is"),
            ({ Here.Site.Name: { } here }, _) => ScpVerdicts.SiteMoved(dn, names, here),
            ({ Here.Site: ClientSite.Unknown { Why: var why } }, _) => ScpVerdicts.SiteUnknown(dn, why),
            _ => throw new UnreachableException(),
        };
    }
}
