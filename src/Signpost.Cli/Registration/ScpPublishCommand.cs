using System.Collections.Immutable;
using System.CommandLine;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Server.Registration;

namespace Signpost.Cli.Registration;

/// <summary><c>signpost scp publish</c>: writes the SCP once its URL answers as it must.</summary>
internal static class ScpPublishCommand
{
    public static Command Create(Screen screen)
    {
        var (settings, options) = (new Settings(), new ScpOptions());
        var force = new Option<bool>("--force");
        var probeAddress = new Option<string?>("--probe-address") { HelpName = "ADDRESS" };
        var command = new Command("publish");
        foreach (var option in options.Whole.Concat(settings.Registration).Append(force).Append(probeAddress).Append(ScpUsageOption.Of("scp publish", screen)))
        {
            command.Options.Add(option);
        }

        command.SetAction((given, cancellationToken) =>
        {
            options.Check(given);
            var pointer = options.Pointer(given);
            MailboxAddress? probe = given.GetValue(probeAddress) is { } text ? AddressArgument.Read(text) : null;
            if (pointer is not null && probe is not null)
            {
                throw new UsageException("--probe-address is for the SCP of a CAS: leave out it or --pointer");
            }

            var run = new ScpRun(settings, options, given, screen);
            return run.OnForestAsync(
                writes: true,
                async (access, token) =>
                {
                    var (subject, note) = await run.SubjectAsync(access, token);
                    var result = new ScpResult(access.Directory.Source, subject) { Note = note };
                    return await PublishAsync(result, (IWritableDirectory)access.Directory, probe, given.GetValue(force), run, token);
                },
                ExitCode.NotFound, cancellationToken);
        });
        return command;
    }

    private static async Task<int> PublishAsync(
        ScpResult result, IWritableDirectory directory, MailboxAddress? probe, bool force, ScpRun run, CancellationToken cancellationToken)
    {
        if (result.Subject is ScpAnnouncement { Url: var url })
        {
            var verdict = await new EndpointCheck(run.Options).CheckAsync(url, probe, cancellationToken);
            WireView.Print(verdict.Events, run.Screen);
            result = result with { Endpoint = verdict, IsForced = force && !verdict.IsGood };
            if (!verdict.IsGood && !force)
            {
                ScpView.Print(result with { Word = "not published" }, run);
                return ExitCode.NotFound;
            }
        }

        switch (await new ScpRegistrar(directory, run.Who).PublishAsync(result.Subject, cancellationToken))
        {
            case RegistrationOutcome.Done { Plan: var plan }:
                ScpView.Print(result with { Word = plan.IsUpToDate ? "unchanged" : "published", Plan = plan }, run);
                return ExitCode.Found;
            case RegistrationOutcome.Failed { Problem: var problem, Written: var written }:
                ScpView.Print(result with { Word = "failed", Problem = problem, Plan = new ScpPlan("", written, ImmutableArray<string>.Empty) }, run);
                return problem is ScpProblem.WhichOrganization ? ExitCode.WrongUsage : ExitCode.NotFound;
            default:
                throw new InvalidOperationException();
        }
    }
}
