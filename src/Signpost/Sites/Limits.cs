namespace Signpost.Sites;

/// <summary>Time limits whose end is a value; the caller's cancellation stays an exception.</summary>
internal static class Limits
{
    /// <summary>What the work brings, or null when its time was over first.</summary>
    public static async Task<T?> WithinAsync<T>(
        TimeSpan limit, TimeProvider time, Func<CancellationToken, Task<T>> workAsync, CancellationToken cancellationToken)
        where T : class
    {
        using var clock = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        try
        {
            return await workAsync(either.Token);
        }
        catch (OperationCanceledException) when (clock.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
