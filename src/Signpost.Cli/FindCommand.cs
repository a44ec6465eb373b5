using System.CommandLine;
using Signpost.Discovery;

namespace Signpost.Cli;

/// <summary><c>signpost find ADDRESS</c>: finds the CAS and says everything that was tried.</summary>
internal static class FindCommand
{
    public static Command Create(Screen screen)
    {
        var address = AddressArgument.Required();
        var settings = new Settings();
        var command = new Command("find") { Arguments = { address } };
        foreach (var option in settings.Common.Concat(settings.Ranking).Concat(settings.Steps).Concat(settings.Attempts).Concat(settings.Questions))
        {
            command.Options.Add(option);
        }

        command.SetAction((given, cancellationToken) =>
            RunAsync(AddressArgument.Read(given.GetValue(address)!), settings, given, screen, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        MailboxAddress address, Settings settings, ParseResult given, Screen screen, CancellationToken cancellationToken)
    {
        await using var world = await World.OpenAsync(settings, given, address, screen, cancellationToken);
        var report = await LiveView.WatchAsync(
            settings.WantsJson(given) ? null : screen.LiveConsole, world.Options,
            options => world.Client(options).DiscoverAsync(address, cancellationToken));
        if (settings.WantsJson(given))
        {
            screen.Print(ReportJson.Of(report));
        }
        else
        {
            WireView.Print(report.Events, screen);
            screen.Print(ReportText.Of(report));
        }

        return ExitOf(report);
    }

    private static int ExitOf(DiscoveryReport report) => report.End switch
    {
        DiscoveryEnd.Found => ExitCode.Found,
        DiscoveryEnd.FoundWithoutSettings => ExitCode.FoundWithErrors,
        _ => ExitCode.NotFound,
    };
}
