using System.Collections.Immutable;
using System.CommandLine;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Server.Registration;
using Signpost.Tracing;

namespace Signpost.Cli.Registration;

/// <summary><c>signpost scp verify</c>: whether the SCP is there, once, says what it is to say, and its URL answers.</summary>
internal static class ScpVerifyCommand
{
    public static Command Create(Screen screen)
    {
        var (settings, options) = (new Settings(), new ScpOptions());
        var probeAddress = new Option<string?>("--probe-address") { HelpName = "ADDRESS" };
        var command = new Command("verify");
        foreach (var option in options.Whole.Concat(settings.Registration).Append(probeAddress).Append(ScpUsageOption.Of("scp verify", screen)))
        {
            command.Options.Add(option);
        }

        command.SetAction((given, cancellationToken) =>
        {
            options.Check(given);
            var pointer = options.Pointer(given);
            MailboxAddress? probe = given.GetValue(probeAddress) is { } text ? AddressArgument.Read(text) : null;
            var run = new ScpRun(settings, options, given, screen);
            return run.OnForestAsync(
                writes: false,
                async (access, token) =>
                {
                    ScpExpectation expected = pointer is not null
                        ? new ScpExpectation.OfPointer(pointer)
                        : options.Expectation(given, await run.NamesAsync(access, token), await access.SiteAsync(token));
                    return await new ScpInspector(access.Directory).InspectAsync(expected, token) switch
                    {
                        ScpInspection.Failed { Problem: var problem } => run.Fail(problem.Describe(), ExitCode.NotFound),
                        ScpInspection.Inspected seen => Print(access.Directory.Source, seen, [.. seen.Findings, .. await BehindAsync(seen, pointer, probe, run, token)], run),
                        _ => throw new InvalidOperationException(),
                    };
                },
                ExitCode.NotFound, cancellationToken);
        });
        return command;
    }

    /// <summary>What is where the SCP sends clients.</summary>
    private static async Task<ImmutableArray<Finding>> BehindAsync(
        ScpInspection.Inspected seen, ScpPointing? pointer, MailboxAddress? probe, ScpRun run, CancellationToken cancellationToken)
    {
        if (pointer?.Server is { } server)
        {
            return [ScpVerdicts.OfPointerTarget(pointer, await WhyUnreachableAsync(server, run, cancellationToken))];
        }

        if (seen.Url is not { } url)
        {
            return [];
        }

        var verdict = await new EndpointCheck(run.Options).CheckAsync(url, probe, cancellationToken);
        WireView.Print(verdict.Events, run.Screen);
        return [ScpVerdicts.OfEndpoint(verdict, TimeProvider.System.GetUtcNow())];
    }

    // Without a logon: the other forest knows nobody of ours, and its rootDSE is for everybody.
    private static async Task<string?> WhyUnreachableAsync(LdapServer server, ScpRun run, CancellationToken cancellationToken)
    {
        var how = new LdapOptions { Trust = run.Options.Trust, Timeout = run.Options.DirectoryTimeout };
        switch (await LdapDirectory.OpenAsync(server, new DirectoryLogon.Anonymous(), how, new NetworkResolver(), TimeProvider.System, cancellationToken))
        {
            case OpenOutcome.Opened { Directory: var directory }:
                await using (directory)
                {
                    return directory.RootDse.ConfigurationNamingContext is "" ? "it has no configuration naming context: clients find no SCPs there" : null;
                }

            case OpenOutcome.Failed { Failure: var failure }:
                return failure.Describe();
            default:
                throw new InvalidOperationException();
        }
    }

    private static int Print(string source, ScpInspection.Inspected seen, ImmutableArray<Finding> findings, ScpRun run)
    {
        var isGood = findings.All(finding => finding.Severity is not FindingSeverity.Error);
        if (run.Settings.WantsJson(run.Given))
        {
            run.Screen.Print(ScpJson.Of(source, seen, findings, isGood));
        }
        else
        {
            run.Screen.Print(findings.OrderByDescending(finding => finding.Severity).SelectMany(ScpView.Lines));
            run.Screen.Print(
            [
                ReportLine.Of(
                    new ReportSpan(isGood ? "verified" : "not as it is to be", isGood ? ReportTone.Good : ReportTone.Bad),
                    new ReportSpan($": {(seen.DistinguishedName is "" ? source : seen.DistinguishedName)}")),
            ]);
        }

        return isGood ? ExitCode.Found : ExitCode.NotFound;
    }
}
