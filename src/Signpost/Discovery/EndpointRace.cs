using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Signpost.Autodiscover;
using Signpost.Tracing;

namespace Signpost.Discovery;

/// <summary>Somebody answered, and no better one can be waited for.</summary>
internal sealed record RaceAnswer(CandidateEndpoint Candidate, IConversation Conversation);

/// <summary>Tries the candidates of the steps by the rules of <see cref="RaceCourse"/>; all tasks and the clock are here.</summary>
internal sealed class EndpointRace(RacePolicy policy, IEndpointProbe probe, Trace trace, TimeProvider time)
{
    /// <summary>What is said of those who are called off; who leaves the loop for another reason than a find says so before.</summary>
    public string WhyCalledOff { get; set; } = "not needed";

    /// <summary>Yields answers as they become acceptable; leaving the loop calls off the rest and writes their outcomes.</summary>
    public async IAsyncEnumerable<RaceAnswer> AnswersAsync(
        IReadOnlyList<IDiscoveryStep> steps, CandidateNumbers numbers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var heat = new Heat(steps, policy, probe, trace, time, numbers, cancellationToken);
        try
        {
            while (true)
            {
                switch (heat.Next())
                {
                    case RaceMove.AskStep ask:
                        heat.Ask(ask.Step);
                        break;
                    case RaceMove.Start start:
                        heat.Start(start.Step, start.Position);
                        break;
                    case RaceMove.Accept accept:
                        yield return heat.AnswerOf(accept.Step, accept.Position);
                        break;
                    case RaceMove.Wait wait:
                        await heat.NewsAsync(wait.Until, cancellationToken);
                        break;
                    case RaceMove.End:
                        yield break;
                    default:
                        throw new UnreachableException();
                }

                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            await heat.CallOffAsync(cancellationToken.IsCancellationRequested ? "the run's time was over" : WhyCalledOff);
        }
    }

    /// <summary>One running of the race.</summary>
    private sealed class Heat(
        IReadOnlyList<IDiscoveryStep> steps, RacePolicy policy, IEndpointProbe probe, Trace trace, TimeProvider time, CandidateNumbers numbers,
        CancellationToken cancellationToken) : IDisposable
    {
        private readonly CancellationTokenSource calledOff = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        private readonly RaceCourse course = new(policy, steps.Count);
        private readonly Channel<Action> news = Channel.CreateUnbounded<Action>(
            new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = true });
        private readonly Entrant[][] entrants = new Entrant[steps.Count][];
        private readonly List<Task> running = [];
        private readonly long began = time.GetTimestamp();

        public RaceMove Next()
        {
            while (news.Reader.TryRead(out var happened))
            {
                happened();
            }

            return course.Next(time.GetElapsedTime(began));
        }

        public async Task NewsAsync(TimeSpan until, CancellationToken token)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
            var happened = news.Reader.WaitToReadAsync(patience.Token).AsTask();
            var rest = until == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : until - time.GetElapsedTime(began);
            if (rest != Timeout.InfiniteTimeSpan)
            {
                // Timers count whole milliseconds, downwards: with the fraction of one we would wait for nothing, again and again.
                rest = TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(rest.TotalMilliseconds)));
            }

            // Registered last, so told first, and here: a wait and a delay that are called off tell of it on another thread.
            var over = new TaskCompletionSource();
            var pause = Task.Delay(rest, time, patience.Token);
            using var calling = token.Register(() => over.TrySetResult());
            await Task.WhenAny(happened, pause, over.Task);
            patience.Cancel();
            await Task.Yield();     // whoever brought the news goes his own way; the race does not run on his back
            token.ThrowIfCancellationRequested();
        }

        /// <summary>Hands the answer over: from here on its conversation is the caller's to dispose.</summary>
        public RaceAnswer AnswerOf(int step, int position)
        {
            var entrant = entrants[step][position];
            entrant.IsTaken = true;
            return new RaceAnswer(entrant.Candidate, entrant.Result!.Conversation!);
        }

        public void Ask(int step) => running.Add(WatchAsync(AskAsync(step)));

        public void Start(int step, int position) => running.Add(WatchAsync(TryAsync(step, position)));

        public async Task CallOffAsync(string why)
        {
            calledOff.Cancel();
            await Task.WhenAll(running);
            while (news.Reader.TryRead(out var happened))
            {
                happened();     // what a step found meanwhile is found, though never tried
            }

            foreach (var entrant in entrants.Where(lane => lane is not null).SelectMany(lane => lane))
            {
                if (entrant.Result is null)
                {
                    End(entrant, new ProbeResult(new AttemptOutcome.Abandoned(why)));
                }
                else if (!entrant.IsTaken && entrant.Result.Conversation is { } unused)
                {
                    unused.Dispose();
                }
            }

            foreach (var (step, lane) in steps.Zip(entrants))
            {
                if (lane is null)
                {
                    trace.Write(new StepEnded(step.Kind, 0, why, Failed: false));
                }
            }
        }

        public void Dispose() => calledOff.Dispose();

        /// <summary>A bug in a step or a probe ends the race; without this it would wait for news that never come.</summary>
        private async Task WatchAsync(Task work)
        {
            try
            {
                await work;
            }
            finally
            {
                if (work.IsFaulted)
                {
                    news.Writer.TryWrite(() => work.GetAwaiter().GetResult());
                }
            }
        }

        private async Task AskAsync(int step)
        {
            var kind = steps[step].Kind;
            trace.Write(new StepStarted(kind));
            try
            {
                var found = await steps[step].FindAsync(calledOff.Token);
                news.Writer.TryWrite(() => Known(step, found));
            }
            catch (OperationCanceledException) when (calledOff.IsCancellationRequested)
            {
                // CallOffAsync writes the outcome of whoever has none.
            }
        }

        private void Known(int step, StepResult found)
        {
            entrants[step] = [.. found.Candidates.Select(candidate => new Entrant(candidate with { Id = numbers.Next() }))];
            foreach (var entrant in entrants[step])
            {
                trace.Write(new CandidateFound(entrant.Candidate));
            }

            trace.Write(new StepEnded(steps[step].Kind, found.Candidates.Length, found.Nothing, found.Failed));
            course.StepKnown(step, found.Candidates.Length);
        }

        private async Task TryAsync(int step, int position)
        {
            var entrant = entrants[step][position];
            trace.Write(new AttemptStarted(entrant.Candidate.Id));
            using var patience = new TimeLimit(policy.AttemptTimeout, time, calledOff.Token);
            var connected = false;
            try
            {
                var result = await probe.ProbeAsync(entrant.Candidate, OnConnected, patience.Token);
                End(entrant, result);
            }
            catch (OperationCanceledException) when (calledOff.IsCancellationRequested)
            {
                return;     // CallOffAsync writes the outcome.
            }
            catch (OperationCanceledException) when (patience.IsOver)
            {
                End(entrant, new ProbeResult(new AttemptOutcome.TimedOut(policy.AttemptTimeout, connected)));
            }

            var answered = entrant.Result!.Conversation is not null;
            news.Writer.TryWrite(() => course.Ended(step, position, answered));

            void OnConnected()
            {
                connected = true;
                news.Writer.TryWrite(() => course.Connected(step, position));
            }
        }

        private void End(Entrant entrant, ProbeResult result)
        {
            entrant.Result = result;
            trace.Write(new AttemptEnded(entrant.Candidate.Id, result.Outcome));
            if (DiscoveryFindings.Of(entrant.Candidate, result.Outcome) is { } finding)
            {
                trace.Note(finding);
            }
        }
    }

    private sealed class Entrant(CandidateEndpoint candidate)
    {
        public CandidateEndpoint Candidate { get; } = candidate;

        public ProbeResult? Result { get; set; }

        public bool IsTaken { get; set; }
    }
}

/// <summary>Numbers the candidates of a run.</summary>
internal sealed class CandidateNumbers
{
    private int last;

    public int Next() => ++last;
}
