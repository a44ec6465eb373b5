using System.Diagnostics;
using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Tracing;

namespace Signpost.Diagnostics;

/// <summary>A run as an activity, with one below it for each attempt.</summary>
/// <remarks>
/// An attempt's activity starts within the attempt's own flow, where its event is written: so the activities of the platform's HTTP lie below it.
/// </remarks>
internal sealed class ActivityView : IRunView
{
    private static readonly ActivitySource Source = new(SignpostTelemetry.ActivitySourceName, SignpostTelemetry.Version);

    private readonly Dictionary<int, CandidateEndpoint> candidates = [];
    private readonly Dictionary<int, Activity> attempts = [];
    private readonly DateTimeOffset began;
    private readonly Activity run;
    private readonly Veil veil;

    private ActivityView(Activity run, DateTimeOffset began, Veil veil) => (this.run, this.began, this.veil) = (run, began, veil);

    public static bool HasListeners => Source.HasListeners();

    /// <summary>Begins the run's activity; null where nobody wants this one.</summary>
    public static ActivityView? Start(RunKind kind, MailboxAddress? address, DateTimeOffset began, Veil veil)
    {
        // Known before it begins, so that a sampler can go by them.
        var tags = new ActivityTagsCollection { ["signpost.question"] = kind.Word };
        if (address is { } asked)
        {
            tags["signpost.domain"] = asked.Domain;
        }

        return Source.StartActivity(kind.ActivityName, ActivityKind.Internal, parentContext: default, tags, startTime: began) is { } run
            ? new ActivityView(run, began, veil)
            : null;
    }

    public void See(TraceEvent happened)
    {
        switch (happened)
        {
            case RoundStarted e:
                Begin(e);
                break;
            case SiteLearned { Site.Name: { } site }:
                run.SetTag("signpost.site", site.Value);
                break;
            case StepSkipped e:
                Tell(run, "signpost.step.skipped", e, new("signpost.step", e.Step.Word), new("signpost.reason", e.Reason));
                break;
            case StepEnded e:
                Tell(run, "signpost.step.ended", e, new("signpost.step", e.Step.Word), new("signpost.candidates", e.Count), new("signpost.failed", e.Failed));
                break;
            case CandidateFound e:
                candidates[e.Candidate.Id] = e.Candidate;
                break;
            case AttemptStarted e:
                Begin(e);
                break;
            case HopFollowed e when attempts.TryGetValue(e.Candidate, out var attempt):
                Tell(attempt, "signpost.hop", e, new KeyValuePair<string, object?>("url.full", veil.Over(e.To)));
                break;
            case DialectTried e when attempts.TryGetValue(e.Candidate, out var attempt):
                Tell(attempt, "signpost.dialect", e, new("url.full", veil.Over(e.Url)), new("signpost.dialect", e.Dialect.Word));
                break;
            case AttemptEnded e when attempts.Remove(e.Candidate, out var attempt):
                End(attempt, e);
                break;
            case ConversationEnded e:
                Tell(run, "signpost.conversation", e, new("url.full", veil.Over(e.Url)), new("signpost.outcome", e.Outcome.Word));
                break;
            case Found e:
                run.SetTag("signpost.found.url", veil.Over(e.Url)).SetTag("signpost.found.step", candidates[e.Candidate].Step.Word);
                break;
            case Noted e:
                Tell(run, "signpost.finding", e, new("signpost.finding.code", e.Finding.Code), new("signpost.finding.severity", e.Finding.Severity.Word),
                    new("signpost.finding.subject", veil.Over(e.Finding.Subject)));
                break;
            default:
                break;
        }
    }

    public void End(RunEnd end)
    {
        foreach (var attempt in attempts.Values)
        {
            attempt.Stop();     // a bug ended the run, and with it the attempts
        }

        run.SetTag("signpost.end", end.Word);
        if (!end.IsGood)
        {
            run.SetTag("error.type", end.Fault ?? end.Word).SetStatus(ActivityStatusCode.Error, end.Word);
        }

        run.SetEndTime((began + end.Took).UtcDateTime);
        run.Stop();
    }

    private void Begin(RoundStarted round)
    {
        veil.Hide(round.Address);
        if (run.GetTagItem("signpost.plan") is null)
        {
            run.SetTag("signpost.plan", round.Plan).SetTag("signpost.race", round.Race);
        }
        else
        {
            Tell(run, "signpost.redirected", round, new KeyValuePair<string, object?>("signpost.domain", round.Address.Domain));
        }
    }

    private void Begin(AttemptStarted start)
    {
        var candidate = candidates[start.Candidate];
        var tags = new ActivityTagsCollection
        {
            ["url.full"] = veil.Over(candidate.Url),
            ["server.address"] = candidate.Url.IdnHost,
            ["server.port"] = candidate.Url.Port,
            ["signpost.step"] = candidate.Step.Word,
            ["signpost.rank"] = candidate.Position,
        };
        if (Source.StartActivity("signpost.attempt", ActivityKind.Client, parentContext: default, tags, startTime: began + start.At) is { } attempt)
        {
            attempts[start.Candidate] = attempt;
        }
    }

    private void End(Activity attempt, AttemptEnded end)
    {
        attempt.SetTag("signpost.outcome", end.Outcome.Word);
        if (end.Outcome is AttemptOutcome.Answered answered)
        {
            attempt.SetTag("http.response.status_code", answered.Status);
        }
        else if (end.Outcome is not AttemptOutcome.Abandoned)   // being called off is no fault
        {
            attempt.SetTag("error.type", end.Outcome.Word).SetStatus(ActivityStatusCode.Error, veil.Over(end.Outcome.Describe()));
        }

        attempt.SetEndTime((began + end.At).UtcDateTime);
        attempt.Stop();
    }

    private void Tell(Activity activity, string name, TraceEvent happened, params ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        activity.AddEvent(new ActivityEvent(name, began + happened.At, [.. tags]));
}
