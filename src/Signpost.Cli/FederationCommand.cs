using System.CommandLine;
using Signpost.Questions;

namespace Signpost.Cli;

/// <summary><c>signpost federation DOMAIN</c>: whom the organization of a domain trusts to issue tokens.</summary>
internal static class FederationCommand
{
    public static Command Create(Screen screen)
    {
        var domain = new Argument<string>("DOMAIN");
        var settings = new Settings();
        var from = new Option<string?>("--from") { HelpName = "URL" };
        var command = new Command("federation") { Arguments = { domain } };
        foreach (var option in settings.Anonymous.Append(from))
        {
            command.Options.Add(option);
        }

        command.SetAction(async (given, cancellationToken) =>
        {
            var text = given.GetValue(domain)!;
            var name = MailboxAddress.TryDomain(text, out var read) ? read : throw new UsageException($"'{OneLineOf(text)}' is not a domain name, such as example.org");
            var endpoint = EndpointOption.Read(given.GetValue(from));
            await using var world = await World.OpenAsync(settings, given, null, screen, cancellationToken);

            // There is no password to ask about: whom only a redirect names is believed if --allow-host says so.
            var options = world.Options with { Redirects = world.Options.Redirects with { Ask = null } };
            var report = await world.Client(options).FederationInformationAsync(name, endpoint, null, cancellationToken);
            if (settings.WantsJson(given))
            {
                screen.Print(report.ToJson());
            }
            else
            {
                WireView.Print(report.Events, screen);
                screen.Print(report.ToLines());
            }

            return report.Answer is FederationOutcome.Federated ? ExitCode.Found : ExitCode.NotFound;
        });
        return command;
    }

    private static string OneLineOf(string text) => new([.. text.Where(c => !char.IsControl(c)).Take(80)]);
}
