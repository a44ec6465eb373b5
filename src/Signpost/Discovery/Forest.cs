using System.Collections.Immutable;
using Signpost.Directory;
using Signpost.Dns;
using Signpost.Logon;
using Signpost.Scp;
using Signpost.Sites;
using Signpost.Tracing;

namespace Signpost.Discovery;

/// <summary>The forest of a run: opened at the first question, asked once for the client's site and once an address for its SCPs.</summary>
/// <remarks>Several steps may ask at once, and each may lose patience: what they wait for is the forest's own, and goes on until it is closed.</remarks>
internal sealed class Forest : IAsyncDisposable
{
    private readonly DiscoveryOptions options;
    private readonly MailboxAddress? firstAddress;
    private readonly Trace trace;
    private readonly ForestDoor door;
    private readonly HopBudget budget;
    private readonly CancellationTokenSource closing = new();
    private readonly Lock gate = new();
    private ForestOpening? opened;
    private Task<ForestOpening>? opening;
    private Task<ClientSite>? learning;

    public Forest(
        DiscoveryOptions options, MailboxAddress? address, IServiceResolver resolver, TimeProvider time, Random random, Trace trace,
        HopBudget? budget = null, LogonGuard? guard = null)
    {
        (this.options, firstAddress, this.trace, this.budget) = (options, address, trace, budget ?? new HopBudget(options.Redirects.MaxHops));
        door = new ForestDoor(options, resolver, time, random, trace, guard ?? new LogonGuard());
    }

    /// <summary>What the forest is called before it is open: the domain or server that is looked for, or the place of the file.</summary>
    public string Name => door.NameOf(firstAddress);

    /// <summary>Whether a directory lets itself be asked.</summary>
    public bool IsOpen => opened is ForestOpening.Opened;

    /// <summary>The sites of the forest, once they were read; null where they could not be.</summary>
    public SiteTopology? Topology { get; private set; }

    /// <summary>Every SCP with a URL, once they were read.</summary>
    public ImmutableArray<ServiceConnectionPoint> Scps { get; private set; } = [];

    /// <summary>The SCPs for an address, ranked for the client's site.</summary>
    public async Task<ForestRanking> RankAsync(MailboxAddress? address, DiscoveryPlan plan, CancellationToken cancellationToken)
    {
        if (await OpenedAsync(cancellationToken) is not ForestOpening.Opened { Forest: var forest })
        {
            return new ForestRanking.Failed(((ForestOpening.Failed)opened!).Failure);
        }

        var client = await SiteAsync(forest, FindingSeverity.Warning, cancellationToken);
        return await new ScpCatalog(door.OpenPointerAsync, trace, budget).ReadAsync(forest.Directory, address?.Domain, cancellationToken) switch
        {
            CatalogOutcome.Read { Scps: var scps } => new ForestRanking.Ranked(Candidates(Ranked(Scps = scps, client, plan)), forest.Directory.Source),
            CatalogOutcome.Failed { Failure: var failure } => new ForestRanking.Failed(failure),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The directory itself, where it can be opened; it is closed with the forest.</summary>
    public async Task<OpenOutcome> DirectoryAsync(CancellationToken cancellationToken) => await OpenedAsync(cancellationToken) switch
    {
        ForestOpening.Opened { Forest.Directory: var directory } => new OpenOutcome.Opened(directory),
        ForestOpening.Failed { Failure: var failure } => new OpenOutcome.Failed(failure),
        _ => throw new UnreachableException(),
    };

    /// <summary>The client's site; null when no directory answers.</summary>
    public async Task<ClientSite?> SiteAsync(CancellationToken cancellationToken) =>
        await OpenedAsync(cancellationToken) is ForestOpening.Opened { Forest: var forest } ? await SiteAsync(forest, FindingSeverity.Warning, cancellationToken) : null;

    /// <summary>The other sites of the forest, nearest first, and why there are none to be had.</summary>
    public async Task<(ImmutableArray<SiteDistance> Sites, string? Failure)> NeighboursAsync(CancellationToken cancellationToken)
    {
        if (await OpenedAsync(cancellationToken) is not ForestOpening.Opened { Forest: var forest })
        {
            return ([], OneLine.Of(((ForestOpening.Failed)opened!).Failure.Describe()));
        }

        var client = await SiteAsync(forest, FindingSeverity.Information, cancellationToken);
        var costs = client.Name is { } mine && Topology is not null ? Topology.CostsFrom(mine) : new Dictionary<SiteName, long>();
        var others = (Topology?.Sites ?? []).Where(other => other != client.Name)
            .Select(other => new SiteDistance(other, costs.TryGetValue(other, out var cost) ? cost : null))
            .OrderBy(other => other.Cost ?? long.MaxValue).ThenBy(other => other.Site.Value, StringComparer.OrdinalIgnoreCase);
        return ([.. others], null);
    }

    /// <summary>What the clock of the directory says; null where it does not tell, as a forest in a file.</summary>
    public async Task<DateTimeOffset?> ClockAsync(CancellationToken cancellationToken)
    {
        if (opened is not ForestOpening.Opened { Forest.Directory: var directory })
        {
            return null;
        }

        var search = new DirectorySearch("", SearchScope.Base, new LdapFilter.Present("objectClass"), ["currentTime"]);
        return await directory.SearchAsync(search, cancellationToken) is SearchOutcome.Completed { Entries: [var rootDse, ..] }
            && GeneralizedTime.TryParse(rootDse.Text("currentTime"), out var clock) ? clock : null;
    }

    public async ValueTask DisposeAsync()
    {
        await CallOffAsync();
        closing.Dispose();
        if (opened is ForestOpening.Opened { Forest: { IsOurs: true, Directory: var directory } })
        {
            await directory.DisposeAsync();
        }
    }

    /// <summary>Ends what nobody waits for any more; nothing is written to the trace after it.</summary>
    public async Task CallOffAsync()
    {
        closing.Cancel();
        try
        {
            await (opening ?? Task.CompletedTask);
            await (learning ?? Task.CompletedTask);
        }
        catch (OperationCanceledException)
        {
            // As it was meant.
        }
    }

    private Task<ForestOpening> OpenedAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            opening ??= OpenAsync();
        }

        return opening.WaitAsync(cancellationToken);
    }

