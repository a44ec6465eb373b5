using System.Collections.Immutable;
using System.CommandLine;
using Signpost.Directory;
using Signpost.Server.Registration;

namespace Signpost.Cli.Registration;

/// <summary><c>signpost scp retract</c>: deletes the SCP, or empties it.</summary>
internal static class ScpRetractCommand
{
    public static Command Create(Screen screen)
    {
        var (settings, options) = (new Settings(), new ScpOptions());
        var keep = new Option<bool>("--keep");
        var command = new Command("retract");
        foreach (var option in options.Which.Concat(settings.Registration).Append(keep).Append(ScpUsageOption.Of("scp retract", screen)))
        {
            command.Options.Add(option);
        }

        command.SetAction((given, cancellationToken) =>
        {
            options.Check(given);
            var pointer = options.Pointer(given);
            var run = new ScpRun(settings, options, given, screen);
            return run.OnForestAsync(
                writes: true,
                async (access, token) =>
                {
                    ScpSubject subject = pointer is not null ? pointer : Named(await run.NamesAsync(access, token));
                    var outcome = await new ScpRegistrar((IWritableDirectory)access.Directory, run.Who).RetractAsync(subject, given.GetValue(keep), token);
                    return Print(new ScpResult(access.Directory.Source, subject), outcome, given.GetValue(keep), run);
                },
                ExitCode.NotFound, cancellationToken);
        });
        return command;
    }

    // Of an SCP that is to go its names count alone.
    private static ScpAnnouncement Named(CasNames names) => new(names.Name, names.DnsName, new Uri($"https://{names.DnsName}/Autodiscover/Autodiscover.xml"), []);

    private static int Print(ScpResult result, RegistrationOutcome outcome, bool keep, ScpRun run)
    {
        switch (outcome)
        {
            case RegistrationOutcome.Done { Plan: var plan }:
                var word = (plan.IsUpToDate, keep) switch
                {
                    (true, true) when plan.DistinguishedName is not "" => "drained already",
                    (true, _) => "nothing to retract",
                    (_, true) => "drained",
                    _ => "retracted",
                };
                ScpView.Print(result with { Word = word, Plan = plan }, run);
                return ExitCode.Found;
            case RegistrationOutcome.Failed { Problem: var problem, Written: var written }:
                ScpView.Print(result with { Word = "failed", Problem = problem, Plan = new ScpPlan("", written, ImmutableArray<string>.Empty) }, run);
                return ExitCode.NotFound;
            default:
                throw new InvalidOperationException();
        }
    }
}
