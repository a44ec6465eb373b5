using System.Collections.Immutable;
using Signpost.Sites;
using Signpost.Tracing;

namespace Signpost.Discovery;

/// <summary>Remembers from run to run which endpoint answered. It never throws but for cancellation: what went wrong is a finding.</summary>
public interface ILastKnownGood
{
    /// <summary>What is remembered for an address in a forest, whatever the site.</summary>
    Task<LastKnownGoodRecall> FindAsync(MailboxAddress address, string forest, CancellationToken cancellationToken);

    /// <summary>Puts an entry in the place of the one with the same address, forest and site.</summary>
    /// <param name="entry">What to remember.</param>
    /// <param name="learned">The site that the forest says this client is in; null leaves what was learned before.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    /// <returns>What went wrong; null when nothing did.</returns>
    Task<Finding?> RememberAsync(LastKnownGoodEntry entry, SiteName? learned, CancellationToken cancellationToken);

    /// <summary>Removes an entry, unless another run has put another URL in its place.</summary>
    /// <param name="entry">What to forget.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    /// <returns>What went wrong; null when nothing did.</returns>
    Task<Finding?> ForgetAsync(LastKnownGoodEntry entry, CancellationToken cancellationToken);
}

/// <summary>What is remembered for an address in a forest.</summary>
/// <param name="Entries">One for each site, and one for when the site was not known.</param>
/// <param name="LastSite">The site this client was last known to be in; null when none was learned.</param>
/// <param name="Finding">What went wrong; null when nothing did.</param>
public sealed record LastKnownGoodRecall(ImmutableArray<LastKnownGoodEntry> Entries, SiteName? LastSite, Finding? Finding = null)
{
    /// <summary>The entries to ask, best first.</summary>
    /// <remarks>
    /// A client whose site is known is given that site's entry and no other: a laptop that moved from Berlin to Lyon is to find the CAS of Lyon.
    /// Where nobody can say the site (off the network, most of all) it is the entry made in the same ignorance, then that of the last site:
    /// whichever still answers.
    /// </remarks>
    /// <param name="site">The client's site; null where it is not known.</param>
    public ImmutableArray<LastKnownGoodEntry> For(SiteName? site)
    {
        if (site is not null)
        {
            return [.. Entries.Where(entry => entry.Site == site)];
        }

        return [.. Entries.Where(entry => entry.Site is null), .. Entries.Where(entry => entry.Site is not null && entry.Site == LastSite)];
    }
}
