using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Questions;

namespace Signpost.Cli;

/// <summary><c>signpost freebusy ADDRESS...</c>: when people are free.</summary>
internal sealed class FreeBusyCommand
{
    private readonly Argument<string[]> addresses = new("ADDRESS") { Arity = ArgumentArity.ZeroOrMore };
    private readonly Settings settings = new();
    private readonly Option<string?> file = new("--addresses") { HelpName = "FILE" };
    private readonly Option<string?> from = new("--from") { HelpName = "WHEN" };
    private readonly Option<string?> to = new("--to") { HelpName = "WHEN" };
    private readonly Option<string?> zone = new("--zone") { HelpName = "ZONE" };
    private readonly Option<string?> interval = new("--interval") { HelpName = "MINUTES" };
    private readonly Option<string?> view = new("--view") { HelpName = "VIEW" };
    private readonly Option<string?> suggest = new("--suggest") { HelpName = "LENGTH" };
    private readonly Option<string?> ewsUrl = new("--ews-url") { HelpName = "URL" };
    private readonly Option<string?> asker = new("--asker") { HelpName = "ADDRESS" };
    private readonly Option<bool> ics = new("--ics");
    private readonly Option<bool> ascii = new("--ascii");

    private FreeBusyCommand() => view.CompletionSources.Add("merged-only", "freebusy", "freebusy-merged", "detailed", "detailed-merged");

    public static Command Create(Screen screen)
    {
        var own = new FreeBusyCommand();
        var command = new Command("freebusy") { Arguments = { own.addresses } };
        foreach (var option in own.settings.Common.Concat(own.settings.Attempts).Concat(own.settings.Memory)
            .Concat([own.file, own.from, own.to, own.zone, own.interval, own.view, own.suggest, own.ewsUrl, own.asker, own.ics, own.ascii]))
        {
            command.Options.Add(option);
        }

        command.SetAction((given, cancellationToken) => own.RunAsync(given, screen, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult given, Screen screen, CancellationToken cancellationToken)
    {
        if (given.GetValue(ics) && settings.WantsJson(given))
        {
            throw new UsageException("--ics and --json exclude each other");
        }

        var chosen = ZoneOption.Read(given.GetValue(zone));
        var (question, asks) = Question(given, chosen);
        var endpoint = EndpointOption.Read(given.GetValue(ewsUrl), "--ews-url", "/EWS/Exchange.asmx");
        await using var world = await World.OpenAsync(settings, given, asks, screen, cancellationToken);
        var report = await world.Client(world.Options).FreeBusyAsync(endpoint, question, null, cancellationToken);
        Print(report, given, chosen.Zone, screen);
        return ExitOf(report);
    }

    private (FreeBusyQuestion Question, MailboxAddress Asker) Question(ParseResult given, ZoneOption chosen)
    {
        if (given.GetValue(file) is "-" && settings.ReadsStandardInput(given))
        {
            throw new UsageException("--addresses and a password or token can't both be standard input");
        }

        ImmutableArray<MailboxAddress> all = [.. (given.GetValue(addresses) ?? []).Select(AddressArgument.Read), .. given.GetValue(file) is { } path ? AddressFile.Read(path) : []];
        if (all is [])
        {
            throw new UsageException("ADDRESS is missing; see 'signpost freebusy --help'");
        }

        var who = given.GetValue(asker) is { } named ? AddressArgument.Read(named) : settings.AddressOfUser(given) ?? all[0];
        var (start, end) = WhenOptions.Read(given.GetValue(from), given.GetValue(to), TimeProvider.System.GetUtcNow(), chosen.Zone);
        var question = new FreeBusyQuestion(all, start, end)
        {
            Asker = who,
            IntervalInMinutes = given.GetValue(interval) is { } minutes ? Interval(minutes) : MergedFreeBusy.UsualInterval,
            View = given.GetValue(view) is { } word ? View(word) : FreeBusyViewKind.DetailedMerged,
            Zone = chosen.Zone,
            ZoneId = chosen.WindowsId,
            Suggestions = given.GetValue(suggest) is { } length ? Suggestions(length, start, end, chosen.Zone) : null,
        };
        return question.Problem is { } problem ? throw new UsageException(problem) : (question, who);
    }

    // Whole days, those at both ends included.
    private static SuggestionsOptions Suggestions(string length, DateTimeOffset start, DateTimeOffset end, TimeZoneInfo zone)
    {
        var meeting = WhenText.Length(length) ?? throw new UsageException($"--suggest: '{length}' is not a length, such as 30m or 1h30m");
        var (first, last) = (TimeZoneInfo.ConvertTime(start, zone).Date, TimeZoneInfo.ConvertTime(end.AddTicks(-1), zone).Date.AddDays(1));
        return new SuggestionsOptions(new EwsDuration(EwsTime.Local(first), EwsTime.Local(last)))
        {
            MeetingDurationInMinutes = meeting.TotalMinutes is >= SuggestionsOptions.ShortestMeeting and <= SuggestionsOptions.LongestMeeting
                ? (int)meeting.TotalMinutes
                : throw new UsageException($"--suggest: '{length}' is not in {SuggestionsOptions.ShortestMeeting} to {SuggestionsOptions.LongestMeeting} minutes"),
        };
    }

    private static int Interval(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= MergedFreeBusy.ShortestInterval and <= MergedFreeBusy.LongestInterval
        ? minutes
        : throw new UsageException($"--interval: '{text}' is not in {MergedFreeBusy.ShortestInterval} to {MergedFreeBusy.LongestInterval} minutes");

    private static FreeBusyViewKind View(string text) => text switch
    {
        "merged-only" => FreeBusyViewKind.MergedOnly,
        "freebusy" => FreeBusyViewKind.FreeBusy,
        "freebusy-merged" => FreeBusyViewKind.FreeBusyMerged,
        "detailed" => FreeBusyViewKind.Detailed,
        "detailed-merged" => FreeBusyViewKind.DetailedMerged,
        _ => throw new UsageException($"--view: '{text}' is none of merged-only, freebusy, freebusy-merged, detailed, detailed-merged"),
    };

    private void Print(FreeBusyReport report, ParseResult given, TimeZoneInfo zone, Screen screen)
    {
        if (settings.WantsJson(given))
        {
            screen.Print(report.ToJson());
            return;
        }

        WireView.Print(report.Discovery?.Events ?? [], screen);
        WireView.Print(report.Events, screen);
        if (given.GetValue(ics))
        {
            screen.Output.Write(report.ToICalendar(TimeProvider.System.GetUtcNow()));
            foreach (var answer in report.Answers.Where(answer => answer.Outcome is not FreeBusyOutcome.Given))
            {
                screen.Complain($"{answer.Attendee.Mailbox.Address}: {answer.Outcome.Describe()}");
            }

            return;
        }

        screen.Print(report.ToLines(new FreeBusyLayout
        {
            Zone = zone,
            Width = screen.Width,
            IsAscii = given.GetValue(ascii),
            Meeting = TimeSpan.FromMinutes(report.Question.Suggestions?.MeetingDurationInMinutes ?? 0),
        }));
    }

    private static int ExitOf(FreeBusyReport report) => report.Answers.Count(answer => answer.Outcome is FreeBusyOutcome.Given) switch
    {
        0 => ExitCode.NotFound,
        var some when some < report.Answers.Length || report.Suggestions is not (null or SuggestionsOutcome.Given) => ExitCode.FoundWithErrors,
        _ => ExitCode.Found,
    };
}
