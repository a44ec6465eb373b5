using System.Collections.Immutable;
using Signpost.Discovery;
using Signpost.Tracing;

namespace Signpost.Questions;

/// <summary>The settings of users or domains, as far as they could be had.</summary>
/// <param name="Answers">One for each that was asked for, in that order.</param>
/// <param name="Discoveries">How the endpoints were found, where none was given: one for each domain.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Events">What happened on the way, without the discoveries.</param>
public sealed record SettingsReport(
    ImmutableArray<SettingsAnswer> Answers, ImmutableArray<DiscoveryReport> Discoveries, TimeSpan Elapsed, ImmutableArray<TraceEvent> Events)
{
    /// <summary>The report as lines: a block for each that was asked for.</summary>
    public ImmutableArray<ReportLine> ToLines() => SettingsText.Of(this);

    /// <summary>The report as JSON.</summary>
    public byte[] ToJson() => SettingsReportJson.Of(this);
}
