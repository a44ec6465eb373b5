using System.Collections.Immutable;
using Signpost.Discovery;
using Signpost.Tracing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Signpost.Cli;

/// <summary>The report as it grows, on a terminal; it is gone when the run is over and the report itself is printed.</summary>
internal sealed class LiveView : IDisposable
{
    private readonly string afterwards;
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(80);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource ended = new();
    private ImmutableArray<TraceEvent> seen = [];
    private Task painting = Task.CompletedTask;

    private LiveView(string afterwards) => this.afterwards = afterwards;

    /// <summary>Shows a run while it goes on.</summary>
    /// <param name="console">Where; null shows nothing.</param>
    /// <param name="options">How the run is to go.</param>
    /// <param name="run">Runs it.</param>
    /// <param name="afterwards">What is still being done when the discovery has ended; "" where nothing is.</param>
    public static async Task<T> WatchAsync<T>(IAnsiConsole? console, DiscoveryOptions options, Func<DiscoveryOptions, Task<T>> run, string afterwards = "")
    {
        if (console is null)
        {
            return await run(options);
        }

        using var view = new LiveView(afterwards);
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

        if (!events.Any(happened => happened is RoundStarted))
        {
            return new Text("…");
        }

        var lines = ReportText.Of(DiscoveryReport.From(events));
        return Screen.ParagraphOf(afterwards is not "" && events.Any(happened => happened is RunEnded) ? lines.Add(ReportLine.Of(new ReportSpan(afterwards, ReportTone.Faint))) : lines);
    }
}
