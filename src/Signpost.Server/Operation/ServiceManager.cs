using System.Globalization;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Signpost.Server.Operation;

/// <summary>Tells systemd how the service is doing (sd_notify(3), sd_watchdog_enabled(3)).</summary>
public sealed class ServiceManager : IAsyncDisposable
{
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly UnixDomainSocketEndPoint place;
    private readonly TimeSpan watchdog;
    private readonly ILogger log;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource ended = new();
    private Task watching = Task.CompletedTask;

    private ServiceManager(string place, TimeSpan watchdog, ILogger log, TimeProvider time)
    {
        (this.watchdog, this.log, this.time) = (watchdog, log, time);

        // '@' stands for the zero octet of a name that is no file (unix(7)).
        this.place = new UnixDomainSocketEndPoint(place[0] is '@' ? $"\0{place[1..]}" : place);
    }

    /// <summary>The one that started this process; null where none wants to be told.</summary>
    public static ServiceManager? OfThisProcess(ILogger log, TimeProvider time) =>
        Of(Environment.GetEnvironmentVariable, Environment.ProcessId, log, time);

    /// <summary>The service serves.</summary>
    /// <param name="status">What <c>systemctl status</c> shows: one line.</param>
    public void Ready(string status) => Tell("READY=1", $"STATUS={OneLine(status)}");

    /// <summary>The configuration is being read again; <see cref="Ready"/> ends it.</summary>
    public void Reloading() => Tell("RELOADING=1", string.Create(CultureInfo.InvariantCulture, $"MONOTONIC_USEC={(long)time.GetElapsedTime(0).TotalMicroseconds}"), "STATUS=reading the configuration again");

    /// <summary>The service is about to end.</summary>
    /// <param name="within">How long that may take.</param>
    public void Stopping(TimeSpan within) =>
        Tell("STOPPING=1", string.Create(CultureInfo.InvariantCulture, $"EXTEND_TIMEOUT_USEC={(long)within.TotalMicroseconds}"), "STATUS=stopping");

    /// <summary>Gives signs of life, twice as often as the watchdog wants them, as long as <paramref name="whyNotAliveAsync"/> gives null.</summary>
    public void Watch(Func<CancellationToken, Task<string?>> whyNotAliveAsync)
    {
        ArgumentNullException.ThrowIfNull(whyNotAliveAsync);
        if (watchdog > TimeSpan.Zero)
        {
            watching = WatchAsync(whyNotAliveAsync);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await watching;
        ended.Dispose();
        socket.Dispose();
    }

    /// <summary>As an environment says.</summary>
    internal static ServiceManager? Of(Func<string, string?> variable, int processId, ILogger log, TimeProvider time)
    {
        if (variable("NOTIFY_SOCKET") is not { Length: > 1 } place || place[0] is not ('/' or '@'))
        {
            return null;
        }

        var isForUs = variable("WATCHDOG_PID") is not { Length: > 0 } whose || whose == processId.ToString(CultureInfo.InvariantCulture);
        var watchdog = isForUs && long.TryParse(variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) ? TimeSpan.FromMicroseconds(microseconds) : TimeSpan.Zero;
        return new ServiceManager(place, watchdog, log, time);
    }

    private async Task WatchAsync(Func<CancellationToken, Task<string?>> whyNotAliveAsync)
    {
        using var beat = new PeriodicTimer(watchdog / 2, time);
        do
        {
            // Over the thread pool, as requests go: where that is stuck, no sign of life is given.
            await Task.Yield();
            if (await WhyNotAsync(whyNotAliveAsync) is { } why)
            {
                OperationLog.NotAlive(log, why);
            }
            else if (!ended.IsCancellationRequested)
            {
                Tell("WATCHDOG=1");
            }
        }
        while (await NextAsync(beat));
    }

    private async Task<string?> WhyNotAsync(Func<CancellationToken, Task<string?>> whyNotAliveAsync)
    {
        using var limit = new CancellationTokenSource(watchdog / 4, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ended.Token);
        try
        {
            return await whyNotAliveAsync(either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return ended.IsCancellationRequested ? null : string.Create(CultureInfo.InvariantCulture, $"no answer in {(watchdog / 4).TotalSeconds} s");
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or SocketException)
        {
            return OneLine(failed.Message);
        }
    }

    private async Task<bool> NextAsync(PeriodicTimer beat)
    {
        try
        {
            return await beat.WaitForNextTickAsync(ended.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Tell(params ReadOnlySpan<string> assignments)
    {
        var what = string.Join('\n', assignments!);
        try
        {
            lock (socket)
            {
                socket.SendTo(Encoding.UTF8.GetBytes(what), place);
            }
        }
        catch (SocketException failed)
        {
            OperationLog.NotNotified(log, assignments[0], failed.Message);      // it goes on serving
        }
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
