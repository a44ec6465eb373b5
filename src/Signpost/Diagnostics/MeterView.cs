using Signpost.Discovery;
using Signpost.Tracing;

namespace Signpost.Diagnostics;

/// <summary>Counts the attempts of a discovery and the discovery itself.</summary>
internal sealed class MeterView(Instruments instruments) : IRunView
{
    private readonly Dictionary<int, StepKind> steps = [];
    private readonly Dictionary<int, TimeSpan> started = [];

    public void See(TraceEvent happened)
    {
        switch (happened)
        {
            case CandidateFound e:
                steps[e.Candidate.Id] = e.Candidate.Step;
                break;
            case AttemptStarted e:
                started[e.Candidate] = e.At;
                break;
            case AttemptEnded e when started.Remove(e.Candidate, out var start):     // whoever never started was no attempt
                instruments.Attempted(steps[e.Candidate], e.Outcome, e.At - start);
                break;
            default:
                break;
        }
    }

    public void End(RunEnd end) => instruments.Discovered(end);
}
