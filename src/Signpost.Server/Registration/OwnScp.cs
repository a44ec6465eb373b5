using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Server.Configuration;

namespace Signpost.Server.Registration;

/// <summary>The SCP of the CAS that runs here, kept as its configuration says: published once its URL answers as clients would have it, under its name and with a certificate that is trusted.</summary>
public sealed class OwnScp : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly ServerConfiguration configuration;
    private readonly ILogger log;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task keeping;
    private ScpKeeper? keeper;
    private bool isReplaced;

    private OwnScp(ServerConfiguration configuration, ILogger log, TimeProvider time)
    {
        (this.configuration, this.log, this.time) = (configuration, log, time);
        keeping = Task.Run(KeepAsync);
    }

    /// <summary>Whether the directory was last brought to announce this CAS.</summary>
    public bool IsPublished => Volatile.Read(ref keeper)?.IsPublished ?? false;

    /// <summary>Begins to keep it; null where the configuration does not want one.</summary>
    public static OwnScp? Begin(ServerConfiguration configuration, ILogger log, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.Scp.IsPublished ? new OwnScp(configuration, log, time) : null;
    }

    /// <summary>Whether another configuration keeps the same SCP: it is written by the same names.</summary>
    public bool IsTheSameAs(ServerConfiguration other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Scp.IsPublished && other.ServerName == configuration.ServerName
            && other.Scp.Name.Equals(configuration.Scp.Name, StringComparison.OrdinalIgnoreCase)
            && other.Scp.Organization.Equals(configuration.Scp.Organization, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Ends the keeping and leaves the SCP, because another goes on with it.</summary>
    public async ValueTask HandOverAsync()
    {
        isReplaced = true;
        await DisposeAsync();
    }

    /// <summary>Ends the keeping; the SCP is retracted where the configuration wants that.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await keeping;
        stopping.Dispose();
    }

    private async Task KeepAsync()
    {
        try
        {
            var announcement = await AnnouncementAsync();
            var options = new ScpKeeperOptions
            {
                CheckEvery = configuration.Scp.CheckEvery,
                FailuresBeforeWithdrawal = configuration.Scp.FailuresBeforeWithdrawal,
                WhenUnhealthy = configuration.Scp.WhenUnhealthy,
                WhenStopped = configuration.Scp.IsRetractedOnStop ? ScpWithdrawal.Retract : ScpWithdrawal.Leave,
            };
            var kept = new ScpKeeper(announcement, ForestOpener.Of(configuration.Directory.AsOptions(), null, time), WhoOf(configuration.Directory.Logon), token => CheckAsync(announcement.Url, token), options, ScpKeeperLog.To(log), time) { Leaves = () => isReplaced };
            Volatile.Write(ref keeper, kept);
            await kept.RunAsync(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It ended before there was anything to keep.
        }
    }

    /// <summary>What is announced. Which site this host is in only the directory knows: it is asked until it says so.</summary>
    private async Task<ScpAnnouncement> AnnouncementAsync()
    {
        var told = "";
        for (var pause = FirstPause; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks)))
        {
            var (announcement, why) = await TryAnnouncementAsync(stopping.Token);
            if (announcement is not null)
            {
                return announcement;
            }

            if (why != told)
            {
                ScpKeeperLog.NotAnnounced(log, told = why);
            }

            await Task.Delay(pause, time, stopping.Token);
        }
    }

    private async Task<(ScpAnnouncement? Announcement, string Why)> TryAnnouncementAsync(CancellationToken cancellationToken)
    {
        switch (await ForestAccess.OpenAsync(configuration.Directory.AsOptions(), null, time, cancellationToken))
        {
            case ForestAccessOutcome.Failed { Failure: var failure }:
                return (null, failure.Describe());
            case ForestAccessOutcome.Opened { Access: var access }:
                await using (access)
                {
                    return await OwnAnnouncement.ReadAsync(configuration, access, cancellationToken);
                }

            default:
                throw new UnreachableException();
        }
    }

    private async Task<HealthVerdict> CheckAsync(Uri url, CancellationToken cancellationToken)
    {
        var verdict = await new EndpointCheck(configuration.Directory.AsOptions(), null, time).CheckAsync(url, null, cancellationToken);
        return HealthVerdict.Of(verdict);
    }

    /// <summary>Who logs on at the directory, in words.</summary>
    internal static string WhoOf(DirectoryLogon logon) => logon switch
    {
        DirectoryLogon.Password { User: var user } => user,
        DirectoryLogon.Anonymous => "nobody (anonymous)",
        _ => "the Kerberos ticket's user",
    };
}
