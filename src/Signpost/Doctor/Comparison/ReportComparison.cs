using System.Collections.Immutable;
using Signpost.Discovery;

namespace Signpost.Doctor.Comparison;

/// <summary>What differs between two runs, for example one inside and one outside, as their JSON reports tell.</summary>
/// <remarks>
/// As an exit code: 0 where nothing differs, 1 where something does, 2 where a file is no report.
/// Reading is tolerant: members that nobody knows are passed over, and what only one kind of report tells is not compared.
/// Times differ from run to run and say nothing; only one that differs greatly is a difference, and the outcome of an attempt that was called off is none.
/// </remarks>
public sealed record ReportComparison
{
    private ReportComparison(string nameA, string nameB, ImmutableArray<ReportDifference> differences, string? failure) =>
        (NameA, NameB, Differences, Failure) = (nameA, nameB, differences, failure);

    /// <summary>What the first report is called.</summary>
    public string NameA { get; }

    /// <summary>What the second report is called.</summary>
    public string NameB { get; }

    /// <summary>What differs, by topic; always in the same order.</summary>
    public ImmutableArray<ReportDifference> Differences { get; }

    /// <summary>Why there is nothing to compare, one clause; null where there is.</summary>
    public string? Failure { get; }

    /// <summary>Whether both could be read and nothing differs.</summary>
    public bool IsSame => Failure is null && Differences.IsEmpty;

    /// <summary>Compares two reports, as <c>find</c>, <c>plan</c> or <c>doctor</c> print them with <c>--json</c>.</summary>
    /// <param name="a">The first, in UTF-8, or in UTF-16 with a byte order mark as PowerShell writes it.</param>
    /// <param name="b">The second.</param>
    /// <param name="nameA">What the first is called: its file.</param>
    /// <param name="nameB">What the second is called.</param>
    public static ReportComparison Of(ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> b, string nameA, string nameB)
    {
        ArgumentNullException.ThrowIfNull(nameA);
        ArgumentNullException.ThrowIfNull(nameB);
        var (first, second) = (SavedReport.Read(a), SavedReport.Read(b));
        return (first, second) switch
        {
            (SavedReport.Readable { Report: var one }, SavedReport.Readable { Report: var other }) => new(nameA, nameB, ReportDifferences.Of(one, other), null),
            (SavedReport.Unreadable bad, _) => new(nameA, nameB, [], OneLine.Of($"{nameA} {bad.Why}")),
            (_, SavedReport.Unreadable bad) => new(nameA, nameB, [], OneLine.Of($"{nameB} {bad.Why}")),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The differences as lines.</summary>
    public ImmutableArray<ReportLine> ToLines() => ComparisonText.Of(this);

    /// <summary>The differences as JSON.</summary>
    public byte[] ToJson() => ReportJson.Write(json =>
    {
        json.WriteString("a", NameA);
        json.WriteString("b", NameB);
        json.WriteBoolean("same", IsSame);
        json.WriteString("failure", Failure);
        json.WriteStartArray("differences");
        foreach (var difference in Differences)
        {
            json.WriteStartObject();
            json.WriteString("topic", difference.Topic.Word);
            json.WriteString("subject", difference.Subject);
            json.WriteString("aspect", difference.Aspect);
            json.WriteString("a", difference.A);
            json.WriteString("b", difference.B);
            json.WriteBoolean("expected", difference.IsExpected);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
