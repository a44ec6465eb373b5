using Microsoft.Extensions.Logging;

namespace Signpost.Cli;

/// <summary>What <c>serve</c> says of itself.</summary>
internal static partial class ServeLog
{
    [LoggerMessage(50, LogLevel.Error, "not taken over from {File}: {What}", EventName = "NotTakenOver")]
    public static partial void NotTakenOver(ILogger log, string file, string what);

    [LoggerMessage(51, LogLevel.Error, "{File} could not be read again", EventName = "ReloadFailed")]
    public static partial void ReloadFailed(ILogger log, string file, Exception failure);
}
