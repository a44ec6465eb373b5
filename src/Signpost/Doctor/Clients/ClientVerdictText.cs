using System.Collections.Immutable;
using System.Globalization;
using Signpost.Discovery;

namespace Signpost.Doctor.Clients;

/// <summary>A verdict as lines, for people.</summary>
internal static class ClientVerdictText
{
    private const int WidestUrl = 64;

    // What a refused connection costs is nothing to a user.
    private static readonly TimeSpan WorthTelling = TimeSpan.FromSeconds(1);

    public static ImmutableArray<ReportLine> Of(ClientVerdict verdict)
    {
        var lines = ImmutableArray.CreateBuilder<ReportLine>();
        lines.Add(ReportLine.Of(
            new ReportSpan($"{verdict.Address} ", ReportTone.Strong), new ReportSpan($"as {verdict.Client.Title} looks for it"),
            new ReportSpan(verdict.Client.IsApproximate ? "  (approximate)" : "", ReportTone.Warning)));
        var widestTitle = verdict.Path.Select(place => place.Step.Title.Length).DefaultIfEmpty(0).Max();
        var urlWidth = Math.Min(verdict.Path.Select(place => UrlOf(place).Length).DefaultIfEmpty(0).Max(), WidestUrl);
        var address = verdict.Address;
        foreach (var place in verdict.Path)
        {
            if (place.Address != address)
            {
                address = place.Address;
                lines.Add(ReportLine.Of(new ReportSpan("then "), new ReportSpan(address.ToString(), ReportTone.Strong)));
            }

            lines.Add(Line(place, widestTitle, urlWidth, place == verdict.Path[^1] && verdict.Url is not null));
        }

        lines.Add(Result(verdict));
        foreach (var warning in verdict.Warnings)
        {
            lines.Add(ReportLine.Of(
                new ReportSpan("warning ", ReportTone.Warning), new ReportSpan(warning.Text), new ReportSpan($"  [{warning.Rule.Source}]", ReportTone.Faint)));
        }

        return lines.ToImmutable();
    }

    private static ReportLine Line(ClientTry place, int titleWidth, int urlWidth, bool isEnd) => ReportLine.Of(
        new ReportSpan($"  {place.Step.Title.PadRight(titleWidth)}  ", place.Step.IsSimulated ? ReportTone.Plain : ReportTone.Faint),
        new ReportSpan(UrlOf(place).PadRight(urlWidth), isEnd ? ReportTone.Strong : ReportTone.Plain),
        new ReportSpan($"  {OneLine.Of(place.Met)}; ", isEnd ? ReportTone.Good : ReportTone.Plain),
        new ReportSpan(OneLine.Of(place.Makes)),
        new ReportSpan(place.Lost >= WorthTelling ? $", {InWords(place.Lost)} lost" : "", ReportTone.Bad),
        new ReportSpan($"  [{place.Rule.Source}]", ReportTone.Faint));

    private static ReportLine Result(ClientVerdict verdict) => ReportLine.Of(
        verdict.Url is null ? new ReportSpan("finds nothing: ", ReportTone.Bad) : new ReportSpan("ends at ", ReportTone.Good),
        verdict.Url is null ? new ReportSpan(verdict.Why) : new ReportSpan(verdict.Url.AbsoluteUri, ReportTone.Strong),
        new ReportSpan(verdict.NeedsLogon ? ", if it is let in there" : "", ReportTone.Faint),
        new ReportSpan(verdict.Lost >= WorthTelling ? $"  after about {InWords(verdict.Lost)}" : "", ReportTone.Faint));

    private static string UrlOf(ClientTry place) => place.Url is null ? "" : $"{(place.From is null ? "" : "→ ")}{place.Url.AbsoluteUri}";

    private static string InWords(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s");
}
