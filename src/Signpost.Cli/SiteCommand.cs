using System.CommandLine;

namespace Signpost.Cli;

/// <summary><c>signpost site [ADDRESS]</c>: the client's site, how it is known, and how far the other sites are.</summary>
internal static class SiteCommand
{
    public static Command Create(Screen screen)
    {
        var address = AddressArgument.Optional();
        var settings = new Settings();
        var command = new Command("site") { Arguments = { address } };
        foreach (var option in settings.Common)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (given, cancellationToken) =>
        {
            MailboxAddress? mailbox = given.GetValue(address) is { } text ? AddressArgument.Read(text) : null;
            await using var world = await World.OpenAsync(settings, given, mailbox, screen, cancellationToken);
            var report = await world.Client(world.Options).SiteAsync(mailbox, cancellationToken);
            if (settings.WantsJson(given))
            {
                screen.Print(report.ToJson());
            }
            else
            {
                screen.Print(report.ToLines());
            }

            return report.Site?.Name is null ? ExitCode.NotFound : ExitCode.Found;
        });
        return command;
    }
}
