using System.Collections.Immutable;
using System.Globalization;
using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Doctor;

/// <summary>The report of an examination as lines, for people.</summary>
public static class DoctorText
{
    private const int LabelWidth = 22;
    private const int WidestUrl = 64;

    /// <summary>What was looked at, where this client ends, and the findings with their remedies, the worst first.</summary>
    public static ImmutableArray<ReportLine> Of(DoctorReport report)
    {
        var lines = ImmutableArray.CreateBuilder<ReportLine>();
        lines.Add(ReportText.Heading(report.Address.ToString(), report.Discovery.Site, report.Discovery.Directory));
        var width = Math.Min(report.Candidates.Select(check => check.Candidate.Url.AbsoluteUri.Length).DefaultIfEmpty(24).Max(), WidestUrl);
        var label = "";
        var found = Found(report);
        foreach (var check in report.Candidates)
        {
            var next = ReportText.LabelOf(check.Candidate);
            lines.Add(LineOf(check, next == label ? "" : next, width, check == found));
            label = next;
            lines.AddRange(check.Path.Skip(1).Select(url => ReportLine.Of(new ReportSpan("".PadRight(LabelWidth)), new ReportSpan($"→ {url.AbsoluteUri}"))));
        }

        lines.Add(Ending(report.Discovery));
        foreach (var client in report.Clients)
        {
            lines.Add(ReportLine.Of());
            lines.AddRange(client.ToLines());
        }

        lines.Add(ReportLine.Of());
        lines.AddRange(report.Findings.SelectMany(ReportText.Lines));
        lines.Add(Summary(report));
        return lines.ToImmutable();
    }

    /// <summary>The candidate that this client ends at: of its own step, where several steps name the URL.</summary>
    private static CandidateCheck? Found(DoctorReport report) => report.Discovery.Found is { Candidate: var found }
        ? report.Candidates.Where(check => check.Candidate.Url == found.Url).OrderBy(check => check.Candidate.Step == found.Step ? 0 : 1).FirstOrDefault()
        : null;

    private static ReportLine LineOf(CandidateCheck check, string label, int width, bool isFound)
    {
        var good = check.Outcome is AttemptOutcome.Answered;
        return ReportLine.Of(
            new ReportSpan(label.PadRight(LabelWidth)), new ReportSpan(check.Candidate.Url.AbsoluteUri.PadRight(width + 2), isFound ? ReportTone.Strong : ReportTone.Plain),
            new ReportSpan(check.Says is "" ? check.Outcome.Describe() : $"answered, {check.Says}", good ? ReportTone.Good : ReportTone.Bad), new ReportSpan(Beside(check), ReportTone.Faint),
            new ReportSpan(isFound ? "  ◄" : "", ReportTone.Good));
    }

    private static string Beside(CandidateCheck check)
    {
        var dialects = check.Dialects is [] ? "" : $"  {string.Join(' ', check.Dialects.Select(dialect => dialect.Title))}";
        var until = check.Tls is { IsTrusted: true, NotAfter: { } end } ? string.Create(CultureInfo.InvariantCulture, $"  certificate until {end:yyyy-MM-dd}") : "";
        return dialects + until;
    }

    private static ReportLine Ending(DiscoveryReport discovery) => discovery.Found is { } found
        ? ReportLine.Of(new ReportSpan("this client ends at ", ReportTone.Good), new ReportSpan(found.Url.AbsoluteUri, ReportTone.Strong), new ReportSpan(
            discovery.Why is "" ? "" : $"  {discovery.Why}", ReportTone.Warning))
        : ReportLine.Of(new ReportSpan("this client finds no CAS: ", ReportTone.Bad), new ReportSpan(discovery.Why));

    private static ReportLine Summary(DoctorReport report)
    {
        var counts = report.Findings.CountBy(finding => finding.Severity).ToDictionary();
        string Count(FindingSeverity severity, string word) =>
            string.Create(CultureInfo.InvariantCulture, $"{counts.GetValueOrDefault(severity)} {word}{(counts.GetValueOrDefault(severity) == 1 ? "" : "s")}");
        var words = report.Findings is []
            ? "nothing is wrong"
            : $"{Count(FindingSeverity.Error, "error")}, {Count(FindingSeverity.Warning, "warning")}, {Count(FindingSeverity.Information, "note")}";
        return ReportLine.Of(
            new ReportSpan(words, report.Worst switch { FindingSeverity.Error => ReportTone.Bad, FindingSeverity.Warning => ReportTone.Warning, _ => ReportTone.Good }),
            new ReportSpan(report.IsComplete ? "" : "; not everything could be looked at in the time given: give more with --timeout", ReportTone.Warning));
    }
}
