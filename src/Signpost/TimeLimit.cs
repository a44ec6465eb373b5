namespace Signpost;

/// <summary>The time that something may take, beside the caller's own end of it.</summary>
/// <remarks>Whose end it was is told by which token fired: <see cref="IsOver"/> is an outcome, the caller's cancellation is thrown on.</remarks>
internal sealed class TimeLimit : IDisposable
{
    private readonly CancellationTokenSource clock;
    private readonly CancellationTokenSource either;
    private readonly CancellationToken caller;

    public TimeLimit(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        clock = new CancellationTokenSource(limit, time);
        either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, caller);
        this.caller = caller;
    }

    /// <summary>Fires when the time is over, or when the caller has enough.</summary>
    public CancellationToken Token => either.Token;

    /// <summary>Whether the time is over, and the caller still waits.</summary>
    public bool IsOver => clock.IsCancellationRequested && !caller.IsCancellationRequested;

    /// <summary>Does the work; what is not done when the time is over comes to <paramref name="late"/>.</summary>
    public static async Task<T> WithinAsync<T>(
        TimeSpan limit, TimeProvider time, Func<CancellationToken, Task<T>> workAsync, Func<T> late, CancellationToken cancellationToken)
    {
        using var patience = new TimeLimit(limit, time, cancellationToken);
        try
        {
            return await workAsync(patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsOver)
        {
            return late();
        }
    }

    /// <summary>What the work brings, or null when its time was over first.</summary>
    public static Task<T?> WithinAsync<T>(
        TimeSpan limit, TimeProvider time, Func<CancellationToken, Task<T>> workAsync, CancellationToken cancellationToken)
        where T : class =>
        WithinAsync<T?>(limit, time, async limited => await workAsync(limited), () => null, cancellationToken);

    public void Dispose()
    {
        either.Dispose();
        clock.Dispose();
    }
}
