using System.Collections.Immutable;

namespace Signpost.Conformance.Availability;

/// <summary>What somebody's time looks like, minute by minute: the highest of all that touches it, as MS-OXWAVLS has it. Two are alike when their words are.</summary>
internal static class BusyMinutes
{
    /// <summary>What the digits of merged free/busy mean.</summary>
    private static readonly ImmutableArray<string> Kinds = ["free", "tentative", "busy", "oof", "nodata"];

    /// <summary>The times at which somebody is not free, within those that are asked about, as few as can be.</summary>
    /// <param name="periods">Any times, in any order.</param>
    /// <param name="asked">The times that count.</param>
    /// <param name="slot">How many minutes are seen as one.</param>
    public static string Words(IEnumerable<Period> periods, IEnumerable<Period> asked, int slot = 1)
    {
        var all = periods.Where(period => period.To > period.From).ToArray();
        return string.Join('\n', asked.SelectMany(window => Runs(Slots(all, window, slot), window, slot)));
    }

    /// <summary>The times that slots stand for.</summary>
    public static IEnumerable<Period> OfDigits(string digits, Period window, int slot) => Runs([.. digits.Select(digit => digit - '0')], window, slot).Select(Period.Parse);

    private static int[] Slots(Period[] periods, Period window, int slot)
    {
        var slots = new int[(int)Math.Ceiling((window.To - window.From).TotalMinutes / slot)];
        foreach (var period in periods)
        {
            // Working elsewhere is no reason not to be asked.
            var digit = period.Kind is "elsewhere" ? 0 : Kinds.IndexOf(period.Kind);
            Assert.True(digit >= 0, $"no such kind: {period}");
            var first = Math.Max(0, (int)Math.Floor((period.From - window.From).TotalMinutes / slot));
            var end = Math.Min(slots.Length, (int)Math.Ceiling((period.To - window.From).TotalMinutes / slot));
            for (var at = first; at < end; at++)
            {
                slots[at] = Math.Max(slots[at], digit);
            }
        }

        return slots;
    }

    private static IEnumerable<string> Runs(int[] slots, Period window, int slot)
    {
        for (var (at, end) = (0, 0); at < slots.Length; at = end)
        {
            for (end = at + 1; end < slots.Length && slots[end] == slots[at]; end++)
            {
            }

            if (slots[at] != 0)
            {
                yield return new Period(window.From.AddMinutes(at * slot), window.From.AddMinutes(end * slot), Kinds[slots[at]]).ToString();
            }
        }
    }
}
