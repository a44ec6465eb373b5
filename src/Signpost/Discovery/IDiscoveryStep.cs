using System.Collections.Immutable;

namespace Signpost.Discovery;

/// <summary>A source of candidates. It knows nothing of the steps before it.</summary>
internal interface IDiscoveryStep
{
    StepKind Kind { get; }

    /// <summary>The candidates, best first. What the network does is in the result, never an exception; only cancellation is thrown.</summary>
    Task<StepResult> FindAsync(CancellationToken cancellationToken);
}

/// <summary>What a step found.</summary>
/// <param name="Candidates">Best first; numbered by the race.</param>
/// <param name="Nothing">Why there are none, or why the step failed; null when all went well.</param>
/// <param name="Failed">Whether something went wrong, as opposed to there being nothing.</param>
internal sealed record StepResult(ImmutableArray<CandidateEndpoint> Candidates, string? Nothing = null, bool Failed = false);
