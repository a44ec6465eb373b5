using System.Diagnostics;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Server.Configuration;
using Signpost.Server.Hosting;

namespace Signpost.Server.Registration;

/// <summary>What <c>--check</c> says of the SCP; nothing is written.</summary>
internal static class ScpCheck
{
    private const string Topic = "SCP";

    public static async Task<CheckLine> RunAsync(ServerConfiguration configuration, CancellationToken cancellationToken)
    {
        if (!configuration.Scp.IsPublished)
        {
            return new CheckLine(Topic, "none is kept (Scp.Publish)");
        }

        switch (await ForestAccess.OpenAsync(configuration.Directory.AsOptions(), null, null, cancellationToken))
        {
            case ForestAccessOutcome.Failed { Failure: var failure }:
                return new CheckLine(Topic, OptionWords.AsKeys(failure.Describe()), CheckVerdict.Error);
            case ForestAccessOutcome.Opened { Access: var access }:
                await using (access)
                {
                    var (announcement, why) = await OwnAnnouncement.ReadAsync(configuration, access, cancellationToken);
                    return announcement is null ? new CheckLine(Topic, OptionWords.AsKeys(why), CheckVerdict.Error) : await PlanAsync(announcement, access.Directory, configuration, cancellationToken);
                }

            default:
                throw new UnreachableException();
        }
    }

    private static async Task<CheckLine> PlanAsync(ScpAnnouncement announcement, IDirectory directory, ServerConfiguration configuration, CancellationToken cancellationToken) =>
        await new ScpPlanner(directory, OwnScp.WhoOf(configuration.Directory.Logon)).PublicationAsync(announcement, cancellationToken) switch
        {
            ScpPlanOutcome.Planned { Plan: { IsUpToDate: true } plan } => new CheckLine(Topic, $"{plan.DistinguishedName} is as it is to be"),
            ScpPlanOutcome.Planned { Plan: var plan } => new CheckLine(
                Topic, $"would write {plan.DistinguishedName}, for {(announcement.Sites is [] ? "no site" : string.Join(", ", announcement.Sites))}, with {announcement.Url}"),
            ScpPlanOutcome.Failed { Problem: var problem } => new CheckLine(Topic, OptionWords.AsKeys(problem.Describe()), CheckVerdict.Error),
            _ => throw new UnreachableException(),
        };
}
