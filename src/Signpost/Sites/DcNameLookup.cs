using System.Collections.Immutable;
using Signpost.Dns;

namespace Signpost.Sites;

/// <summary>The names of domain controllers, as their SRV records give them.</summary>
internal sealed class DcNameLookup(IServiceResolver resolver, Random random)
{
    /// <summary>All domain controllers of a domain, those of a site first.</summary>
    public async Task<DcNames> OfDomainAsync(string domain, SiteName? site, CancellationToken cancellationToken)
    {
        var ofSite = site is { } name ? OfSiteAsync(domain, name, cancellationToken) : Task.FromResult(new DcNames([], "no site is known"));
        var ofDomain = AskAsync($"_ldap._tcp.dc._msdcs.{domain}", cancellationToken);
        await Task.WhenAll(ofSite, ofDomain);

        var (near, all) = (await ofSite, await ofDomain);
        if (near.All is [] && all is { All: [], Exists: false })
        {
            // The record of every LDAP server of the domain: there is no other where a zone was written by hand.
            var plain = await AskAsync($"_ldap._tcp.{domain}", cancellationToken);
            all = plain.Exists ? plain : all;
        }

        return all with { All = [.. near.All.Concat(all.All).Distinct()] };
    }

    /// <summary>The domain controllers that serve a site; one that lies nearest may serve a site that has none.</summary>
    public Task<DcNames> OfSiteAsync(string domain, SiteName site, CancellationToken cancellationToken) =>
        AskAsync($"_ldap._tcp.{site}._sites.dc._msdcs.{domain}", cancellationToken);

    private async Task<DcNames> AskAsync(string name, CancellationToken cancellationToken) => await resolver.ServicesAsync(name, cancellationToken) switch
    {
        SrvAnswer.Records { All: var records } => NamesIn(name, records),
        SrvAnswer.None => new DcNames([], $"DNS has no record {name}") { Exists = false },
        SrvAnswer.Failed { Reason: var reason } => new DcNames([], $"{name}: {OneLine.Of(reason)}"),
        _ => throw new UnreachableException(),
    };

    private DcNames NamesIn(string name, ImmutableArray<SrvRecord> records) => SrvOrdering.IsRefused(records)
        ? new DcNames([], $"{name} says that there is none: its only target is \".\"")
        : new DcNames(
            [.. SrvOrdering.Order(records, random).Where(IsHost).Select(record => new DcName(record.Target.ToLowerInvariant(), record.Port)).Distinct()],
            $"no target of {name} is a host name");

    // Uri knows underscores, which Windows allows in host names, and lets nothing through that would hurt a terminal.
    private static bool IsHost(SrvRecord record) => Uri.CheckHostName(record.Target) is not (UriHostNameType.Unknown or UriHostNameType.Basic);
}

/// <summary>The domain controllers that DNS names.</summary>
/// <param name="All">Best first; empty when there is none.</param>
/// <param name="WhyNone">Why there is none, in one clause, where there is none.</param>
internal sealed record DcNames(ImmutableArray<DcName> All, string WhyNone)
{
    /// <summary>Whether the record exists, or may exist: false only where DNS has said that it does not.</summary>
    public bool Exists { get; init; } = true;
}
