using System.Collections.Immutable;

namespace Signpost.Discovery;

/// <summary>A URL that follows from the address's domain alone (MS-OXDISCO section 3.1.5.2), or from nothing at all. Nothing above that domain is ever asked.</summary>
internal sealed class WellKnownUrlStep : IDiscoveryStep
{
    private readonly ImmutableArray<CandidateEndpoint> candidates;

    private WellKnownUrlStep(StepKind kind, string url, string source = "address")
    {
        Kind = kind;
        candidates = [new CandidateEndpoint { Step = kind, Position = 1, Url = new Uri(url), Source = source }];
    }

    public StepKind Kind { get; }

    public static WellKnownUrlStep RootDomain(string domain) =>
        new(StepKind.HttpsRootDomain, $"https://{domain}/autodiscover/autodiscover.xml");

    public static WellKnownUrlStep AutodiscoverDomain(string domain) =>
        new(StepKind.HttpsAutodiscoverDomain, $"https://autodiscover.{domain}/autodiscover/autodiscover.xml");

    /// <summary>Plain http: asked without credentials, and only for a redirect (MS-OXDISCO section 3.1.5.4).</summary>
    public static WellKnownUrlStep Redirect(string domain) =>
        new(StepKind.HttpRedirect, $"http://autodiscover.{domain}/autodiscover/autodiscover.xml");

    /// <summary>Microsoft's cloud, whatever the domain.</summary>
    public static WellKnownUrlStep Office365(StepKind kind) =>
        new(kind, "https://outlook.office365.com/autodiscover/autodiscover.xml", "plan");

    public Task<StepResult> FindAsync(CancellationToken cancellationToken) => Task.FromResult(new StepResult(candidates));
}
