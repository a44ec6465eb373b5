using System.Collections.Immutable;
using System.Diagnostics;
using Signpost.Directory;
using Signpost.Scp;

namespace Signpost.Server.Registration;

/// <summary>Finds out what must be written for the directory to say, or no longer to say, that a CAS is here. It only reads.</summary>
/// <param name="directory">The directory; a forest in a file is one as well.</param>
/// <param name="who">Who is logged on, in words for people.</param>
public sealed class ScpPlanner(IDirectory directory, string who)
{
    private readonly ScpReader reader = new(directory);

    /// <summary>What must be written for the directory to say it.</summary>
    /// <exception cref="ArgumentException">It has a fault.</exception>
    public Task<ScpPlanOutcome> PublicationAsync(ScpSubject subject, CancellationToken cancellationToken) =>
        PublicationAsync(subject, new HashSet<DistinguishedName>(), cancellationToken);

    /// <summary>What must be written for the directory no longer to say it.</summary>
    /// <param name="subject">What; of a CAS its names count alone.</param>
    /// <param name="keep">Whether the SCP stays, without a URL: published again, it has its age.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    public Task<ScpPlanOutcome> RetractionAsync(ScpSubject subject, bool keep, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return OnStandingAsync(
            subject,
            (_, standing) => standing.Own is [] ? Task.FromResult<ScpPlanOutcome>(Planned("", [], standing.Notes))
                : keep ? Task.FromResult<ScpPlanOutcome>(ScpRetraction.Emptying(standing))
                : new ScpRetraction(reader).DeletionAsync(standing, subject, cancellationToken),
            cancellationToken);
    }

    /// <param name="subject">What is to be said.</param>
    /// <param name="present">Objects that are there although they can't be seen: the directory said so when they were to be added.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    internal Task<ScpPlanOutcome> PublicationAsync(ScpSubject subject, IReadOnlySet<DistinguishedName> present, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (subject.Fault is { } fault)
        {
            throw new ArgumentException(fault, nameof(subject));
        }

        return OnStandingAsync(
            subject,
            (tree, standing) => standing.Own is [var own, ..]
                ? Task.FromResult<ScpPlanOutcome>(Planned(own.Name.ToString(), ScpPublication.Changing(own, subject.Content), standing.Notes))
                : new ScpPublication(reader, tree, subject, who).AdditionAsync(standing.Notes, present, cancellationToken),
            cancellationToken);
    }

    internal static ScpPlanOutcome.Planned Planned(string dn, ImmutableArray<ScpStep> steps, ImmutableArray<string> notes) => new(new ScpPlan(dn, steps, notes));

    private async Task<ScpPlanOutcome> OnStandingAsync(
        ScpSubject subject, Func<ExchangeTree, ScpStanding, Task<ScpPlanOutcome>> planAsync, CancellationToken cancellationToken) => reader.Tree switch
        {
            null => new ScpPlanOutcome.Failed(new ScpProblem.NoConfiguration(reader.Source)),
            { } tree => await ScpStanding.ReadAsync(reader, tree, subject, cancellationToken) switch
            {
                Reading<ScpStanding>.Read { Value: var standing } => await planAsync(tree, standing),
                Reading<ScpStanding>.Failed { Problem: var problem } => new ScpPlanOutcome.Failed(problem),
                _ => throw new UnreachableException(),
            },
        };
}
