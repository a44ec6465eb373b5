using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Signpost.Server.Mailboxes;

/// <summary>Lets several who ask the same at the same time wait for one answer. Who leaves does not call it off for the others.</summary>
internal sealed class SingleFlight<TKey, TAnswer>(IEqualityComparer<TKey>? comparer = null) : IAsyncDisposable
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Task<TAnswer>> flights = new(comparer);
    private readonly CancellationTokenSource closing = new();

    /// <summary>The flight of a key, started by <paramref name="askAsync"/> if there is none; it ends with this object at the latest.</summary>
    public Task<TAnswer> Of<TQuestion>(TKey key, TQuestion question, Func<TKey, TQuestion, CancellationToken, Task<TAnswer>> askAsync)
    {
        if (flights.TryGetValue(key, out var running))
        {
            return running;
        }

        // Without RunContinuationsAsynchronously: whoever waits goes on where the answer came, one after the other.
        var mine = new TaskCompletionSource<TAnswer>();
        running = flights.GetOrAdd(key, mine.Task);
        if (running == mine.Task)
        {
            _ = FlyAsync(key, askAsync(key, question, closing.Token), mine);
        }

        return running;
    }

    public async ValueTask DisposeAsync()
    {
        closing.Cancel();
        await Settled(Task.WhenAll(flights.Values));
        closing.Dispose();
    }

    private async Task FlyAsync(TKey key, Task<TAnswer> asking, TaskCompletionSource<TAnswer> flight)
    {
        await Settled(asking);
        flights.TryRemove(key, out _);
        flight.SetFromTask(asking);
    }

    private static ConfiguredTaskAwaitable Settled(Task task) => task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}
