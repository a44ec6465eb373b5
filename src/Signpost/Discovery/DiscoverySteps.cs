using System.Collections.Immutable;
using Signpost.Dns;
using Signpost.Tracing;

namespace Signpost.Discovery;

/// <summary>The step for each kind.</summary>
internal static class DiscoverySteps
{
    public static IDiscoveryStep Of(
        StepKind kind, MailboxAddress? address, DiscoveryPlan plan, Forest forest, IServiceResolver resolver,
        Func<ImmutableArray<SrvRecord>, ImmutableArray<SrvRecord>> order, Trace trace)
    {
        return kind is StepKind.Scp ? new ScpStep(forest, address, plan, trace) : OfDomain(kind, address!.Value.Domain, resolver, order, trace);
    }

    private static IDiscoveryStep OfDomain(
        StepKind kind, string domain, IServiceResolver resolver, Func<ImmutableArray<SrvRecord>, ImmutableArray<SrvRecord>> order, Trace trace) => kind switch
    {
        StepKind.HttpsRootDomain => WellKnownUrlStep.RootDomain(domain),
        StepKind.HttpsAutodiscoverDomain => WellKnownUrlStep.AutodiscoverDomain(domain),
        StepKind.HttpRedirect => WellKnownUrlStep.Redirect(domain),
        StepKind.SrvRecord => SrvStep.Autodiscover(domain, resolver, order, trace),
        StepKind.SipSrvRecord => SrvStep.Sip(domain, resolver, order, trace),
        _ => throw new UnreachableException(),
    };
}
