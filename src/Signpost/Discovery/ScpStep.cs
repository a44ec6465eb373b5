using Signpost.Directory;
using Signpost.Tracing;

namespace Signpost.Discovery;

/// <summary>The SCPs of the forest, ranked for the client's site. A directory that fails is no error of discovery: the next steps are left.</summary>
internal sealed class ScpStep(Forest forest, MailboxAddress? address, DiscoveryPlan plan, Trace trace) : IDiscoveryStep
{
    public StepKind Kind => StepKind.Scp;

    public async Task<StepResult> FindAsync(CancellationToken cancellationToken)
    {
        switch (await forest.RankAsync(address, plan, cancellationToken))
        {
            case ForestRanking.Ranked { Candidates: [] } nothing:
                return new StepResult([], $"no SCP in {nothing.Source}");
            case ForestRanking.Ranked ranked:
                return new StepResult(ranked.Candidates);
            case ForestRanking.Failed { Failure: var failure }:
                trace.Note(new Finding(
                    "directory.failed", FindingSeverity.Warning, "SCP", OneLine.Of(failure.Describe()),
                    "Without a directory only the steps that follow from the address are left"));
                return new StepResult([], OneLine.Of(failure.Describe()), Failed: true);
            default:
                throw new UnreachableException();
        }
    }
}
