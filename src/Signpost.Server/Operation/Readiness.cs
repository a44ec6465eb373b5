using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Signpost.Server.Operation;

/// <summary>Knows whether clients should be sent here. However many ask, each check runs once at a time and at most every <see cref="GoodFor"/>.</summary>
public sealed class Readiness : IAsyncDisposable
{
    /// <summary>How long a report is taken as it is.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(5);

    /// <summary>How long a check may take; balancers wait little longer.</summary>
    public static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(3);

    private readonly Func<ImmutableArray<HealthCheck>> checks;
    private readonly ILogger log;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource ended = new();
    private readonly Lock gate = new();
    private Task<ReadinessReport>? latest;
    private long takenAt;
    private volatile bool isStopping;

    /// <summary>Asks what <paramref name="checks"/> gives each time.</summary>
    public Readiness(Func<ImmutableArray<HealthCheck>> checks, ILogger log, TimeProvider time) => (this.checks, this.log, this.time) = (checks, log, time);

    /// <summary>What was last found; null before anything was.</summary>
    public ReadinessReport? Last { get; private set; }

    /// <summary>From now on clients should go elsewhere.</summary>
    public void Stop() => isStopping = true;

    /// <summary>Whether clients should be sent here now.</summary>
    public async ValueTask<ReadinessReport> ReportAsync(CancellationToken cancellationToken)
    {
        var report = await Latest().WaitAsync(cancellationToken);
        return isStopping ? report with { IsStopping = true } : report;
    }

    /// <summary>Ends what is being asked.</summary>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await (latest ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);    // whoever asked is told
        ended.Dispose();
    }

    private Task<ReadinessReport> Latest()
    {
        lock (gate)
        {
            if (latest is null || (latest.IsCompleted && time.GetElapsedTime(takenAt) >= GoodFor))
            {
                takenAt = time.GetTimestamp();
                latest = AskAllAsync();
            }

            return latest;
        }
    }

    private async Task<ReadinessReport> AskAllAsync()
    {
        var all = checks();
        var results = await Task.WhenAll(all.Select(AskAsync));
        lock (gate)
        {
            takenAt = time.GetTimestamp();
        }

        var report = new ReadinessReport([.. all.Zip(results, (check, result) => (check.Name, result with { IsVital = check.IsVital }))], IsStopping: false);
        Tell(Last, report);
        return Last = report;
    }

    // Once for each change: probes ask again and again.
    private void Tell(ReadinessReport? before, ReadinessReport now)
    {
        if (!now.IsReady && (before is null || before.IsReady || before.Why != now.Why))
        {
            OperationLog.NotReady(log, now.Why);
        }
        else if (now.IsReady && before is { IsReady: false })
        {
            OperationLog.ReadyAgain(log);
        }
    }

    private async Task<HealthResult> AskAsync(HealthCheck check)
    {
        using var limit = new CancellationTokenSource(LongestCheck, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ended.Token);
        try
        {
            return await check.AskAsync(either.Token).AsTask().WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ended.IsCancellationRequested && limit.IsCancellationRequested)
        {
            return HealthResult.Bad($"no answer in {LongestCheck.Seconds} s");
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            // The host's last line: a check that throws is a mistake of ours, and no reason to say that all is well.
            OperationLog.CheckFailed(log, check.Name, unexpected);
            return HealthResult.Bad("the check itself failed, see the log");
        }
    }
}
