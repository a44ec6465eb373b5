using Microsoft.Extensions.Logging;
using Signpost.Server.Configuration;
using Signpost.Server.Hosting;
using Signpost.Server.Operation;

namespace Signpost.Cli;

/// <summary><c>serve --config</c>: a CAS until it is told to end.</summary>
internal static class ServeRun
{
    public static async Task<int> RunAsync(string file, Screen screen, CancellationToken cancellationToken)
    {
        if (Read(file, screen) is not { } configuration)
        {
            return ExitCode.NotFound;
        }

        using var loggers = CasLoggers.Create(configuration.Log);
        var settings = new CasSettings(read => DirectoryBacking.Create(read, loggers, TimeProvider.System), loggers, TimeProvider.System);
        var start = await CasHost.StartAsync(configuration, settings, cancellationToken);
        if (start is not CasStart.Running { Host: var host })
        {
            screen.Complain(((CasStart.Failed)start).Why);
            return ExitCode.NotFound;
        }

        var log = loggers.CreateLogger("Signpost.Server");
        await using var manager = ServiceManager.OfThisProcess(log, TimeProvider.System);
        await using (host)
        {
            var status = $"serving {configuration.ServerName} on {string.Join(", ", host.Addresses)}";
            using var reloads = ServeSignals.OnHangUp(() => _ = ReloadAsync(file, host, manager, status, log));
            screen.Print($"signpost serves {configuration.ServerName} on {string.Join(", ", host.Addresses)}{Operators(host)}");
            screen.Flush();
            var firstLook = host.Readiness.ReportAsync(cancellationToken).AsTask();     // the log says what is wrong before a client finds it
            manager?.Ready(status);
            manager?.Watch(host.WhyNotAliveAsync);
            await ServeSignals.EndAsync(cancellationToken);
            await ((Task)firstLook).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            manager?.Stopping(configuration.Listen.DrainFor + settings.StopWithin + TimeSpan.FromSeconds(30));
        }

        return ExitCode.Found;
    }

    /// <summary>Reads a configuration; null where it can't be used, which is then said.</summary>
    public static ServerConfiguration? Read(string file, Screen screen)
    {
        switch (ConfigurationReader.Read(file))
        {
            case ConfigurationReading.Ok { Value: var configuration }:
                return configuration;
            case ConfigurationReading.Bad { Faults: var faults }:
                foreach (var fault in faults)
                {
                    screen.Complain($"{file}: {fault}");
                }

                return null;
            default:
                throw new InvalidOperationException("a case is missing");
        }
    }

    private static string Operators(CasHost host) => host.ManagementAddresses is [] ? "" : $"; health and metrics on {string.Join(", ", host.ManagementAddresses)}";

    // Whatever is wrong with the new one, the old one goes on.
    private static async Task ReloadAsync(string file, CasHost host, ServiceManager? manager, string status, ILogger log)
    {
        manager?.Reloading();
        try
        {
            switch (ConfigurationReader.Read(file))
            {
                case ConfigurationReading.Ok { Value: var configuration }:
                    if (await host.ReloadAsync(configuration) is { Length: > 0 } what)
                    {
                        ReloadLog.NotTakenOver(log, file, what);
                    }

                    break;
                case ConfigurationReading.Bad { Faults: var faults }:
                    host.CouldNotReload();
                    foreach (var fault in faults)
                    {
                        ReloadLog.NotTakenOver(log, file, fault.ToString());
                    }

                    break;
            }
        }
        catch (Exception unexpected) when (unexpected is not OutOfMemoryException)
        {
            ReloadLog.ReloadFailed(log, file, unexpected);
        }
        finally
        {
            manager?.Ready(status);
        }
    }
}
