using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Signpost.Server.Registration;

/// <summary>What a keeper tells, as log entries.</summary>
public static partial class ScpKeeperLog
{
    /// <summary>Writes what it is told to a log.</summary>
    public static Action<ScpKeeperEvent> To(ILogger logger) => happened =>
    {
        switch (happened)
        {
            case ScpKeeperEvent.Published published:
                ScpPublished(logger, published.DistinguishedName, published.Steps.Length);
                break;
            case ScpKeeperEvent.Withdrawn withdrawn:
                ScpWithdrawn(logger, withdrawn.DistinguishedName, withdrawn.How, withdrawn.Why);
                break;
            case ScpKeeperEvent.Unhealthy unhealthy:
                CasUnhealthy(logger, unhealthy.Why);
                break;
            case ScpKeeperEvent.Failed { Problem: var problem }:
                ScpNotKept(logger, problem.Describe());
                break;
            case ScpKeeperEvent.Recovered:
                DirectoryBack(logger);
                break;
            default:
                throw new UnreachableException();
        }
    };

    [LoggerMessage(EventId = 2101, EventName = "ScpPublished", Level = LogLevel.Information, Message = "Published the SCP {Dn} (changes: {Changes})")]
    private static partial void ScpPublished(ILogger logger, string dn, int changes);

    [LoggerMessage(EventId = 2102, EventName = "ScpWithdrawn", Level = LogLevel.Warning, Message = "Withdrew the SCP {Dn} ({How}): {Why}")]
    private static partial void ScpWithdrawn(ILogger logger, string dn, ScpWithdrawal how, string why);

    [LoggerMessage(EventId = 2103, EventName = "CasUnhealthy", Level = LogLevel.Warning, Message = "The CAS is not well: {Why}")]
    private static partial void CasUnhealthy(ILogger logger, string why);

    [LoggerMessage(EventId = 2104, EventName = "ScpNotKept", Level = LogLevel.Error, Message = "The SCP could not be kept, and it is tried again: {Why}")]
    private static partial void ScpNotKept(ILogger logger, string why);

    [LoggerMessage(EventId = 2105, EventName = "DirectoryBack", Level = LogLevel.Information, Message = "The directory is there again")]
    private static partial void DirectoryBack(ILogger logger);

    [LoggerMessage(EventId = 2106, EventName = "ScpNotAnnounced", Level = LogLevel.Error, Message = "No SCP is published yet, and it is tried again: {Why}")]
    internal static partial void NotAnnounced(ILogger logger, string why);
}
