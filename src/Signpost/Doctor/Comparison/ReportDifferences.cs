using System.Collections.Immutable;
using System.Globalization;

namespace Signpost.Doctor.Comparison;

/// <summary>What differs between the facts of two reports. Every rule is the same in both directions, and so is the order.</summary>
internal static class ReportDifferences
{
    private const double GreatRatio = 3;
    private const double GreatMilliseconds = 2000;

    public static ImmutableArray<ReportDifference> Of(ReportFacts a, ReportFacts b) =>
    [
        .. Question(a, b), .. Result(a, b), .. Site(a, b), .. Text(DifferenceTopic.Directory, "asked", a.Directory, b.Directory), .. Cas(a, b), .. Services(a, b),
        .. Steps(a, b), .. Candidates(a, b), .. Findings(a, b), .. Time(a, b),
    ];

    private static IEnumerable<ReportDifference> Question(ReportFacts a, ReportFacts b) =>
    [
        .. Text(DifferenceTopic.Question, "address", a.Address, b.Address),
        .. Text(DifferenceTopic.Question, "redirected to", a.RedirectedTo, b.RedirectedTo),
        .. Text(DifferenceTopic.Question, "plan", a.Plan, b.Plan),
    ];

    private static IEnumerable<ReportDifference> Result(ReportFacts a, ReportFacts b)
    {
        // A plan has no result, and the same one may have many reasons.
        if (a.Result is not null && b.Result is not null && a.Result != b.Result)
        {
            yield return new ReportDifference(DifferenceTopic.Result, "end", "", InWords(a), InWords(b));
        }

        static string InWords(ReportFacts report) => report.Why is null or "" ? report.Result! : $"{report.Result}: {report.Why}";
    }

    private static IEnumerable<ReportDifference> Site(ReportFacts a, ReportFacts b) =>
    [
        .. Text(DifferenceTopic.Site, "name", a.Site, b.Site),
        .. Text(DifferenceTopic.Site, "how it is known", a.SiteOrigin, b.SiteOrigin),
    ];

    private static IEnumerable<ReportDifference> Cas(ReportFacts a, ReportFacts b) => a.TellsCas && b.TellsCas
        ?
        [
            .. Text(DifferenceTopic.Cas, "Autodiscover URL", a.CasUrl, b.CasUrl),
            .. Text(DifferenceTopic.Cas, "found by", a.CasStep, b.CasStep),
            .. Text(DifferenceTopic.Cas, "vantage", a.Vantage, b.Vantage),
        ]
        : [];

    private static IEnumerable<ReportDifference> Services(ReportFacts a, ReportFacts b)
    {
        if (!a.HasSettings || !b.HasSettings)
        {
            if (a.CasUrl is not null && b.CasUrl is not null && a.HasSettings != b.HasSettings)
            {
                yield return new ReportDifference(DifferenceTopic.Services, "settings", "", a.HasSettings ? "received" : null, b.HasSettings ? "received" : null);
            }

            yield break;
        }

        foreach (var (service, urlA) in a.ServiceUrls)
        {
            var urlB = b.ServiceUrls[service];
            if (!urlA.Equals(urlB, StringComparison.OrdinalIgnoreCase))
            {
                yield return new ReportDifference(DifferenceTopic.Services, service, "", GivenOrNull(urlA), GivenOrNull(urlB)) { IsExpected = IsPair(a, b, urlA, urlB) };
            }
        }
    }

    // Inside and outside, and both were told of both URLs: each took the one for where it stands.
    private static bool IsPair(ReportFacts a, ReportFacts b, string urlA, string urlB) =>
        (a.Vantage, b.Vantage) is ("inside", "outside") or ("outside", "inside")
        && a.KnownUrls.Contains(urlA) && a.KnownUrls.Contains(urlB) && b.KnownUrls.Contains(urlA) && b.KnownUrls.Contains(urlB);

    private static IEnumerable<ReportDifference> Steps(ReportFacts a, ReportFacts b)
    {
        var (ofA, ofB) = (ByKey(a.Steps, step => step.Key), ByKey(b.Steps, step => step.Key));
        return ofA.Keys.Intersect(ofB.Keys).OrderBy(key => key.Round).ThenBy(key => key.Step, StringComparer.Ordinal)
            .Select(key => (Key: key, A: ofA[key], B: ofB[key]))
            .Where(step => AreBothKnown(step.A, step.B) && step.A.Kind != step.B.Kind)
            .Select(step => new ReportDifference(DifferenceTopic.Steps, step.Key.ToString(), "", step.A.Text, step.B.Text));
    }

    private static bool AreBothKnown(StepFacts a, StepFacts b) => a.Kind is not null && b.Kind is not null;

