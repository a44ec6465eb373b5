namespace Signpost.Server.Hosting;

/// <summary>How much a line of a check matters.</summary>
public enum CheckVerdict
{
    /// <summary>So it would be.</summary>
    Fact,

    /// <summary>It would work, but not as one would wish.</summary>
    Warning,

    /// <summary>It would not work.</summary>
    Error,
}

/// <summary>Something that a check of a configuration found.</summary>
/// <param name="Topic">What it is about: <c>listen</c>, <c>certificate</c>, <c>directory</c>, …</param>
/// <param name="Text">What a CAS would do, or what is wrong and what to do: one line.</param>
/// <param name="Verdict">How much it matters.</param>
public sealed record CheckLine(string Topic, string Text, CheckVerdict Verdict = CheckVerdict.Fact);
