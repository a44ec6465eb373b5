using Microsoft.Extensions.Logging;

namespace Signpost.Server.Operation;

/// <summary>What is said of operating a CAS.</summary>
internal static partial class OperationLog
{
    [LoggerMessage(40, LogLevel.Error, "the check of the {Name} failed", EventName = "CheckFailed")]
    public static partial void CheckFailed(ILogger log, string name, Exception failure);

    [LoggerMessage(41, LogLevel.Information, "stopping: not ready any more, ending in {Seconds} s", EventName = "Draining")]
    public static partial void Draining(ILogger log, double seconds);

    [LoggerMessage(42, LogLevel.Warning, "systemd can't be told '{What}': {Why}", EventName = "NotNotified")]
    public static partial void NotNotified(ILogger log, string what, string why);

    [LoggerMessage(43, LogLevel.Error, "no sign of life to systemd's watchdog: {Why}", EventName = "NotAlive")]
    public static partial void NotAlive(ILogger log, string why);
}
