using Microsoft.Extensions.Logging;

namespace Signpost.Server.Mailboxes;

/// <summary>What the log can say of mailboxes and their directory. Nothing here names a mailbox or a user.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2201, EventName = "DirectoryOpened", Level = LogLevel.Information, Message = "The directory answers: {Source}")]
    public static partial void DirectoryOpened(ILogger logger, string source);

    [LoggerMessage(EventId = 2202, EventName = "DirectoryAway", Level = LogLevel.Warning, Message = "The directory does not answer: {Why}")]
    public static partial void DirectoryAway(ILogger logger, string why);

    [LoggerMessage(EventId = 2203, EventName = "ForestKept", Level = LogLevel.Warning, Message = "The forest in the file has changed, but can't be read: {Why}; what was read before stays in use")]
    public static partial void ForestKept(ILogger logger, string why);

    [LoggerMessage(EventId = 2204, EventName = "MailboxAmbiguous", Level = LogLevel.Warning, Message = "{Count} objects claim one address, so nobody has it: {Objects}. Take it from all but one of them")]
    public static partial void MailboxAmbiguous(ILogger logger, int count, string objects);

    [LoggerMessage(EventId = 2205, EventName = "HomeUnknown", Level = LogLevel.Warning, Message = "Mailboxes belong to {Home}, which is neither a CAS nor a site with one: they are served here. Correct the attribute, or register an SCP there")]
    public static partial void HomeUnknown(ILogger logger, string home);
}
