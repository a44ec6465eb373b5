using System.Collections.Immutable;
using Signpost.Directory;
using Signpost.Tracing;

namespace Signpost.Scp;

/// <summary>Reads the SCPs of a forest with one paged query, and follows pointers (MS-OXDISCO section 3.1.5.1).</summary>
/// <param name="openAsync">Opens the directory that a pointer names.</param>
/// <param name="trace">Where findings go.</param>
/// <param name="budget">Pointers are taken from this; null is a budget of their own.</param>
internal sealed class ScpCatalog(Func<LdapServer, CancellationToken, Task<OpenOutcome>> openAsync, Trace trace, HopBudget? budget = null)
{
    /// <summary>The SCPs that count for an address, in the directory's order.</summary>
    /// <param name="forest">Where to begin; it stays open.</param>
    /// <param name="domain">The domain of the address, for scoped pointers; null follows none of those.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    public async Task<CatalogOutcome> ReadAsync(IDirectory forest, string? domain, CancellationToken cancellationToken) =>
        await new PointerWalk(openAsync, domain, trace, budget ?? new HopBudget(PointerWalk.MostHops)).FromAsync(forest, cancellationToken);
}

/// <summary>What came of reading the SCPs.</summary>
internal abstract record CatalogOutcome
{
    private CatalogOutcome()
    {
    }

    /// <summary>The SCPs, perhaps none.</summary>
    public sealed record Read(ImmutableArray<ServiceConnectionPoint> Scps) : CatalogOutcome;

    /// <summary>The first directory could not be read.</summary>
    public sealed record Failed(DirectoryFailure Failure) : CatalogOutcome;
}
