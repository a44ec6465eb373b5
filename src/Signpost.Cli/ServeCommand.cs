using System.CommandLine;
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
            (false, null, _) => throw new UsageException("--config FILE is missing (or --demo)"),
            (false, { } file, true) => ServeCheck.RunAsync(file, screen, cancellationToken),
            (false, { } file, false) => ServeRun.RunAsync(file, screen, cancellationToken),
        });
        return command;
    }

    private static async Task<int> DemoAsync(Screen screen, CancellationToken cancellationToken)
    {
        using var demo = new DemoServer();
        using var loggers = CasLoggers.Create(new LogConfiguration());
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
            await ServeSignals.EndAsync(cancellationToken);
        }

        return 0;
    }
}
