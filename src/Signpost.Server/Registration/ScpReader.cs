using System.Collections.Immutable;
using System.Diagnostics;
using Signpost.Directory;
using Signpost.Scp;

namespace Signpost.Server.Registration;

/// <summary>Reads what is in the directory of a CAS, a pointer and what is above them.</summary>
internal sealed class ScpReader(IDirectory directory)
{
    private static readonly LdapFilter Anything = LdapFilter.Has("objectClass");
    private static readonly ImmutableArray<string> Wanted = [.. ScpContent.Attributes, "objectClass", "whenCreated", "cn"];

    public string Source => directory.Source;

    /// <summary>The tree of the forest; null where the directory has none.</summary>
    public ExchangeTree? Tree => directory.RootDse.ConfigurationNamingContext is not "" and var text && DistinguishedName.TryParse(text, out var configuration)
        ? new ExchangeTree(configuration)
        : null;

    /// <summary>The first label of the forest's root domain, for an organization that has no name yet.</summary>
    public static string FirstLabelOf(ExchangeTree tree) => tree.Configuration.Parent is { Depth: > 0 } domain ? domain.FirstValue : "First Organization";

    /// <summary>The Autodiscover SCPs with a CN or a DNS name of the CAS, oldest first.</summary>
    public async Task<Reading<ImmutableArray<FoundScp>>> ScpsNamedAsync(ExchangeTree tree, string cas, string dnsName, CancellationToken cancellationToken)
    {
        // All of Autodiscover's, which are few, and what only has the names: exports leave out what stands in the DN already.
        var filter = LdapFilter.AllOf(
            LdapFilter.Is("objectClass", "serviceConnectionPoint"),
            LdapFilter.AnyOf(
                LdapFilter.Is("keywords", ScpContent.UrlKeyword), LdapFilter.Is("keywords", ScpContent.PointerKeyword), LdapFilter.Is("cn", cas),
                LdapFilter.Is("serviceDNSName", dnsName), LdapFilter.Is("serviceDNSName", cas)));
        return await directory.SearchAsync(new DirectorySearch(tree.Configuration.ToString(), SearchScope.Subtree, filter, Wanted), cancellationToken) switch
        {
            SearchOutcome.Completed { Entries: var entries } => new Reading<ImmutableArray<FoundScp>>.Read(
                [.. entries.Select(FoundScp.Of).OfType<FoundScp>().Where(found => found.IsAutodiscovers && found.IsNamed(cas, dnsName))
                    .OrderBy(found => found.WhenCreated, StringComparer.Ordinal).ThenBy(found => found.Name.ToString(), StringComparer.OrdinalIgnoreCase)]),
            SearchOutcome.Failed { Failure: var failure } => new Reading<ImmutableArray<FoundScp>>.Failed(new ScpProblem.OfDirectory(failure)),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>One object; null where there is none. Where it is known to be there, but not to us, it has no attributes.</summary>
    public async Task<Reading<DirectoryEntry?>> ObjectAsync(DistinguishedName name, CancellationToken cancellationToken) =>
        await directory.SearchAsync(new DirectorySearch(name.ToString(), SearchScope.Base, Anything, Wanted), cancellationToken) switch
        {
            SearchOutcome.Completed { Entries: [var entry, ..] } => new Reading<DirectoryEntry?>.Read(entry),
            SearchOutcome.Completed => new Reading<DirectoryEntry?>.Read(new DirectoryEntry(name.ToString(), [])),
            SearchOutcome.Failed { Failure: DirectoryFailure.Refused { IsNoSuchObject: true } } => new Reading<DirectoryEntry?>.Read(null),
            SearchOutcome.Failed { Failure: var failure } => new Reading<DirectoryEntry?>.Failed(new ScpProblem.OfDirectory(failure)),
            _ => throw new UnreachableException(),
        };

    /// <summary>What is right below an object; nothing where that is not there.</summary>
    public async Task<Reading<ImmutableArray<DirectoryEntry>>> BelowAsync(DistinguishedName name, CancellationToken cancellationToken) =>
        await directory.SearchAsync(new DirectorySearch(name.ToString(), SearchScope.OneLevel, Anything, ["objectClass"]), cancellationToken) switch
        {
            SearchOutcome.Completed { Entries: var entries } => new Reading<ImmutableArray<DirectoryEntry>>.Read(entries),
            SearchOutcome.Failed { Failure: DirectoryFailure.Refused { IsNoSuchObject: true } } => new Reading<ImmutableArray<DirectoryEntry>>.Read([]),
            SearchOutcome.Failed { Failure: var failure } => new Reading<ImmutableArray<DirectoryEntry>>.Failed(new ScpProblem.OfDirectory(failure)),
            _ => throw new UnreachableException(),
        };
}

/// <summary>What came of reading.</summary>
internal abstract record Reading<T>
{
    private Reading()
    {
    }

    public sealed record Read(T Value) : Reading<T>;

    public sealed record Failed(ScpProblem Problem) : Reading<T>;
}

/// <summary>An SCP that was found.</summary>
internal sealed record FoundScp(DistinguishedName Name, DirectoryEntry Entry)
{
    private const string ClassName = "ms-Exchange-AutoDiscover-Service";

    public string WhenCreated => Entry.Text("whenCreated") ?? "9";

    public string DnsName => Entry.Text("serviceDNSName") ?? "";

    /// <summary>Whether it is one of Autodiscover, and not of another service of the same computer.</summary>
    public bool IsAutodiscovers =>
        ScpContent.IsAnnouncement(Entry) || ScpContent.IsPointer(Entry)
        || ClassName.Equals(Entry.Text("serviceClassName"), StringComparison.OrdinalIgnoreCase)
        || (Name.Parent?.FirstValue ?? "").Equals("Autodiscover", StringComparison.OrdinalIgnoreCase);

    public static FoundScp? Of(DirectoryEntry entry) => DistinguishedName.TryParse(entry.DistinguishedName, out var name) ? new FoundScp(name, entry) : null;

    /// <summary>Whether it has the name or the DNS name of this CAS.</summary>
    public bool IsNamed(string cas, string dnsName) =>
        Name.FirstValue.Equals(cas, StringComparison.OrdinalIgnoreCase) || DnsName.Equals(cas, StringComparison.OrdinalIgnoreCase)
        || DnsName.Equals(dnsName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is the SCP of this CAS: its name, and no other host's. Exchange writes the short name where others write the full one.</summary>
    public bool IsOf(string cas, string dnsName) =>
        Name.FirstValue.Equals(cas, StringComparison.OrdinalIgnoreCase) && !ScpContent.IsPointer(Entry)
        && (DnsName is "" || DnsName.Equals(dnsName, StringComparison.OrdinalIgnoreCase) || DnsName.Equals(cas, StringComparison.OrdinalIgnoreCase));
}
