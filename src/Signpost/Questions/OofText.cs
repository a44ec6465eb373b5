using System.Collections.Immutable;
using System.Globalization;
using Signpost.Discovery;
using Signpost.Ews;
using Signpost.Oof;

namespace Signpost.Questions;

/// <summary>Out-of-office for people.</summary>
internal static class OofText
{
    public static ImmutableArray<ReportLine> Of(OofReport report, TimeZoneInfo zone)
    {
        var mailbox = new ReportSpan(report.Mailbox.ToString(), ReportTone.Strong);
        var by = new ReportSpan(report.Url is { } url ? $"  {url}" : "", ReportTone.Faint);
        return report.Outcome switch
        {
            OofOutcome.Given given => [ReportLine.Of(mailbox, by), .. Settings(given, zone)],
            OofOutcome.Done => [ReportLine.Of(mailbox, by, new ReportSpan("  set", ReportTone.Good))],
            _ => [ReportLine.Of(mailbox, by, new ReportSpan($"  {report.Outcome.Describe()}", ReportTone.Bad))],
        };
    }

    private static IEnumerable<ReportLine> Settings(OofOutcome.Given given, TimeZoneInfo zone)
    {
        var settings = given.Settings;
        yield return Row("away", settings.State switch
        {
            OofState.Enabled => "yes, until it is changed",
            OofState.Scheduled when settings.Duration is { Start: var start, End: var end } => $"from {Clock(start, zone)} to {Clock(end, zone)}, {zone.Id}",
            OofState.Scheduled => "from a time to another, which are not said",
            _ => "no",
        });
        yield return Row("outside", $"{Audience(settings.ExternalAudience)}{(given.AllowExternalOof is { } most && most < settings.ExternalAudience ? $", but the administrator allows less: {Audience(most)}" : "")}");
        foreach (var line in Reply("internal", settings.InternalReply).Concat(Reply("external", settings.ExternalReply)))
        {
            yield return line;
        }
    }

    // As it was set: Outlook's are whole documents of HTML.
    private static IEnumerable<ReportLine> Reply(string name, OofReply? reply)
    {
        foreach (var line in (reply?.Message ?? "").ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            yield return Row(name, line is "" && name is not "" ? "(empty)" : line);
            name = "";
        }
    }

    private static ReportLine Row(string name, string value) => ReportLine.Of(new ReportSpan($"      {name,-8}  ", ReportTone.Faint), new ReportSpan(value));

    private static string Audience(ExternalAudience audience) => audience switch
    {
        ExternalAudience.All => "everybody is answered",
        ExternalAudience.Known => "who is in the address book is answered",
        _ => "nobody is answered",
    };

    private static string Clock(EwsTime time, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(time.Instant ?? new DateTimeOffset(time.Clock, TimeSpan.Zero), zone)
        .ToString("ddd d MMMM yyyy HH:mm", CultureInfo.InvariantCulture);
}
