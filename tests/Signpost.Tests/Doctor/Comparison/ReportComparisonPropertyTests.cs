using System.Globalization;
using System.Text;
using CsCheck;
using Signpost.Doctor.Comparison;

namespace Signpost.Tests.Doctor.Comparison;

/// <summary>What holds for any two reports.</summary>
public sealed class ReportComparisonPropertyTests
{
    private static readonly Gen<string> Word = OneOf("\"Berlin\"", "\"berlin\"", "\"Lyon\"", "\"https://a.test/x\"", "\"https://A.test/x\"", "\"inside\"", "\"outside\"", "null", "7");

    private static readonly Gen<string> Candidate =
        from step in OneOf("scp", "srv")
        from rank in Gen.Int[1, 4]
        from url in Word
        from outcome in OneOf("\"answered\"", "\"timed-out\"", "\"abandoned\"", "null")
        from text in Word
        select string.Create(CultureInfo.InvariantCulture, $$"""{ "step": "{{step}}", "rank": {{rank}}, "url": {{url}}, "affinity": {{text}}, "outcome": {{outcome}}, "outcomeText": {{text}}, "conversation": {{text}} }""");

    private static readonly Gen<string> Step =
        from step in OneOf("scp", "srv", "https-root-domain")
        from nothing in Word
        from skipped in Word
        from candidates in Candidate.Array[0, 3]
        select $$"""{ "step": "{{step}}", "nothing": {{nothing}}, "skipped": {{skipped}}, "candidates": [ {{string.Join(", ", candidates)}} ] }""";

    private static readonly Gen<string> Finding =
        from code in OneOf("a", "b")
        from subject in Word
        from severity in OneOf("error", "warning")
        select $$"""{ "code": "{{code}}", "severity": "{{severity}}", "subject": {{subject}}, "evidence": {{subject}} }""";

    private static readonly Gen<byte[]> Report =
        from words in Word.Array[9]
        from steps in Step.Array[0, 3].Array[0, 2]
        from findings in Finding.Array[0, 4]
        from elapsed in Gen.Int[0, 20_000]
        select Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""
            { "address": "a@b.test", "plan": {{words[0]}}, "result": {{words[1]}}, "why": {{words[2]}}, "directory": {{words[3]}}, "site": { "name": {{words[4]}}, "origin": {{words[5]}} },
              "found": { "url": {{words[6]}}, "step": {{words[7]}}, "vantage": {{words[8]}}, "settings": { "ewsUrl": {{words[0]}}, "oofUrl": {{words[1]}}, "protocols": [ { "ewsUrl": {{words[6]}} } ] } },
              "rounds": [ {{string.Join(", ", steps.Select(round => $$"""{ "address": "a@b.test", "steps": [ {{string.Join(", ", round)}} ] }"""))}} ],
              "findings": [ {{string.Join(", ", findings)}} ], "elapsedMs": {{elapsed}} }
            """));

    [Fact]
    public void A_report_and_itself_do_not_differ() => Report.Sample(report => Assert.True(ReportComparison.Of(report, report, "a", "b").IsSame), iter: 500);

    [Fact]
    public void The_other_way_round_it_is_the_mirror_image() => Gen.Select(Report, Report).Sample((one, other) =>
    {
        var there = ReportComparison.Of(one, other, "one", "other");
        var back = ReportComparison.Of(other, one, "other", "one");

        Assert.Null(there.Failure);
        Assert.Equal(there.Differences, back.Differences.Select(difference => difference with { A = difference.B, B = difference.A }));
    }, iter: 500);

    [Fact]
    public void A_cut_or_changed_report_throws_nothing() => Gen.Select(Report, Gen.Int[0, 400], Gen.Byte).Sample((report, at, value) =>
    {
        var changed = (byte[])[.. report];
        changed[Math.Min(at, changed.Length - 1)] = value;

        Assert.NotEmpty(ReportComparison.Of(changed, report.AsMemory(0, Math.Min(at, report.Length)), "a", "b").ToLines());
    }, iter: 500);

    private static Gen<T> OneOf<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(at => all[at]);
}
