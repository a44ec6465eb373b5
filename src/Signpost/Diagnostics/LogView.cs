using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Signpost.Discovery;
using Signpost.Tracing;

namespace Signpost.Diagnostics;

/// <summary>A run in words: its beginning and end, what is wrong, and, for who debugs, every step. What went over the wire is never told here.</summary>
internal sealed class LogView : IRunView
{
    private readonly Dictionary<int, CandidateEndpoint> candidates = [];
    private readonly HashSet<Finding> told = [];
    private readonly ILogger logger;
    private readonly string question;
    private readonly string domain;
    private readonly Veil veil;
    private Found? found;

    public LogView(ILogger logger, RunKind kind, MailboxAddress? address, Veil veil)
    {
        (this.logger, this.veil, question, domain) = (logger, veil, kind.Word, address?.Domain ?? "(none)");
        Log.RunStarted(logger, question, domain);
    }

    /// <summary>Whether anything of a run could be told.</summary>
    public static bool IsEnabled(ILogger logger) => logger.IsEnabled(LogLevel.Information) || logger.IsEnabled(LogLevel.Warning);

    public void See(TraceEvent happened)
    {
        switch (happened)
        {
            case RoundStarted e:
                veil.Hide(e.Address);
                break;
            case StepEnded { Failed: true } e when !told.Any(finding => finding.Evidence == e.Nothing):     // a finding may have said it
                Log.StepFailed(logger, domain, e.Step.Word, veil.Over(e.Nothing ?? ""));
                break;
            case CandidateFound e:
                candidates[e.Candidate.Id] = e.Candidate;
                break;
            case Found e:
                found = e;
                break;
            case Noted { Finding: { Severity: not FindingSeverity.Information } finding } when told.Add(finding):
                Log.Warned(logger, domain, finding.Code, veil.Over(finding.Subject), veil.Over(finding.Evidence), finding.Remedy);
                break;
            default:
                break;
        }

        if (logger.IsEnabled(LogLevel.Debug))
        {
            Debug(happened);
        }
    }

    public void End(RunEnd end)
    {
        var took = (long)end.Took.TotalMilliseconds;
        if (end.Fault is { } fault)
        {
            Log.RunFailed(logger, question, domain, fault, took);
        }
        else if (found is null)
        {
            Log.RunEnded(logger, question, domain, end.Word, took);
        }
        else if (logger.IsEnabled(LogLevel.Information))
        {
            var (url, step) = (veil.Over(found.Url), candidates[found.Candidate].Step.Word);
            Log.RunFound(logger, question, domain, end.Word, url, step, took);
        }
    }

    [SuppressMessage("Performance", "CA1873:Avoid potentially expensive logging", Justification = "only called where the log takes it")]
    private void Debug(TraceEvent happened)
    {
        switch (happened)
        {
            case RoundStarted e:
                Log.RoundStarted(logger, e.Address, e.Plan, e.Race);
                break;
            case DirectoryOpened e:
                Log.DirectoryOpened(logger, e.Source);
                break;
            case SiteLearned e:
                Log.SiteLearned(logger, e.Site.Name?.Value ?? "unknown", e.Site.Origin);
                break;
            case StepSkipped e:
                Log.StepSkipped(logger, e.Step.Word, e.Reason);
                break;
            case StepEnded { Nothing: { } nothing, Failed: false } e:
                Log.StepEmpty(logger, e.Step.Word, nothing);
                break;
            case StepEnded { Failed: false } e:
                Log.StepEnded(logger, e.Step.Word, e.Count);
                break;
            case AttemptStarted e:
                Log.AttemptStarted(logger, veil.Over(candidates[e.Candidate].Url), candidates[e.Candidate].Step.Word);
                break;
            case HopFollowed e:
                Log.HopFollowed(logger, veil.Over(e.From), veil.Over(e.To), e.How);
                break;
            case AttemptEnded e:
                Log.AttemptEnded(logger, veil.Over(candidates[e.Candidate].Url), e.Outcome.Word, e.Outcome.Describe());
                break;
            case ConversationEnded e:
                Log.ConversationEnded(logger, veil.Over(e.Url), e.Outcome.Word, e.Outcome.Describe());
                break;
            case Noted { Finding: { Severity: FindingSeverity.Information } finding } when told.Add(finding):
                Log.Noted(logger, domain, finding.Code, finding.Subject, finding.Evidence, finding.Remedy);
                break;
            case RunEnded { Why: not "" } e:
                Log.WhyEnded(logger, e.Why);
                break;
            default:
                break;
        }
    }
}
