using System.Text.Json.Nodes;

namespace Signpost.Conformance;

/// <summary>A command that has run.</summary>
internal sealed record Run(int Exit, string Output, string Error, TimeSpan Took)
{
    public JsonNode Json => JsonNode.Parse(Output) ?? throw new InvalidOperationException("null");

    /// <summary>The hosts of a plan's SCP candidates, best first.</summary>
    public string ScpHosts => string.Join(' ', Json["candidates"]!.AsArray()
        .Where(candidate => (string?)candidate!["step"] is "scp").Select(candidate => new Uri((string)candidate!["url"]!).Host.Split('.')[0]));

    /// <summary>The URL of the CAS that was found; null when none was.</summary>
    public string? FoundUrl => (string?)Json["found"]?["url"];

    public string Result => (string)Json["result"]!;

    public string[] Findings => [.. Json["findings"]!.AsArray().Select(finding => (string)finding!["code"]!)];

    /// <summary>Code and subject of each finding.</summary>
    public string[] FindingsWithSubjects => [.. Json["findings"]!.AsArray().Select(finding => $"{finding!["code"]} {finding["subject"]}").Order(StringComparer.Ordinal)];

    /// <summary>The candidate with this host, in the last round.</summary>
    public JsonNode Candidate(string host) => Json["rounds"]!.AsArray().Last()!["steps"]!.AsArray()
        .SelectMany(step => step!["candidates"]!.AsArray()).First(candidate => new Uri((string)candidate!["url"]!).Host == host)!;

    /// <summary>Exactly this exit code; the run's own words where it is another.</summary>
    public Run Ends(int exit)
    {
        Assert.True(Exit == exit, $"exit {Exit} instead of {exit}\n{Output}\n{Error}");
        return this;
    }
}
