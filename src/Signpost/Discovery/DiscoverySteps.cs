using System.Collections.Immutable;
using Signpost.Dns;
using Signpost.Sites;
using Signpost.Tracing;

namespace Signpost.Discovery;

/// <summary>The step for each kind.</summary>
internal static class DiscoverySteps
{
    public static IDiscoveryStep Of(
        StepKind kind, MailboxAddress? address, DiscoveryOptions options, Forest forest, IServiceResolver resolver,
        Func<ImmutableArray<SrvRecord>, ImmutableArray<SrvRecord>> order, TimeProvider time, Trace trace) => kind switch
    {
        StepKind.LastKnownGood => new LastKnownGoodStep(
            options.LastKnownGood!, address!.Value, forest.Name, options.ClientAddress is not null, SiteOf(options, forest), time, trace),
        StepKind.Scp => new ScpStep(forest, address, options.Plan, trace),
        StepKind.LocalXml => new LocalXmlStep(options.LocalXml!, options.LocalXml!.FileFor(address!.Value.Domain)!, trace),
        StepKind.Office365 or StepKind.Office365FailSafe => WellKnownUrlStep.Office365(kind),
        _ => OfDomain(kind, address!.Value.Domain, resolver, order, trace),
    };

    /// <summary>The directory is asked for the site only where it is asked for SCPs: who leaves them out wants it left alone.</summary>
    private static Func<CancellationToken, Task<SiteName?>> SiteOf(DiscoveryOptions options, Forest forest) => async cancellationToken =>
        options.Site ?? (options.Excluded.Contains(StepKind.Scp) ? null : (await forest.SiteAsync(cancellationToken))?.Name);

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
