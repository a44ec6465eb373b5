using System.Collections.Immutable;

namespace Signpost.Dns;

/// <summary>The order in which the targets of SRV records are tried (RFC 2782, "Usage rules").</summary>
public static class SrvOrdering
{
    /// <summary>Whether the records say, all of them, that the service is decidedly not offered: the order is then empty.</summary>
    /// <remarks>RFC 2782 means a refusal to stand alone; beside real targets it says nothing, and is only left out.</remarks>
    public static bool IsRefused(IReadOnlyCollection<SrvRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return records.Count > 0 && records.All(record => record.IsRefusal);
    }

    /// <summary>Lowest priority first; inside a priority by lot, where a record of weight 20 comes first twice as often as one of 10.</summary>
    /// <param name="records">The records of one name, in any order.</param>
    /// <param name="random">Where the lots come from.</param>
    /// <returns>Every record but refusals, each once.</returns>
    public static ImmutableArray<SrvRecord> Order(IEnumerable<SrvRecord> records, Random random)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(random);
        return [.. ByPriority(records).SelectMany(equals => ByLot(equals, random))];
    }

    /// <summary>The most probable order, always the same: lowest priority first, then highest weight, then by name and port. For plans and reports.</summary>
    /// <param name="records">The records of one name, in any order.</param>
    /// <returns>Every record but refusals, each once.</returns>
    public static ImmutableArray<SrvRecord> Nominal(IEnumerable<SrvRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return [.. ByPriority(records).SelectMany(equals => equals
            .OrderByDescending(record => record.Weight)
            .ThenBy(record => record.Target, StringComparer.OrdinalIgnoreCase)
            .ThenBy(record => record.Port))];
    }

    private static IEnumerable<IGrouping<int, SrvRecord>> ByPriority(IEnumerable<SrvRecord> records) =>
        records.Where(record => !record.IsRefusal).GroupBy(record => record.Priority).OrderBy(equals => equals.Key);

    private static IEnumerable<SrvRecord> ByLot(IEnumerable<SrvRecord> equals, Random random)
    {
        // RFC 2782: those of weight 0 stand first, so that they are drawn by the lot 0 alone: seldom, but sometimes.
        var left = equals.OrderBy(record => record.Weight > 0).ToList();
        while (left.Count > 0)
        {
            var lot = random.NextInt64(left.Sum(record => (long)record.Weight) + 1);
            var sum = 0L;
            var drawn = left.FindIndex(record => (sum += record.Weight) >= lot);
            yield return left[drawn];
            left.RemoveAt(drawn);
        }
    }
}
