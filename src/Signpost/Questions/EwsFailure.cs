using System.Globalization;
using Signpost.Autodiscover;
using Signpost.Ews;

namespace Signpost.Questions;

/// <summary>Why a call of Exchange Web Services has no answer.</summary>
public abstract record EwsFailure
{
    private EwsFailure()
    {
    }

    /// <summary>The server answered with a fault.</summary>
    public sealed record Fault(EwsFault Why) : EwsFailure;

    /// <summary>The server answered with an HTTP status that says no.</summary>
    /// <param name="Status">The status.</param>
    /// <param name="RetryAfter">When it is worth asking again, where the server says so.</param>
    public sealed record Refused(int Status, TimeSpan? RetryAfter = null) : EwsFailure;

    /// <summary>It did not come to an answer: nobody there, no trust, no logon, no time, or what came is no answer.</summary>
    public sealed record Call(ConversationOutcome Why) : EwsFailure;

    /// <summary>There is nobody to ask.</summary>
    public sealed record NoEndpoint(string Why) : EwsFailure;

    /// <summary>It was not asked, because of what had happened before.</summary>
    public sealed record NotAsked(string Why) : EwsFailure;

    /// <summary>A word for the case, in JSON.</summary>
    public string Word => this switch
    {
        Fault => "fault",
        Refused => "refused",
        Call c => c.Why.Word,
        NoEndpoint => "no-endpoint",
        NotAsked => "not-asked",
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether whatever else is asked there would meet with the same.</summary>
    internal bool IsOfTheServer => this switch
    {
        Fault f => f.Why.Code == EwsErrorCode.ServerBusy || f.Why.Code == EwsErrorCode.AccessDenied,
        Call { Why: ConversationOutcome.Malformed } => false,
        _ => true,
    };

    /// <summary>The failure in one clause.</summary>
    public string Describe() => this switch
    {
        Fault { Why: { BackOff: { } wait } fault } => string.Create(
            CultureInfo.InvariantCulture, $"{WordsOf(fault)} (it wants to be asked again in {wait.TotalSeconds:0.###} s)"),
        Fault f => WordsOf(f.Why),
        Refused { RetryAfter: { } wait } r => string.Create(
            CultureInfo.InvariantCulture, $"refused: HTTP {r.Status}; ask again in {wait.TotalSeconds:0.###} s"),
        Refused { Status: 403 } => "refused: HTTP 403; ask whoever runs the server whether this user may use Exchange Web Services",
        Refused { Status: 404 } => "not there: HTTP 404; compare the URL with the EWS URL of the mailbox's settings",
        Refused r => string.Create(CultureInfo.InvariantCulture, $"refused: HTTP {r.Status}"),
        Call c => c.Why.Describe(),
        NoEndpoint n => $"nobody to ask: {n.Why}",
        NotAsked n => $"not asked: {n.Why}",
        _ => throw new UnreachableException(),
    };

    // Exchange 2007 has a number instead of a name, and its words say it all.
    private static string WordsOf(EwsFault fault) => OneLine.Of($"{(fault.Code.ToString() is "" ? "SOAP fault" : fault.Code)}: {fault.Message}").TrimEnd(' ', ':');
}
