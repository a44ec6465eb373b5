using Signpost.Tests.Fakes;

namespace Signpost.Tests;

/// <summary>Time that is over is an outcome; a caller who has enough is not.</summary>
public sealed class TimeLimitTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly VirtualTime time = new();

    [Fact]
    public void Work_that_is_done_in_time_brings_what_it_brings() =>
        Assert.Equal("done", time.Run(() => TimeLimit.WithinAsync(Second, time, limited => AfterAsync(Second / 2, limited), () => "late", CancellationToken.None)));

    [Fact]
    public void Work_that_is_not_is_late_and_told_so()
    {
        Assert.Equal("late", time.Run(() => TimeLimit.WithinAsync(Second, time, limited => AfterAsync(Second * 2, limited), () => "late", CancellationToken.None)));
        Assert.Equal(Second, time.Elapsed);
    }

    [Fact]
    public void The_callers_cancellation_is_thrown_on_even_where_the_time_is_over_as_well()
    {
        using var caller = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => time.Run(() => TimeLimit.WithinAsync(
            Second, time,
            async limited =>
            {
                using var both = limited.Register(caller.Cancel);
                return await AfterAsync(Second * 2, limited);
            },
            () => "late", caller.Token)));
    }

    private async Task<string> AfterAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, time, cancellationToken);
        return "done";
    }
}
