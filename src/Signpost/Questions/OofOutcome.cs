using Signpost.Ews;
using Signpost.Oof;

namespace Signpost.Questions;

/// <summary>What a server says of somebody's absence.</summary>
public abstract record OofOutcome
{
    private OofOutcome()
    {
    }

    /// <summary>What is set.</summary>
    /// <param name="Settings">The settings.</param>
    /// <param name="AllowExternalOof">The most the administrator allows; null where that is not said.</param>
    public sealed record Given(OofSettings Settings, ExternalAudience? AllowExternalOof) : OofOutcome;

    /// <summary>It is set.</summary>
    public sealed record Done : OofOutcome;

    /// <summary>Such settings no server takes: nobody was asked.</summary>
    /// <param name="Code">What a server would have said.</param>
    /// <param name="Why">One clause.</param>
    public sealed record NotSent(EwsErrorCode Code, string Why) : OofOutcome;

    /// <summary>The server refuses.</summary>
    /// <param name="Code">For example <see cref="EwsErrorCode.AccessDenied"/>: the mailbox is another's.</param>
    /// <param name="Message">The server's words.</param>
    public sealed record Error(EwsErrorCode Code, string Message) : OofOutcome;

    /// <summary>The call has no answer.</summary>
    public sealed record Failed(EwsFailure Why) : OofOutcome;

    /// <summary>A word for the case, in JSON.</summary>
    public string Word => this switch
    {
        Given => "settings",
        Done => "done",
        NotSent => "not-sent",
        Error => "error",
        Failed => "failed",
        _ => throw new UnreachableException(),
    };

    /// <summary>The outcome in one clause.</summary>
    public string Describe() => this switch
    {
        Given => "settings received",
        Done => "set",
        NotSent n => $"not sent: {n.Why}",
        Error e => OneLine.Of($"{e.Code}: {e.Message}").TrimEnd(' ', ':'),
        Failed f => f.Why.Describe(),
        _ => throw new UnreachableException(),
    };
}
