using System.Collections.Immutable;
using System.CommandLine;
using Signpost.Autodiscover.Soap;
using Signpost.Questions;

namespace Signpost.Cli;

/// <summary><c>signpost settings ADDRESS...</c>: chosen settings of many mailboxes, by SOAP.</summary>
internal static class SettingsCommand
{
    public static Command Create(Screen screen)
    {
        var addresses = new Argument<string[]>("ADDRESS") { Arity = ArgumentArity.ZeroOrMore };
        var settings = new Settings();
        var file = new Option<string?>("--addresses") { HelpName = "FILE" };
        var from = new Option<string?>("--from") { HelpName = "URL" };
        var setting = new Option<string[]>("--setting") { HelpName = "NAME" };
        setting.CompletionSources.Add([.. UserSettingNames.All.Select(known => known.Name)]);
        var follow = new Option<bool>("--follow-addresses");
        var list = new Option<bool>("--list");
        var command = new Command("settings") { Arguments = { addresses } };
        foreach (var option in settings.Common.Concat(settings.Attempts).Concat([file, from, setting, follow, list]))
        {
            command.Options.Add(option);
        }

        command.SetAction((given, cancellationToken) =>
        {
            var named = given.GetValue(addresses) ?? [];
            if (given.GetValue(list))
            {
                return named is [] ? Task.FromResult(List(settings.WantsJson(given), screen)) : throw new UsageException("--list takes no ADDRESS");
            }

            if (given.GetValue(file) is "-" && settings.ReadsStandardInput(given))
            {
                throw new UsageException("--addresses and a password or token can't both be standard input");
            }

            ImmutableArray<MailboxAddress> mailboxes = [.. named.Select(AddressArgument.Read), .. given.GetValue(file) is { } path ? AddressFile.Read(path) : []];
            return mailboxes is []
                ? throw new UsageException("ADDRESS is missing; see 'signpost settings --help'")
                : RunAsync(mailboxes, [.. given.GetValue(setting) ?? []], EndpointOption.Read(given.GetValue(from)), given.GetValue(follow), settings, given, screen, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        ImmutableArray<MailboxAddress> mailboxes, ImmutableArray<string> names, Uri? from, bool follows, Settings settings, ParseResult given, Screen screen,
        CancellationToken cancellationToken)
    {
        await using var world = await World.OpenAsync(settings, given, mailboxes[0], screen, cancellationToken);
        var report = await world.Client(world.Options with { FollowsRedirectAddress = follows }).UserSettingsAsync(from, mailboxes, names, null, cancellationToken);
        if (settings.WantsJson(given))
        {
            screen.Print(report.ToJson());
        }
        else
        {
            foreach (var discovery in report.Discoveries)
            {
                WireView.Print(discovery.Events, screen);
            }

            WireView.Print(report.Events, screen);
            screen.Print(report.ToLines());
        }

        return report.Answers.Count(answer => answer.Outcome is SettingsOutcome.Given { Settings: not [] }) switch
        {
            0 => ExitCode.NotFound,
            var some when some < report.Answers.Length => ExitCode.FoundWithErrors,
            _ => ExitCode.Found,
        };
    }

    private static int List(bool wantsJson, Screen screen)
    {
        if (wantsJson)
        {
            screen.Print(SettingNamesView.Json());
        }
        else
        {
            screen.Print(SettingNamesView.Lines());
        }

        return ExitCode.Found;
    }
}
