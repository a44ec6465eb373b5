using System.Collections.Immutable;

namespace Signpost.Conformance.Availability;

/// <summary>What a stranger was answered, in the lines of lab/README.md.</summary>
internal sealed class Answers(string lines)
{
    private readonly ILookup<string, string> lines = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' ', 2)).ToLookup(line => line[0], line => line[1]);

    /// <summary>Whom something was said of.</summary>
    public ImmutableArray<string> Addresses => [.. lines.Select(group => group.Key)];

    /// <summary>The events or periods of one attendee.</summary>
    public ImmutableArray<Period> Of(string address) => [.. lines[address].Where(line => char.IsAsciiDigit(line[0])).Select(Period.Parse)];

    /// <summary>The slots of one attendee, a string for each question.</summary>
    public ImmutableArray<string> Slots(string address) => [.. lines[address].Where(line => line.StartsWith("merged ", StringComparison.Ordinal)).Select(line => line["merged ".Length..])];

    /// <summary>What was said instead; null where nothing was.</summary>
    public string? Error(string address) => lines[address].FirstOrDefault(line => line.StartsWith("error ", StringComparison.Ordinal))?["error ".Length..];
}
