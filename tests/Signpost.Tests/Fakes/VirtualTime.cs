using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Signpost.Tests.Fakes;

/// <summary>A clock that jumps to the next timer when nothing is left to do: hours of waiting pass in microseconds, always in the same order.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly Pump pump = new();
    private readonly List<Timer> timers = [];
    private long now;

    public TimeSpan Elapsed => TimeSpan.FromTicks(now);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, period);
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Runs the work on this thread alone, until it is done; fails where it waits for what can never come.</summary>
    public T Run<T>(Func<Task<T>> work)
    {
        var before = SynchronizationContext.Current;
        pump.SettleHere();
        SynchronizationContext.SetSynchronizationContext(pump);
        try
        {
            var task = work();
            while (!task.IsCompleted)
            {
                Step();
            }

            Assert.False(pump.HasStrayed, "a continuation came from another thread: the order of this run is not certain");
            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private void Step()
    {
        if (pump.TryNext(out var next))
        {
            next();
            return;
        }

        var first = timers.MinBy(timer => timer.Due) ?? throw new InvalidOperationException("the work waits for what can never come");
        timers.Remove(first);
        now = Math.Max(now, first.Due);
        first.Fire();
    }

    private sealed class Timer(VirtualTime clock, Action fire) : ITimer
    {
        public long Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.timers.Remove(this);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                Due = clock.now + dueTime.Ticks;
                clock.timers.Add(this);
            }

            return true;
        }

        public void Dispose() => clock.timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Pump : SynchronizationContext
    {
        private readonly ConcurrentQueue<Action> queue = [];
        private int home;

        public bool HasStrayed { get; private set; }

        public void SettleHere() => home = Environment.CurrentManagedThreadId;

        public bool TryNext([NotNullWhen(true)] out Action? next) => queue.TryDequeue(out next);

        public override void Post(SendOrPostCallback d, object? state)
        {
            HasStrayed |= Environment.CurrentManagedThreadId != home;
            queue.Enqueue(() => d(state));
        }

        public override SynchronizationContext CreateCopy() => this;
    }
}
