using System.Collections.Immutable;
using System.Globalization;
using Signpost.Autodiscover;
using Signpost.Directory;
using Signpost.Scp;
using Signpost.Sites;
using Signpost.Tracing;

namespace Signpost.Discovery;

/// <summary>The report as a tree of lines, for people.</summary>
public static class ReportText
{
    private const int LabelWidth = 22;
    private const int WidestUrl = 64;

    /// <summary>The lines of a report, also of a run that is still going on.</summary>
    public static ImmutableArray<ReportLine> Of(DiscoveryReport report)
    {
        var lines = ImmutableArray.CreateBuilder<ReportLine>();
        lines.Add(Heading(report.Address.ToString(), report.Site, report.Directory));
        var urlWidth = report.Rounds.SelectMany(round => round.Steps).SelectMany(step => step.Candidates)
            .Select(candidate => InTree(candidate.Candidate.Url).Length).DefaultIfEmpty(24).Max();
        foreach (var (n, round) in report.Rounds.Index())
        {
            if (n > 0)
            {
                lines.Add(ReportLine.Of(new ReportSpan("then "), new ReportSpan(round.Address.ToString(), ReportTone.Strong)));
            }

            AddRound(lines, round, Math.Min(urlWidth, WidestUrl));
        }

        AddResult(lines, report);
        lines.AddRange(Unsaid(report.Findings, report.Rounds.SelectMany(round => round.Steps)));
        return lines.ToImmutable();
    }

    /// <summary>The lines of a ranked list.</summary>
    public static ImmutableArray<ReportLine> Of(RankedList list)
    {
        var lines = ImmutableArray.CreateBuilder<ReportLine>();
        lines.Add(Heading(list.Address?.ToString() ?? "SCPs", list.Site, list.Directory));
        var width = Math.Min(list.Candidates.Select(candidate => candidate.Url.AbsoluteUri.Length).DefaultIfEmpty(24).Max(), WidestUrl);
        var rank = 0;
        foreach (var step in list.Steps)
        {
            if (step.Skipped is not null || step.Nothing is not null)
            {
                lines.Add(ReportLine.Of(
                    new ReportSpan("   -  "),
                    new ReportSpan(step.Step.Title.PadRight(LabelWidth)),
                    new ReportSpan(step.Skipped is { } why ? $"left out: {why}" : step.Nothing!, step.Failed ? ReportTone.Bad : ReportTone.Faint)));
            }

            lines.AddRange(list.Candidates.Where(candidate => candidate.Step == step.Step).Select(candidate => ReportLine.Of(
                new ReportSpan(string.Create(CultureInfo.InvariantCulture, $"{++rank,4}  ")),
                new ReportSpan(LabelOf(candidate).PadRight(LabelWidth)),
                new ReportSpan(candidate.Url.AbsoluteUri.PadRight(width + 2), ReportTone.Strong),
                new ReportSpan(Provenance(candidate), ReportTone.Faint))));
        }

        lines.AddRange(Unsaid(list.Findings, list.Steps));
        return lines.ToImmutable();
    }

    /// <summary>What is known of a site and how, in one clause.</summary>
    public static string Describe(ClientSite site) => site switch
    {
        ClientSite.FromNetlogonPing ping => string.Create(
            CultureInfo.InvariantCulture, $"site {ping.Site} (LDAP ping of {ping.DomainController}, {ping.Took.TotalMilliseconds:0} ms)"),
        ClientSite.FromSubnet subnet => $"site {subnet.Site} ({subnet.Client} is in {subnet.Subnet})",
        ClientSite.Configured configured => $"site {configured.Site} (as given)",
        ClientSite.Unknown unknown => $"site unknown ({unknown.Why})",
        _ => throw new UnreachableException(),
    };

    /// <summary>A finding on two lines.</summary>
    public static IEnumerable<ReportLine> Lines(Finding finding)
    {
        var (word, tone) = finding.Severity switch
        {
            FindingSeverity.Error => ("error", ReportTone.Bad),
            FindingSeverity.Warning => ("warning", ReportTone.Warning),
            _ => ("note", ReportTone.Faint),
        };
        yield return ReportLine.Of(
            new ReportSpan(word, tone), new ReportSpan($" {finding.Code}: {OneLine.Of(ShortDn(finding.Subject))}: {OneLine.Of(finding.Evidence)}"));
        yield return ReportLine.Of(new ReportSpan($"        {finding.Remedy}", ReportTone.Faint));
    }

    /// <summary>The findings, but for those whose evidence a step's own line says already.</summary>
    private static IEnumerable<ReportLine> Unsaid(ImmutableArray<Finding> findings, IEnumerable<StepReport> steps)
    {
        var said = steps.Select(step => step.Nothing).ToHashSet();
        return findings.Where(finding => !said.Contains(finding.Evidence)).SelectMany(Lines);
    }

