using System.Collections.Immutable;
using CsCheck;
using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Logon;
using Signpost.Tests.Fakes;
using Signpost.Tracing;
using Trace = Signpost.Tracing.Trace;

namespace Signpost.Tests.Discovery;

/// <summary>The race with its tasks and its clock: the laws of <see cref="RaceCourseTests"/> kept by what really runs.</summary>
public sealed class EndpointRaceTests
{
    private static readonly Gen<Runner> AnyRunner = Gen.Select(Gen.Int[0, 6000], Gen.Int[0, 3_900], Gen.Int[0, 3]).Select((connects, rest, kind) => kind switch
    {
        0 => Runner.Silent,
        1 => new Runner(connects, rest, true),
        2 => new Runner(connects, rest, true) { IsConclusive = true },
        _ => new Runner(connects, rest, false),
    });

    private static readonly Gen<Lane[]> AnyRace = Gen.Select(Gen.Int[0, 4000], AnyRunner.Array[0, 4]).Select((after, runners) => new Lane(after, runners)).Array[1, 4];

    private static readonly Gen<RacePolicy> AnyPolicy = Gen.OneOf<RacePolicy>(
        RacePolicy.Hedged, RacePolicy.OneAtATime, RacePolicy.Hedged with { MaxConcurrent = 2 },
        RacePolicy.Hedged with { HedgeDelay = TimeSpan.FromMicroseconds(200_500), SilentWindow = TimeSpan.FromMicroseconds(300_700) });

    [Fact]
    public void Each_candidate_has_exactly_one_outcome_also_one_that_was_never_tried() => Law((lanes, heat) =>
    {
        var found = heat.Events.OfType<CandidateFound>().Select(e => e.Candidate.Id);
        var ended = heat.Events.OfType<AttemptEnded>().Select(e => e.Candidate);
        Assert.Equal(found.Order(), ended.Order());
    });

    [Fact]
    public void Each_step_ends_exactly_once() => Law((lanes, heat) =>
        Assert.Equal(lanes.Length, heat.Events.OfType<StepEnded>().Select(e => e.Step).Distinct().Count()));

    [Fact]
    public void Nothing_outlives_the_race() => Law((lanes, heat) => Assert.Equal(0, heat.Probe.UnderWay));

    [Fact]
    public void Nothing_happens_before_its_time_or_in_disorder() => Law((lanes, heat) =>
    {
        Assert.Equal(heat.Events.Select(e => e.At).Order(), heat.Events.Select(e => e.At));
        Assert.All(heat.Events.OfType<AttemptStarted>(), started => Assert.Single(heat.Events.OfType<AttemptStarted>(), e => e.Candidate == started.Candidate));
    });

    [Fact]
    public void Each_conversation_is_closed_exactly_once() => Law((lanes, heat) =>
        Assert.All(heat.Probe.Conversations, conversation => Assert.Equal(1, conversation.Closed)));

    [Fact]
    public void Somebody_wins_where_anybody_answers_in_time() => Law((lanes, heat) =>
        Assert.Equal(lanes.SelectMany(lane => lane.Runners).Any(runner => runner.IsConclusive && runner.Takes < 10_000), heat.Winner is not null));

    [Fact]
    public void Without_a_limit_to_its_windows_the_best_of_those_who_answer_wins() => AnyRace.Sample(lanes =>
    {
        var patient = RacePolicy.Hedged with
        {
            SilentWindow = Timeout.InfiniteTimeSpan, ConnectedWindow = Timeout.InfiniteTimeSpan, SourceWindow = Timeout.InfiniteTimeSpan,
        };

        Assert.Equal(Heat.Of(RacePolicy.OneAtATime, lanes).Winner, Heat.Of(patient, lanes).Winner);
    });

    [Fact]
    public void A_slow_but_connected_better_one_wins_over_a_fast_one_of_lower_rank()
    {
        var heat = Heat.Of(RacePolicy.Hedged, [new Runner(5, 1495, true) { IsConclusive = true }, Runner.Answers(20)]);

        Assert.Equal("cas1-1", heat.Winner);
        Assert.Equal(1500, heat.Took);
    }

    [Fact]
    public void A_silent_host_costs_its_silent_window_not_its_time_out()
    {
        var heat = Heat.Of(RacePolicy.Hedged, [Runner.Silent, Runner.Answers(100)]);

        Assert.Equal("cas1-2", heat.Winner);
        Assert.Equal(500, heat.Took);
        Assert.Equal("not needed", Assert.IsType<AttemptOutcome.Abandoned>(heat.OutcomeOf("cas1-1")).Why);
    }

