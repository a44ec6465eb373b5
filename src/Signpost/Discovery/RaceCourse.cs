namespace Signpost.Discovery;

/// <summary>What the race has to do next.</summary>
internal abstract record RaceMove
{
    private RaceMove()
    {
    }

    /// <summary>Ask this step for its candidates.</summary>
    public sealed record AskStep(int Step) : RaceMove;

    /// <summary>Start an attempt at this candidate.</summary>
    public sealed record Start(int Step, int Position) : RaceMove;

    /// <summary>Hand out the answer of this candidate: no better one can be waited for.</summary>
    public sealed record Accept(int Step, int Position) : RaceMove;

    /// <summary>Wait for news, at most until <paramref name="Until"/>.</summary>
    public sealed record Wait(TimeSpan Until) : RaceMove;

    /// <summary>Everybody has ended.</summary>
    public sealed record End : RaceMove;
}

/// <summary>The rules of the race, without tasks and without a clock: told what happened, it says the next move.</summary>
/// <remarks>
/// The laws (docs/architecture.md, sections 2 and 6):
/// 1. Candidates start in rank order; under a hedge the next starts when the delay has passed or one has failed.
/// 2. An answer is accepted when every better-ranked place has ended or used up its window: silent, connected, or (a step that
///    has not yet named its candidates) the source window.
/// 3. Nothing ranked below an answer that is being held is started.
/// 4. Never more than <see cref="RacePolicy.MaxConcurrent"/> attempts at once.
/// </remarks>
internal sealed class RaceCourse(RacePolicy policy, int stepCount)
{
    private readonly Lane[] lanes = [.. Enumerable.Range(0, stepCount).Select(_ => new Lane())];
    private bool mayStartNow;

    private enum LaneState
    {
        Unasked,
        Asked,
        Known,
    }

    private enum RunnerState
    {
        Waiting,
        Running,
        Answered,
        Done,
    }

    /// <summary>The step has named its candidates, perhaps none.</summary>
    public void StepKnown(int step, int count)
    {
        lanes[step].State = LaneState.Known;
        lanes[step].Runners = [.. Enumerable.Range(0, count).Select(_ => new Runner())];
    }

    /// <summary>The attempt has a connection.</summary>
    public void Connected(int step, int position) => lanes[step].Runners[position].Connected = true;

    /// <summary>The attempt ended.</summary>
    public void Ended(int step, int position, bool answered)
    {
        lanes[step].Runners[position].State = answered ? RunnerState.Answered : RunnerState.Done;
        mayStartNow |= !answered;
    }

    /// <summary>The next move at this time. The caller carries it out and asks again.</summary>
    public RaceMove Next(TimeSpan now)
    {
        if (StepToAsk() is { } ask)
        {
            lanes[ask].State = LaneState.Asked;
            lanes[ask].AskedAt = now;
            return new RaceMove.AskStep(ask);
        }

        var wake = TimeSpan.MaxValue;
        if (FirstAnswer() is { } answer)
        {
            var opensAt = HeldUntil(answer);
            if (opensAt <= now)
            {
                // Who asks for another move after this has not got what he wanted: as good as a failure.
                lanes[answer.Step].Runners[answer.Position].State = RunnerState.Done;
                mayStartNow = true;
                return new RaceMove.Accept(answer.Step, answer.Position);
            }

            wake = opensAt;
        }

        if (FirstWaiting(FirstAnswer()) is { } next && RunningCount < policy.MaxConcurrent)
        {
            var startsAt = MayStartAt(next);
            if (startsAt <= now)
            {
                var runner = lanes[next.Step].Runners[next.Position];
                (runner.State, runner.StartedAt, mayStartNow) = (RunnerState.Running, now, false);
                return new RaceMove.Start(next.Step, next.Position);
            }

            wake = startsAt < wake ? startsAt : wake;
        }

        return IsOver ? new RaceMove.End() : new RaceMove.Wait(wake);
    }

    private int RunningCount => lanes.Sum(lane => lane.Runners.Count(runner => runner.State is RunnerState.Running));

    private bool IsOver => lanes.All(lane => lane.State is LaneState.Known && lane.Runners.All(runner => runner.State is RunnerState.Done));

    /// <summary>Ahead of need all at once, else only when everything before it is over.</summary>
    private int? StepToAsk()
    {
        for (var step = 0; step < lanes.Length; step++)
        {
            if (lanes[step].State is LaneState.Unasked)
            {
                return step;
            }

            if (!policy.AsksAhead && (lanes[step].State is LaneState.Asked || lanes[step].Runners.Any(runner => runner.State is not RunnerState.Done)))
            {
                return null;
            }
        }

        return null;
    }

    private (int Step, int Position)? FirstAnswer() => First(RunnerState.Answered, lanes.Length);

    /// <summary>The best candidate not yet started, unless a better one has already answered.</summary>
    private (int Step, int Position)? FirstWaiting((int Step, int Position)? answer)
    {
        var waiting = First(RunnerState.Waiting, lanes.Length);
        return waiting is { } w && answer is { } a && w.CompareTo(a) > 0 ? null : waiting;
    }

    private (int Step, int Position)? First(RunnerState state, int before)
    {
        for (var step = 0; step < before; step++)
        {
            var position = lanes[step].Runners.FindIndex(runner => runner.State == state);
            if (position >= 0)
            {
                return (step, position);
            }
        }

        return null;
    }

    /// <summary>When every place before the answer has ended or used up its window; never, while one has not started.</summary>
    private TimeSpan HeldUntil((int Step, int Position) answer)
    {
        var until = TimeSpan.MinValue;
        for (var step = 0; step <= answer.Step; step++)
        {
            var lane = lanes[step];
            if (lane.State is not LaneState.Known)
            {
                until = Later(until, After(lane.AskedAt, policy.SourceWindow));
                continue;
            }

            var betters = step < answer.Step ? lane.Runners.Count : answer.Position;
            foreach (var runner in lane.Runners.Take(betters))
            {
                until = Later(until, runner.State switch
                {
                    RunnerState.Done => TimeSpan.MinValue,
                    RunnerState.Running => After(runner.StartedAt, runner.Connected ? policy.ConnectedWindow : policy.SilentWindow),
                    _ => TimeSpan.MaxValue,
                });
            }
        }

        return until;
    }

    /// <summary>A hedge delay after the last of those before it was started or asked; at once when there are none, or one has failed.</summary>
    private TimeSpan MayStartAt((int Step, int Position) next)
    {
        var since = TimeSpan.MinValue;
        for (var step = 0; step <= next.Step; step++)
        {
            if (lanes[step].State is not LaneState.Known)
            {
                since = Later(since, lanes[step].AskedAt);
            }
            else if (!mayStartNow)
            {
                var before = lanes[step].Runners.Take(step < next.Step ? int.MaxValue : next.Position);
                since = before.Where(runner => runner.State is RunnerState.Running).Select(runner => runner.StartedAt).Aggregate(since, Later);
            }
        }

        return After(since, policy.HedgeDelay);
    }

    private static TimeSpan After(TimeSpan start, TimeSpan span) =>
        start == TimeSpan.MinValue ? TimeSpan.MinValue : span == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : start + span;

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private sealed class Lane
    {
        public LaneState State { get; set; }

        public TimeSpan AskedAt { get; set; }

        public List<Runner> Runners { get; set; } = [];
    }

    private sealed class Runner
    {
        public RunnerState State { get; set; }

        public TimeSpan StartedAt { get; set; }

        public bool Connected { get; set; }
    }
}
