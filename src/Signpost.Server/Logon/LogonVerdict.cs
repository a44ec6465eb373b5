namespace Signpost.Server.Logon;

/// <summary>What came of a logon.</summary>
public abstract record LogonVerdict
{
    private LogonVerdict()
    {
    }

    /// <summary>It is who it says it is.</summary>
    /// <param name="Caller">Who.</param>
    /// <param name="Proof">The server's last word to the client, for <c>WWW-Authenticate</c>; "" where the scheme has none.</param>
    public sealed record Accepted(Caller Caller, string Proof = "") : LogonVerdict;

    /// <summary>It is not, or can't be proved.</summary>
    /// <param name="Reason">One of a few words, stable for log readers: <c>bad-password</c>, <c>bad-token</c>, <c>malformed</c>.</param>
    /// <param name="User">The name that was claimed; "" where none was. For the log only.</param>
    public sealed record Refused(string Reason, string User = "") : LogonVerdict
    {
        /// <summary>What the scheme offers after this refusal; null is what it always offers.</summary>
        public string? Challenge { get; init; }
    }

    /// <summary>The scheme has another question: it goes back as the only challenge.</summary>
    public sealed record GoOn(string Challenge) : LogonVerdict;

    /// <summary>Whoever could judge does not answer.</summary>
    /// <param name="Why">One clause for the log, lower-case start, no full stop.</param>
    public sealed record Away(string Why) : LogonVerdict;
}