    [Fact]
    public void Eight_dead_hosts_cost_less_than_two_and_a_half_seconds()
    {
        var heat = Heat.Of(RacePolicy.Hedged, [.. Enumerable.Repeat(Runner.Silent, 8), Runner.Answers(50)]);

        Assert.Equal("cas1-9", heat.Winner);
        Assert.InRange(heat.Took, 1600, 2499);
    }

    [Fact]
    public void Answers_come_in_the_order_in_which_they_become_acceptable()
    {
        var heat = Heat.Of(RacePolicy.Hedged, [new Runner(1, 999, true), new Runner(1, 99, true), new Runner(1, 5999, true)]);

        Assert.Equal(["cas1-1", "cas1-2", "cas1-3"], heat.Answers);
    }

    [Fact]
    public void An_attempt_that_takes_too_long_has_timed_out_and_says_whether_it_had_connected()
    {
        var heat = Heat.Of(RacePolicy.Hedged, [Runner.Silent, new Runner(3, 60_000, true)]);

        Assert.Equal(new AttemptOutcome.TimedOut(TimeSpan.FromSeconds(10), Connected: false), heat.OutcomeOf("cas1-1"));
        Assert.Equal(new AttemptOutcome.TimedOut(TimeSpan.FromSeconds(10), Connected: true), heat.OutcomeOf("cas1-2"));
    }

    [Fact]
    public void A_delay_of_half_a_millisecond_passes()
    {
        var policy = RacePolicy.Hedged with { HedgeDelay = TimeSpan.FromMicroseconds(500) };

        Assert.Equal("cas1-2", Heat.Of(policy, [Runner.Silent, Runner.Answers(5)]).Winner);
    }

    [Fact]
    public void What_a_slow_step_found_in_the_end_is_found_though_never_tried()
    {
        var heat = Heat.Of(RacePolicy.Hedged, new Lane(0, [Runner.Answers(10)]), new Lane(10, [Runner.Answers(10)]));

        Assert.Equal("cas1-1", heat.Winner);
        Assert.Equal("not needed", heat.OutcomeOf("cas2-1").Describe());
    }

    [Fact]
    public void The_callers_cancellation_comes_through_and_leaves_nothing_behind()
    {
        var heat = new Heat(RacePolicy.Hedged, [new Lane(0, [Runner.Silent, new Runner(1, 4000, true)])]);

        Assert.Throws<OperationCanceledException>(() => heat.Run(cancelAfter: 300));

        Assert.Equal(0, heat.Probe.UnderWay);
        Assert.Equal(heat.Events.OfType<CandidateFound>().Count(), heat.Events.OfType<AttemptEnded>().Count());
    }

    [Fact]
    public void A_bug_in_a_probe_ends_the_race_at_once()
    {
        var heat = new Heat(RacePolicy.Hedged, [new Lane(0, [Runner.Silent, new Runner(1, 1, true) { IsBroken = true }])]);

        Assert.Throws<InvalidTimeZoneException>(() => heat.Run());
        Assert.Equal(202, heat.Took);
    }

    private static void Law(Action<Lane[], Heat> law) => Gen.Select(AnyRace, AnyPolicy).Sample((lanes, policy) => law(lanes, Heat.Of(policy, lanes)));

    /// <summary>A candidate: when it connects, how long it then takes, and whether it answers.</summary>
    internal sealed record Runner(int? ConnectsAfter, int Rest, bool IsAnswer)
    {
        public static Runner Silent { get; } = new(null, 0, false);

        public bool IsConclusive { get; init; }

        public bool IsBroken { get; init; }

        public int Takes => ConnectsAfter is { } connects ? connects + Rest : int.MaxValue;

        public static Runner Answers(int after) => new(after / 2, after - (after / 2), true) { IsConclusive = true };
    }

    /// <summary>A step: when it names its candidates, and who they are.</summary>
    internal sealed record Lane(int NamedAfter, Runner[] Runners);

    /// <summary>One race, run to the first conclusive answer.</summary>
    private sealed class Heat
    {
        private readonly VirtualTime time = new();
        private readonly Trace trace;
        private readonly RacePolicy policy;
        private readonly Lane[] lanes;

