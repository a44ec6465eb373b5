using System.Collections.Immutable;
using Signpost.Discovery;

namespace Signpost.Tests.Fakes;

/// <summary>A step that names its candidates after a while.</summary>
internal sealed class FakeStep(TimeProvider time, StepKind kind, int namedAfter, ImmutableArray<CandidateEndpoint> candidates) : IDiscoveryStep
{
    public StepKind Kind => kind;

    public async Task<StepResult> FindAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(namedAfter), time, cancellationToken);
        return new StepResult(candidates, candidates is [] ? "nothing there" : null);
    }
}
