using Microsoft.Extensions.Logging;

namespace Signpost.Diagnostics;

/// <summary>What the log can say. Numbers and names stay; from Information on nothing here names a mailbox or a user.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1001, EventName = "RunStarted", Level = LogLevel.Information, Message = "{Question}: started for a mailbox of {Domain}")]
    public static partial void RunStarted(ILogger logger, string question, string domain);

    [LoggerMessage(EventId = 1002, EventName = "RunFound", Level = LogLevel.Information, Message = "{Question}: {End} for {Domain}: {Url} by {Step} in {Elapsed} ms")]
    public static partial void RunFound(ILogger logger, string question, string domain, string end, string url, string step, long elapsed);

    [LoggerMessage(EventId = 1003, EventName = "RunEnded", Level = LogLevel.Information, Message = "{Question}: {End} for {Domain} in {Elapsed} ms")]
    public static partial void RunEnded(ILogger logger, string question, string domain, string end, long elapsed);

    [LoggerMessage(EventId = 1004, EventName = "RunFailed", Level = LogLevel.Error, Message = "{Question}: {Fault} for {Domain} after {Elapsed} ms")]
    public static partial void RunFailed(ILogger logger, string question, string domain, string fault, long elapsed);

    [LoggerMessage(EventId = 1005, EventName = "WhyEnded", Level = LogLevel.Debug, Message = "ended: {Why}")]
    public static partial void WhyEnded(ILogger logger, string why);

    [LoggerMessage(EventId = 1101, EventName = "RoundStarted", Level = LogLevel.Debug, Message = "{Address}: plan {Plan}, race {Race}")]
    public static partial void RoundStarted(ILogger logger, MailboxAddress address, string plan, string race);

    [LoggerMessage(EventId = 1102, EventName = "DirectoryOpened", Level = LogLevel.Debug, Message = "directory {Source}")]
    public static partial void DirectoryOpened(ILogger logger, string source);

    [LoggerMessage(EventId = 1103, EventName = "SiteLearned", Level = LogLevel.Debug, Message = "site {Site}, known by {Origin}")]
    public static partial void SiteLearned(ILogger logger, string site, string origin);

    [LoggerMessage(EventId = 1201, EventName = "StepSkipped", Level = LogLevel.Debug, Message = "step {Step} is left out: {Reason}")]
    public static partial void StepSkipped(ILogger logger, string step, string reason);

    [LoggerMessage(EventId = 1202, EventName = "StepEnded", Level = LogLevel.Debug, Message = "step {Step} has {Candidates} candidates")]
    public static partial void StepEnded(ILogger logger, string step, int candidates);

    [LoggerMessage(EventId = 1203, EventName = "StepFailed", Level = LogLevel.Warning, Message = "{Domain}: step {Step} failed: {Reason}")]
    public static partial void StepFailed(ILogger logger, string domain, string step, string reason);

    [LoggerMessage(EventId = 1204, EventName = "StepEmpty", Level = LogLevel.Debug, Message = "step {Step} has no candidate: {Reason}")]
    public static partial void StepEmpty(ILogger logger, string step, string reason);

    [LoggerMessage(EventId = 1301, EventName = "AttemptStarted", Level = LogLevel.Debug, Message = "trying {Url}, from step {Step}")]
    public static partial void AttemptStarted(ILogger logger, string url, string step);

    [LoggerMessage(EventId = 1302, EventName = "HopFollowed", Level = LogLevel.Debug, Message = "{From} redirects to {To} by {How}")]
    public static partial void HopFollowed(ILogger logger, string from, string to, string how);

    [LoggerMessage(EventId = 1303, EventName = "AttemptEnded", Level = LogLevel.Debug, Message = "{Url}: {Description} [{Outcome}]")]
    public static partial void AttemptEnded(ILogger logger, string url, string outcome, string description);

    [LoggerMessage(EventId = 1304, EventName = "ConversationEnded", Level = LogLevel.Debug, Message = "conversation with {Url}: {Description} [{Outcome}]")]
    public static partial void ConversationEnded(ILogger logger, string url, string outcome, string description);

    [LoggerMessage(EventId = 1401, EventName = "Noted", Level = LogLevel.Debug, Message = "{Domain}: {Code}: {Subject}: {Evidence}. {Remedy}")]
    public static partial void Noted(ILogger logger, string domain, string code, string subject, string evidence, string remedy);

    [LoggerMessage(EventId = 1402, EventName = "Warned", Level = LogLevel.Warning, Message = "{Domain}: {Code}: {Subject}: {Evidence}. {Remedy}")]
    public static partial void Warned(ILogger logger, string domain, string code, string subject, string evidence, string remedy);
}
