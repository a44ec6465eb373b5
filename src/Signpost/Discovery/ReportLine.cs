using System.Collections.Immutable;

namespace Signpost.Discovery;

/// <summary>How a piece of a line is meant; a terminal shows it in colour.</summary>
public enum ReportTone
{
    /// <summary>Ordinary text.</summary>
    Plain,

    /// <summary>What the run is about.</summary>
    Strong,

    /// <summary>What went well.</summary>
    Good,

    /// <summary>What went wrong.</summary>
    Bad,

    /// <summary>What may need attention.</summary>
    Warning,

    /// <summary>What did not matter in the end.</summary>
    Faint,
}

/// <summary>A piece of a line. Its text may come from strangers: what a terminal would obey instead of showing is a blank in it.</summary>
public readonly record struct ReportSpan(string Text, ReportTone Tone = ReportTone.Plain)
{
    /// <summary>The text, safe to print.</summary>
    public string Text { get; } = OneLine.Cleaned(Text);
}

/// <summary>A line of the report.</summary>
public sealed record ReportLine(ImmutableArray<ReportSpan> Spans)
{
    /// <summary>A line of these pieces.</summary>
    public static ReportLine Of(params ReadOnlySpan<ReportSpan> spans) => new([.. spans]);

    /// <summary>The line without tones or trailing blanks.</summary>
    public override string ToString() => string.Concat(Spans.Select(span => span.Text)).TrimEnd();
}