        public Heat(RacePolicy policy, Lane[] lanes) => (this.policy, this.lanes, trace, Probe) = (policy, lanes, new Trace(time), new FakeProbe(time));

        public FakeProbe Probe { get; }

        public ImmutableArray<TraceEvent> Events => trace.Events;

        public List<string> Answers { get; } = [];

        public string? Winner { get; private set; }

        public double Took => time.Elapsed.TotalMilliseconds;

        public static Heat Of(RacePolicy policy, Runner[] runners) => Of(policy, new Lane(0, runners));

        public static Heat Of(RacePolicy policy, params Lane[] lanes)
        {
            var heat = new Heat(policy, lanes);
            heat.Run();
            return heat;
        }

        public AttemptOutcome OutcomeOf(string host)
        {
            var id = Events.OfType<CandidateFound>().Single(e => e.Candidate.Url.Host == host).Candidate.Id;
            return Events.OfType<AttemptEnded>().Single(e => e.Candidate == id).Outcome;
        }

        public void Run(int? cancelAfter = null) => time.Run(async () =>
        {
            using var caller = cancelAfter is { } after ? new CancellationTokenSource(TimeSpan.FromMilliseconds(after), time) : new CancellationTokenSource();
            var race = new EndpointRace(policy, Probe, trace, time);
            await foreach (var (candidate, conversation) in race.AnswersAsync([.. lanes.Select(StepOf)], new CandidateNumbers(), caller.Token))
            {
                using (conversation)
                {
                    Answers.Add(candidate.Url.Host);
                    if (Probe.RunnerOf(candidate).IsConclusive)
                    {
                        Winner = candidate.Url.Host;
                        break;
                    }
                }
            }

            return true;
        });

        private IDiscoveryStep StepOf(Lane lane, int index)
        {
            var kind = (StepKind)index;
            var candidates = lane.Runners.Select((runner, position) => Probe.Add(runner, new CandidateEndpoint
            {
                Step = kind, Position = position + 1, Url = new Uri($"https://cas{index + 1}-{position + 1}/"), Source = "test",
            }));
            return new FakeStep(time, kind, lane.NamedAfter, [.. candidates]);
        }
    }

    private sealed class FakeProbe(TimeProvider time) : IEndpointProbe
    {
        private readonly Dictionary<Uri, Runner> runners = [];

        public int UnderWay { get; private set; }

        public List<FakeConversation> Conversations { get; } = [];

        public CandidateEndpoint Add(Runner runner, CandidateEndpoint candidate)
        {
            runners.Add(candidate.Url, runner);
            return candidate;
        }

        public Runner RunnerOf(CandidateEndpoint candidate) => runners[candidate.Url];

        public async Task<ProbeResult> ProbeAsync(CandidateEndpoint candidate, Action onConnected, CancellationToken cancellationToken)
        {
            UnderWay++;
            try
            {
                var runner = RunnerOf(candidate);
                await Task.Delay(runner.ConnectsAfter is { } connects ? TimeSpan.FromMilliseconds(connects) : Timeout.InfiniteTimeSpan, time, cancellationToken);
                onConnected();
                await Task.Delay(TimeSpan.FromMilliseconds(runner.Rest), time, cancellationToken);
                return runner switch
                {
                    { IsBroken: true } => throw new InvalidTimeZoneException("a bug"),
                    { IsAnswer: true } => new ProbeResult(new AttemptOutcome.Answered(401, candidate.Url), Conversation(candidate.Url)),
                    _ => new ProbeResult(new AttemptOutcome.Refused(503)),
                };
            }
            finally
            {
                UnderWay--;
            }
        }

        private FakeConversation Conversation(Uri url)
        {
            Conversations.Add(new FakeConversation(url));
            return Conversations[^1];
        }
    }

    private sealed class FakeConversation(Uri url) : IConversation
    {
        public Uri Url => url;

        public int Closed { get; private set; }

        public ConversationOutcome Asked => new ConversationOutcome.LogonRequired(["Basic"]);

        public HostStanding Standing => HostStanding.FirstHand;

        public HopBudget Hops { get; } = new(10);

        public AutodiscoverDialect Dialect => AutodiscoverDialect.Pox;

        public LogonMethod? Method => null;

        public Task<ConversationOutcome> ConcludeAsync(MailboxLogon? logon, CancellationToken cancellationToken) => Task.FromResult(Asked);

        public void Dispose() => Closed++;
    }
}
