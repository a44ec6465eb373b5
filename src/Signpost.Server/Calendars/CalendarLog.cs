using Microsoft.Extensions.Logging;

namespace Signpost.Server.Calendars;

/// <summary>What the log can say of calendars. Mailboxes and files come in as <see cref="Conduct.LoggedNames"/> writes them.</summary>
internal static partial class CalendarLog
{
    [LoggerMessage(EventId = 2301, EventName = "CalendarFinding", Level = LogLevel.Warning, Message = "The calendar of {Mailbox}: {File} line {Line} {What}")]
    public static partial void Finding(ILogger logger, string mailbox, string file, int line, string what);

    [LoggerMessage(EventId = 2302, EventName = "CalendarFindingsLeftOut", Level = LogLevel.Warning, Message = "The calendar of {Mailbox}: {File} has {Count} more lines like these")]
    public static partial void LeftOut(ILogger logger, string mailbox, string file, int count);

    [LoggerMessage(EventId = 2303, EventName = "CalendarUnreadable", Level = LogLevel.Error, Message = "A calendar can't be read: {File}: {Why}")]
    public static partial void Unreadable(ILogger logger, string file, string why);

    [LoggerMessage(EventId = 2304, EventName = "CalendarTooSlow", Level = LogLevel.Warning, Message = "The calendar of {Mailbox} takes more than {Seconds} s ({Doing}), and is not known to who asked. Calendars.Timeout says how long one may take")]
    public static partial void TooSlow(ILogger logger, string mailbox, double seconds, string doing);

    [LoggerMessage(EventId = 2310, EventName = "CalendarServerAway", Level = LogLevel.Error, Message = "The calendar server {Server}: {Why}")]
    public static partial void ServerAway(ILogger logger, string server, string why);

    [LoggerMessage(EventId = 2311, EventName = "CalendarServerBack", Level = LogLevel.Information, Message = "The calendar server {Server} answers again")]
    public static partial void ServerBack(ILogger logger, string server);
}
