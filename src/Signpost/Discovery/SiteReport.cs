using System.Collections.Immutable;
using System.Globalization;
using Signpost.Sites;
using Signpost.Tracing;

namespace Signpost.Discovery;

/// <summary>The client's site and its neighbours.</summary>
/// <param name="Directory">The directory that was asked; null when none answered.</param>
/// <param name="Site">The client's site; null when no directory was asked.</param>
/// <param name="Neighbours">The other sites of the forest, nearest first.</param>
/// <param name="Failure">Why there is no answer; null when there is one.</param>
/// <param name="Findings">What was found wrong.</param>
public sealed record SiteReport(
    string? Directory, ClientSite? Site, ImmutableArray<SiteDistance> Neighbours, string? Failure, ImmutableArray<Finding> Findings)
{
    /// <summary>The report as lines.</summary>
    public ImmutableArray<ReportLine> ToLines()
    {
        var lines = ImmutableArray.CreateBuilder<ReportLine>();
        if (Failure is not null)
        {
            lines.Add(ReportLine.Of(new ReportSpan("no site: ", ReportTone.Bad), new ReportSpan(Failure)));
        }

        if (Site is not null)
        {
            lines.Add(ReportLine.Of(new ReportSpan(ReportText.Describe(Site), ReportTone.Strong), new ReportSpan($"  {Directory}", ReportTone.Faint)));
        }

        foreach (var neighbour in Neighbours)
        {
            var cost = neighbour.Cost is { } known ? string.Create(CultureInfo.InvariantCulture, $"cost {known}") : "no site link leads there";
            lines.Add(ReportLine.Of(new ReportSpan($"  {neighbour.Site.Value,-24} "), new ReportSpan(cost, ReportTone.Faint)));
        }

        lines.AddRange(Findings.SelectMany(ReportText.Lines));
        return lines.ToImmutable();
    }

    /// <summary>The report as JSON.</summary>
    public byte[] ToJson() => ReportJson.Write(json =>
    {
        json.WriteString("directory", Directory);
        ReportJson.Site(json, Site);
        json.WriteString("failure", Failure);
        json.WriteStartArray("neighbours");
        foreach (var neighbour in Neighbours)
        {
            json.WriteStartObject();
            json.WriteString("site", neighbour.Site.Value);
            if (neighbour.Cost is { } cost)
            {
                json.WriteNumber("cost", cost);
            }
            else
            {
                json.WriteNull("cost");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        ReportJson.Findings(json, Findings);
    });
}

/// <summary>How far a site is.</summary>
/// <param name="Site">Which.</param>
/// <param name="Cost">The cost of the cheapest way over site links; null when there is none.</param>
public sealed record SiteDistance(SiteName Site, long? Cost);
