using Microsoft.Extensions.Logging;
using Signpost.Oof;

namespace Signpost.Server.Storage;

/// <summary>What the log can say of the CAS's own state. Nothing here is text that somebody wrote into a reply.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(EventId = 2401, EventName = "OofChanged", Level = LogLevel.Information, Message = "out of office of {Mailbox} set by {User}: {State}, outside {Audience}, version {Version} request-id={RequestId}")]
    public static partial void OofChanged(ILogger logger, string mailbox, string user, OofState state, ExternalAudience audience, long version, string requestId);

    [LoggerMessage(EventId = 2402, EventName = "StorageAway", Level = LogLevel.Error, Message = "The storage does not answer: {Why}")]
    public static partial void Away(ILogger logger, string why);

    [LoggerMessage(EventId = 2403, EventName = "StorageBack", Level = LogLevel.Information, Message = "The storage answers again")]
    public static partial void Back(ILogger logger);
}
