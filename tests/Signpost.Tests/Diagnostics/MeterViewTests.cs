using Signpost.Diagnostics;
using Signpost.Discovery;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Diagnostics;

/// <summary>What is counted of runs.</summary>
[Collection("activities")]     // who listens, listens to the whole process
public sealed class MeterViewTests : IDisposable
{
    private readonly CollectingMeters meters = new();
    private readonly WatchedRun run = new();

    public void Dispose() => meters.Dispose();

    [Fact]
    public void A_discovery_is_counted_by_its_end_and_timed_in_seconds()
    {
        var report = run.Find(meters: meters);

        Assert.Equal([new Measured("signpost.discoveries", "{discovery}", 1, "signpost.end=found")], meters.Of("signpost.discoveries"));
        Assert.Equal([new Measured("signpost.discovery.duration", "s", report.Elapsed.TotalSeconds, "signpost.end=found")], meters.Of("signpost.discovery.duration"));
    }

    [Fact]
    public void Attempts_are_counted_by_step_and_outcome_and_those_never_made_are_not()
    {
        var report = run.Find(meters: meters);

        Assert.Equal(
            ["signpost.step=https-root-domain signpost.outcome=unreachable", "signpost.step=https-autodiscover-domain signpost.outcome=answered"],
            meters.Of("signpost.attempts").Select(one => one.Tags));
        Assert.Equal([0.004, 0.04], meters.Of("signpost.attempt.duration").Select(one => Math.Round(one.Value, 3)));
        Assert.Contains(report.Rounds.Single().Steps.SelectMany(step => step.Candidates), candidate => candidate.Started is null);
    }

    [Theory]
    [InlineData(false, "not-found")]
    [InlineData(true, "cancelled")]
    public void A_discovery_without_a_find_is_counted_as_what_it_was(bool isCancelled, string end)
    {
        run.Net.Host("https://autodiscover.contoso.test", FakeHost.Html);
        using var caller = new CancellationTokenSource();
        if (isCancelled)
        {
            caller.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(() => run.Find(meters: meters, caller: caller));
        }
        else
        {
            run.Find(meters: meters);
        }

        Assert.Equal($"signpost.end={end}", Assert.Single(meters.Of("signpost.discoveries")).Tags);
    }

    [Fact]
    public void A_bug_is_counted_as_a_failure_and_goes_on_to_the_caller()
    {
        run.Options = run.Options with { Observer = _ => throw new InvalidOperationException("planted") };

        Assert.Throws<InvalidOperationException>(() => run.Find(meters: meters));

        Assert.Equal("signpost.end=failed", Assert.Single(meters.Of("signpost.discoveries")).Tags);
    }

    [Fact]
    public async Task Without_anybody_who_listens_a_run_goes_its_way_as_it_is()
    {
        using var deaf = new CollectingMeters(listens: false);
        var options = new DiscoveryOptions();

        var seen = await new Watch(TimeProvider.System, null, deaf).RunAsync(RunKind.Site, null, options, Task.FromResult);

        Assert.Same(options, seen);
    }
}
