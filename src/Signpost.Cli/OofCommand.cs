using System.CommandLine;
using Signpost.Ews;
using Signpost.Oof;
using Signpost.Questions;
using Signpost.Server.Configuration;

namespace Signpost.Cli;

/// <summary><c>signpost oof get|set ADDRESS</c>: what is answered while the owner of a mailbox is away.</summary>
internal sealed class OofCommand
{
    private readonly Argument<string> address = AddressArgument.Required();
    private readonly Settings settings = new();
    private readonly Option<string?> ewsUrl = new("--ews-url") { HelpName = "URL" };
    private readonly Option<string?> zone = new("--zone") { HelpName = "ZONE" };
    private readonly Option<string?> state = new("--state") { HelpName = "STATE" };
    private readonly Option<string?> from = new("--from") { HelpName = "WHEN" };
    private readonly Option<string?> to = new("--to") { HelpName = "WHEN" };
    private readonly Option<string?> inside = new("--internal") { HelpName = "TEXT" };
    private readonly Option<string?> outside = new("--external") { HelpName = "TEXT" };
    private readonly Option<string?> audience = new("--audience") { HelpName = "WHO" };

    private OofCommand()
    {
        state.CompletionSources.Add("enabled", "disabled", "scheduled");
        audience.CompletionSources.Add("none", "known", "all");
    }

    public static Command Create(Screen screen)
    {
        var (getting, setting) = (new OofCommand(), new OofCommand());
        var command = new Command("oof")
        {
            Subcommands =
            {
                getting.Named("get", [], (given, token) => getting.GetAsync(given, screen, token)),
                setting.Named(
                    "set", [setting.state, setting.from, setting.to, setting.inside, setting.outside, setting.audience], (given, token) => setting.SetAsync(given, screen, token)),
            },
        };
        command.SetAction(_ =>
        {
            screen.Explain(Usage.Of("oof"));
            return ExitCode.WrongUsage;
        });
        return command;
    }

    private Command Named(string name, Option[] own, Func<ParseResult, CancellationToken, Task<int>> run)
    {
        var command = new Command(name) { Arguments = { address } };
        foreach (var option in settings.Common.Concat(settings.Attempts).Concat([ewsUrl, zone]).Concat(own))
        {
            command.Options.Add(option);
        }

        command.SetAction(run);
        return command;
    }

    private Task<int> GetAsync(ParseResult given, Screen screen, CancellationToken cancellationToken) => RunAsync(given, screen, (_, report) => Task.FromResult(report), cancellationToken);

    private Task<int> SetAsync(ParseResult given, Screen screen, CancellationToken cancellationToken)
    {
        var change = Change(given, ZoneOption.Read(given.GetValue(zone)).Zone);
        return RunAsync(given, screen, async (client, report) => report.Outcome is OofOutcome.Given { Settings: var now }
            ? await client.SetOofAsync(report.Url, report.Mailbox, change(now), null, cancellationToken)
            : report, cancellationToken);
    }

    private async Task<int> RunAsync(ParseResult given, Screen screen, Func<SignpostClient, OofReport, Task<OofReport>> goOn, CancellationToken cancellationToken)
    {
        var mailbox = AddressArgument.Read(given.GetValue(address)!);
        var chosen = ZoneOption.Read(given.GetValue(zone));
        var endpoint = EndpointOption.Read(given.GetValue(ewsUrl), "--ews-url", "/EWS/Exchange.asmx");
        await using var world = await World.OpenAsync(settings, given, mailbox, screen, cancellationToken);

        // --state is another thing here: no file is named, and nothing is remembered.
        var client = world.Client(world.Options with { LastKnownGood = null });
        var first = await client.GetOofAsync(endpoint, mailbox, null, cancellationToken);
        var report = await goOn(client, first);
        if (settings.WantsJson(given))
        {
            screen.Print(report.ToJson());
        }
        else
        {
            WireView.Print(first.Discovery?.Events ?? [], screen);
            WireView.Print(first.Events, screen);
            WireView.Print(ReferenceEquals(first, report) ? [] : report.Events, screen);
            screen.Print(report.ToLines(chosen.Zone));
        }

        return report.Outcome is OofOutcome.Given or OofOutcome.Done ? ExitCode.Found : ExitCode.NotFound;
    }

    /// <summary>What is to be another than it is.</summary>
    private Func<OofSettings, OofSettings> Change(ParseResult given, TimeZoneInfo where)
    {
        var (begin, end) = (given.GetValue(from), given.GetValue(to));
        OofState? wanted = given.GetValue(state) switch
        {
            null => begin is null && end is null ? null : OofState.Scheduled,
            "enabled" => OofState.Enabled,
            "disabled" => OofState.Disabled,
            "scheduled" => OofState.Scheduled,
            var other => throw new UsageException($"--state: '{other}' is none of enabled, disabled, scheduled"),
        };
        ExternalAudience? who = given.GetValue(audience) switch
        {
            null => null,
            "none" => ExternalAudience.None,
            "known" => ExternalAudience.Known,
            "all" => ExternalAudience.All,
            var other => throw new UsageException($"--audience: '{other}' is none of none, known, all"),
        };
        var (colleagues, others) = (Reply(given.GetValue(inside), "--internal"), Reply(given.GetValue(outside), "--external"));
        EwsDuration? duration = (wanted, begin, end) switch
        {
            (OofState.Scheduled, not null, not null) => DurationOf(WhenOptions.Read(begin, end, TimeProvider.System.GetUtcNow(), where)),
            (_, null, null) when wanted is not OofState.Scheduled => null,
            (OofState.Scheduled, _, _) => throw new UsageException("--state scheduled needs --from and --to"),
            _ => throw new UsageException("--from and --to are for --state scheduled"),
        };
        return wanted is null && who is null && colleagues is null && others is null
            ? throw new UsageException("nothing to set; see 'signpost oof set --help'")
            : now => now with
            {
                State = wanted ?? now.State,
                ExternalAudience = who ?? now.ExternalAudience,
                Duration = duration ?? now.Duration,
                InternalReply = colleagues ?? now.InternalReply ?? OofReply.Empty,
                ExternalReply = others ?? now.ExternalReply ?? OofReply.Empty,
            };
    }

    private static EwsDuration DurationOf((DateTimeOffset Start, DateTimeOffset End) window) => new(EwsTime.Utc(window.Start), EwsTime.Utc(window.End));

    private static OofReply? Reply(string? text, string option)
    {
        if (text is not ['@', .. var path])
        {
            return text is null ? null : new OofReply(text);
        }

        try
        {
            return new OofReply(File.ReadAllText(path));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{option}: {path}: {FileWords.Of(failed)}");
        }
    }
}
