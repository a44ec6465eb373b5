using Signpost.Server.Mailboxes;

namespace Signpost.Server.Tests.Mailboxes;

public sealed class BoundedStoreTests
{
    [Fact]
    public void It_never_holds_more_than_it_may()
    {
        var store = new BoundedStore<int, string>(10);

        for (var i = 0; i < 1000; i++)
        {
            store.Put(i, "value");
        }

        Assert.Equal(10, store.Count);
    }

    [Fact]
    public void What_is_asked_for_stays()
    {
        var store = new BoundedStore<int, string>(10);
        store.Put(-1, "wanted");

        for (var i = 0; i < 1000; i++)
        {
            store.Put(i, "value");
            Assert.True(store.TryGet(-1, out _));
        }
    }

    [Fact]
    public void What_nobody_asks_for_goes_first()
    {
        var store = new BoundedStore<int, string>(2);
        store.Put(1, "wanted");
        store.Put(2, "unwanted");
        store.TryGet(1, out _);

        store.Put(3, "new");

        Assert.False(store.TryGet(2, out _));
    }

    [Fact]
    public void Coming_and_going_of_one_key_leaves_nothing_behind()
    {
        var store = new BoundedStore<int, string>(10);

        for (var i = 0; i < 1000; i++)
        {
            store.Put(1, "value");
            store.Remove(1);
        }

        Assert.Equal(0, store.Count);
    }

    [Fact]
    public async Task Many_at_once_do_not_lose_count()
    {
        var store = new BoundedStore<int, string>(100);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(part => Task.Run(
            () =>
            {
                for (var i = 0; i < 20_000; i++)
                {
                    var key = ((i * 31) + part) % 500;
                    store.Put(key, "value");
                    store.TryGet(i % 500, out _);
                    if (i % 7 == 0)
                    {
                        store.Remove(i % 500);
                    }
                }
            },
            TestContext.Current.CancellationToken)));

        Assert.Equal(Enumerable.Range(0, 500).Count(key => store.TryGet(key, out _)), store.Count);
        Assert.InRange(store.Count, 0, 100);
    }
}
