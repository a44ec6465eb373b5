using Signpost.Tracing;

namespace Signpost.Doctor;

/// <summary>What a code of a finding means.</summary>
/// <param name="Code">The stable dotted code.</param>
/// <param name="Severity">How much it usually matters; the finding itself says how much it matters here.</param>
/// <param name="Meaning">What is so, one sentence.</param>
/// <param name="Consequence">What clients do because of it, one sentence.</param>
/// <param name="Remedy">What to do about it, one sentence.</param>
public sealed record FindingEntry(string Code, FindingSeverity Severity, string Meaning, string Consequence, string Remedy)
{
    /// <summary>What the code is about: its first word.</summary>
    public string Area => Code[..Code.IndexOf('.', StringComparison.Ordinal)];
}
