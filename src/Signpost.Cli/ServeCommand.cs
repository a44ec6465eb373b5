using System.CommandLine;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Signpost.Cli.Demo;
using Signpost.Server.Configuration;
using Signpost.Server.Hosting;

namespace Signpost.Cli;

/// <summary><c>signpost serve</c>: is a CAS until it is told to end.</summary>
internal static class ServeCommand
{
    private const int DemoPort = 8443;

    public static Command Create(Screen screen)
    {
        var config = new Option<string?>("--config") { HelpName = "FILE" };
        var check = new Option<bool>("--check");
        var demo = new Option<bool>("--demo");
        var command = new Command("serve") { Options = { config, check, demo } };
        command.SetAction((given, cancellationToken) => (given.GetValue(demo), given.GetValue(config), given.GetValue(check)) switch
        {
            (true, null, false) => DemoAsync(screen, cancellationToken),
            (true, _, _) => throw new UsageException("--demo brings its own configuration: leave out --config and --check"),
            (false, _, _) => throw new UsageException("--config FILE is missing (or --demo)"),
        });
        return command;
    }

    private static async Task<int> DemoAsync(Screen screen, CancellationToken cancellationToken)
    {
        using var demo = new DemoServer();
        using var loggers = Loggers(new LogConfiguration());
        var settings = new CasSettings(_ => DemoServer.Backing(), loggers, TimeProvider.System);
        var start = await CasHost.StartAsync(demo.Configuration(DemoPort), settings, cancellationToken);
        if (start is not CasStart.Running { Host: var host })
        {
            screen.Complain($"{((CasStart.Failed)start).Why}; --demo wants port {DemoPort} of the loopback");
            return ExitCode.NotFound;
        }

        await using (host)
        {
            var url = $"https://localhost:{DemoPort}";
            screen.Print($"""
                serving the made-up domain contoso.test on {url}
                every address has a mailbox, and every password is {DemoMailboxes.Password}; its authority is {demo.AuthorityFile}
                try
                  curl --cacert {demo.AuthorityFile} "{url}/autodiscover/autodiscover.json?Email=ann@contoso.test&Protocol=Ews"
                  echo {DemoMailboxes.Password} | signpost settings ann@contoso.test --from {url}/autodiscover/autodiscover.svc \
                    --ca {demo.AuthorityFile} --user ann@contoso.test --password-file -
                Ctrl-C ends it
                """);
            screen.Flush();
            await EndAsync(cancellationToken);
        }

        return 0;
    }

    private static async Task EndAsync(CancellationToken cancellationToken)
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

    private static ILoggerFactory Loggers(LogConfiguration log) => LoggerFactory.Create(logging =>
    {
        logging.SetMinimumLevel(log.EachRequest ? LogLevel.Information : LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (log.IsJson)
        {
            logging.AddJsonConsole();
        }
        else
        {
            logging.AddSimpleConsole(line =>
            {
                line.SingleLine = true;
                line.ColorBehavior = LoggerColorBehavior.Disabled;
                line.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
                line.UseUtcTimestamp = true;
            });
        }
    });
}
