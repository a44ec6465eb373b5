using NodaTime;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Tests.Recurrence;

/// <summary>Four thousand random rules beside what another implementation finds: Corpus/make-recurrences says how.</summary>
public sealed class CorpusTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Recurrence", "Corpus", "recurrences.txt"));

    [Fact]
    public void Every_rule_gives_what_dateutil_gives()
    {
        var wrong = Lines.Select(Difference).OfType<string>().ToList();

        Assert.True(wrong is [], $"{wrong.Count} of {Lines.Length} differ:\n{string.Join('\n', wrong.Take(10))}");
    }

    [Theory]
    [InlineData("SECONDLY")]
    [InlineData("MINUTELY")]
    [InlineData("HOURLY")]
    [InlineData("DAILY")]
    [InlineData("WEEKLY")]
    [InlineData("MONTHLY")]
    [InlineData("YEARLY")]
    public void The_corpus_has_many_of_each_frequency(string frequency) =>
        Assert.True(Lines.Count(line => line.Contains($"FREQ={frequency}", StringComparison.Ordinal)) > 200);

    private static string? Difference(string line)
    {
        var columns = line.Split('|');
        var set = new RecurrenceSet(Diary.Time(columns[1], columns[0]), EventLength.Exact(0)) { Rules = [Diary.Rule(columns[2])] };
        var budget = new StepBudget(1_000_000);
        var outcome = Expansion.Of(set, Diary.Window(columns[3], columns[4]), DateTimeZone.Utc, budget);
        var found = outcome is ExpansionOutcome.Complete { Occurrences: var occurrences }
            ? string.Join(',', occurrences.Select(o => Diary.Text(o.Time.Start)))
            : outcome.ToString();
        return found == columns[5] ? null : $"{line}\n  found {found}";
    }
}
