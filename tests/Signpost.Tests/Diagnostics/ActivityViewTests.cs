using System.Diagnostics;
using Signpost.Diagnostics;
using Signpost.Discovery;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Diagnostics;

/// <summary>A run as activities.</summary>
[Collection("activities")]     // who listens, listens to the whole process
public sealed class ActivityViewTests : IDisposable
{
    private readonly CollectingActivities activities = new();
    private readonly WatchedRun run = new();

    public void Dispose() => activities.Dispose();

    [Fact]
    public void A_run_is_one_activity_below_that_of_the_caller()
    {
        var report = run.Find();

        Assert.Equal("signpost.discover", activities.Run.OperationName);
        Assert.Equal(activities.Above.SpanId, activities.Run.ParentSpanId);
        Assert.Equal(ActivityStatusCode.Unset, activities.Run.Status);
        Assert.Equal(report.Elapsed, activities.Run.Duration);
        Assert.Equal("contoso.test", activities.Run.GetTagItem("signpost.domain"));
        Assert.Equal("modern", activities.Run.GetTagItem("signpost.plan"));
        Assert.Equal("found", activities.Run.GetTagItem("signpost.end"));
        Assert.Equal("https-autodiscover-domain", activities.Run.GetTagItem("signpost.found.step"));
        Assert.Null(activities.Run.GetTagItem("error.type"));
        Assert.Same(activities.Above, Activity.Current);
    }

    [Fact]
    public void Each_attempt_is_an_activity_below_its_run()
    {
        var report = run.Find();

        var attempts = activities.Attempts.OrderBy(attempt => attempt.StartTimeUtc).ToArray();
        var tried = report.Rounds.Single().Steps.SelectMany(step => step.Candidates).Where(candidate => candidate.Started is not null).ToArray();
        Assert.Equal(tried.Select(candidate => candidate.Candidate.Url.AbsoluteUri), attempts.Select(attempt => attempt.GetTagItem("url.full")));
        Assert.Equal(tried.Select(candidate => candidate.Outcome!.Word), attempts.Select(attempt => attempt.GetTagItem("signpost.outcome")));
        Assert.Equal(tried.Select(candidate => candidate.Candidate.Step.Word), attempts.Select(attempt => attempt.GetTagItem("signpost.step")));
        Assert.Equal(tried.Select(candidate => candidate.Took!.Value), attempts.Select(attempt => attempt.Duration));
        Assert.All(attempts, attempt => Assert.Equal(activities.Run.SpanId, attempt.ParentSpanId));
        Assert.All(attempts, attempt => Assert.Equal(ActivityKind.Client, attempt.Kind));
    }

    [Fact]
    public void Who_does_not_answer_is_an_error_and_who_was_called_off_is_none()
    {
        run.Net.Host("http://autodiscover.contoso.test", FakeHost.Silent);
        run.Net.Host("https://autodiscover.contoso.test", FakeHost.Cas(WatchedRun.Password).After(10, 400));

        run.Find();

        var statuses = activities.Attempts.ToDictionary(attempt => (string)attempt.GetTagItem("signpost.outcome")!, attempt => attempt.Status);
        Assert.Equal(ActivityStatusCode.Error, statuses["unreachable"]);
        Assert.Equal(ActivityStatusCode.Unset, statuses["answered"]);
        Assert.Equal(ActivityStatusCode.Unset, statuses["abandoned"]);
        Assert.Equal("unreachable", activities.Attempts.Single(attempt => attempt.Status is ActivityStatusCode.Error).GetTagItem("error.type"));
    }

    [Fact]
    public void A_run_without_a_find_is_an_error()
    {
        run.Net.Host("https://autodiscover.contoso.test", FakeHost.Html);

        run.Find();

        Assert.Equal(ActivityStatusCode.Error, activities.Run.Status);
        Assert.Equal("not-found", activities.Run.StatusDescription);
        Assert.Equal("not-found", activities.Run.GetTagItem("error.type"));
    }

    [Fact]
    public void What_is_asked_during_an_attempt_lies_below_its_activity()
    {
        var current = new List<string?>();
        run.Net.Host("https://contoso.test", new FakeHost(request =>
        {
            current.Add((string?)Activity.Current?.GetTagItem("url.full"));
            return FakeHost.Html.Answers(request);
        }));

        run.Find();

        Assert.NotEmpty(current);
        Assert.All(current, url => Assert.Equal("https://contoso.test/autodiscover/autodiscover.xml", url));
    }

    [Fact]
    public void A_run_that_is_called_off_says_so_and_leaves_no_activity_open()
    {
        using var caller = new CancellationTokenSource();
        run.Net.Host("https://contoso.test", new FakeHost(_ =>
        {
            caller.Cancel();
            return FakeHost.Html.Answers(null!);
        }));

        Assert.ThrowsAny<OperationCanceledException>(() => run.Find(caller: caller));

        Assert.Equal("cancelled", activities.Run.GetTagItem("signpost.end"));
        Assert.All(activities.Attempts, attempt => Assert.True(attempt.IsStopped));
        Assert.Single(activities.Attempts);
    }

    [Fact]
    public void Redirects_conversations_and_findings_are_events()
    {
        run.Net.Host("https://contoso.test", FakeHost.Untrusted("contoso.test"));

        run.Find();

        Assert.Equal("https://mail.contoso.test/***@contoso.test/autodiscover/autodiscover.xml", activities.Attempts.SelectMany(attempt => attempt.Events)
            .Single(told => told.Name is "signpost.hop").Tags.Single().Value);
        Assert.Contains(activities.Run.Events, told => told.Name is "signpost.conversation" && told.Tags.Contains(new("signpost.outcome", "settings")));
        Assert.Contains(activities.Run.Events, told => told.Name is "signpost.finding" && told.Tags.Contains(new("signpost.finding.code", "apex.foreign-certificate")));
        Assert.Contains(activities.Run.Events, told => told.Name is "signpost.step.skipped" && told.Tags.Contains(new("signpost.reason", "ExcludeScpLookup")));
    }

    [Fact]
    public void The_other_questions_are_activities_too()
    {
        var client = new SignpostClient(new DiscoveryOptions { Excluded = [StepKind.Scp] }, run.Dns, run.Time);

        run.Time.Run(() => client.PlanAsync(run.Address, CancellationToken.None));

        Assert.Equal("signpost.plan", activities.Run.OperationName);
        Assert.Equal("answered", activities.Run.GetTagItem("signpost.end"));
    }
}