    // Nearly all end in the same path: the tree says what differs, the result and the JSON say all.
    private static string InTree(Uri url) => url.PathAndQuery.Equals("/autodiscover/autodiscover.xml", StringComparison.OrdinalIgnoreCase)
        ? $"{url.GetLeftPart(UriPartial.Authority)}/…"
        : url.AbsoluteUri;

    internal static ReportLine Heading(string subject, ClientSite? site, string? directory) => ReportLine.Of(
        new ReportSpan(subject, ReportTone.Strong),
        new ReportSpan(site is null ? "" : $"  {Describe(site)}"),
        new ReportSpan(directory is null ? "" : $"  {directory}", ReportTone.Faint));

    private static void AddRound(ImmutableArray<ReportLine>.Builder lines, RoundReport round, int urlWidth)
    {
        foreach (var (n, step) in round.Steps.Index())
        {
            var isLast = n == round.Steps.Length - 1;
            if (step.Candidates is [])
            {
                lines.Add(Branch(isLast, step.Step.Title, EmptyStep(step, urlWidth)));
                continue;
            }

            AddCandidates(lines, step, isLast, urlWidth);
        }
    }

    private static void AddCandidates(ImmutableArray<ReportLine>.Builder lines, StepReport step, bool isLast, int urlWidth)
    {
        var untried = step.Candidates.Reverse().TakeWhile(IsUntried).Count();
        var shown = untried > 1 ? step.Candidates[..^untried] : step.Candidates;
        var label = "";
        foreach (var (n, candidate) in shown.Index())
        {
            var next = LabelOf(candidate.Candidate);
            lines.Add(next == label ? Trunk(isLast, Cells(candidate, urlWidth)) : Branch(isLast && n == 0, next, Cells(candidate, urlWidth)));
            label = next;
            foreach (var turn in candidate.Turns)
            {
                lines.Add(Trunk(isLast, [new ReportSpan($"→ {turn.Dialect.Title} {turn.Url.AbsoluteUri}"), new ReportSpan($"  ({turn.Why})", ReportTone.Faint)]));
            }

            foreach (var hop in candidate.Hops)
            {
                lines.Add(Trunk(isLast, [new ReportSpan($"→ {InTree(hop.To)}", ReportTone.Plain), new ReportSpan($"  ({hop.How})", ReportTone.Faint)]));
            }
        }

        if (untried > 1)
        {
            var rest = step.Candidates[^untried..];
            var words = string.Create(CultureInfo.InvariantCulture, $"{untried} {(label is "" ? "" : "more ")}candidates").PadRight(urlWidth + 2);
            ReportSpan[] cells = [new ReportSpan(words, ReportTone.Faint), new ReportSpan(rest[0].Outcome?.Describe() ?? "waiting", ReportTone.Faint)];
            lines.Add(label is "" ? Branch(isLast, LabelOf(rest[0].Candidate), cells) : Trunk(isLast, cells));
        }
    }

    private static bool IsUntried(CandidateReport candidate) => candidate.Started is null;

    private static ReportLine Branch(bool isLast, string label, ReadOnlySpan<ReportSpan> cells) =>
        ReportLine.Of([new ReportSpan(isLast ? "└─ " : "├─ ", ReportTone.Faint), new ReportSpan(label.PadRight(LabelWidth)), .. cells]);

    private static ReportLine Trunk(bool isLast, ReadOnlySpan<ReportSpan> cells) =>
        ReportLine.Of([new ReportSpan(isLast ? "   " : "│  ", ReportTone.Faint), new ReportSpan("".PadRight(LabelWidth)), .. cells]);

    private static ReportSpan[] EmptyStep(StepReport step, int urlWidth) => step switch
    {
        { Skipped: { } why } => [new ReportSpan($"left out: {why}", ReportTone.Faint)],
        { Failed: true, Nothing: { } what } => [new ReportSpan(what, ReportTone.Bad)],
        { Nothing: { } what } => [new ReportSpan(what, ReportTone.Faint)],
        _ => [new ReportSpan("asking …".PadRight(urlWidth + 2), ReportTone.Faint)],
    };

    private static ReportSpan[] Cells(CandidateReport candidate, int urlWidth)
    {
        var tone = ToneOf(candidate);
        return
        [
            new ReportSpan(InTree(candidate.Candidate.Url).PadRight(urlWidth + 2), candidate.IsFound ? ReportTone.Strong : IsUntried(candidate) ? ReportTone.Faint : ReportTone.Plain),
            new ReportSpan(OutcomeOf(candidate), tone),
            new ReportSpan(TimeOf(candidate), ReportTone.Faint),
            new ReportSpan(candidate.IsFound ? "  ◄" : "", ReportTone.Good),
        ];
    }

