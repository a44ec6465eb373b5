using System.Collections.Immutable;
using Signpost.Autodiscover;
using Signpost.Tracing;

namespace Signpost.Discovery;

/// <summary>Reads a report off events.</summary>
internal static class ReportFold
{
    public static DiscoveryReport Of(ImmutableArray<TraceEvent> events)
    {
        var first = events.OfType<RoundStarted>().First();
        var runs = CandidateRuns(events);
        var end = events.OfType<RunEnded>().FirstOrDefault();
        return new DiscoveryReport
        {
            Address = first.Address,
            Plan = first.Plan,
            Race = first.Race,
            Directory = events.OfType<DirectoryOpened>().LastOrDefault()?.Source,
            Site = events.OfType<SiteLearned>().LastOrDefault()?.Site,
            Rounds = Rounds(events, runs),
            Found = events.OfType<Found>().LastOrDefault() is { } found ? FoundOf(found, runs[found.Candidate]) : null,
            End = end?.End ?? DiscoveryEnd.TimedOut,
            Why = end?.Why ?? "still running",
            RefreshAfter = end?.RefreshAfter,
            Elapsed = events[^1].At,
            Findings = [.. events.OfType<Noted>().Select(noted => noted.Finding).Distinct()],
            Events = events,
        };
    }

    private static FoundCas FoundOf(Found found, CandidateReport run) =>
        new(run.Candidate, found.Url, (run.Conversation as ConversationOutcome.Settings)?.Mailbox);

    private static Dictionary<int, CandidateReport> CandidateRuns(ImmutableArray<TraceEvent> events)
    {
        var runs = new Dictionary<int, CandidateReport>();
        foreach (var happened in events)
        {
            switch (happened)
            {
                case CandidateFound e:
                    runs[e.Candidate.Id] = new CandidateReport { Rank = 0, Candidate = e.Candidate };
                    break;
                case AttemptStarted e:
                    runs[e.Candidate] = runs[e.Candidate] with { Started = e.At };
                    break;
                case HopFollowed e:
                    runs[e.Candidate] = runs[e.Candidate] with { Hops = runs[e.Candidate].Hops.Add(e) };
                    break;
                case TlsSeen e:
                    runs[e.Candidate] = runs[e.Candidate] with { Tls = e.Verdict };
                    break;
                case DialectTried e:
                    runs[e.Candidate] = runs[e.Candidate] with { Turns = runs[e.Candidate].Turns.Add(e) };
                    break;
                case AttemptEnded e:
                    runs[e.Candidate] = runs[e.Candidate] with { Outcome = e.Outcome, Ended = e.At, Took = e.At - runs[e.Candidate].Started };
                    break;
                case ConversationEnded e:
                    runs[e.Candidate] = runs[e.Candidate] with { Conversation = e.Outcome, Ended = e.At, Dialect = e.Dialect, Method = e.Method };
                    break;
                case Found e:
                    runs[e.Candidate] = runs[e.Candidate] with { IsFound = true };
                    break;
                default:
                    break;
            }
        }

        return runs;
    }

    private static ImmutableArray<RoundReport> Rounds(ImmutableArray<TraceEvent> events, Dictionary<int, CandidateReport> runs)
    {
        var starts = events.Select((happened, index) => (happened, index)).Where(e => e.happened is RoundStarted).Select(e => e.index).ToArray();
        return [.. starts.Select((start, n) =>
        {
            var end = n + 1 < starts.Length ? starts[n + 1] : events.Length;
            return RoundOf((RoundStarted)events[start], events.AsSpan(start, end - start).ToArray(), runs);
        })];
    }

    private static RoundReport RoundOf(RoundStarted round, TraceEvent[] events, Dictionary<int, CandidateReport> runs)
    {
        var skipped = events.OfType<StepSkipped>().ToDictionary(e => e.Step, e => e.Reason);
        var ended = events.OfType<StepEnded>().ToDictionary(e => e.Step);
        var found = events.OfType<CandidateFound>().ToLookup(e => e.Candidate.Step, e => e.Candidate.Id);
        var rank = 0;
        var heardOf = skipped.Keys.Concat(events.OfType<StepStarted>().Select(e => e.Step)).Concat(ended.Keys).ToHashSet();
        var kinds = round.Steps.Where(heardOf.Contains).Concat(heardOf.Except(round.Steps));
        return new RoundReport(round.Address, [.. kinds.Select(kind => new StepReport(
            kind,
            skipped.GetValueOrDefault(kind),
            ended.GetValueOrDefault(kind)?.Nothing,
            ended.GetValueOrDefault(kind)?.Failed ?? false,
            [.. found[kind].Select(id => runs[id] with { Rank = ++rank })]))]);
    }
}
