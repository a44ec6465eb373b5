using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Signpost;
using Signpost.Autodiscover;
using Signpost.Discovery;

namespace HostedDiscovery;

/// <summary>Discovers the endpoints of a mailbox at the start, and again whenever the server's word for them has run out.</summary>
internal sealed partial class EndpointWatch(SignpostClient client, WatchedMailbox mailbox, TimeProvider time, ILogger<EndpointWatch> logger) : BackgroundService
{
    private static readonly TimeSpan AtLeast = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AtMost = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var report = await client.DiscoverAsync(mailbox.Address, stoppingToken);
            Tell(report);
            await Task.Delay(RefreshAfter(report), time, stoppingToken);
        }
    }

    /// <summary>By the settings' own time to live; soon, where there are none because something went wrong.</summary>
    private static TimeSpan RefreshAfter(DiscoveryReport report) => report switch
    {
        { Found.Settings.Ttl: var ttl } when ttl != Timeout.InfiniteTimeSpan => TimeSpan.FromTicks(Math.Clamp(ttl.Ticks, AtLeast.Ticks, AtMost.Ticks)),
        { End: DiscoveryEnd.Found } => AtMost,
        _ => AtLeast,
    };

    private void Tell(DiscoveryReport report)
    {
        if (report.Found is not { } cas)
        {
            NoEndpoint(report.End, report.Why);
            return;
        }

        Found(cas.Url);
        foreach (var service in Enum.GetValues<CasService>())
        {
            if (cas.Settings?.UrlOf(service, cas.Vantage) is { } found && found.TryUri(out var url))
            {
                Endpoint(service, url);
            }
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Autodiscover: {Url}")]
    private partial void Found(Uri url);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "{Service}: {Url}")]
    private partial void Endpoint(CasService service, Uri url);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "no endpoint ({End}): {Why}")]
    private partial void NoEndpoint(DiscoveryEnd end, string why);
}
