using System.CommandLine;
using Signpost.Server.Registration;

namespace Signpost.Cli.Registration;

/// <summary><c>signpost scp plan</c>: what publishing would write, and why; it only reads.</summary>
internal static class ScpPlanCommand
{
    public static Command Create(Screen screen)
    {
        var (settings, options) = (new Settings(), new ScpOptions());
        var command = new Command("plan");
        foreach (var option in options.Whole.Concat(settings.Registration).Append(ScpUsageOption.Of("scp plan", screen)))
        {
            command.Options.Add(option);
        }

        command.SetAction((given, cancellationToken) =>
        {
            options.Check(given);
            _ = options.Pointer(given);
            var run = new ScpRun(settings, options, given, screen);
            return run.OnForestAsync(
                writes: false,
                async (access, token) =>
                {
                    var (subject, note) = await run.SubjectAsync(access, token);
                    var outcome = await new ScpPlanner(access.Directory, run.Who).PublicationAsync(subject, token);
                    return Print(new ScpResult(access.Directory.Source, subject) { Note = note, IsPlan = true }, outcome, run);
                },
                ExitCode.FoundWithErrors, cancellationToken);
        });
        return command;
    }

    private static int Print(ScpResult result, ScpPlanOutcome outcome, ScpRun run)
    {
        switch (outcome)
        {
            case ScpPlanOutcome.Failed { Problem: var problem }:
                ScpView.Print(result with { Word = "failed", Problem = problem }, run);
                return problem is ScpProblem.WhichOrganization ? ExitCode.WrongUsage : ExitCode.FoundWithErrors;
            case ScpPlanOutcome.Planned { Plan: var plan }:
                ScpView.Print(result with { Word = plan.IsUpToDate ? "up to date" : "would write", Plan = plan }, run);
                return plan.IsUpToDate ? ExitCode.Found : ExitCode.NotFound;
            default:
                throw new InvalidOperationException();
        }
    }
}
