using System.Collections.Immutable;

namespace Signpost.Sites;

/// <summary>Runs attempts until one is good: the next starts when the last has failed, or has kept us waiting.</summary>
/// <param name="Patience">How long an attempt stays alone before the next starts beside it.</param>
/// <param name="MaxConcurrent">How many run at once.</param>
/// <param name="Time">The clock.</param>
internal sealed record Hedge(TimeSpan Patience, int MaxConcurrent, TimeProvider Time)
{
    /// <summary>What came of the attempts; when this returns, none of them runs any more.</summary>
    /// <param name="attempts">The attempts, best first.</param>
    /// <param name="isGood">Whether a result makes the rest needless.</param>
    /// <param name="cancellationToken">Calls all of them off.</param>
    public async Task<HedgeResult<T>> FirstGoodAsync<T>(
        IEnumerable<Func<CancellationToken, Task<T>>> attempts, Func<T, bool> isGood, CancellationToken cancellationToken)
        where T : class
    {
        using var race = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = new Queue<Func<CancellationToken, Task<T>>>(attempts);
        var running = new List<Task<T>>();
        var bad = ImmutableArray.CreateBuilder<T>();
        try
        {
            while (waiting.Count > 0 || running.Count > 0)
            {
                if (running.Count < MaxConcurrent && waiting.TryDequeue(out var next))
                {
                    running.Add(next(race.Token));
                }

                if (await FirstDoneAsync(running, waiting.Count > 0 && running.Count < MaxConcurrent, race.Token) is { } done)
                {
                    running.Remove(done);
                    var result = await done;
                    if (isGood(result))
                    {
                        return new HedgeResult<T>(result, bad.ToImmutable());
                    }

                    bad.Add(result);
                }

                cancellationToken.ThrowIfCancellationRequested();
            }

            return new HedgeResult<T>(null, bad.ToImmutable());
        }
        finally
        {
            race.Cancel();
            await AllEndedAsync(running, race.Token);
        }
    }

    private async Task<Task<T>?> FirstDoneAsync<T>(List<Task<T>> running, bool mayStartAnother, CancellationToken cancellationToken)
    {
        if (!mayStartAnother)
        {
            return await Task.WhenAny(running);
        }

        using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny([.. running, PatienceAsync(pause.Token)]);
        pause.Cancel();
        return first as Task<T>;
    }

    // A method of its own: a bare delay of a TimeProvider tells WhenAny of its end on another thread, an awaited one stays in the caller's context.
    private async Task PatienceAsync(CancellationToken cancellationToken) => await Task.Delay(Patience, Time, cancellationToken);

    private static async Task AllEndedAsync<T>(List<Task<T>> running, CancellationToken calledOff)
    {
        foreach (var late in running)
        {
            try
            {
                await late;
            }
            catch (OperationCanceledException) when (calledOff.IsCancellationRequested)
            {
                // Called off because another was good: that is how a loser ends.
            }
        }
    }
}

/// <summary>What came of hedged attempts.</summary>
/// <param name="Good">The first good result, where there was one.</param>
/// <param name="Bad">The results that ended before it, in the order they came.</param>
internal sealed record HedgeResult<T>(T? Good, ImmutableArray<T> Bad)
    where T : class;
