using System.Collections.Immutable;
using System.Diagnostics;
using Signpost.Directory;

namespace Signpost.Server.Registration;

/// <summary>Keeps the SCP of a CAS, or a pointer, as it is to be: plans, publishes and retracts, each as often as one likes.</summary>
/// <param name="directory">An open directory that can be changed.</param>
/// <param name="who">Who is logged on, in words for people.</param>
public sealed class ScpRegistrar(IWritableDirectory directory, string who)
{
    // Another publisher, or an administrator, is done sooner.
    private const int MostRounds = 8;

    private readonly ScpPlanner planner = new(directory, who);

    /// <summary>What publishing would write.</summary>
    public Task<ScpPlanOutcome> PlanAsync(ScpSubject subject, CancellationToken cancellationToken) => planner.PublicationAsync(subject, cancellationToken);

    /// <summary>Lets the directory say it. What another wrote meanwhile is read again.</summary>
    /// <exception cref="ArgumentException">It has a fault.</exception>
    public Task<RegistrationOutcome> PublishAsync(ScpSubject subject, CancellationToken cancellationToken) =>
        CarryOutAsync(present => planner.PublicationAsync(subject, present, cancellationToken), cancellationToken);

    /// <summary>Lets the directory no longer say it.</summary>
    /// <param name="subject">What; of a CAS its names count alone.</param>
    /// <param name="keep">Whether the SCP stays, without a URL.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    public Task<RegistrationOutcome> RetractAsync(ScpSubject subject, bool keep, CancellationToken cancellationToken) =>
        CarryOutAsync(_ => planner.RetractionAsync(subject, keep, cancellationToken), cancellationToken);

    /// <summary>How the SCP stands against what is expected of it.</summary>
    public Task<ScpInspection> VerifyAsync(ScpExpectation expected, CancellationToken cancellationToken) =>
        new ScpInspector(directory).InspectAsync(expected, cancellationToken);

    private async Task<RegistrationOutcome> CarryOutAsync(
        Func<IReadOnlySet<DistinguishedName>, Task<ScpPlanOutcome>> planAsync, CancellationToken cancellationToken)
    {
        var done = ImmutableArray.CreateBuilder<ScpStep>();
        var notes = ImmutableArray.CreateBuilder<string>();
        var present = new HashSet<DistinguishedName>();
        var dn = "";
        for (var round = 0; round < MostRounds; round++)
        {
            switch (await planAsync(present))
            {
                case ScpPlanOutcome.Failed { Problem: var problem }:
                    return new RegistrationOutcome.Failed(problem, done.ToImmutable());
                case ScpPlanOutcome.Planned { Plan: var plan }:
                    dn = plan.DistinguishedName is "" ? dn : plan.DistinguishedName;
                    switch (await CarryOutAsync(plan, done, notes, present, cancellationToken))
                    {
                        case Passage.Through:
                            return new RegistrationOutcome.Done(new ScpPlan(dn, done.ToImmutable(), [.. plan.Notes, .. notes]));
                        case Passage.Blocked { Problem: var problem }:
                            return new RegistrationOutcome.Failed(problem, done.ToImmutable());
                        default:
                            break;      // read again
                    }

                    break;
                default:
                    throw new UnreachableException();
            }
        }

        return new RegistrationOutcome.Failed(new ScpProblem.Unsettled(dn), done.ToImmutable());
    }

