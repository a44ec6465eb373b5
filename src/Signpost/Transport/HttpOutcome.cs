namespace Signpost.Transport;

/// <summary>What came of an HTTP request.</summary>
internal abstract record HttpOutcome
{
    private HttpOutcome()
    {
    }

    /// <summary>An answer, whatever its status.</summary>
    public sealed record Answered(CasResponse Response) : HttpOutcome;

    /// <summary>Nobody there, or the connection broke.</summary>
    public sealed record Unreachable(AttemptStage Stage, string Reason) : HttpOutcome;

    /// <summary>The certificate is not good; nothing was sent.</summary>
    public sealed record Untrusted(TlsVerdict Verdict) : HttpOutcome;

    /// <summary>What came is not HTTP, or more than we take.</summary>
    public sealed record Malformed(string What) : HttpOutcome;
}
