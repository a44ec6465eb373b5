using System.Collections.Immutable;

namespace Signpost.Discovery;

/// <summary>The steps of a run, read top to bottom.</summary>
public sealed record DiscoveryPlan
{
    private DiscoveryPlan(string name, ImmutableArray<StepKind> steps) => (Name, Steps) = (name, steps);

    /// <summary>The article's order: in-site SCPs sorted, all others by creation, the two https URLs, SRV, and nothing more.</summary>
    public static DiscoveryPlan Outlook2007 { get; } = new(
        "outlook2007", [StepKind.Scp, StepKind.HttpsRootDomain, StepKind.HttpsAutodiscoverDomain, StepKind.SrvRecord]);

    /// <summary>In-site, siteless and out-of-site SCPs, the two https URLs, the http redirect, SRV.</summary>
    public static DiscoveryPlan Modern { get; } = new(
        "modern", [StepKind.Scp, StepKind.HttpsRootDomain, StepKind.HttpsAutodiscoverDomain, StepKind.HttpRedirect, StepKind.SrvRecord]);

    /// <summary>The name of the plan in reports and options.</summary>
    public string Name { get; }

    /// <summary>The steps, in order.</summary>
    public ImmutableArray<StepKind> Steps { get; private init; }

    /// <summary>Whether out-of-site SCPs rank by the cost of the site links, before their age; plan <see cref="Modern"/> only.</summary>
    public bool PrefersNearest { get; init; }

    /// <summary>The same plan with the targets of the SIP records as its last step.</summary>
    public DiscoveryPlan WithSipRecords() =>
        Steps.Contains(StepKind.SipSrvRecord) ? this : this with { Steps = Steps.Add(StepKind.SipSrvRecord) };
}
