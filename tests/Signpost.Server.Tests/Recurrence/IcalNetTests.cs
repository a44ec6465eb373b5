using Ical.Net;
using Ical.Net.DataTypes;
using NodaTime;
using Signpost.Server.Recurrence;
using Duration = NodaTime.Duration;
using RecurrenceRule = Signpost.Server.Recurrence.RecurrenceRule;

namespace Signpost.Server.Tests.Recurrence;

/// <summary>The same random rules beside Ical.Net, in what that gets right: nothing shorter than a day, and starts that the rule itself gives.</summary>
public sealed class IcalNetTests
{
    [Fact]
    public void Starts_and_ends_are_those_of_another_library()
    {
        var (same, wrong) = (0, new List<string>());
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Recurrence", "Corpus", "recurrences.txt")))
        {
            var columns = line.Split('|');
            var rule = Diary.Rule(columns[2]);
            if (rule.Frequency < Frequency.Daily || rule.Until is CalendarTime.Day || !IsGiven(columns[1], rule) || IsFar(columns))
            {
                continue;
            }

            var (ours, theirs) = (Ours(columns, rule), Theirs(columns));
            if (ours == theirs)
            {
                same++;
            }
            else
            {
                wrong.Add($"{line}\n  ours   {ours}\n  theirs {theirs}");
            }
        }

        Assert.True(wrong is [], $"{wrong.Count} differ, {same} do not:\n{string.Join('\n', wrong.Take(20))}");
        Assert.True(same > 100);
    }

    private static bool IsGiven(string start, RecurrenceRule rule)
    {
        var first = CivilDay.SecondsOf(Diary.Time(start).Reading);
        return new RuleWalk(rule with { Count = null }, first, first, first + 1, new StepBudget()).TryNext(out _);
    }

    // It walks from the start on, for seconds where that is decades away.
    private static bool IsFar(string[] columns) => Diary.At(columns[4]) - Diary.At(columns[1]) > Duration.FromDays(20 * 366);

    private static string Ours(string[] columns, RecurrenceRule rule)
    {
        var set = new RecurrenceSet(Diary.Time(columns[1], columns[0]), EventLength.Exact(60)) { Rules = [rule] };
        return Diary.Spans(Diary.Find(set, Diary.Window(columns[3], columns[4]), new StepBudget(1_000_000)));
    }

    private static string Theirs(string[] columns)
    {
        var text = $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID={columns[0]}:{columns[1]}\r\nDURATION:PT1M\r\nRRULE:{columns[2]}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        var (from, until) = (Diary.At(columns[3]).ToDateTimeUtc(), Diary.At(columns[4]).ToDateTimeUtc());
        try
        {
            var spans = Calendar.Load(text)!.GetOccurrences(new CalDateTime(from, "UTC"))
                .Select(o => (Start: o.Period.StartTime.AsUtc, End: o.Period.EffectiveEndTime!.AsUtc))
                .TakeWhile(o => o.Start < until.AddDays(2)).Where(o => o.Start < until && o.End > from)
                .Distinct().Order();
            return string.Join(' ', spans.Select(o => $"{Diary.Text(Instant.FromDateTimeUtc(o.Start))}/{Diary.Text(Instant.FromDateTimeUtc(o.End))}"));
        }
        catch (Ical.Net.Evaluation.EvaluationException e)
        {
            return e.Message;
        }
    }
}
