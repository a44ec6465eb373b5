using Microsoft.Extensions.Logging;

namespace Signpost.Server.Conduct;

/// <summary>What is said of clients' conduct; docs/logs.md lists the lines.</summary>
internal static partial class ConductLog
{
    [LoggerMessage(20, LogLevel.Warning, "address limit begins for {Address}: too many {What}, request-id={RequestId}", EventName = "LimitBegins")]
    public static partial void LimitBegins(ILogger log, string address, string what, string requestId);

    [LoggerMessage(21, LogLevel.Information, "address limit ends for {Address}: {Refused} requests refused in {Seconds} s", EventName = "LimitEnds")]
    public static partial void LimitEnds(ILogger log, string address, int refused, long seconds);

    [LoggerMessage(22, LogLevel.Warning, "connections refused: {Count} in the last {Seconds} s, {Open} are open", EventName = "ConnectionsRefused")]
    public static partial void ConnectionsRefused(ILogger log, long count, long seconds, int open);

    [LoggerMessage(23, LogLevel.Warning, "lines left out: {Count} more of {Kind} in the last {Seconds} s", EventName = "LinesLeftOut")]
    public static partial void LinesLeftOut(ILogger log, int count, string kind, long seconds);

    [LoggerMessage(24, LogLevel.Warning, "proxy {Address} hands on X-Forwarded-For and Forwarded that name different clients, request-id={RequestId}: let it remove the one it does not write", EventName = "ProxyDisputed")]
    public static partial void ProxyDisputed(ILogger log, string address, string requestId);

    [LoggerMessage(30, LogLevel.Error, "request failed: {Method} {Path} request-id={RequestId}", EventName = "RequestFailed")]
    public static partial void RequestFailed(ILogger log, Exception failed, string method, string path, string requestId);

    [LoggerMessage(31, LogLevel.Information, "request from {Address} by {Client}: {Method} {Path} {Status} in {Milliseconds} ms request-id={RequestId}", EventName = "Request")]
    public static partial void Request(ILogger log, string address, string client, string method, string path, int status, long milliseconds, string requestId);
}
