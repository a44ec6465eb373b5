using System.Collections.Immutable;
using Signpost.Discovery;

namespace Signpost.Doctor.Comparison;

/// <summary>A comparison as lines: by topic, each difference with the two sayings below it.</summary>
internal static class ComparisonText
{
    public static ImmutableArray<ReportLine> Of(ReportComparison comparison)
    {
        if (comparison.Failure is { } failure)
        {
            return [ReportLine.Of(new ReportSpan("cannot compare: ", ReportTone.Bad), new ReportSpan(failure))];
        }

        var (nameA, nameB) = (OneLine.Of(comparison.NameA), OneLine.Of(comparison.NameB));
        if (comparison.IsSame)
        {
            return [ReportLine.Of(new ReportSpan("no difference ", ReportTone.Good), new ReportSpan($"between {nameA} and {nameB}"))];
        }

        var width = Math.Max(nameA.Length, nameB.Length);
        var lines = ImmutableArray.CreateBuilder<ReportLine>();
        foreach (var topic in comparison.Differences.GroupBy(difference => difference.Topic))
        {
            lines.Add(ReportLine.Of(new ReportSpan(topic.Key.Word, ReportTone.Strong)));
            foreach (var difference in topic)
            {
                lines.Add(ReportLine.Of(
                    new ReportSpan($"  {OneLine.Of(difference.Subject)}"), new ReportSpan(difference.Aspect is "" ? "" : $"  {difference.Aspect}", ReportTone.Faint),
                    new ReportSpan(difference.IsExpected ? "  as it should be inside and outside" : "", ReportTone.Good)));
                lines.Add(Saying(nameA.PadRight(width), difference.A));
                lines.Add(Saying(nameB.PadRight(width), difference.B));
            }
        }

        return lines.ToImmutable();
    }

    private static ReportLine Saying(string name, string? value) => ReportLine.Of(
        new ReportSpan($"    {name}  ", ReportTone.Faint), value is null ? new ReportSpan("nothing", ReportTone.Faint) : new ReportSpan(OneLine.Of(value)));
}
