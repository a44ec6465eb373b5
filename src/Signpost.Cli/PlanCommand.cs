using System.CommandLine;
using Signpost.Discovery;

namespace Signpost.Cli;

/// <summary><c>signpost plan ADDRESS</c>: what <c>find</c> would try, in which order; no CAS is contacted.</summary>
internal static class PlanCommand
{
    public static Command Create(Screen screen)
    {
        var address = AddressArgument.Required();
        var settings = new Settings();
        var command = new Command("plan") { Arguments = { address } };
        foreach (var option in settings.Common.Concat(settings.Ranking).Concat(settings.Steps))
        {
            command.Options.Add(option);
        }

        command.SetAction(async (given, cancellationToken) =>
        {
            var mailbox = AddressArgument.Read(given.GetValue(address)!);
            await using var world = await World.OpenAsync(settings, given, mailbox, screen, cancellationToken);
            var list = await world.Client(world.Options).PlanAsync(mailbox, cancellationToken);
            return RankedListView.Print(list, settings, given, screen);
        });
        return command;
    }
}
