using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Signpost.Doctor.Comparison;

/// <summary>What of a saved report can be compared.</summary>
internal sealed record ReportFacts
{
    // The names as the reports write them (ReportJson, SettingsJson), and what they are called in sentences.
    private static readonly ImmutableArray<(string Member, string Title)> Services =
        [("ewsUrl", "EWS"), ("availabilityUrl", "free/busy"), ("oofUrl", "OOF"), ("oabUrl", "OAB")];

    public string? Address { get; private init; }

    public string? Plan { get; private init; }

    /// <summary>The addresses of the rounds after the first.</summary>
    public string? RedirectedTo { get; private init; }

    public string? Result { get; private init; }

    public string? Why { get; private init; }

    public string? Directory { get; private init; }

    /// <summary>Whether the report tells of a site at all.</summary>
    public bool HasSite { get; private init; }

    public string? Site { get; private init; }

    public string? SiteOrigin { get; private init; }

    /// <summary>Whether the report tells whether a CAS was found; a plan does not.</summary>
    public bool TellsCas { get; private init; }

    public string? CasUrl { get; private init; }

    public string? CasStep { get; private init; }

    public string? Vantage { get; private init; }

    /// <summary>Whether the settings are in the report.</summary>
    public bool HasSettings { get; private init; }

    /// <summary>The URLs of the services, by title; "" where the settings have none.</summary>
    public ImmutableSortedDictionary<string, string> ServiceUrls { get; private init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Every URL in the blocks of the settings, whoever it is for.</summary>
    public ImmutableHashSet<string> KnownUrls { get; private init; } = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    public ImmutableArray<StepFacts> Steps { get; private init; } = [];

    public ImmutableArray<CandidateFacts> Candidates { get; private init; } = [];

    public ImmutableArray<FindingFacts> Findings { get; private init; } = [];

    public double? ElapsedMs { get; private init; }

    public static ReportFacts Of(JsonElement root)
    {
        // doctor tells of a discovery beside its own candidates and findings.
        var run = root.Member("discovery") ?? root;
        var rounds = run.Items("rounds").ToArray();
        var found = run.Member("found");
        var settings = found?.Member("settings");
        var site = run.Member("site");
        return new ReportFacts
        {
            Address = root.Text("address"),
            Plan = run.Text("plan"),
            RedirectedTo = rounds.Length > 1 ? string.Join(", ", rounds.Skip(1).Select(round => round.Text("address") ?? "?")) : null,
            Result = run.Text("result"),
            Why = run.Text("why"),
            Directory = run.Text("directory"),
            HasSite = site is not null,
            Site = site?.Text("name"),
            SiteOrigin = site?.Text("origin"),
            TellsCas = run.Text("result") is not null,
            CasUrl = found?.Text("url"),
            CasStep = found?.Text("step"),
            Vantage = found?.Text("vantage"),
            HasSettings = settings is not null,
            ServiceUrls = Services.ToImmutableSortedDictionary(service => service.Title, service => settings?.Text(service.Member) ?? "", StringComparer.Ordinal),
            KnownUrls = [.. (settings?.Items("protocols") ?? []).SelectMany(Urls)],
            Steps = [.. rounds.Index().SelectMany(round => round.Item.Items("steps").Select(step => StepFacts.Of(round.Index, step))), .. root.Items("steps").Select(step => StepFacts.Of(0, step))],
            Candidates =
            [
                .. from round in rounds.Index()
                   from step in round.Item.Items("steps")
                   from candidate in step.Items("candidates")
                   select CandidateFacts.Of(round.Index, candidate, step.Text("step")),
                .. root.Items("candidates").Select(candidate => CandidateFacts.Of(0, candidate, null)),
            ],
            Findings = [.. root.Items("findings").Select(FindingFacts.Of)],
            ElapsedMs = root.Number("elapsedMs"),
        };
    }

    private static IEnumerable<string> Urls(JsonElement block) => block.ValueKind is JsonValueKind.Object
        ? block.EnumerateObject().Where(member => member.Name.EndsWith("Url", StringComparison.Ordinal)).Select(member => block.Text(member.Name)).OfType<string>()
        : [];
}

/// <summary>What of a step can be compared.</summary>
/// <param name="Key">Which step of which round.</param>
/// <param name="Kind">A word for what came of it; null where it was cut short, so that nobody knows.</param>
/// <param name="Text">The same in one clause.</param>
internal sealed record StepFacts(StepKey Key, string? Kind, string Text)
{
    public static StepFacts Of(int round, JsonElement step)
    {
        var nothing = step.Text("nothing");
        var (kind, text) = step switch
        {
            _ when step.Text("skipped") is { } why => ("skipped", $"left out: {why}"),
            _ when step.IsTrue("failed") => ("failed", nothing ?? "failed"),
            _ when step.Items("candidates").Any() => ("candidates", "has candidates"),
            _ when nothing is not null => ("nothing", nothing),
            _ => ((string?)null, ""),
        };
        return new StepFacts(new StepKey(round, step.Text("step") ?? "?"), kind, text);
    }
}

/// <summary>A step of a round.</summary>
internal readonly record struct StepKey(int Round, string Step)
{
    public override string ToString() => Round is 0 ? Step : string.Create(CultureInfo.InvariantCulture, $"{Step} (round {Round + 1})");
}

/// <summary>What of a candidate can be compared.</summary>
internal sealed record CandidateFacts(StepKey Step, string Url, int Rank, string? Affinity, string? Outcome, string? OutcomeText, string? Conversation, string? ConversationText)
{
    /// <summary>Which candidate it is in any report: hosts and paths compare without case.</summary>
    public (StepKey Step, string Url) Key => (Step, Url.ToUpperInvariant());

    /// <summary>Whether its attempt came to an end of its own; one that was called off has no outcome worth comparing.</summary>
    public bool IsTried => Outcome is not null and not "abandoned";

    public static CandidateFacts Of(int round, JsonElement candidate, string? step) => new(
        new StepKey(round, candidate.Text("step") ?? step ?? "?"), candidate.Text("url") ?? "?", (int)Math.Clamp(candidate.Number("rank") ?? 0, 0, int.MaxValue),
        candidate.Text("affinity"), candidate.Text("outcome"), candidate.Text("outcomeText"), candidate.Text("conversation"), candidate.Text("conversationText"));
}

/// <summary>What of a finding can be compared. Its evidence may hold times: it is shown, not compared.</summary>
internal sealed record FindingFacts(string Code, string Subject, string Severity, string Evidence)
{
    public (string Code, string Subject) Key => (Code, Subject.ToUpperInvariant());

    public string Words => $"{Severity}: {Evidence}";

    public static FindingFacts Of(JsonElement finding) => new(
        finding.Text("code") ?? "?", finding.Text("subject") ?? "", finding.Text("severity") ?? "?", finding.Text("evidence") ?? "");
}
