using System.CommandLine;
using Signpost.Cli.Registration;

namespace Signpost.Cli;

/// <summary><c>signpost scp</c>: the SCPs of the forest, ranked for this client, and the commands that keep one.</summary>
internal static class ScpCommand
{
    public static Command Create(Screen screen)
    {
        var address = AddressArgument.Optional();
        var settings = new Settings();
        var list = new Command("list") { Arguments = { address } };
        foreach (var option in settings.Common.Concat(settings.Ranking))
        {
            list.Options.Add(option);
        }

        list.SetAction(async (given, cancellationToken) =>
        {
            MailboxAddress? mailbox = given.GetValue(address) is { } text ? AddressArgument.Read(text) : null;
            await using var world = await World.OpenAsync(settings, given, mailbox, screen, cancellationToken);
            var scps = await world.Client(world.Options).ScpsAsync(mailbox, cancellationToken);
            return RankedListView.Print(scps, settings, given, screen);
        });
        var command = new Command("scp")
        {
            Subcommands =
            {
                list, ScpPlanCommand.Create(screen), ScpPublishCommand.Create(screen), ScpVerifyCommand.Create(screen), ScpRetractCommand.Create(screen),
            },
        };
        command.SetAction(_ =>
        {
            screen.Explain(Usage.Of("scp"));
            return ExitCode.WrongUsage;
        });
        return command;
    }
}
