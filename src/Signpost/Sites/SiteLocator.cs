using System.Collections.Immutable;
using System.Net;
using Signpost.Tracing;

namespace Signpost.Sites;

/// <summary>Which site the client is in, and how we know (autodiscover digest, section 11.6).</summary>
internal static class SiteLocator
{
    /// <summary>Weighs what is known. Where the directory's answer and its subnet table disagree, a finding says so.</summary>
    public static SiteVerdict Judge(SiteEvidence evidence) => evidence switch
    {
        { Configured: { } given } => AsConfigured(given, evidence.Topology),
        { ClientAddress: { } client } => BySubnet(Plain(client), evidence.Topology, Where(client, evidence.Topology)),
        { Ping: PingOutcome.Answered { Answer.Site: { } said } ping } => ByPing(said, ping, evidence),
        { Ping: PingOutcome.Answered ping } => WithoutSite(ping, evidence),
        { Ping: { } silent } => Silent(OneLine.Of(silent.Describe()), evidence.DomainController),
        _ => new SiteVerdict(new ClientSite.Unknown(evidence.WhyNoPing is "" ? "no domain controller was asked" : evidence.WhyNoPing), []),
    };

    private static SiteVerdict AsConfigured(SiteName given, SiteTopology? topology) => new(
        new ClientSite.Configured(given),
        topology is { Sites: [_, ..] sites } && !sites.Contains(given) ? [SiteFindings.NotInForest(given, sites)] : []);

    private static SiteVerdict ByPing(SiteName said, PingOutcome.Answered ping, SiteEvidence evidence)
    {
        var controller = ControllerOf(ping, evidence);
        var site = new ClientSite.FromNetlogonPing(said, controller, ping.Took, (ping.Answer as NetlogonAnswer.Extended)?.NextClosest);
        return new SiteVerdict(site, [.. Compare(said, controller, Plain(ping.Client), evidence.Topology)]);
    }

    /// <summary>A domain controller in the only site names it to everyone, with or without a subnet; on the loopback addresses Samba names any.</summary>
    private static IEnumerable<Finding> Compare(SiteName said, string controller, IPAddress client, SiteTopology? topology) => topology switch
    {
        null => [],
        _ when IPAddress.IsLoopback(client) => [],
        _ when topology.Match(client) is { } own => own.Site == said ? [] : [SiteFindings.PingDisagrees(controller, said, client, own)],
        { Sites.Length: > 1 } => [SiteFindings.SubnetMissing(controller, said, client, Where(client, topology))],
        _ => [],
    };

    private static SiteVerdict WithoutSite(PingOutcome.Answered ping, SiteEvidence evidence)
    {
        var (client, controller) = (Plain(ping.Client), ControllerOf(ping, evidence));
        var verdict = BySubnet(client, evidence.Topology, $"{OneLine.Of(controller)} names no site, and {Where(client, evidence.Topology)}");

        // Only the extended form has room for a site: an older one, without, says nothing against the table.
        return ping.Answer is NetlogonAnswer.Extended && !IPAddress.IsLoopback(client) && evidence.Topology?.Match(client) is { } own
            ? verdict with { Findings = [SiteFindings.PingDisagrees(controller, null, client, own)] }
            : verdict;
    }

    private static SiteVerdict BySubnet(IPAddress client, SiteTopology? topology, string whyNot) => topology switch
    {
        null => new SiteVerdict(new ClientSite.Unknown(whyNot), []),
        _ when topology.Match(client) is { } own => new SiteVerdict(new ClientSite.FromSubnet(own.Site, own.Subnet, client), []),
        _ => new SiteVerdict(new ClientSite.Unknown(whyNot), [SiteFindings.Unknown(client, whyNot)]),
    };

    private static SiteVerdict Silent(string why, string controller) => new(new ClientSite.Unknown(why), [SiteFindings.NoPing(controller, why)]);

    /// <summary>Why an address is in no site, in one clause.</summary>
    private static string Where(IPAddress client, SiteTopology? topology) => topology switch
    {
        null => "the subnets of the forest could not be read",
        _ when topology.SubnetOf(client) is { } subnet => $"{Plain(client)} lies in {subnet}, which has no site",
        _ => $"no subnet of the forest holds {Plain(client)}",
    };

    private static string ControllerOf(PingOutcome.Answered ping, SiteEvidence evidence) =>
        evidence.DomainController is "" ? ping.Server.Address.ToString() : evidence.DomainController;

    private static IPAddress Plain(IPAddress client) => client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
}

/// <summary>What is known about where the client is.</summary>
internal sealed record SiteEvidence
{
    /// <summary>The site the user gave; null when none.</summary>
    public SiteName? Configured { get; init; }

    /// <summary>The address the user gave: "where would a client there end?"; null when none.</summary>
    public IPAddress? ClientAddress { get; init; }

    /// <summary>What the domain controller said; null when none was asked.</summary>
    public PingOutcome? Ping { get; init; }

    /// <summary>The name of the domain controller that was asked; "" when none was.</summary>
    public string DomainController { get; init; } = "";

    /// <summary>The subnets of the forest; null when they could not be read.</summary>
    public SiteTopology? Topology { get; init; }

    /// <summary>Why there is no ping, in words, where none was asked.</summary>
    public string WhyNoPing { get; init; } = "";
}

/// <summary>The client's site and what is wrong about how it is known.</summary>
internal sealed record SiteVerdict(ClientSite Site, ImmutableArray<Finding> Findings);