    private static string OutcomeOf(CandidateReport candidate) => candidate switch
    {
        { Outcome: null, Started: null } => "waiting",
        { Outcome: null } => "asking …",
        { Conversation: { } conversation } => $"answered, {conversation.Describe()}",
        { Outcome: AttemptOutcome.Answered } => "answered, its turn did not come",
        _ => candidate.Outcome.Describe(),
    };

    // What timed out says so itself.
    private static string TimeOf(CandidateReport candidate) =>
        candidate is { Took: { } took, Outcome: not AttemptOutcome.TimedOut } ? $"  {InWords(took)}" : "";

    private static string InWords(TimeSpan took) => took < TimeSpan.FromSeconds(10)
        ? string.Create(CultureInfo.InvariantCulture, $"{took.TotalMilliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.0} s");

    private static ReportTone ToneOf(CandidateReport candidate) => candidate switch
    {
        { IsFound: true } => ReportTone.Good,
        { Outcome: null or AttemptOutcome.Abandoned } => ReportTone.Faint,
        { Outcome: AttemptOutcome.Answered, Conversation: null } => ReportTone.Plain,
        _ => ReportTone.Bad,
    };

    private static void AddResult(ImmutableArray<ReportLine>.Builder lines, DiscoveryReport report)
    {
        if (report.Found is { } found)
        {
            lines.Add(ReportLine.Of(
                new ReportSpan("found ", ReportTone.Good), new ReportSpan(found.Url.AbsoluteUri, ReportTone.Strong),
                new ReportSpan($"  in {InWords(report.Elapsed)}", ReportTone.Faint)));
            if (found.Settings is { } settings)
            {
                AddSettings(lines, settings, found.Vantage);
            }
            else
            {
                lines.Add(ReportLine.Of(new ReportSpan(
                    report.End is DiscoveryEnd.Found ? "      it wants a logon: give --user to fetch the settings" : $"      {report.Why}",
                    report.End is DiscoveryEnd.Found ? ReportTone.Faint : ReportTone.Warning)));
            }
        }
        else if (report.Why is not "still running")
        {
            lines.Add(ReportLine.Of(
                new ReportSpan(report.End is DiscoveryEnd.LogonRefused ? "logon refused: " : "not found: ", ReportTone.Bad), new ReportSpan(report.Why),
                new ReportSpan($"  after {InWords(report.Elapsed)}", ReportTone.Faint)));
        }
    }

    private static void AddSettings(ImmutableArray<ReportLine>.Builder lines, MailboxSettings settings, Vantage vantage)
    {
        (string Name, string Value)[] rows =
        [
            ("name", settings.DisplayName),
            ("EWS", settings.UrlOf(CasService.Ews, vantage).Text),
            ("free/busy", settings.UrlOf(CasService.Availability, vantage).Text),
            ("OOF", settings.UrlOf(CasService.Oof, vantage).Text),
            ("OAB", settings.UrlOf(CasService.AddressBook, vantage).Text),
        ];
        foreach (var (name, value) in rows.Where(row => row.Value is not ""))
        {
            lines.Add(ReportLine.Of(new ReportSpan($"      {name,-10} ", ReportTone.Faint), new ReportSpan(OneLine.Of(value))));
        }
    }

    internal static string LabelOf(CandidateEndpoint candidate) =>
        candidate.Affinity is { } affinity ? $"{candidate.Step.Title}  {affinity.Word}" : candidate.Step.Title;

    private static string Provenance(CandidateEndpoint candidate) => candidate switch
    {
        { Scp: { } scp } => $"{DateOf(scp)}  CN={OneLine.Of(scp.Cn)}  {SitesOf(scp)}{Further(candidate.AlsoAnnouncedBy.Length)}",
        { Remembered: { } before } => string.Create(
            CultureInfo.InvariantCulture, $"answered {before.Answered:yyyy-MM-dd}  {before.Step.Title}  {OneLine.Of(before.Site?.Value ?? "no known site")}"),
        { Service: { } service } => string.Create(CultureInfo.InvariantCulture, $"priority {service.Priority}, weight {service.Weight}"),
        _ => "",
    };

    private static string DateOf(ServiceConnectionPoint scp) =>
        scp.WhenCreated is { } created ? string.Create(CultureInfo.InvariantCulture, $"{created:yyyy-MM-dd}") : "no date   ";

    private static string SitesOf(ServiceConnectionPoint scp) => scp.Sites is [] ? "no site" : OneLine.Of(string.Join(", ", scp.Sites));

    private static string Further(int scps) => scps switch
    {
        0 => "",
        1 => "  (and by one more SCP)",
        _ => string.Create(CultureInfo.InvariantCulture, $"  (and by {scps} more SCPs)"),
    };

    // A DN of an SCP fills the line twice over; its first RDN is what an administrator looks for.
    private static string ShortDn(string subject) =>
        subject.Length > 60 && !subject.Contains("://", StringComparison.Ordinal) && DistinguishedName.TryParse(subject, out var dn) ? $"{dn.FirstRdn}, …" : subject;
}
