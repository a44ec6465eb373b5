using System.Collections.Immutable;
using System.Diagnostics;
using Signpost.Directory;
using Signpost.Scp;

namespace Signpost.Server.Registration;

/// <summary>Plans what makes the directory say it no longer: an SCP that is emptied, or deleted with the containers that were its own.</summary>
internal sealed class ScpRetraction(ScpReader reader)
{
    /// <summary>The SCPs stay, without a URL.</summary>
    public static ScpPlanOutcome.Planned Emptying(ScpStanding standing) => ScpPlanner.Planned(
        standing.Own[0].Name.ToString(), [.. standing.Own.Where(own => !ScpContent.IsDrained(own.Entry)).Select(Emptied)], standing.Notes);

    /// <summary>The SCPs go.</summary>
    public async Task<ScpPlanOutcome> DeletionAsync(ScpStanding standing, ScpSubject subject, CancellationToken cancellationToken)
    {
        var steps = ImmutableArray.CreateBuilder<ScpStep>();
        foreach (var own in standing.Own)
        {
            steps.Add(new ScpStep.Delete(own.Name.ToString(), IsScp: true, "it is to be announced no longer"));
            switch (await OwnContainersAsync(own.Name, subject, cancellationToken))
            {
                case Reading<ImmutableArray<ScpStep>>.Read { Value: var containers }:
                    steps.AddRange(containers);
                    break;
                case Reading<ImmutableArray<ScpStep>>.Failed { Problem: var problem }:
                    return new ScpPlanOutcome.Failed(problem);
                default:
                    throw new UnreachableException();
            }
        }

        return ScpPlanner.Planned(standing.Own[0].Name.ToString(), steps.ToImmutable(), standing.Notes);
    }

    private static ScpStep.Modify Emptied(FoundScp own) => new(
        own.Name.ToString(), [new ScpAttributeChange(AttributeChange.Replace("serviceBindingInformation"), "no client is to be sent there")],
        "the SCP is emptied and keeps its age");

    /// <summary>The containers that would be empty without the SCP, lowest first.</summary>
    private async Task<Reading<ImmutableArray<ScpStep>>> OwnContainersAsync(DistinguishedName scp, ScpSubject subject, CancellationToken cancellationToken)
    {
        var (steps, last) = (ImmutableArray.CreateBuilder<ScpStep>(), scp);
        foreach (var container in subject is ScpAnnouncement cas ? ExchangeTree.OwnContainersAbove(scp, cas.Name) : [])
        {
            switch (await IsOnlyForAsync(container, last, cancellationToken))
            {
                case Reading<bool>.Read { Value: true }:
                    steps.Add(new ScpStep.Delete(container.ToString(), IsScp: false, "nothing else lies in it"));
                    last = container;
                    break;
                case Reading<bool>.Read:
                    return new Reading<ImmutableArray<ScpStep>>.Read(steps.ToImmutable());
                case Reading<bool>.Failed { Problem: var problem }:
                    return new Reading<ImmutableArray<ScpStep>>.Failed(problem);
                default:
                    throw new UnreachableException();
            }
        }

        return new Reading<ImmutableArray<ScpStep>>.Read(steps.ToImmutable());
    }

    private async Task<Reading<bool>> IsOnlyForAsync(DistinguishedName container, DistinguishedName child, CancellationToken cancellationToken)
    {
        var (itself, below) = (await reader.ObjectAsync(container, cancellationToken), await reader.BelowAsync(container, cancellationToken));
        return (itself, below) switch
        {
            (Reading<DirectoryEntry?>.Failed { Problem: var problem }, _) => new Reading<bool>.Failed(problem),
            (_, Reading<ImmutableArray<DirectoryEntry>>.Failed { Problem: var problem }) => new Reading<bool>.Failed(problem),
            (Reading<DirectoryEntry?>.Read { Value: { } entry }, Reading<ImmutableArray<DirectoryEntry>>.Read { Value: var others }) => new Reading<bool>.Read(
                ExchangeTree.IsPlainContainer(entry)
                && others.All(other => DistinguishedName.TryParse(other.DistinguishedName, out var name) && name.Equals(child))),
            _ => new Reading<bool>.Read(false),
        };
    }
}
