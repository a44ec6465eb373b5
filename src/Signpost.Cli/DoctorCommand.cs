using System.CommandLine;
using Signpost.Discovery;
using Signpost.Doctor;
using Signpost.Tracing;

namespace Signpost.Cli;

/// <summary><c>signpost doctor ADDRESS</c>: looks at everything that could lead a client to a CAS, and says what is wrong with it.</summary>
internal static class DoctorCommand
{
    public static Command Create(Screen screen)
    {
        var address = AddressArgument.Required();
        var settings = new Settings();
        var command = new Command("doctor") { Arguments = { address } };
        foreach (var option in settings.Common.Concat(settings.Ranking).Concat(settings.Steps).Concat(settings.Attempts))
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
        var report = await world.Client(world.Options).ExamineAsync(address, cancellationToken);
        if (settings.WantsJson(given))
        {
            screen.Print(DoctorJson.Of(report));
        }
        else
        {
            WireView.Print(report.Events, screen);
            screen.Print(DoctorText.Of(report));
        }

        return ExitOf(report);
    }

    private static int ExitOf(DoctorReport report) => report switch
    {
        { Discovery.Found: null } => ExitCode.NotFound,
        { Worst: FindingSeverity.Error } or { IsComplete: false } or { Discovery.End: not DiscoveryEnd.Found } => ExitCode.FoundWithErrors,
        _ => ExitCode.Found,
    };
}