    private async Task<Passage> CarryOutAsync(
        ScpPlan plan, ImmutableArray<ScpStep>.Builder done, ImmutableArray<string>.Builder notes, HashSet<DistinguishedName> present, CancellationToken cancellationToken)
    {
        foreach (var step in plan.Steps)
        {
            switch (await WriteAsync(step, cancellationToken))
            {
                case WriteOutcome.Done:
                    done.Add(step);
                    break;
                case WriteOutcome.Failed { Failure: DirectoryFailure.Refused { IsAlreadyThere: true } } when step is ScpStep.Add && DistinguishedName.TryParse(step.DistinguishedName, out var name):
                    present.Add(name);
                    return new Passage.Again();
                case WriteOutcome.Failed { Failure: DirectoryFailure.Refused { IsNoSuchObject: true } } when step is ScpStep.Delete:
                    break;      // somebody was quicker
                case WriteOutcome.Failed { Failure: DirectoryFailure.Refused { IsNoSuchObject: true } or DirectoryFailure.Refused { IsOvertaken: true } }:
                    present.Clear();
                    return new Passage.Again();
                case WriteOutcome.Failed { Failure: DirectoryFailure.Refused { HasOthersBelow: true } or DirectoryFailure.Refused { IsForbidden: true } } when step is ScpStep.Delete { IsScp: false }:
                    notes.Add($"{step.DistinguishedName} stays: it is not empty, or {who} may not delete it");
                    return new Passage.Through();
                case WriteOutcome.Failed { Failure: DirectoryFailure.Refused { IsForbidden: true } }:
                    return new Passage.Blocked(NoRightTo(step));
                case WriteOutcome.Failed { Failure: DirectoryFailure.Refused { IsMisplaced: true } misplaced }:
                    return new Passage.Blocked(new ScpProblem.Misplaced(step.DistinguishedName, misplaced.Diagnostic));
                case WriteOutcome.Failed { Failure: var failure }:
                    return new Passage.Blocked(new ScpProblem.OfDirectory(failure));
                default:
                    throw new UnreachableException();
            }
        }

        return new Passage.Through();
    }

    private Task<WriteOutcome> WriteAsync(ScpStep step, CancellationToken cancellationToken) => step switch
    {
        ScpStep.Add { Entry: var entry } => directory.AddAsync(entry, cancellationToken),
        ScpStep.Modify modify => directory.ModifyAsync(modify.DistinguishedName, modify.Changes.Select(change => change.Change), cancellationToken),
        ScpStep.Delete => directory.DeleteAsync(step.DistinguishedName, cancellationToken),
        _ => throw new UnreachableException(),
    };

    private ScpProblem.NoRight NoRightTo(ScpStep step)
    {
        var above = DistinguishedName.TryParse(step.DistinguishedName, out var name) && name.Parent is { } parent ? parent : DistinguishedName.Root;
        var (doing, on) = step switch
        {
            ScpStep.Add { Entry: var entry } => ($"create a {entry.Text("objectClass")} below", above.ToString()),
            ScpStep.Modify { Changes: var changes } => ($"write {string.Join(", ", changes.Select(change => change.Change.Attribute).Distinct())} of", step.DistinguishedName),
            _ => ("delete", step.DistinguishedName),
        };
        return new ScpProblem.NoRight(doing, on, who, Grantable(above).ToString());
    }

    /// <summary>CN=Servers of the administrative group, where the object is below one; else the container above it.</summary>
    private static DistinguishedName Grantable(DistinguishedName above)
    {
        for (var name = above; name is { Depth: > 0 }; name = name.Parent)
        {
            if (name.FirstValue.Equals("Servers", StringComparison.OrdinalIgnoreCase))
            {
                return name;
            }
        }

        return above;
    }

    /// <summary>How far the steps of a plan led.</summary>
    private abstract record Passage
    {
        public sealed record Through : Passage;

        public sealed record Again : Passage;

        public sealed record Blocked(ScpProblem Problem) : Passage;
    }
}

/// <summary>What came of publishing or retracting.</summary>
public abstract record RegistrationOutcome
{
    private RegistrationOutcome()
    {
    }

    /// <summary>The directory says what it is to say.</summary>
    /// <param name="Plan">What was written for that; nothing where nothing had to be.</param>
    public sealed record Done(ScpPlan Plan) : RegistrationOutcome;

    /// <summary>It does not.</summary>
    /// <param name="Problem">Why.</param>
    /// <param name="Written">What was written before; it stays.</param>
    public sealed record Failed(ScpProblem Problem, ImmutableArray<ScpStep> Written) : RegistrationOutcome;
}
