using System.Collections.Immutable;
using CsCheck;
using Signpost.Dns;

namespace Signpost.Tests.Dns;

public sealed class SrvOrderingTests
{
    private const int Draws = 20_000;

    private static readonly Gen<ImmutableArray<SrvRecord>> Records =
        from all in Gen.Select(Gen.Int[0, 3], Gen.OneOf(Gen.Const(0), Gen.Int[0, 65535]), Gen.Int[1, 4]).Array[0, 12]
        select all.Select((one, n) => new SrvRecord(one.Item1, one.Item2, 389, one.Item3 == 4 ? "." : $"dc{n}.example.org")).ToImmutableArray();

    [Fact]
    public void Every_target_comes_once_and_priorities_never_fall() => Gen.Select(Records, Gen.Int).Sample((records, seed) =>
    {
        var order = SrvOrdering.Order(records, new Random(seed));
        var nominal = SrvOrdering.Nominal(records);

        var offered = records.Where(record => !record.IsRefusal).OrderBy(record => record.Target).ToArray();
        Assert.Equal(offered, order.OrderBy(record => record.Target));
        Assert.Equal(offered, nominal.OrderBy(record => record.Target));
        Assert.Equal(offered.Select(record => record.Priority).Order(), order.Select(record => record.Priority));
        Assert.Equal(offered.Select(record => record.Priority).Order(), nominal.Select(record => record.Priority));
    });

    [Fact]
    public void First_places_are_drawn_in_proportion_to_the_weights()
    {
        var records = Weights(10, 30, 60);

        var firsts = FirstPlaces(records);

        // The running sum is drawn from 0 to 100 inclusive: 101 lots, of which 0 falls to the first record.
        Assert.InRange(firsts["w10"], Draws * 0.095, Draws * 0.123);
        Assert.InRange(firsts["w30"], Draws * 0.283, Draws * 0.311);
        Assert.InRange(firsts["w60"], Draws * 0.580, Draws * 0.608);
    }

    [Fact]
    public void Second_places_are_drawn_anew_from_those_left()
    {
        var random = new Random(7);

        var seconds = Enumerable.Range(0, Draws)
            .Select(_ => SrvOrdering.Order(Weights(10, 30, 60), random))
            .Where(order => order[0].Target == "w60")
            .CountBy(order => order[1].Target)
            .ToDictionary();

        var share = (double)seconds["w30"] / (seconds["w30"] + seconds["w10"]);
        Assert.InRange(share, 0.71, 0.76);
    }

    [Fact]
    public void Weight_0_comes_first_only_by_the_lot_0()
    {
        var firsts = FirstPlaces(Weights(9, 0));

        Assert.InRange(firsts["w0"], Draws * 0.09, Draws * 0.11);
    }

    [Fact]
    public void Among_records_of_weight_0_their_own_order_stays()
    {
        ImmutableArray<SrvRecord> records = [new(0, 0, 1, "a.example.org"), new(0, 0, 2, "b.example.org"), new(0, 0, 3, "c.example.org")];

        Assert.Equal(records, SrvOrdering.Order(records, new Random(3)));
    }

    [Fact]
    public void The_nominal_order_shows_heavy_records_first_and_does_not_depend_on_arrival()
    {
        ImmutableArray<SrvRecord> records =
        [
            new(10, 99, 443, "later.example.org"), new(0, 10, 443, "light.example.org"),
            new(0, 90, 443, "heavy.example.org"), new(0, 10, 443, "Even.example.org"),
        ];

        string[] expected = ["heavy.example.org", "Even.example.org", "light.example.org", "later.example.org"];
        Assert.Equal(expected, SrvOrdering.Nominal(records).Select(record => record.Target));
        Assert.Equal(expected, SrvOrdering.Nominal(records.Reverse()).Select(record => record.Target));
    }

    [Fact]
    public void A_lone_root_target_refuses_the_service()
    {
        ImmutableArray<SrvRecord> records = [new(0, 0, 0, ".")];

        Assert.True(SrvOrdering.IsRefused(records));
        Assert.Empty(SrvOrdering.Order(records, new Random(1)));
        Assert.Empty(SrvOrdering.Nominal(records));
    }

    [Fact]
    public void No_records_at_all_are_no_refusal() => Assert.False(SrvOrdering.IsRefused([]));

    [Fact]
    public void A_root_target_beside_a_real_one_is_left_out()
    {
        ImmutableArray<SrvRecord> records = [new(0, 0, 0, "."), new(1, 0, 443, "cas1.example.org")];

        Assert.False(SrvOrdering.IsRefused(records));
        Assert.Equal("cas1.example.org", Assert.Single(SrvOrdering.Order(records, new Random(1))).Target);
    }

    private static ImmutableArray<SrvRecord> Weights(params int[] weights) => [.. weights.Select(weight => new SrvRecord(0, weight, 443, $"w{weight}"))];

    private static Dictionary<string, int> FirstPlaces(ImmutableArray<SrvRecord> records)
    {
        var random = new Random(42);
        return Enumerable.Range(0, Draws).CountBy(_ => SrvOrdering.Order(records, random)[0].Target).ToDictionary();
    }
}
