using System.Collections.Immutable;
using System.Diagnostics;
using Signpost.Directory;
using Signpost.Scp;

namespace Signpost.Server.Registration;

/// <summary>Plans what makes the directory say it: the change of an SCP, or a new one with the containers above it.</summary>
internal sealed class ScpPublication(ScpReader reader, ExchangeTree tree, ScpSubject subject, string who)
{
    /// <summary>What lets an SCP that is there say it.</summary>
    public static ImmutableArray<ScpStep> Changing(FoundScp own, ScpContent content) => content.ChangesTo(own.Entry) switch
    {
        [] => [],
        var changes => [new ScpStep.Modify(own.Name.ToString(), [.. changes.Select(change => new ScpAttributeChange(change, Reason(change, own.Entry)))], "the SCP says something else")],
    };

    /// <summary>Why an attribute is changed.</summary>
    public static string Reason(AttributeChange change, DirectoryEntry entry)
    {
        var (before, after) = (string.Join(", ", entry.Texts(change.Attribute)), string.Join(", ", change.Values.Select(value => value.Text)));
        return change.Kind switch
        {
            ChangeKind.Add => $"{after} is missing",
            ChangeKind.Delete => $"{after} is not so",
            _ when before is "" => "it is not set",
            _ => $"{after} instead of {before}",
        };
    }

    /// <summary>A new SCP.</summary>
    /// <param name="notes">What is to be said beside it.</param>
    /// <param name="present">Objects that are there although they can't be seen.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    public async Task<ScpPlanOutcome> AdditionAsync(ImmutableArray<string> notes, IReadOnlySet<DistinguishedName> present, CancellationToken cancellationToken) =>
        await PlaceAsync(cancellationToken) switch
        {
            Reading<Place>.Read { Value: (var name, null) } => await AdditionAtAsync(name, notes, present, cancellationToken),
            Reading<Place>.Read { Value: (var name, { } note) } => await AdditionAtAsync(name, [note, .. notes], present, cancellationToken),
            Reading<Place>.Failed { Problem: var problem } => new ScpPlanOutcome.Failed(problem),
            _ => throw new UnreachableException(),
        };

    private async Task<ScpPlanOutcome> AdditionAtAsync(
        DistinguishedName name, ImmutableArray<string> notes, IReadOnlySet<DistinguishedName> present, CancellationToken cancellationToken)
    {
        switch (await reader.ObjectAsync(name, cancellationToken))
        {
            case Reading<DirectoryEntry?>.Failed { Problem: var problem }:
                return new ScpPlanOutcome.Failed(problem);
            case Reading<DirectoryEntry?>.Read { Value: { } entry }:
                return Occupied(name, entry, notes);
            case var _ when present.Contains(name):
                return new ScpPlanOutcome.Failed(new ScpProblem.Unreadable(name.ToString(), who));
            default:
                break;
        }

        return await MissingAsync(name, present, cancellationToken) switch
        {
            Reading<ImmutableArray<ScpStep>>.Read { Value: var containers } => ScpPlanner.Planned(
                name.ToString(),
                [.. containers, new ScpStep.Add(subject.Content.ToEntry(name), subject is ScpAnnouncement ? "this CAS has no SCP" : "there is no such pointer")],
                notes),
            Reading<ImmutableArray<ScpStep>>.Failed { Problem: var problem } => new ScpPlanOutcome.Failed(problem),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>What to do where something came to lie since SCPs were looked for, or lay there unseen.</summary>
    private ScpPlanOutcome Occupied(DistinguishedName name, DirectoryEntry entry, ImmutableArray<string> notes) => subject switch
    {
        _ when entry.Texts("objectClass") is [] => new ScpPlanOutcome.Failed(new ScpProblem.Unreadable(name.ToString(), who)),
        _ when ScpStanding.Foreign(entry) is { } foreign => new ScpPlanOutcome.Failed(foreign),
        ScpAnnouncement cas when new FoundScp(name, entry) is var found && !found.IsOf(cas.Name, cas.DnsName) =>
            new ScpPlanOutcome.Failed(new ScpProblem.OfAnother(name.ToString(), found.DnsName is "" ? "another CAS" : found.DnsName)),
        _ => ScpPlanner.Planned(name.ToString(), Changing(new FoundScp(name, entry), subject.Content), notes),
    };

    /// <summary>Where a new SCP belongs.</summary>
    private async Task<Reading<Place>> PlaceAsync(CancellationToken cancellationToken) => subject switch
    {
        ScpAnnouncement cas => await reader.BelowAsync(tree.Exchange, cancellationToken) switch
        {
            Reading<ImmutableArray<DirectoryEntry>>.Read { Value: var children } => PlaceOf(cas, ExchangeTree.OrganizationsAmong(children)),
            Reading<ImmutableArray<DirectoryEntry>>.Failed { Problem: var problem } => new Reading<Place>.Failed(problem),
            _ => throw new UnreachableException(),
        },
        _ => new Reading<Place>.Read(new Place(tree.Pointers.Child("CN", subject.CommonName))),
    };

    private Reading<Place> PlaceOf(ScpAnnouncement cas, ImmutableArray<string> existing)
    {
        return (cas.Organization, existing) switch
        {
            (null, []) when ScpReader.FirstLabelOf(tree) is var first =>
                In(first, $"there is no Exchange organization yet: it is called {first}, after the domain; another name: --organization"),
            (null, [var only]) => In(only),
            ({ } given, []) => In(given),
            ({ } given, _) when existing.FirstOrDefault(name => name.Equals(given, StringComparison.OrdinalIgnoreCase)) is { } known => In(known),
            var (given, _) => new Reading<Place>.Failed(new ScpProblem.WhichOrganization(given, existing)),
        };

        Reading<Place>.Read In(string organization, string? note = null) => new(new Place(tree.ScpOf(organization, cas.Name), note));
    }

    /// <summary>The containers to be made above a new SCP, highest first.</summary>
    private async Task<Reading<ImmutableArray<ScpStep>>> MissingAsync(
        DistinguishedName scp, IReadOnlySet<DistinguishedName> present, CancellationToken cancellationToken)
    {
        var missing = new List<ScpStep>();
        for (var above = scp.Parent!; ; above = above.Parent!)
        {
            switch (await reader.ObjectAsync(above, cancellationToken))
            {
                case Reading<DirectoryEntry?>.Failed { Problem: var problem }:
                    return new Reading<ImmutableArray<ScpStep>>.Failed(problem);
                case Reading<DirectoryEntry?>.Read { Value: not null }:
                case var _ when present.Contains(above):
                    missing.Reverse();
                    return new Reading<ImmutableArray<ScpStep>>.Read([.. missing]);
                case var _ when above.Equals(tree.Services):
                    return new Reading<ImmutableArray<ScpStep>>.Failed(new ScpProblem.Vanished(above.ToString()));
                default:
                    missing.Add(new ScpStep.Add(Container(above), "the SCP lies below it, and it is not there"));
                    break;
            }
        }
    }

    private static DirectoryEntry Container(DistinguishedName name) => new(name.ToString(), [new("objectClass", [new OctetString("container")])]);

    /// <summary>Where a new SCP belongs, and what is to be said about that.</summary>
    private sealed record Place(DistinguishedName Name, string? Note = null);
}
