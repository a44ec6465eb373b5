using Microsoft.Extensions.Logging.Abstractions;
using Signpost.Server.Operation;
using Signpost.Server.Tests.Mailboxes;
using Signpost.Tests.Fakes;

namespace Signpost.Server.Tests.Operation;

public sealed class ReadinessTests
{
    private readonly VirtualTime time = new();
    private int asked;

    [Fact]
    public void A_server_is_ready_when_all_its_checks_are_good()
    {
        var report = Report(new HealthCheck("directory", Counted(HealthResult.Good("at dc1"))), new HealthCheck("domains", Counted(HealthResult.Good("2"))));

        Assert.True(report.IsReady);
        Assert.Equal("ready\ndirectory good: at dc1\ndomains good: 2\n", report.Write(withDetails: true));
    }

    [Fact]
    public void One_bad_check_makes_it_unready_and_says_why()
    {
        var report = Report(new HealthCheck("directory", Counted(HealthResult.Bad("dc1 does not answer"))), new HealthCheck("domains", Counted(HealthResult.Good("2"))));

        Assert.False(report.IsReady);
        Assert.Equal("directory: dc1 does not answer", report.Why);
    }

    [Fact]
    public void What_all_CASs_share_makes_nobody_go_elsewhere_and_is_told_all_the_same()
    {
        var report = Report(new HealthCheck("directory", Counted(HealthResult.Good("at dc1"))), new HealthCheck("calendars", Counted(HealthResult.Bad("dav does not answer"))) { IsVital = false });

        Assert.True(report.IsReady);
        Assert.Equal("ready\ndirectory good: at dc1\ncalendars bad, and no reason to go elsewhere: dav does not answer\n", report.Write(withDetails: true));
    }

    [Fact]
    public void What_makes_it_unready_is_logged_when_it_begins_and_when_it_ends()
    {
        var log = new CollectedLog();
        var answers = new Queue<HealthResult>([HealthResult.Bad("dc1 does not answer"), HealthResult.Bad("dc1 does not answer"), HealthResult.Good("dc1"), HealthResult.Good("dc1")]);
        var readiness = new Readiness(() => [new HealthCheck("directory", _ => ValueTask.FromResult(answers.Dequeue()))], log, time);
        while (answers.Count > 0)
        {
            time.Run(async () =>
            {
                await Task.Delay(Readiness.GoodFor, time, TestContext.Current.CancellationToken);
                return await readiness.ReportAsync(TestContext.Current.CancellationToken);
            });
        }

        Assert.Equal(["Warning NotReady: not ready: directory: dc1 does not answer", "Information ReadyAgain: ready again"], log.Lines);
    }

    [Fact]
    public void Clients_see_which_check_is_bad_but_no_names_of_hosts()
    {
        var report = Report(new HealthCheck("directory", Counted(HealthResult.Bad("dc1 does not answer"))));

        Assert.Equal("not ready\ndirectory bad\n", report.Write(withDetails: false));
    }

    [Fact]
    public void A_check_that_does_not_answer_is_bad_after_its_time()
    {
        var report = Report(new HealthCheck("directory", async cancelled =>
        {
            await Task.Delay(TimeSpan.FromHours(1), time, CancellationToken.None);
            return HealthResult.Good("at last");
        }));

        Assert.Equal("directory: no answer in 3 s", report.Why);
        Assert.Equal(TimeSpan.FromSeconds(3), time.Elapsed);
    }

    [Fact]
    public void A_check_that_throws_is_bad_and_the_others_are_still_asked()
    {
        var report = Report(
            new HealthCheck("directory", _ => throw new InvalidOperationException("a mistake with a secret")), new HealthCheck("domains", Counted(HealthResult.Good("2"))));

        Assert.Equal("not ready\ndirectory bad: the check itself failed, see the log\ndomains good: 2\n", report.Write(withDetails: true));
    }

    [Theory]
    [InlineData(4.9, 1)]
    [InlineData(5.1, 2)]
    public void A_report_is_good_for_five_seconds(double seconds, int expected)
    {
        time.Run(async () =>
        {
            await using var readiness = With(new HealthCheck("directory", Counted(HealthResult.Good(""))));
            await readiness.ReportAsync(CancellationToken.None);
            await Task.Delay(TimeSpan.FromSeconds(seconds), time);
            return await readiness.ReportAsync(CancellationToken.None);
        });

        Assert.Equal(expected, asked);
    }

    [Fact]
    public void However_many_ask_at_once_a_check_runs_once()
    {
        time.Run(async () =>
        {
            await using var readiness = With(new HealthCheck("directory", async cancelled =>
            {
                asked++;
                await Task.Delay(TimeSpan.FromSeconds(2), time, cancelled);
                return HealthResult.Good("");
            }));
            return await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => readiness.ReportAsync(CancellationToken.None).AsTask()));
        });

        Assert.Equal(1, asked);
    }

    [Fact]
    public void Whoever_gives_up_waiting_does_not_end_the_check_for_others()
    {
        var (one, other) = time.Run(async () =>
        {
            await using var readiness = With(new HealthCheck("directory", async cancelled =>
            {
                await Task.Delay(TimeSpan.FromSeconds(2), time, cancelled);
                return HealthResult.Good("");
            }));
            using var impatient = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);
            var one = readiness.ReportAsync(impatient.Token).AsTask();
            var other = readiness.ReportAsync(CancellationToken.None).AsTask();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
            return (one.Status, await other);
        });

        Assert.Equal(TaskStatus.Canceled, one);
        Assert.True(other.IsReady);
    }

    [Fact]
    public void A_stopping_server_is_unready_at_once()
    {
        var report = time.Run(async () =>
        {
            await using var readiness = With(new HealthCheck("directory", Counted(HealthResult.Good(""))));
            await readiness.ReportAsync(CancellationToken.None);
            readiness.Stop();
            return await readiness.ReportAsync(CancellationToken.None);
        });

        Assert.Equal("not ready\nstopping\ndirectory good\n", report.Write(withDetails: false));
        Assert.Equal("the server is stopping", report.Why);
    }

    private ReadinessReport Report(params HealthCheck[] checks) => time.Run(async () =>
    {
        await using var readiness = With(checks);
        return await readiness.ReportAsync(CancellationToken.None);
    });

    private Readiness With(params HealthCheck[] checks) => new(() => [.. checks], NullLogger.Instance, time);

    private Func<CancellationToken, ValueTask<HealthResult>> Counted(HealthResult result) => _ =>
    {
        asked++;
        return ValueTask.FromResult(result);
    };
}
