using System.Globalization;
using NodaTime;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Tests.Recurrence;

/// <summary>A busy calendar: a thousand series, weekly and monthly, over sixty days.</summary>
public sealed class ManySeriesTests
{
    private static readonly string[] Rules =
        ["FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=SU", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=WEEKLY;COUNT=500"];

    internal static UtcInterval SixtyDays { get; } = Diary.Window("20260301T000000", "20260430T000000");

    internal static (string Start, string Rule) Series(int i) =>
        (string.Create(CultureInfo.InvariantCulture, $"20{18 + i % 8}{1 + i % 12:00}{1 + i % 28:00}T{i % 24:00}{i % 4 * 15:00}00"), Rules[i % Rules.Length]);

    [Fact]
    public void They_are_expanded_in_few_steps_and_little_memory()
    {
        var sets = Enumerable.Range(0, 1000).Select(i => Diary.Event("Europe/Berlin", Series(i).Start, Series(i).Rule)).ToArray();
        var budget = new StepBudget(1_000_000);
        Expand(sets, budget);
        var (steps, before) = (budget.Used, GC.GetAllocatedBytesForCurrentThread());

        var found = Expand(sets, budget);

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(found > 10_000);
        Assert.True(budget.Used - steps < 120_000, $"{budget.Used - steps} steps");
        Assert.True(allocated < 5_000_000, $"{allocated} bytes");
    }

    internal static int Expand(RecurrenceSet[] sets, StepBudget budget)
    {
        var found = 0;
        foreach (var set in sets)
        {
            found += Expansion.Of(set, SixtyDays, DateTimeZone.Utc, budget) is ExpansionOutcome.Complete { Occurrences: var all } ? all.Length : 0;
        }

        return found;
    }
}
