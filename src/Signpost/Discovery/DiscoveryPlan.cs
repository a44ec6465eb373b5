using System.Collections.Immutable;

namespace Signpost.Discovery;

/// <summary>The steps of a run, read top to bottom.</summary>
public sealed record DiscoveryPlan
{
    private DiscoveryPlan(string name, ImmutableArray<StepKind> steps) => (Name, Steps) = (name, steps);

    /// <summary>The article's order: in-site SCPs sorted, all others by creation, the two https URLs, SRV, and nothing more but a local file.</summary>
    public static DiscoveryPlan Outlook2007 { get; } = new(
        "outlook2007", [StepKind.Scp, StepKind.HttpsRootDomain, StepKind.HttpsAutodiscoverDomain, StepKind.SrvRecord, StepKind.LocalXml]);

    /// <summary>What answered before; in-site, siteless and out-of-site SCPs, the two https URLs, a local file, the http redirect, SRV.</summary>
    public static DiscoveryPlan Modern { get; } = new(
        "modern",
        [
            StepKind.LastKnownGood, StepKind.Scp, StepKind.HttpsRootDomain, StepKind.HttpsAutodiscoverDomain, StepKind.LocalXml,
            StepKind.HttpRedirect, StepKind.SrvRecord,
        ]);

    /// <summary>Modern, with Microsoft's cloud asked before the SCPs and again at the end. Approximate: Outlook's own heuristics for it are not published.</summary>
    /// <remarks>The cloud learns the address. It gets no password unless the user allows its host, and its demand for a logon is no find.</remarks>
    public static DiscoveryPlan Outlook2016 { get; } = new(
        "outlook2016",
        [
            StepKind.LastKnownGood, StepKind.Office365, StepKind.Scp, StepKind.HttpsRootDomain, StepKind.HttpsAutodiscoverDomain, StepKind.LocalXml,
            StepKind.HttpRedirect, StepKind.SrvRecord, StepKind.Office365FailSafe,
        ]);

    /// <summary>The name of the plan in reports and options.</summary>
    public string Name { get; }

    /// <summary>The steps, in order. The last known good one is left without a store, the local XML without a file.</summary>
    public ImmutableArray<StepKind> Steps { get; private init; }

    /// <summary>Whether out-of-site SCPs rank by the cost of the site links, before their age; plan <see cref="Modern"/> only.</summary>
    public bool PrefersNearest { get; init; }

    /// <summary>The same plan with the targets of the SIP records as its last step.</summary>
    public DiscoveryPlan WithSipRecords() =>
        Steps.Contains(StepKind.SipSrvRecord) ? this : this with { Steps = Steps.Add(StepKind.SipSrvRecord) };
}
