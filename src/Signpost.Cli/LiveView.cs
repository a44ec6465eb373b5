using System.Collections.Immutable;
using Signpost.Discovery;
using Signpost.Tracing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Signpost.Cli;

/// <summary>The report as it grows, on a terminal; it is gone when the run is over and the report itself is printed.</summary>
internal sealed class LiveView : IDisposable
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(80);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource ended = new();
    private ImmutableArray<TraceEvent> seen = [];
    private Task painting = Task.CompletedTask;

    public static async Task<DiscoveryReport> WatchAsync(
        IAnsiConsole? console, DiscoveryOptions options, Func<DiscoveryOptions, Task<DiscoveryReport>> run)
    {
        if (console is null)
        {
            return await run(options);
        }

        using var view = new LiveView();
        view.painting = console.Live(new Text("…")).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(view.PaintAsync);
        try
        {
            return await run(view.Watching(options));
        }
        finally
        {
            await view.EndAsync();
        }
    }

    public void Dispose() => ended.Dispose();

    /// <summary>A question to the user and a picture that repaints itself do not go together: the picture ends first.</summary>
    private DiscoveryOptions Watching(DiscoveryOptions options) => options with
    {
        Observer = Keep,
        Redirects = options.Redirects.Ask is not { } ask ? options.Redirects : options.Redirects with
        {
            Ask = async (host, cancellationToken) =>
            {
                await EndAsync();
                return await ask(host, cancellationToken);
            },
        },
    };

    private async Task EndAsync()
    {
        await ended.CancelAsync();
        await painting;
    }

    private void Keep(TraceEvent happened)
    {
        lock (gate)
        {
            seen = seen.Add(happened);
        }
    }

    private async Task PaintAsync(LiveDisplayContext live)
    {
        while (!ended.IsCancellationRequested)
        {
            live.UpdateTarget(Picture());
            await Task.Delay(Frame, TimeProvider.System, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private IRenderable Picture()
    {
        ImmutableArray<TraceEvent> events;
        lock (gate)
        {
            events = seen;
        }

        return events.Any(happened => happened is RoundStarted) ? Screen.ParagraphOf(ReportText.Of(DiscoveryReport.From(events))) : new Text("…");
    }
}
