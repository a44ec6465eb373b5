using Microsoft.Extensions.Logging;

namespace Signpost.Server.Operation;

/// <summary>What is said of operating a CAS.</summary>
internal static partial class OperationLog
{
    [LoggerMessage(40, LogLevel.Error, "the check of the {Name} failed", EventName = "CheckFailed")]
    public static partial void CheckFailed(ILogger log, string name, Exception failure);

    [LoggerMessage(41, LogLevel.Information, "stopping: not ready any more, ending in {Seconds} s", EventName = "Draining")]
    public static partial void Draining(ILogger log, double seconds);

    [LoggerMessage(44, LogLevel.Warning, "not ready: {Why}", EventName = "NotReady")]
    public static partial void NotReady(ILogger log, string why);

    [LoggerMessage(45, LogLevel.Information, "ready again", EventName = "ReadyAgain")]
    public static partial void ReadyAgain(ILogger log);

    [LoggerMessage(42, LogLevel.Warning, "systemd can't be told '{What}': {Why}", EventName = "NotNotified")]
    public static partial void NotNotified(ILogger log, string what, string why);

    [LoggerMessage(43, LogLevel.Error, "no sign of life to systemd's watchdog: {Why}", EventName = "NotAlive")]
    public static partial void NotAlive(ILogger log, string why);
}
