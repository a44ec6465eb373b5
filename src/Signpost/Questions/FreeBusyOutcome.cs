using Signpost.Availability;
using Signpost.Ews;

namespace Signpost.Questions;

/// <summary>What came of asking for one calendar.</summary>
public abstract record FreeBusyOutcome
{
    private FreeBusyOutcome()
    {
    }

    /// <summary>The calendar, as much of it as the server shows.</summary>
    public sealed record Given(MailboxCalendar Calendar) : FreeBusyOutcome;

    /// <summary>The server has nothing for this mailbox.</summary>
    /// <param name="Code">For example <see cref="EwsErrorCode.MailRecipientNotFound"/>.</param>
    /// <param name="Message">The server's words.</param>
    public sealed record Error(EwsErrorCode Code, string Message) : FreeBusyOutcome;

    /// <summary>The call in which it was asked for has no answer.</summary>
    public sealed record Failed(EwsFailure Why) : FreeBusyOutcome;

    /// <summary>A word for the case, in JSON.</summary>
    public string Word => this switch
    {
        Given => "calendar",
        Error => "error",
        Failed => "failed",
        _ => throw new UnreachableException(),
    };

    /// <summary>The outcome in one clause.</summary>
    public string Describe() => this switch
    {
        Given { Calendar.Note: "" } => "calendar received",
        Given { Calendar.Note: var note } => $"calendar received: {note}",
        Error e => OneLine.Of($"{e.Code}: {e.Message}").TrimEnd(' ', ':'),
        Failed f => f.Why.Describe(),
        _ => throw new UnreachableException(),
    };
}
