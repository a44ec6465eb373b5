using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Signpost.Discovery;
using Signpost.Tracing;

namespace Signpost.Diagnostics;

/// <summary>Lets runs be watched by whoever listens to activities, meters or the log; where nobody does, a run goes its way as it is.</summary>
internal sealed class Watch(TimeProvider time, ILoggerFactory? loggers, IMeterFactory? meters)
{
    private readonly ILogger? logger = loggers?.CreateLogger(SignpostTelemetry.LogCategory);
    private readonly Instruments instruments = meters is null ? Instruments.OfProcess : Instruments.Of(meters);

    /// <summary>Runs the work with options that tell the views of each event, beside the observer they name already.</summary>
    public Task<T> RunAsync<T>(RunKind kind, MailboxAddress? address, DiscoveryOptions options, Func<DiscoveryOptions, Task<T>> work) =>
        IsWatched(kind) ? WatchedAsync(kind, address, options, work) : work(options);

    private bool IsWatched(RunKind kind) =>
        ActivityView.HasListeners || (kind is RunKind.Discover && instruments.AreEnabled) || (logger is not null && LogView.IsEnabled(logger));

    private async Task<T> WatchedAsync<T>(RunKind kind, MailboxAddress? address, DiscoveryOptions options, Func<DiscoveryOptions, Task<T>> work)
    {
        var began = time.GetTimestamp();
        var views = ViewsOf(kind, address, options);
        RunEnded? ended = null;
        try
        {
            var answer = await work(options with { Observer = See + options.Observer });
            End(RunEnd.Of(ended, time.GetElapsedTime(began)));
            return answer;
        }
        catch (Exception thrown)
        {
            End(RunEnd.Of(thrown, time.GetElapsedTime(began)));
            throw;
        }

        void See(TraceEvent happened)
        {
            ended = happened as RunEnded ?? ended;
            foreach (var view in views)
            {
                view.See(happened);
            }
        }

        void End(RunEnd end)
        {
            foreach (var view in views)
            {
                view.End(end);
            }
        }
    }

    private List<IRunView> ViewsOf(RunKind kind, MailboxAddress? address, DiscoveryOptions options)
    {
        var veil = new Veil(address, options);
        var views = new List<IRunView>(3);
        if (ActivityView.HasListeners && ActivityView.Start(kind, address, time.GetUtcNow(), veil) is { } activities)
        {
            views.Add(activities);
        }

        if (kind is RunKind.Discover && instruments.AreEnabled)
        {
            views.Add(new MeterView(instruments));
        }

        if (logger is not null && LogView.IsEnabled(logger))
        {
            views.Add(new LogView(logger, kind, address, veil));
        }

        return views;
    }
}
