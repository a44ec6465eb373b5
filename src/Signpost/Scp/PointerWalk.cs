using System.Collections.Immutable;
using System.Globalization;
using Signpost.Directory;
using Signpost.Tracing;

namespace Signpost.Scp;

/// <summary>The way from a forest over its SCP pointers to the SCPs that count (MS-OXDISCO section 3.1.5.1).</summary>
/// <remarks>
/// 1. A pointer for the mail domain takes the place of all that was found: the walk starts over at the directory it names.
/// 2. Without one the SCPs here count.
/// 3. Where there are none, a pointer for all is followed. The specification appends what is found there; clients go there only if they have nothing.
/// A pointer that leads nowhere is noted and passed by, so that no SCP is lost to it.
/// </remarks>
internal sealed class PointerWalk(Func<LdapServer, CancellationToken, Task<OpenOutcome>> openAsync, string? domain, Trace trace, HopBudget budget)
{
    /// <summary>As many pointers as clients follow where they have a budget of their own.</summary>
    public const int MostHops = 10;

    private readonly HashSet<string> answered = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> dead = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Walks from here.</summary>
    public async Task<CatalogOutcome> FromAsync(IDirectory forest, CancellationToken cancellationToken)
    {
        if (ScpBinding.TryServer(forest.Source, out var start))
        {
            answered.Add(KeyOf(start));
        }

        return await SearchAsync(forest, cancellationToken) switch
        {
            SearchOutcome.Completed found => new CatalogOutcome.Read(await SettleAsync(found, forest.Source, cancellationToken)),
            SearchOutcome.Failed { Failure: var failure } => new CatalogOutcome.Failed(failure),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<ImmutableArray<ServiceConnectionPoint>> SettleAsync(SearchOutcome.Completed found, string source, CancellationToken cancellationToken)
    {
        var here = ScpReading.Of(found.Entries, source, trace);
        foreach (var scoped in here.Pointers.Where(pointer => domain is not null && pointer.Keywords.IsFor(domain)))
        {
            if (await FollowAsync(scoped, cancellationToken) is { } there)
            {
                return there;
            }
        }

        foreach (var forAll in here.Pointers.Where(pointer => here.Scps is [] && pointer.Keywords.IsPointerForAll))
        {
            if (await FollowAsync(forAll, cancellationToken) is { } there)
            {
                return there;
            }
        }

        return here.Scps;
    }

    /// <summary>The SCPs that a pointer leads to; null when it leads nowhere.</summary>
    private async Task<ImmutableArray<ServiceConnectionPoint>?> FollowAsync(ScpPointer pointer, CancellationToken cancellationToken)
    {
        var key = KeyOf(pointer.Server);
        if (answered.Contains(key))
        {
            trace.Note(ScpFindings.PointerLoop(pointer));
            return null;
        }

        if (dead.Contains(key))
        {
            return null;    // said before
        }

        if (!budget.TryTake("SCP pointer"))
        {
            trace.Note(ScpFindings.PointerHops(pointer, budget.Exhausted));
            return null;
        }

        switch (await AskAsync(pointer.Server, cancellationToken))
        {
            case (SearchOutcome.Completed found, var source):
                answered.Add(key);
                return await SettleAsync(found, source, cancellationToken);
            case (SearchOutcome.Failed { Failure: var failure }, _):
                dead.Add(key);
                trace.Note(ScpFindings.PointerUnreachable(pointer, failure));
                return null;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>What a server finds, and its name in reports; it is closed before the next is asked.</summary>
    private async Task<(SearchOutcome Outcome, string Source)> AskAsync(LdapServer server, CancellationToken cancellationToken)
    {
        switch (await openAsync(server, cancellationToken))
        {
            case OpenOutcome.Opened { Directory: var directory }:
                await using (directory)
                {
                    return (await SearchAsync(directory, cancellationToken), directory.Source);
                }

            case OpenOutcome.Failed { Failure: var failure }:
                return (new SearchOutcome.Failed(failure), "");
            default:
                throw new UnreachableException();
        }
    }

    private static Task<SearchOutcome> SearchAsync(IDirectory directory, CancellationToken cancellationToken) => directory.SearchAsync(
        new DirectorySearch(directory.RootDse.ConfigurationNamingContext, SearchScope.Subtree, ScpReading.Filter, ScpReading.Attributes), cancellationToken);

    private static string KeyOf(LdapServer server) =>
        string.Create(CultureInfo.InvariantCulture, $"{server.Host.TrimEnd('.')}:{server.EffectivePort}");
}
