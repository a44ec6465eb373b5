using System.Globalization;
using Signpost.Transport;

namespace Signpost.Discovery;

/// <summary>How an attempt at a candidate ended. Every candidate has exactly one, also one that was never tried.</summary>
public abstract record AttemptOutcome
{
    private AttemptOutcome()
    {
    }

    /// <summary>It answers as an Autodiscover endpoint does: a demand for a logon, or a POX document.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Url">Who answered: the candidate, or where it redirected to.</param>
    public sealed record Answered(int Status, Uri Url) : AttemptOutcome;

    /// <summary>Nobody there, or the connection broke.</summary>
    public sealed record Unreachable(AttemptStage Stage, string Reason) : AttemptOutcome;

    /// <summary>Its certificate is not good.</summary>
    public sealed record Untrusted(TlsVerdict Verdict) : AttemptOutcome;

    /// <summary>It answered with an HTTP status that says no.</summary>
    public sealed record Refused(int Status) : AttemptOutcome;

    /// <summary>Plain http may redirect and nothing else, but it did not.</summary>
    public sealed record NoRedirect(int Status) : AttemptOutcome;

    /// <summary>It redirected to where we do not go.</summary>
    public sealed record BadRedirect(string Target, string Reason) : AttemptOutcome;

    /// <summary>It answered, but not with what Autodiscover answers.</summary>
    /// <param name="What">What is wrong.</param>
    /// <param name="Where">The place in the document; "" where there is none.</param>
    public sealed record Malformed(string What, string Where) : AttemptOutcome;

    /// <summary>It did not answer in time.</summary>
    public sealed record TimedOut(TimeSpan After, bool Connected) : AttemptOutcome;

    /// <summary>It was called off, or never started.</summary>
    public sealed record Abandoned(string Why) : AttemptOutcome;

    /// <summary>A word for the case, in JSON.</summary>
    public string Word => this switch
    {
        Answered => "answered",
        Unreachable => "unreachable",
        Untrusted => "untrusted",
        Refused => "refused",
        NoRedirect => "no-redirect",
        BadRedirect => "bad-redirect",
        Malformed => "malformed",
        TimedOut => "timed-out",
        Abandoned => "abandoned",
        _ => throw new UnreachableException(),
    };

    /// <summary>The outcome in one clause.</summary>
    public string Describe() => this switch
    {
        Answered a => string.Create(CultureInfo.InvariantCulture, $"answered {a.Status}"),
        Unreachable u => $"unreachable: {u.Reason}",
        Untrusted u => $"untrusted: {u.Verdict.Describe()}",
        Refused r => string.Create(CultureInfo.InvariantCulture, $"refused: HTTP {r.Status}"),
        NoRedirect n => string.Create(CultureInfo.InvariantCulture, $"does not redirect: HTTP {n.Status}"),
        BadRedirect b => $"redirects to {b.Target}: {b.Reason}",
        Malformed { Where: "" } m => $"malformed answer: {m.What}",
        Malformed m => $"malformed answer: {m.What} ({m.Where})",
        TimedOut { Connected: true } t => string.Create(CultureInfo.InvariantCulture, $"connected, but no answer in {t.After.TotalSeconds:0.###} s"),
        TimedOut t => string.Create(CultureInfo.InvariantCulture, $"no answer in {t.After.TotalSeconds:0.###} s"),
        Abandoned a => a.Why,
        _ => throw new UnreachableException(),
    };
}
