using Microsoft.Extensions.Logging;
using Signpost.Oof;
using Signpost.Server.Operation;

namespace Signpost.Server.Storage;

/// <summary>A store that answers in a given time, and whose troubles are logged: once when they begin or change, once when they end.</summary>
/// <param name="store">The store.</param>
/// <param name="longest">How long a call may take.</param>
/// <param name="log">Is told.</param>
/// <param name="time">The clock.</param>
internal sealed class GuardedOofStore(IOofStore store, TimeSpan longest, ILogger log, TimeProvider time) : IOofStore
{
    private readonly Lock gate = new();
    private string trouble = "";

    /// <inheritdoc/>
    public async ValueTask<OofReading> ReadAsync(OofKey mailbox, CancellationToken cancellationToken)
    {
        var reading = await InTimeAsync<OofReading>(limit => store.ReadAsync(mailbox, limit), why => new OofReading.Away(why), cancellationToken);
        Tell(reading is OofReading.Away { Why: var why } ? why : "");
        return reading;
    }

    /// <inheritdoc/>
    public async ValueTask<OofWriting> ReplaceAsync(OofKey mailbox, OofSettings settings, string setBy, DateTimeOffset setAt, CancellationToken cancellationToken)
    {
        var writing = await InTimeAsync<OofWriting>(limit => store.ReplaceAsync(mailbox, settings, setBy, setAt, limit), why => new OofWriting.Away(why), cancellationToken);
        Tell(writing is OofWriting.Away { Why: var why } ? why : "");
        return writing;
    }

    /// <inheritdoc/>
    public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) => InTimeAsync(store.CheckAsync, HealthResult.Bad, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<HealthResult> InspectAsync(CancellationToken cancellationToken) => InTimeAsync(store.InspectAsync, HealthResult.Bad, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async ValueTask<T> InTimeAsync<T>(Func<CancellationToken, ValueTask<T>> call, Func<string, T> away, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await call(either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return away(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"no answer in {longest.TotalSeconds} s"));
        }
    }

    private void Tell(string now)
    {
        lock (gate)
        {
            if (now == trouble)
            {
                return;
            }

            trouble = now;
        }

        if (now is "")
        {
            StorageLog.Back(log);
        }
        else
        {
            StorageLog.Away(log, now);
        }
    }
}
