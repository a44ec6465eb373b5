using Signpost.Server.Calendars;

namespace Signpost.Server.Tests.Calendars;

public sealed class WeightedStoreTests
{
    private readonly WeightedStore<string, string> store = new(10);

    [Fact]
    public void What_was_asked_for_longest_ago_goes_first()
    {
        store.Put("a", "A", 4);
        store.Put("b", "B", 4);
        store.TryGet("a", out _);

        store.Put("c", "C", 4);

        Assert.Equal((true, false, true), (store.TryGet("a", out _), store.TryGet("b", out _), store.TryGet("c", out _)));
    }

    [Fact]
    public void One_that_is_too_heavy_is_alone()
    {
        store.Put("a", "A", 4);
        store.Put("b", "B", 40);

        Assert.Equal((1, true), (store.Count, store.TryGet("b", out _)));
    }

    [Fact]
    public void What_grows_pushes_others_out()
    {
        store.Put("a", "A", 4);
        var b = store.GetOrPut("b", _ => true, () => "B");

        store.Weigh("b", b, 8);

        Assert.Equal((false, true), (store.TryGet("a", out _), store.TryGet("b", out _)));
    }

    [Fact]
    public void What_is_no_longer_good_is_made_anew()
    {
        store.Put("a", "old", 4);

        Assert.Equal("new", store.GetOrPut("a", value => value != "old", () => "new"));
    }
}