    private async Task<ForestOpening> OpenAsync()
    {
        opened = await door.OpenAsync(firstAddress, closing.Token);
        if (opened is ForestOpening.Opened { Forest.Directory.Source: var source })
        {
            trace.Write(new DirectoryOpened(source));
        }

        return opened;
    }

    private Task<ClientSite> SiteAsync(OpenForest forest, FindingSeverity least, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            learning ??= LearnSiteAsync(forest, least);
        }

        return learning.WaitAsync(cancellationToken);
    }

    /// <param name="forest">Where the sites are.</param>
    /// <param name="least">Findings about sites and links that matter less are only for who asks about the sites themselves.</param>
    private async Task<ClientSite> LearnSiteAsync(OpenForest forest, FindingSeverity least)
    {
        Topology = await SiteTopology.ReadAsync(forest.Directory, closing.Token) switch
        {
            TopologyOutcome.Read read => Noted(read, least),
            TopologyOutcome.Failed { Failure: var failure } => Unreadable(failure),
            _ => throw new UnreachableException(),
        };
        var verdict = SiteLocator.Judge(new SiteEvidence
        {
            Configured = options.Site,
            ClientAddress = options.ClientAddress,
            Ping = forest.Ping,
            DomainController = forest.DomainController,
            Topology = Topology,
            WhyNoPing = forest.WhyNoPing,
        });
        trace.Write(new SiteLearned(verdict.Site));
        foreach (var finding in verdict.Findings)
        {
            trace.Note(finding);
        }

        return verdict.Site;
    }

    private SiteTopology Noted(TopologyOutcome.Read read, FindingSeverity least)
    {
        foreach (var finding in read.Findings.Where(finding => finding.Severity >= least))
        {
            trace.Note(finding);
        }

        return read.Topology;
    }

    private SiteTopology? Unreadable(DirectoryFailure failure)
    {
        trace.Note(new Finding(
            "site.unreadable", FindingSeverity.Warning, "CN=Sites", OneLine.Of(failure.Describe()),
            "Without its sites and subnets the directory's word for the client's site can't be checked"));
        return null;
    }

    private ImmutableArray<RankedScp> Ranked(ImmutableArray<ServiceConnectionPoint> scps, ClientSite client, DiscoveryPlan plan)
    {
        if (plan.Name == DiscoveryPlan.Outlook2007.Name)
        {
            return ScpRanking.Outlook2007(scps, client.Name);
        }

        var costs = plan.PrefersNearest && client.Name is { } mine ? Topology?.CostsFrom(mine) : null;
        return ScpRanking.Modern(scps, client.Name, costs);
    }

    private static ImmutableArray<CandidateEndpoint> Candidates(ImmutableArray<RankedScp> ranked) =>
    [
        .. ranked.Select((place, index) => new CandidateEndpoint
        {
            Step = StepKind.Scp,
            Position = index + 1,
            Url = place.Scp.Url,
            Source = place.Scp.Source,
            Scp = place.Scp,
            Affinity = place.Affinity,
            AlsoAnnouncedBy = place.AlsoAnnouncedBy,
        }),
    ];
}
