using System.Collections.Immutable;
using Signpost.Sites;
using Signpost.Tracing;

namespace Signpost.Discovery;

/// <summary>The endpoint that answered before. It is probed and asked like any other; that its settings are due for a refresh does not matter to it.</summary>
/// <param name="store">Where it is remembered.</param>
/// <param name="address">Whose it is.</param>
/// <param name="forest">The name of the client's forest.</param>
/// <param name="isOtherClient">Whether the question is about another client than this one: then the last site of this one says nothing.</param>
/// <param name="askSite">The client's site, which may cost questions to the directory; null where it is not known.</param>
/// <param name="time">The clock.</param>
/// <param name="trace">Where findings are written.</param>
internal sealed class LastKnownGoodStep(
    ILastKnownGood store, MailboxAddress address, string forest, bool isOtherClient, Func<CancellationToken, Task<SiteName?>> askSite, TimeProvider time, Trace trace)
    : IDiscoveryStep
{
    /// <summary>On the network the directory answers in a fraction of this. Off it we do not wait for its time-outs, but take the site for unknown.</summary>
    public static readonly TimeSpan SitePatience = TimeSpan.FromSeconds(1);

    public StepKind Kind => StepKind.LastKnownGood;

    public async Task<StepResult> FindAsync(CancellationToken cancellationToken)
    {
        var recall = await store.FindAsync(address, forest, cancellationToken);
        if (recall.Finding is { } finding)
        {
            trace.Note(finding);
        }

        if (recall.Entries is [])
        {
            return new StepResult([], $"nothing is remembered for {address}");
        }

        var site = await SiteAsync(cancellationToken);
        var entries = (isOtherClient ? recall with { LastSite = null } : recall).For(site);
        return entries is [] ? new StepResult([], NothingFor(site, recall.Entries)) : new StepResult([.. entries.Select(CandidateOf)]);
    }

    private async Task<SiteName?> SiteAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await askSite(cancellationToken).WaitAsync(SitePatience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static string NothingFor(SiteName? site, ImmutableArray<LastKnownGoodEntry> others)
    {
        var known = string.Join(", ", others.Select(entry => entry.Site?.Value ?? "no known site").Order(StringComparer.OrdinalIgnoreCase));
        return OneLine.Of($"nothing is remembered for {(site is { } name ? $"site {name}" : "a client without a known site")}, only for {known}");
    }

    private CandidateEndpoint CandidateOf(LastKnownGoodEntry entry, int index) =>
        new() { Step = Kind, Position = index + 1, Url = entry.Url, Source = "memory", Remembered = entry };
}
