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
    public Task<ScpPlanOutcome> PublicationAsync(ScpSubject subject, CancellationToken cancellationToken) => PublicationAsync(subject, new HashSet<DistinguishedName>(), cancellationToken);

    /// <summary>What must be written for the directory no longer to say it.</summary>
    /// <param name="subject">What; of a CAS its names count alone.</param>
    /// <param name="keep">Whether the SCP stays, without a URL: published again, it has its age.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    public async Task<ScpPlanOutcome> RetractionAsync(ScpSubject subject, bool keep, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (reader.Tree is not { } tree)
        {
            return new ScpPlanOutcome.Failed(new ScpProblem.NoConfiguration(reader.Source));
        }

        return await OwnAsync(tree, subject, cancellationToken) switch
        {
            Reading<Standing>.Read { Value: { Own: [] } standing } => Planned("", [], standing.Notes),
            Reading<Standing>.Read { Value: var standing } when keep => Planned(
                standing.Own[0].Name.ToString(), [.. standing.Own.Where(own => !ScpContent.IsDrained(own.Entry)).Select(Emptying)], standing.Notes),
            Reading<Standing>.Read { Value: var standing } => await DeletionAsync(standing, subject, cancellationToken),
            Reading<Standing>.Failed { Problem: var problem } => new ScpPlanOutcome.Failed(problem),
            _ => throw new UnreachableException(),
        };
    }

    /// <param name="subject">What is to be said.</param>
    /// <param name="present">Objects that are there although they can't be seen: the directory said so when they were to be added.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    internal async Task<ScpPlanOutcome> PublicationAsync(
        ScpSubject subject, IReadOnlySet<DistinguishedName> present, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (subject.Fault is { } fault)
        {
            throw new ArgumentException(fault, nameof(subject));
        }

        if (reader.Tree is not { } tree)
        {
            return new ScpPlanOutcome.Failed(new ScpProblem.NoConfiguration(reader.Source));
        }

        return await OwnAsync(tree, subject, cancellationToken) switch
        {
            Reading<Standing>.Read { Value: { Own: [var own, ..] } standing } => Planned(own.Name.ToString(), Changing(own, subject.Content), standing.Notes),
            Reading<Standing>.Read { Value: var standing } => await AdditionAsync(tree, subject, standing.Notes, present, cancellationToken),
            Reading<Standing>.Failed { Problem: var problem } => new ScpPlanOutcome.Failed(problem),
            _ => throw new UnreachableException(),
        };
    }

    private static ScpPlanOutcome.Planned Planned(string dn, ImmutableArray<ScpStep> steps, ImmutableArray<string> notes) => new(new ScpPlan(dn, steps, notes));

    /// <summary>The SCPs of this subject, the one to keep first, and what else is to be known.</summary>
    private async Task<Reading<Standing>> OwnAsync(ExchangeTree tree, ScpSubject subject, CancellationToken cancellationToken)
    {
        if (subject is not ScpAnnouncement cas)
        {
            return await reader.ObjectAsync(tree.Pointers.Child("CN", subject.CommonName), cancellationToken) switch
            {
                Reading<DirectoryEntry?>.Read { Value: { } entry } when Foreign(entry) is { } foreign => new Reading<Standing>.Failed(foreign),
                Reading<DirectoryEntry?>.Read { Value: { } entry } => new Reading<Standing>.Read(new Standing([FoundScp.Of(entry)!], [])),
                Reading<DirectoryEntry?>.Read => new Reading<Standing>.Read(new Standing([], [])),
                Reading<DirectoryEntry?>.Failed { Problem: var problem } => new Reading<Standing>.Failed(problem),
                _ => throw new UnreachableException(),
            };
        }

        return await reader.ScpsNamedAsync(tree, cas.Name, cas.DnsName, cancellationToken) switch
        {
            Reading<ImmutableArray<FoundScp>>.Read { Value: var named } => new Reading<Standing>.Read(StandingOf(named, cas)),
            Reading<ImmutableArray<FoundScp>>.Failed { Problem: var problem } => new Reading<Standing>.Failed(problem),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The SCPs of a CAS. Where Exchange keeps it comes first; of several, the oldest, whose age counts with clients.</summary>
    internal static ImmutableArray<FoundScp> OwnAmong(ImmutableArray<FoundScp> named, string cas, string dnsName) =>
        [.. named.Where(found => found.IsOf(cas, dnsName)).OrderByDescending(found => ExchangeTree.OwnContainersAbove(found.Name, cas).Length)];

    private static Standing StandingOf(ImmutableArray<FoundScp> named, ScpAnnouncement cas)
    {
        var own = OwnAmong(named, cas.Name, cas.DnsName);
        return new Standing(own,
        [
            .. own.Skip(1).Select(found => $"{found.Name} is another SCP of this CAS: remove it"),
            .. named.Except(own).Select(found => $"{found.Name} has the name or the DNS name of this CAS, but not both ({(found.DnsName is "" ? "no DNS name" : found.DnsName)}): it is left alone"),
        ]);
    }

    private static ScpProblem.NoScp? Foreign(DirectoryEntry entry) =>
        entry.Texts("objectClass") is [_, ..] classes && !classes.Contains("serviceConnectionPoint", StringComparer.OrdinalIgnoreCase)
            ? new ScpProblem.NoScp(entry.DistinguishedName, classes[^1])
            : null;

    private static ImmutableArray<ScpStep> Changing(FoundScp own, ScpContent content)
    {
        var changes = content.ChangesTo(own.Entry);
        return changes is [] ? [] :
        [
            new ScpStep.Modify(
                own.Name.ToString(), [.. changes.Select(change => new ScpAttributeChange(change, own.Entry.Texts(change.Attribute), Reason(change, own.Entry)))],
                "the SCP says something else"),
        ];
    }

    internal static string Reason(AttributeChange change, DirectoryEntry entry)
    {
        ImmutableArray<string> before = entry.Texts(change.Attribute), after = [.. change.Values.Select(value => value.Text)];
        var gone = before.Except(after, StringComparer.OrdinalIgnoreCase).ToArray();
        var added = after.Except(before, StringComparer.OrdinalIgnoreCase).ToArray();
        return before is [] ? "it is not set"
            : (gone, added) switch
            {
                ([], []) => "it is written in other letters, or more than once",
                ([], _) => $"{string.Join(", ", added)} is new",
                (_, []) => $"{string.Join(", ", gone)} is no longer so",
                _ => $"{string.Join(", ", added)} instead of {string.Join(", ", gone)}",
            };
    }

    private async Task<ScpPlanOutcome> AdditionAsync(
        ExchangeTree tree, ScpSubject subject, ImmutableArray<string> notes, IReadOnlySet<DistinguishedName> present, CancellationToken cancellationToken)
    {
        switch (await PlaceAsync(tree, subject, cancellationToken))
        {
            case Reading<ScpPlace>.Read { Value: (var name, var note) }:
                ImmutableArray<string> all = note is null ? notes : [note, .. notes];
                return await reader.ObjectAsync(name, cancellationToken) switch
                {
                    Reading<DirectoryEntry?>.Failed { Problem: var problem } => new ScpPlanOutcome.Failed(problem),
                    Reading<DirectoryEntry?>.Read { Value: { } entry } => Occupied(name, entry, subject, all),
                    _ when present.Contains(name) => new ScpPlanOutcome.Failed(new ScpProblem.Unreadable(name.ToString(), who)),
                    _ => await MissingAsync(tree, name, present, cancellationToken) switch
                    {
                        Reading<ImmutableArray<ScpStep>>.Read { Value: var containers } => Planned(
                            name.ToString(),
                            [.. containers, new ScpStep.Add(subject.Content.ToEntry(name), subject is ScpAnnouncement ? "this CAS has no SCP" : "there is no such pointer")],
                            all),
                        Reading<ImmutableArray<ScpStep>>.Failed { Problem: var problem } => new ScpPlanOutcome.Failed(problem),
                        _ => throw new UnreachableException(),
                    },
                };
            case Reading<ScpPlace>.Failed { Problem: var problem }:
                return new ScpPlanOutcome.Failed(problem);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>What to do where something came to lie since SCPs were looked for, or lay there unseen.</summary>
    private ScpPlanOutcome Occupied(DistinguishedName name, DirectoryEntry entry, ScpSubject subject, ImmutableArray<string> notes) => subject switch
    {
        _ when entry.Texts("objectClass") is [] => new ScpPlanOutcome.Failed(new ScpProblem.Unreadable(name.ToString(), who)),
        _ when Foreign(entry) is { } foreign => new ScpPlanOutcome.Failed(foreign),
        ScpAnnouncement cas when new FoundScp(name, entry) is var found && !found.IsOf(cas.Name, cas.DnsName) => new ScpPlanOutcome.Failed(
            new ScpProblem.OfAnother(name.ToString(), found.DnsName is "" ? "another CAS" : found.DnsName)),
        _ => Planned(name.ToString(), Changing(new FoundScp(name, entry), subject.Content), notes),
    };

    /// <summary>Where a new SCP belongs, and what is to be said about that.</summary>
    private async Task<Reading<ScpPlace>> PlaceAsync(ExchangeTree tree, ScpSubject subject, CancellationToken cancellationToken)
    {
        if (subject is not ScpAnnouncement cas)
        {
            return new Reading<ScpPlace>.Read(new ScpPlace(tree.Pointers.Child("CN", subject.CommonName), null));
        }

        return await reader.BelowAsync(tree.Exchange, cancellationToken) switch
        {
            Reading<ImmutableArray<DirectoryEntry>>.Read { Value: var children } => Choose(ExchangeTree.OrganizationsAmong(children)),
            Reading<ImmutableArray<DirectoryEntry>>.Failed { Problem: var problem } => new Reading<ScpPlace>.Failed(problem),
            _ => throw new UnreachableException(),
        };

        Reading<ScpPlace> Choose(ImmutableArray<string> existing) => (cas.Organization, existing) switch
        {
            (null, []) when ScpReader.FirstLabelOf(tree) is var first =>
                Place(first, $"there is no Exchange organization yet: it is called {first}, after the domain; another name: --organization"),
            (null, [var only]) => Place(only, null),
            ({ } given, []) => Place(given, null),
            ({ } given, _) when existing.FirstOrDefault(name => name.Equals(given, StringComparison.OrdinalIgnoreCase)) is { } known => Place(known, null),
            var (given, _) => new Reading<ScpPlace>.Failed(new ScpProblem.WhichOrganization(given, existing)),
        };

        Reading<ScpPlace>.Read Place(string organization, string? note) => new(new ScpPlace(tree.ScpOf(organization, cas.Name), note));
    }

    /// <summary>The containers to be made above a new SCP, highest first.</summary>
    private async Task<Reading<ImmutableArray<ScpStep>>> MissingAsync(
        ExchangeTree tree, DistinguishedName scp, IReadOnlySet<DistinguishedName> present, CancellationToken cancellationToken)
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

    private static DirectoryEntry Container(DistinguishedName name) =>
        new(name.ToString(), [new("objectClass", [new OctetString("container")])]);

    private static ScpStep.Modify Emptying(FoundScp own) => new(
        own.Name.ToString(),
        [new ScpAttributeChange(AttributeChange.Replace("serviceBindingInformation"), own.Entry.Texts("serviceBindingInformation"), "no client is to be sent there")],
        "the SCP is emptied and keeps its age");

    private async Task<ScpPlanOutcome> DeletionAsync(Standing standing, ScpSubject subject, CancellationToken cancellationToken)
    {
        var steps = ImmutableArray.CreateBuilder<ScpStep>();
        foreach (var own in standing.Own)
        {
            steps.Add(new ScpStep.Delete(own.Name.ToString(), IsScp: true, "it is to be announced no longer"));
            var last = own.Name;
            foreach (var container in subject is ScpAnnouncement cas ? ExchangeTree.OwnContainersAbove(own.Name, cas.Name) : [])
            {
                switch (await IsOnlyForAsync(container, last, cancellationToken))
                {
                    case Reading<bool>.Read { Value: true }:
                        steps.Add(new ScpStep.Delete(container.ToString(), IsScp: false, "nothing else lies in it"));
                        last = container;
                        continue;
                    case Reading<bool>.Failed { Problem: var problem }:
                        return new ScpPlanOutcome.Failed(problem);
                    default:
                        break;
                }

                break;
            }
        }

        return Planned(standing.Own[0].Name.ToString(), steps.ToImmutable(), standing.Notes);
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

    /// <summary>How it stands: the SCPs of the subject, the one to keep first.</summary>
    private sealed record Standing(ImmutableArray<FoundScp> Own, ImmutableArray<string> Notes);

    /// <summary>Where a new SCP belongs.</summary>
    private sealed record ScpPlace(DistinguishedName Name, string? Note);
}
