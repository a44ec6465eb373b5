using CsCheck;
using Signpost.Discovery;

namespace Signpost.Tests.Discovery;

/// <summary>The laws of the race (architecture, sections 2 and 6), over random steps, delays and failures, in microseconds.</summary>
public sealed class RaceCourseTests
{
    private static readonly Gen<Runner> AnyRunner =
        Gen.Select(Gen.Int[0, 6000], Gen.Int[0, 6000], Gen.Int[0, 2], Gen.Bool, (connects, rest, kind, conclusive) => kind switch
        {
            0 => new Runner(null, 10_000, false, false),                    // silent
            1 => new Runner(connects, connects + rest, true, conclusive),  // answers
            _ => new Runner(connects, connects + rest, false, false),      // refuses
        });

    private static readonly Gen<Lane[]> AnyRace =
        Gen.Select(Gen.Int[0, 4000], AnyRunner.Array[0, 5], (after, runners) => new Lane(after, runners)).Array[1, 5];

    [Fact]
    public void Candidates_of_a_step_start_in_rank_order() => Both((lanes, course) =>
        course.Starts.GroupBy(start => start.Step).All(step => step.Select(start => start.Position).SequenceEqual(Enumerable.Range(0, step.Count()))));

    [Fact]
    public void A_lower_rank_starts_before_a_higher_one_only_while_the_higher_one_was_not_known() => Both((lanes, course) =>
        course.Starts.All(low => course.Starts.All(high =>
            Rank(high) >= Rank(low) || high.At <= low.At || course.KnownAt[high.Step] >= low.At)));

    [Fact]
    public void There_are_never_more_attempts_at_once_than_allowed() => Both((lanes, course) => course.MostAtOnce <= course.Policy.MaxConcurrent);

    [Fact]
    public void Nobody_starts_twice() => Both((lanes, course) => course.Starts.Select(start => (start.Step, start.Position)).Distinct().Count() == course.Starts.Count);

    [Fact]
    public void The_race_ends_with_a_conclusive_answer_or_with_everybody_tried() => Both((lanes, course) =>
        course.Winner is not null || course.Starts.Count == lanes.Sum(lane => lane.Runners.Length));

    [Fact]
    public void An_answer_is_accepted_only_when_each_better_rank_has_ended_or_used_up_its_window() => AnyRace.Sample(lanes =>
    {
        var course = Course.Of(lanes, RacePolicy.Hedged);
        Assert.All(course.Accepts, accepted => Assert.All(course.Starts.Where(start => Rank(start) < Rank(accepted) && start.At <= accepted.At), better =>
        {
            var runner = lanes[better.Step].Runners[better.Position];
            var connected = runner.ConnectsAfter is { } connects && better.At + connects < accepted.At;
            var window = connected ? course.Policy.ConnectedWindow : course.Policy.SilentWindow;
            Assert.True(better.At + runner.EndsAfter <= accepted.At || accepted.At - better.At >= window.TotalMilliseconds, "an answer was not held back");
        }));
    });

    [Fact]
    public void One_at_a_time_never_runs_two() => AnyRace.Sample(lanes => Course.Of(lanes, RacePolicy.OneAtATime).MostAtOnce <= 1);

    [Fact]
    public void With_unlimited_windows_the_hedge_finds_what_one_at_a_time_finds() => AnyRace.Sample(lanes =>
    {
        var patient = RacePolicy.Hedged with
        {
            SilentWindow = Timeout.InfiniteTimeSpan, ConnectedWindow = Timeout.InfiniteTimeSpan, SourceWindow = Timeout.InfiniteTimeSpan,
        };
        Assert.Equal(Course.Of(lanes, RacePolicy.OneAtATime).Winner, Course.Of(lanes, patient).Winner);
    });

    [Fact]
    public void The_hedge_is_never_slower_than_one_at_a_time() => AnyRace.Where(CanAllRunAtOnce).Sample(lanes =>
    {
        Assert.True(Course.Of(lanes, RacePolicy.Hedged).EndedAt <= Course.Of(lanes, RacePolicy.OneAtATime).EndedAt);
    });

    [Fact]
    public void A_silent_server_costs_its_silent_window_not_its_time_out()
    {
        var course = Course.Of([new Lane(0, [Silent, AnswersAfter(100)])], RacePolicy.Hedged);

        Assert.Equal((0, 1), course.Winner);
        Assert.Equal(500, course.EndedAt);
    }

    [Fact]
    public void Eight_dead_servers_cost_under_two_seconds()
    {
        var course = Course.Of([new Lane(0, [.. Enumerable.Repeat(Silent, 8), AnswersAfter(50)])], RacePolicy.Hedged);

        Assert.Equal((0, 8), course.Winner);
        Assert.Equal(1900, course.EndedAt);
    }

    [Fact]
    public void A_slow_but_connected_server_wins_over_a_fast_one_of_lower_rank()
    {
        var course = Course.Of([new Lane(0, [new Runner(5, 1500, true, true), AnswersAfter(20)])], RacePolicy.Hedged);

        Assert.Equal((0, 0), course.Winner);
        Assert.Equal(1500, course.EndedAt);
    }

