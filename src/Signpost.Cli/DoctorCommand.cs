using System.Collections.Immutable;
using System.CommandLine;
using Signpost.Discovery;
using Signpost.Doctor.Clients;
using Signpost.Doctor.Comparison;
using Signpost.Doctor;
using Signpost.Server.Configuration;
using Signpost.Tracing;

namespace Signpost.Cli;

/// <summary><c>signpost doctor ADDRESS</c>: looks at everything that could lead a client to a CAS, and says what is wrong with it.</summary>
internal static class DoctorCommand
{
    public static Command Create(Screen screen)
    {
        var address = AddressArgument.Optional();
        var settings = new Settings();
        var client = new Option<string[]>("--client") { HelpName = "NAME" };
        client.CompletionSources.Add([.. ClientProfile.All.Select(profile => profile.Name), "all"]);
        var compare = new Option<string[]>("--compare") { HelpName = "A.json B.json", AllowMultipleArgumentsPerToken = true };
        var command = new Command("doctor") { Arguments = { address } };
        foreach (var option in settings.Common.Concat(settings.Ranking).Concat(settings.Steps).Concat(settings.Attempts).Concat(settings.Questions).Append(client).Append(compare))
        {
            command.Options.Add(option);
        }

        command.SetAction((given, cancellationToken) => given.GetValue(compare) switch
        {
            [var a, var b] => Task.FromResult(Compare(a, b, settings.WantsJson(given), screen)),
            null or [] => RunAsync(
                given.GetValue(address) is { } text ? AddressArgument.Read(text) : throw new UsageException("ADDRESS is missing; see 'signpost doctor --help'"),
                [.. (given.GetValue(client) ?? []).SelectMany(Clients).Distinct()], settings, given, screen, cancellationToken),
            _ => throw new UsageException("--compare needs two files: A.json B.json"),
        });
        return command;
    }

    private static async Task<int> RunAsync(
        MailboxAddress address, ImmutableArray<ClientProfile> clients, Settings settings, ParseResult given, Screen screen, CancellationToken cancellationToken)
    {
        await using var world = await World.OpenAsync(settings, given, address, screen, cancellationToken);
        var report = await LiveView.WatchAsync(
            settings.WantsJson(given) ? null : screen.LiveConsole, world.Options,
            options => world.Client(options).ExamineAsync(address, clients, null, cancellationToken), "looking at every other place …");
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

    private static int Compare(string a, string b, bool wantsJson, Screen screen)
    {
        var comparison = ReportComparison.Of(Read(a), Read(b), Path.GetFileName(a), Path.GetFileName(b));
        if (comparison.Failure is { } failure)
        {
            throw new UsageException($"--compare: {failure}");
        }

        if (wantsJson)
        {
            screen.Print(comparison.ToJson());
        }
        else
        {
            screen.Print(comparison.ToLines());
        }

        return comparison.IsSame ? ExitCode.Found : ExitCode.NotFound;
    }

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--compare: {path}: {FileWords.Of(failed)}");
        }
    }

    private static IEnumerable<ClientProfile> Clients(string name) => name is "all" ? ClientProfile.All
        : ClientProfile.TryFind(name, out var client) ? [client]
        : throw new UsageException($"--client: '{name}' is none of {string.Join(", ", ClientProfile.All.Select(profile => profile.Name))}, all");

    private static int ExitOf(DoctorReport report) => report switch
    {
        { Discovery.Found: null } => ExitCode.NotFound,
        { Worst: FindingSeverity.Error } or { IsComplete: false } or { Discovery.End: not DiscoveryEnd.Found } => ExitCode.FoundWithErrors,
        _ => ExitCode.Found,
    };
}
