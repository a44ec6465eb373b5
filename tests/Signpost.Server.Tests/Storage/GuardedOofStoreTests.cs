using Signpost.Oof;
using Signpost.Server.Operation;
using Signpost.Server.Storage;
using Signpost.Server.Tests.Mailboxes;
using Signpost.Tests.Fakes;

namespace Signpost.Server.Tests.Storage;

public sealed class GuardedOofStoreTests
{
    private static readonly OofKey Ann = OofKey.Of(Endpoints.OofSamples.Ann);

    private readonly VirtualTime time = new();
    private readonly CollectedLog log = new();

    [Fact]
    public void A_store_that_is_silent_is_away_after_its_time()
    {
        using var never = new CancellationTokenSource();
        var (reading, writing) = time.Run(async () =>
        {
            var store = Guarded(new Silent());
            return (await store.ReadAsync(Ann, never.Token), await store.ReplaceAsync(Ann, OofSettings.Never(DateTimeOffset.UnixEpoch), "ann", DateTimeOffset.UnixEpoch, never.Token));
        });

        Assert.Equal((new OofReading.Away("no answer in 5 s"), new OofWriting.Away("no answer in 5 s")), (reading, writing));
        Assert.Equal(TimeSpan.FromSeconds(10), time.Elapsed);
    }

    [Fact]
    public void Trouble_is_logged_when_it_begins_and_when_it_ends()
    {
        var inner = new FakeOofStore();
        time.Run(async () =>
        {
            var store = Guarded(inner);
            foreach (var trouble in new[] { "", "the disk is full", "the disk is full", "it is gone", "", "" })
            {
                inner.Trouble = trouble;
                await store.ReadAsync(Ann, CancellationToken.None);
            }

            return 0;
        });

        Assert.Equal(
            ["Error StorageAway: The storage does not answer: the disk is full", "Error StorageAway: The storage does not answer: it is gone", "Information StorageBack: The storage answers again"],
            log.Lines);
    }

    [Fact]
    public async Task Who_calls_it_off_is_not_told_that_the_store_is_away()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Guarded(new Silent()).ReadAsync(Ann, gone.Token));
        Assert.Empty(log.Lines);
    }

    private GuardedOofStore Guarded(IOofStore store) => new(store, TimeSpan.FromSeconds(5), log, time);

    private sealed class Silent : IOofStore
    {
        public ValueTask<OofReading> ReadAsync(OofKey mailbox, CancellationToken cancellationToken) => NeverAsync<OofReading>(cancellationToken);

        public ValueTask<OofWriting> ReplaceAsync(OofKey mailbox, OofSettings settings, string setBy, DateTimeOffset setAt, CancellationToken cancellationToken) => NeverAsync<OofWriting>(cancellationToken);

        public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) => NeverAsync<HealthResult>(cancellationToken);

        public ValueTask<HealthResult> InspectAsync(CancellationToken cancellationToken) => NeverAsync<HealthResult>(cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static async ValueTask<T> NeverAsync<T>(CancellationToken cancellationToken) => await new TaskCompletionSource<T>().Task.WaitAsync(cancellationToken);
    }
}
