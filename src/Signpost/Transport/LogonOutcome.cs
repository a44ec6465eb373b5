using Signpost.Logon;

namespace Signpost.Transport;

/// <summary>What came of a request with credentials.</summary>
internal abstract record LogonOutcome
{
    private LogonOutcome()
    {
    }

    /// <summary>The server took the credentials; this is its answer, whatever its status but 401.</summary>
    public sealed record Answered(CasResponse Response, LogonMethod Method) : LogonOutcome;

    /// <summary>The server refused them. Nobody else may be given them in this run.</summary>
    public sealed record Refused(LogonMethod Method) : LogonOutcome
    {
        /// <summary>The reason, where a KDC gave one; else "".</summary>
        public string Why { get; init; } = "";
    }

    /// <summary>No method that the server offers and the user allows works here; no password was refused.</summary>
    /// <param name="Why">Which were tried, and why they did not work: one clause.</param>
    public sealed record NotPossible(string Why) : LogonOutcome;

    /// <summary>The request did not come through.</summary>
    public sealed record Failed(HttpOutcome Http) : LogonOutcome;

    /// <summary>Who refused the credentials, so that nobody else may be given them; null where nobody did.</summary>
    /// <param name="host">The host that was asked.</param>
    /// <remarks>A locked account (HTTP 456) counts as refused: further tries elsewhere can only keep it locked.</remarks>
    public string? RefuserAt(string host) => this switch
    {
        Refused { Why: "" } or Answered { Response.Status: 456 } => host,
        Refused => "the KDC",
        _ => null,
    };
}
