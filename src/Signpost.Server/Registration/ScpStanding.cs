using System.Collections.Immutable;
using System.Diagnostics;
using Signpost.Directory;

namespace Signpost.Server.Registration;

/// <summary>How it stands in the directory: the SCPs of a subject.</summary>
/// <param name="Own">Its SCPs, the one to keep first.</param>
/// <param name="Notes">What is to be said of them, and of those that look like them.</param>
internal sealed record ScpStanding(ImmutableArray<FoundScp> Own, ImmutableArray<string> Notes)
{
    public static async Task<Reading<ScpStanding>> ReadAsync(ScpReader reader, ExchangeTree tree, ScpSubject subject, CancellationToken cancellationToken)
    {
        if (subject is not ScpAnnouncement cas)
        {
            return await reader.ObjectAsync(tree.Pointers.Child("CN", subject.CommonName), cancellationToken) switch
            {
                Reading<DirectoryEntry?>.Read { Value: { } entry } when Foreign(entry) is { } foreign => new Reading<ScpStanding>.Failed(foreign),
                Reading<DirectoryEntry?>.Read { Value: { } entry } => new Reading<ScpStanding>.Read(new ScpStanding([FoundScp.Of(entry)!], [])),
                Reading<DirectoryEntry?>.Read => new Reading<ScpStanding>.Read(new ScpStanding([], [])),
                Reading<DirectoryEntry?>.Failed { Problem: var problem } => new Reading<ScpStanding>.Failed(problem),
                _ => throw new UnreachableException(),
            };
        }

        return await reader.ScpsNamedAsync(tree, cas.Name, cas.DnsName, cancellationToken) switch
        {
            Reading<ImmutableArray<FoundScp>>.Read { Value: var named } => new Reading<ScpStanding>.Read(Of(named, cas)),
            Reading<ImmutableArray<FoundScp>>.Failed { Problem: var problem } => new Reading<ScpStanding>.Failed(problem),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The SCPs of a CAS. Where Exchange keeps it comes first; of several, the oldest, whose age counts with clients.</summary>
    public static ImmutableArray<FoundScp> OwnAmong(ImmutableArray<FoundScp> named, string cas, string dnsName) =>
        [.. named.Where(found => found.IsOf(cas, dnsName)).OrderByDescending(found => ExchangeTree.OwnContainersAbove(found.Name, cas).Length)];

    /// <summary>What an object is that has the name of an SCP and is none; null where it is one, or can't be told.</summary>
    public static ScpProblem.NoScp? Foreign(DirectoryEntry entry) =>
        entry.Texts("objectClass") is [_, ..] classes && !classes.Contains("serviceConnectionPoint", StringComparer.OrdinalIgnoreCase)
            ? new ScpProblem.NoScp(entry.DistinguishedName, classes[^1])
            : null;

    private static ScpStanding Of(ImmutableArray<FoundScp> named, ScpAnnouncement cas)
    {
        var own = OwnAmong(named, cas.Name, cas.DnsName);
        return new ScpStanding(own,
        [
            .. own.Skip(1).Select(found => $"{found.Name} is another SCP of this CAS: remove it"),
            .. named.Except(own).Select(found =>
                $"{found.Name} has the name or the DNS name of this CAS, but not both ({(found.DnsName is "" ? "no DNS name" : found.DnsName)}): it is left alone"),
        ]);
    }
}
