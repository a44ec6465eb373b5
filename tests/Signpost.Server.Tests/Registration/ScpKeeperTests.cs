using System.Collections.Immutable;
using Signpost.Directory;
using Signpost.Server.Registration;
using Signpost.Tests.Fakes;

namespace Signpost.Server.Tests.Registration;

public sealed class ScpKeeperTests
{
    private static readonly string Dn = MemoryDirectory.Scp("Contoso", "CAS7");
    private static readonly DirectoryFailure Refused = new DirectoryFailure.Unreachable("ldap://dc1.contoso.test", "connection refused");

    [Fact]
    public void A_healthy_CAS_is_published_once_and_then_left_alone()
    {
        var watch = new Watched();

        var told = watch.Run(TimeSpan.FromMinutes(30), _ => true);

        Assert.Equal(["00:00 published"], told);
        Assert.Equal(4, watch.Directory.Writes);
    }

    [Fact]
    public void What_somebody_changed_is_put_right_at_the_next_look()
    {
        var watch = new Watched();
        watch.At(TimeSpan.FromMinutes(10), () => watch.Directory.Remove(Dn));

        var told = watch.Run(TimeSpan.FromMinutes(90), _ => true);

        Assert.Equal(["00:00 published", "60:00 published"], told);
    }

    [Fact]
    public void One_failed_check_is_a_hiccup_and_three_in_a_row_empty_the_SCP()
    {
        var watch = new Watched();

        var told = watch.Run(TimeSpan.FromMinutes(10), at => at.TotalSeconds is not (60 or >= 240 and < 420));

        Assert.Equal(["00:00 published", "01:00 unhealthy", "04:00 unhealthy", "05:00 emptied", "07:00 published"], told);
        Assert.Contains("serviceBindingInformation", watch.Directory.Text(Dn), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_is_to_be_retracted_it_is_deleted()
    {
        var watch = new Watched { Options = new ScpKeeperOptions { WhenUnhealthy = ScpWithdrawal.Retract, FailuresBeforeWithdrawal = 1 } };

        var told = watch.Run(TimeSpan.FromMinutes(5), at => at.TotalSeconds < 60);

        Assert.Equal(["00:00 published", "01:00 unhealthy", "01:00 retracted"], told);
        Assert.Equal("", watch.Directory.Text(Dn));
    }

    [Fact]
    public void Where_it_is_to_be_left_it_is_left()
    {
        var watch = new Watched { Options = new ScpKeeperOptions { WhenUnhealthy = ScpWithdrawal.Leave } };

        Assert.Equal(["00:00 published", "01:00 unhealthy"], watch.Run(TimeSpan.FromMinutes(10), at => at.TotalSeconds < 60));
    }

    [Fact]
    public async Task A_CAS_that_is_not_well_from_the_start_is_not_published_and_what_an_earlier_run_left_is_emptied()
    {
        var watch = new Watched();
        ScpRegistrarTests.Done(await ScpRegistrarTests.Registrar(watch.Directory).PublishAsync(ScpRegistrarTests.Cas("Paris"), TestContext.Current.CancellationToken));

        var told = watch.Run(TimeSpan.FromMinutes(5), _ => false);

        Assert.Equal(["00:00 unhealthy", "01:00 emptied"], told);
        Assert.DoesNotContain("serviceBindingInformation", watch.Directory.Text(Dn), StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_is_away_is_told_once_and_tried_again_more_and_more_rarely()
    {
        var watch = new Watched();
        watch.Directory.Away = Refused;
        watch.At(TimeSpan.FromMinutes(10), () => watch.Directory.Away = null);

        var told = watch.Run(TimeSpan.FromMinutes(20), _ => true);

        Assert.Equal(["00:00 failed", "10:15 recovered", "10:15 published"], told);
        Assert.Equal(["00:00", "00:05", "00:15", "00:35", "01:15", "02:35", "05:15", "10:15"], watch.Opened);
    }

    [Fact]
    public void A_directory_that_cannot_be_opened_is_away_as_well()
    {
        var watch = new Watched { CannotOpen = Refused };

        Assert.Equal(["00:00 failed"], watch.Run(TimeSpan.FromMinutes(2), _ => true));
    }

    [Fact]
    public void Stopped_it_leaves_the_SCP_unless_it_is_told_otherwise()
    {
        var (leaving, retracting) = (new Watched(), new Watched { Options = new ScpKeeperOptions { WhenStopped = ScpWithdrawal.Retract } });

        Assert.Equal(["00:00 published"], leaving.Run(TimeSpan.FromMinutes(1), _ => true));
        Assert.Equal(["00:00 published", "01:00 retracted"], retracting.Run(TimeSpan.FromMinutes(1), _ => true));
        Assert.NotEqual("", leaving.Directory.Text(Dn));
        Assert.Equal("", retracting.Directory.Text(Dn));
    }

    [Fact]
    public void Stopped_while_the_directory_is_silent_it_ends_all_the_same()
    {
        var watch = new Watched { Options = new ScpKeeperOptions { WhenStopped = ScpWithdrawal.Drain } };
        watch.At(TimeSpan.FromSeconds(20), () => watch.IsSilent = true);

        Assert.Equal(["00:00 published", "01:10 failed"], watch.Run(TimeSpan.FromMinutes(1), _ => true));
    }

    /// <summary>A keeper on a clock of its own, and what it told.</summary>
    private sealed class Watched
    {
        private readonly VirtualTime time = new();
        private readonly List<(TimeSpan At, Action Change)> changes = [];
        private readonly List<string> told = [];

        public MemoryDirectory Directory { get; } = new("Contoso");

        public ScpKeeperOptions Options { get; init; } = new();

        public DirectoryFailure? CannotOpen { get; init; }

        public bool IsSilent { get; set; }

        public List<string> Opened { get; } = [];

        private string Now => time.Elapsed.TotalMinutes is var minutes
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(int)minutes:00}:{time.Elapsed.Seconds:00}") : "";

        public void At(TimeSpan at, Action change) => changes.Add((at, change));

        public ImmutableArray<string> Run(TimeSpan length, Func<TimeSpan, bool> isHealthy) => time.Run(async () =>
        {
            using var end = new CancellationTokenSource(length, time);
            var keeper = new ScpKeeper(
                ScpRegistrarTests.Cas("Paris"), OpenAsync, "svc-cas",
                _ => Task.FromResult<HealthVerdict>(isHealthy(Pass()) ? new HealthVerdict.Healthy() : new HealthVerdict.Unhealthy("no answer")),
                Options, happened => told.Add($"{Now} {Word(happened)}"), time);
            await keeper.RunAsync(end.Token);
            return (ImmutableArray<string>)[.. told];
        });

        private TimeSpan Pass()
        {
            foreach (var (_, change) in changes.Where(change => change.At <= time.Elapsed).ToArray())
            {
                change();
            }

            changes.RemoveAll(change => change.At <= time.Elapsed);
            return time.Elapsed;
        }

        private async Task<OpenOutcome> OpenAsync(CancellationToken cancellationToken)
        {
            Opened.Add(Now);
            if (IsSilent)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
            }

            return CannotOpen is { } failure ? new OpenOutcome.Failed(failure) : new OpenOutcome.Opened(Directory);
        }

        private static string Word(ScpKeeperEvent happened) => happened switch
        {
            ScpKeeperEvent.Published => "published",
            ScpKeeperEvent.Withdrawn { How: ScpWithdrawal.Drain } => "emptied",
            ScpKeeperEvent.Withdrawn => "retracted",
            ScpKeeperEvent.Unhealthy => "unhealthy",
            ScpKeeperEvent.Failed => "failed",
            ScpKeeperEvent.Recovered => "recovered",
            _ => "",
        };
    }
}
