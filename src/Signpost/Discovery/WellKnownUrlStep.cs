using System.Collections.Immutable;

namespace Signpost.Discovery;

/// <summary>A URL that follows from the address's domain alone (MS-OXDISCO section 3.1.5.2). Nothing above that domain is ever asked.</summary>
internal sealed class WellKnownUrlStep : IDiscoveryStep
{
    private readonly ImmutableArray<CandidateEndpoint> candidates;

    private WellKnownUrlStep(StepKind kind, string url)
    {
        Kind = kind;
        candidates = [new CandidateEndpoint { Step = kind, Position = 1, Url = new Uri(url), Source = "address" }];
    }

    public StepKind Kind { get; }

    public static WellKnownUrlStep RootDomain(string domain) =>
        new(StepKind.HttpsRootDomain, $"https://{domain}/autodiscover/autodiscover.xml");

    public static WellKnownUrlStep AutodiscoverDomain(string domain) =>
        new(StepKind.HttpsAutodiscoverDomain, $"https://autodiscover.{domain}/autodiscover/autodiscover.xml");

    /// <summary>Plain http: asked without credentials, and only for a redirect (MS-OXDISCO section 3.1.5.4).</summary>
    public static WellKnownUrlStep Redirect(string domain) =>
        new(StepKind.HttpRedirect, $"http://autodiscover.{domain}/autodiscover/autodiscover.xml");

    public Task<StepResult> FindAsync(CancellationToken cancellationToken) => Task.FromResult(new StepResult(candidates));
}