    [Fact]
    public void A_refusal_lets_the_next_one_start_at_once()
    {
        var course = Course.Of([new Lane(0, [new Runner(null, 3, false, false), AnswersAfter(20)])], RacePolicy.Hedged);

        Assert.Equal(23, course.EndedAt);
    }

    [Fact]
    public void A_step_that_is_slow_to_name_its_candidates_holds_later_answers_back_for_its_window()
    {
        var course = Course.Of([new Lane(60_000, [AnswersAfter(1)]), new Lane(0, [AnswersAfter(50)])], RacePolicy.Hedged);

        Assert.Equal((1, 0), course.Winner);
        Assert.Equal(3000, course.EndedAt);
    }

    [Fact]
    public void Without_a_hedge_a_later_step_is_not_asked_before_the_earlier_ones_are_over()
    {
        var course = Course.Of([new Lane(10, [Silent]), new Lane(5, [AnswersAfter(50)])], RacePolicy.OneAtATime);

        Assert.Equal(10_010, course.AskedAt[1]);
    }

    private static bool CanAllRunAtOnce(Lane[] lanes) => lanes.Sum(lane => lane.Runners.Length) <= RacePolicy.Hedged.MaxConcurrent;

    private static Runner Silent => new(null, 10_000, false, false);

    private static Runner AnswersAfter(int milliseconds) => new(milliseconds / 2, milliseconds, true, true);

    private static int Rank((int Step, int Position, double At) place) => (place.Step * 1000) + place.Position;

    private static void Both(Func<Lane[], Course, bool> law) => AnyRace.Sample(lanes =>
    {
        Assert.True(law(lanes, Course.Of(lanes, RacePolicy.Hedged)), "hedged");
        Assert.True(law(lanes, Course.Of(lanes, RacePolicy.OneAtATime)), "one at a time");
        Assert.True(law(lanes, Course.Of(lanes, RacePolicy.Hedged with { MaxConcurrent = 2 })), "two at once");
    });

    /// <summary>A candidate: when it connects and ends after its start, and how.</summary>
    internal sealed record Runner(int? ConnectsAfter, int EndsAfter, bool Answers, bool IsConclusive);

    /// <summary>A step: when it names its candidates after it was asked.</summary>
    internal sealed record Lane(int NamedAfter, Runner[] Runners);

    /// <summary>The course of a race, run on a list of timed happenings.</summary>
    private sealed class Course
    {
        private readonly PriorityQueue<Action, (double At, int Order)> happenings = new();
        private readonly RaceCourse race;
        private readonly Lane[] lanes;
        private double now;
        private int running;
        private int order;

        private Course(Lane[] lanes, RacePolicy policy) => (this.lanes, Policy, race) = (lanes, policy, new RaceCourse(policy, lanes.Length));

        public RacePolicy Policy { get; }

        public List<(int Step, int Position, double At)> Starts { get; } = [];

        public List<(int Step, int Position, double At)> Accepts { get; } = [];

        public Dictionary<int, double> KnownAt { get; } = [];

        public Dictionary<int, double> AskedAt { get; } = [];

        public int MostAtOnce { get; private set; }

        public (int Step, int Position)? Winner { get; private set; }

        public double EndedAt => now;

        public static Course Of(Lane[] lanes, RacePolicy policy)
        {
            var course = new Course(lanes, policy);
            while (course.Winner is null && course.Move())
            {
            }

            return course;
        }

        private bool Move()
        {
            switch (race.Next(TimeSpan.FromMilliseconds(now)))
            {
                case RaceMove.AskStep ask:
                    AskedAt[ask.Step] = now;
                    At(lanes[ask.Step].NamedAfter, () =>
                    {
                        KnownAt[ask.Step] = now;
                        race.StepKnown(ask.Step, lanes[ask.Step].Runners.Length);
                    });
                    return true;
                case RaceMove.Start start:
                    Start(start.Step, start.Position);
                    return true;
                case RaceMove.Accept accept:
                    Accepts.Add((accept.Step, accept.Position, now));
                    Winner = lanes[accept.Step].Runners[accept.Position].IsConclusive ? (accept.Step, accept.Position) : null;
                    return true;
                case RaceMove.Wait wait:
                    return Wait(wait.Until.TotalMilliseconds);
                default:
                    return false;
            }
        }

        private void Start(int step, int position)
        {
            var runner = lanes[step].Runners[position];
            Starts.Add((step, position, now));
            MostAtOnce = Math.Max(MostAtOnce, ++running);
            if (runner.ConnectsAfter is { } connects)
            {
                At(connects, () => race.Connected(step, position));
            }

            At(runner.EndsAfter, () =>
            {
                running--;
                race.Ended(step, position, runner.Answers);
            });
        }

        private bool Wait(double until)
        {
            Assert.True(happenings.Count > 0 || until < 1e12, "the race waits for nothing");
            if (happenings.TryPeek(out _, out var next) && next.At <= until)
            {
                now = next.At;
                happenings.Dequeue()();
            }
            else
            {
                now = until;
            }

            return true;
        }

        private void At(double after, Action happening) => happenings.Enqueue(happening, (now + after, order++));
    }
}