    private static IEnumerable<ReportDifference> Candidates(ReportFacts a, ReportFacts b)
    {
        var (ofA, ofB) = (ByKey(a.Candidates, candidate => candidate.Key), ByKey(b.Candidates, candidate => candidate.Key));
        var (cutA, cutB) = (CutShort(a), CutShort(b));
        return ofA.Keys.Union(ofB.Keys)
            .Select(key => (Key: key, A: ofA.GetValueOrDefault(key), B: ofB.GetValueOrDefault(key)))
            .OrderBy(both => both.Key.Step.Round).ThenBy(both => Math.Min(both.A?.Rank ?? int.MaxValue, both.B?.Rank ?? int.MaxValue))
            .ThenBy(both => both.Key.Step.Step, StringComparer.Ordinal).ThenBy(both => both.Key.Url, StringComparer.Ordinal)
            .SelectMany(both => (both.A, both.B) switch
            {
                ({ } one, { } other) => OfCandidate(one, other),
                ({ } one, null) when !cutB.Contains(both.Key.Step) => [new ReportDifference(DifferenceTopic.Candidates, one.Url, $"{both.Key.Step}", Place(one), null)],
                (null, { } other) when !cutA.Contains(both.Key.Step) => [new ReportDifference(DifferenceTopic.Candidates, other.Url, $"{both.Key.Step}", null, Place(other))],
                _ => Array.Empty<ReportDifference>(),
            });
    }

    // A step that the end of the run cut short has no candidates that anybody knows of.
    private static HashSet<StepKey> CutShort(ReportFacts report) =>
        [.. report.Steps.Where(step => step.Kind is null && !report.Candidates.Any(candidate => candidate.Step == step.Key)).Select(step => step.Key)];

    private static ReportDifference[] OfCandidate(CandidateFacts a, CandidateFacts b)
    {
        // One report may spell the URL otherwise: both directions name the same of the two.
        var subject = string.CompareOrdinal(a.Url, b.Url) <= 0 ? a.Url : b.Url;
        return
        [
            .. a.Rank != b.Rank ? [new ReportDifference(DifferenceTopic.Candidates, subject, $"{a.Step}, rank", RankOf(a), RankOf(b))] : Array.Empty<ReportDifference>(),
            .. Text(DifferenceTopic.Candidates, subject, $"{a.Step}, affinity", a.Affinity, b.Affinity),
            .. a.IsTried && b.IsTried ? Outcome(subject, "outcome", a, b, a.Outcome, b.Outcome, a.OutcomeText, b.OutcomeText) : [],
            .. a.Conversation is not null && b.Conversation is not null
                ? Outcome(subject, "conversation", a, b, a.Conversation, b.Conversation, a.ConversationText, b.ConversationText) : [],
        ];
    }

    // The text of what timed out holds a time; any other tells more than the word.
    private static IEnumerable<ReportDifference> Outcome(
        string subject, string aspect, CandidateFacts a, CandidateFacts b, string? wordA, string? wordB, string? textA, string? textB) =>
        wordA == wordB && (wordA is "timed-out" || textA == textB)
            ? []
            : [new ReportDifference(DifferenceTopic.Candidates, subject, $"{a.Step}, {aspect}", textA ?? wordA, textB ?? wordB)];

    private static IEnumerable<ReportDifference> Findings(ReportFacts a, ReportFacts b)
    {
        var (ofA, ofB) = (ByKey(a.Findings, finding => finding.Key), ByKey(b.Findings, finding => finding.Key));
        return ofA.Keys.Union(ofB.Keys)
            .OrderBy(key => key.Code, StringComparer.Ordinal).ThenBy(key => key.Subject, StringComparer.Ordinal)
            .Select(key => (key.Code, A: ofA.GetValueOrDefault(key), B: ofB.GetValueOrDefault(key)))
            .Where(both => both.A?.Severity != both.B?.Severity)
            .Select(both => new ReportDifference(DifferenceTopic.Findings, both.Code, SubjectOf(both.A, both.B), both.A?.Words, both.B?.Words));
    }

    private static string SubjectOf(FindingFacts? a, FindingFacts? b) =>
        new[] { a?.Subject, b?.Subject }.OfType<string>().Order(StringComparer.Ordinal).First();

    private static IEnumerable<ReportDifference> Time(ReportFacts a, ReportFacts b) =>
        a.ElapsedMs is { } one && b.ElapsedMs is { } other && Math.Abs(one - other) >= GreatMilliseconds && Math.Max(one, other) >= GreatRatio * Math.Min(one, other)
            ? [new ReportDifference(DifferenceTopic.Time, "elapsed", "", Seconds(one), Seconds(other))]
            : [];

    private static IEnumerable<ReportDifference> Text(DifferenceTopic topic, string subject, string? a, string? b) => Text(topic, subject, "", a, b);

    private static IEnumerable<ReportDifference> Text(DifferenceTopic topic, string subject, string aspect, string? a, string? b) =>
        string.Equals(a, b, StringComparison.OrdinalIgnoreCase) ? [] : [new ReportDifference(topic, subject, aspect, a, b)];

    private static Dictionary<TKey, T> ByKey<TKey, T>(IEnumerable<T> items, Func<T, TKey> key)
        where TKey : notnull => items.GroupBy(key).ToDictionary(same => same.Key, same => same.First());

    private static string Place(CandidateFacts candidate) => candidate.OutcomeText ?? RankOf(candidate);

    private static string RankOf(CandidateFacts candidate) => string.Create(CultureInfo.InvariantCulture, $"rank {candidate.Rank}");

    private static string? GivenOrNull(string text) => text is "" ? null : text;

    private static string Seconds(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.0} s");
}
