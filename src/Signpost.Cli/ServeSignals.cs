using System.Runtime.InteropServices;

namespace Signpost.Cli;

/// <summary>What the system tells a server: to end, or to read its configuration again.</summary>
internal static class ServeSignals
{
    /// <summary>Waits until the process is told to end.</summary>
    public static async Task EndAsync(CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupted = cancellationToken.Register(() => ended.TrySetResult());
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            ended.TrySetResult();
        });
        await ended.Task;
    }

    /// <summary>Calls <paramref name="again"/> at each SIGHUP; Windows has none.</summary>
    public static IDisposable? OnHangUp(Action again) => OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
    {
        signal.Cancel = true;
        again();
    });
}
