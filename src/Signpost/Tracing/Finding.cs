namespace Signpost.Tracing;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Information,

    /// <summary>Works today, by luck or by a fallback.</summary>
    Warning,

    /// <summary>Some client does not reach its CAS because of this.</summary>
    Error,
}

/// <summary>A diagnosed condition with its remedy.</summary>
/// <param name="Code">Stable dotted code, for example <c>scp.dead-url</c>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Subject">The object it is about: a DN, a URL, a name.</param>
/// <param name="Evidence">What was seen, one line.</param>
/// <param name="Remedy">What to do about it, one line.</param>
public sealed record Finding(string Code, FindingSeverity Severity, string Subject, string Evidence, string Remedy)
{
    /// <summary>The finding on one line.</summary>
    public override string ToString() => $"{Code}: {Subject}: {Evidence}. {Remedy}";
}
