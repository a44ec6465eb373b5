using Microsoft.Extensions.Logging;

namespace Signpost.Server.Hosting;

/// <summary>What is said where a configuration is not taken over; docs/logs.md lists the lines.</summary>
public static partial class ReloadLog
{
    /// <summary>Something in it can't be used, or only after a restart.</summary>
    [LoggerMessage(4, LogLevel.Error, "not taken over from {File}: {What}", EventName = "NotTakenOver")]
    public static partial void NotTakenOver(ILogger log, string file, string what);

    /// <summary>It could not be read again, for a reason nobody thought of.</summary>
    [LoggerMessage(5, LogLevel.Error, "{File} could not be read again", EventName = "ReloadFailed")]
    public static partial void ReloadFailed(ILogger log, string file, Exception failure);
}
