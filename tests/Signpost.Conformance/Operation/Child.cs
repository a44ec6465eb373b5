using System.Diagnostics;
using System.Text;

namespace Signpost.Conformance.Operation;

/// <summary>A program that runs beside a test; disposing it ends it.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process process;
    private readonly StringBuilder said = new();

    private Child(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    /// <summary>All it wrote, to either stream.</summary>
    public string Said
    {
        get
        {
            lock (said)
            {
                return said.ToString();
            }
        }
    }

    public static Child Start(IEnumerable<string> command, params (string Name, string? Value)[] environment)
    {
        var words = command.ToList();
        var how = new ProcessStartInfo(words[0]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        words.Skip(1).ToList().ForEach(how.ArgumentList.Add);
        foreach (var (name, value) in environment)
        {
            how.Environment[name] = value;
        }

        return new Child(Process.Start(how)!);
    }

    /// <summary>Runs a command to its end: its exit code, and all it wrote.</summary>
    public static async Task<(int Exit, string Said)> RunAsync(IEnumerable<string> command, params (string Name, string? Value)[] environment)
    {
        await using var child = Start(command, environment);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        await child.process.WaitForExitAsync(limit.Token);
        return (child.process.ExitCode, child.Said);
    }

    /// <summary>Waits until something is so; fails, with what the program wrote, when it is not in time or the program has ended.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> isSoAsync)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await isSoAsync())
        {
            Assert.False(process.HasExited, $"{process.StartInfo.FileName} has ended: {Said}");
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, $"not in time: {what}; {Said}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Sends a signal by its name.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await EndAsync();
        }

        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is not null)
        {
            lock (said)
            {
                said.AppendLine(line);
            }
        }
    }
}
