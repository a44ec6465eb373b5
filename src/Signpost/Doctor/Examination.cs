using System.Collections.Immutable;
using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Doctor.Clients;
using Signpost.Sites;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Doctor;

/// <summary>One examination, filling its facts.</summary>
/// <param name="options">How to go about it.</param>
/// <param name="address">The address examined.</param>
/// <param name="forest">Where the SCPs are.</param>
/// <param name="facts">Asks the servers.</param>
/// <param name="announced">To be filled with the hosts that SCPs announce.</param>
/// <param name="resolver">Where names are looked up.</param>
/// <param name="time">The clock.</param>
/// <param name="trace">Where findings of the steps go.</param>
internal sealed class Examination(
    DiscoveryOptions options, MailboxAddress address, Forest forest, FactCollector facts, HashSet<string> announced, IServiceResolver resolver, TimeProvider time,
    Trace trace)
{
    private static readonly ImmutableArray<StepKind> AllSteps =
        [StepKind.Scp, StepKind.HttpsRootDomain, StepKind.HttpsAutodiscoverDomain, StepKind.HttpRedirect, StepKind.SrvRecord];

    // More than any mailbox has; but whoever answers may name as many as he likes.
    private const int MostServices = 100;

    /// <summary>What has been seen so far.</summary>
    public DoctorFacts Facts { get; private set; } = new() { Address = address, Question = options.Question, Now = time.GetUtcNow() };

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var candidates = await CandidatesAsync(cancellationToken);
        Facts = Facts with
        {
            HasDirectory = forest.IsOpen,
            Scps = forest.Scps,
            Topology = forest.Topology,
            DirectoryClock = await forest.ClockAsync(cancellationToken),
        };
        await SurveyAsync(candidates, cancellationToken);
        await ConverseAsync(candidates, cancellationToken);
        await LookAtServicesAsync(cancellationToken);
    }

    /// <summary>Where another client would end, in this forest and site.</summary>
    public Task<ClientVerdict> ReplayAsync(ClientProfile client, SiteName? site, CancellationToken cancellationToken) => ClientReplay.RunAsync(
        client, new ReplayInput { Address = address, Site = site, Scps = Facts.Scps, Resolver = resolver, TrustedHosts = options.Redirects.TrustedHosts }, facts, cancellationToken);

    private async Task<ImmutableArray<CandidateEndpoint>> CandidatesAsync(CancellationToken cancellationToken)
    {
        var all = ImmutableArray.CreateBuilder<CandidateEndpoint>();
        foreach (var kind in AllSteps.Where(kind => !options.Excluded.Contains(kind)))
        {
            var step = DiscoverySteps.Of(kind, address, options, forest, resolver, records => SrvOrdering.Nominal(records), time, trace);
            all.AddRange((await step.FindAsync(cancellationToken)).Candidates);
        }

        announced.UnionWith(all.Where(candidate => candidate.Step is StepKind.Scp).Select(candidate => candidate.Url.IdnHost));
        return all.ToImmutable();
    }

    private async Task SurveyAsync(ImmutableArray<CandidateEndpoint> candidates, CancellationToken cancellationToken)
    {
        var chains = new EndpointChain[candidates.Length];
        try
        {
            await SideBySideAsync(candidates.Length, async n =>
                chains[n] = await FollowAsync(candidates[n], url => facts.SurveyAsync(url, AutodiscoverDialect.Pox, cancellationToken)));
        }
        finally
        {
            // When the time is over, what has been seen by then still counts.
            Facts = Facts with { Chains = [.. chains.Where(chain => chain is not null)] };
        }

        var ends = Ends(chains);
        var dialects = from url in ends from dialect in new[] { AutodiscoverDialect.Soap, AutodiscoverDialect.Json } select (Url: url, Dialect: dialect);
        var questions = dialects.ToArray();
        await SideBySideAsync(questions.Length, n => facts.SurveyAsync(questions[n].Url, questions[n].Dialect, cancellationToken));
        await NamesAsync(candidates, cancellationToken);
        if (candidates.Any(candidate => candidate.Step is StepKind.HttpRedirect))
        {
            var url = new Uri($"http://autodiscover.{address.Domain}/autodiscover/autodiscover.svc");
            Facts = Facts with { SoapRedirect = await facts.SurveyAsync(url, AutodiscoverDialect.Soap, cancellationToken) };
        }
    }

    private async Task ConverseAsync(ImmutableArray<CandidateEndpoint> candidates, CancellationToken cancellationToken)
    {
        var chains = ImmutableArray.CreateBuilder<EndpointChain>();
        foreach (var candidate in candidates)
        {
            chains.Add(await FollowAsync(candidate, url => facts.AskAsync(url, AutodiscoverDialect.Pox, cancellationToken)));
        }

        Facts = Facts with { Chains = chains.ToImmutable() };
        var hosts = ImmutableArray.CreateBuilder<HostFacts>();
        try
        {
            foreach (var url in Ends(chains))
            {
                hosts.Add(new HostFacts(
                    url, await facts.AskAsync(url, AutodiscoverDialect.Pox, cancellationToken), await facts.AskAsync(url, AutodiscoverDialect.Soap, cancellationToken),
                    await facts.AskAsync(url, AutodiscoverDialect.Json, cancellationToken)));
            }
        }
        finally
        {
            Facts = Facts with { Hosts = hosts.ToImmutable() };
        }
    }

    private async Task LookAtServicesAsync(CancellationToken cancellationToken)
    {
        var wanted = Facts.Hosts.SelectMany(host => host.Settings.Take(1)).SelectMany(one => UrlsOf(one.Mailbox).Take(MostServices)).DistinctBy(one => one.Url).ToArray();
        var looks = new ServiceLook[wanted.Length];
        await SideBySideAsync(wanted.Length, async n =>
        {
            var (what, text) = wanted[n];
            var parsed = new ServiceUrl(text).TryUri(out var url) ? url : null;
            looks[n] = new ServiceLook(what, text, parsed, parsed is { MayCarryCredentials: true } ? await facts.LookAsync(parsed, cancellationToken) : null);
        });
        Facts = Facts with { Services = [.. looks] };
    }

    private static IEnumerable<(string What, string Url)> UrlsOf(MailboxSettings mailbox) =>
        from block in mailbox.Protocols
        where block.Kind == ProtocolKind.Exch || block.Kind == ProtocolKind.Expr
        from service in new[] { ("EWS", block.EwsUrl), ("free/busy", block.AsUrl), ("OOF", block.OofUrl), ("OAB", block.OabUrl) }
        where service.Item2.IsGiven && service.Item2.Text is not "Public Folder"
        select (service.Item1, service.Item2.Text);

    private async Task NamesAsync(ImmutableArray<CandidateEndpoint> candidates, CancellationToken cancellationToken)
    {
        var urls = candidates.Select(candidate => candidate.Url).DistinctBy(url => url.IdnHost, StringComparer.OrdinalIgnoreCase).ToArray();
        var answers = new HostAnswer[urls.Length];
        await SideBySideAsync(urls.Length, async n => answers[n] = await resolver.HostAsync(urls[n].IdnHost, urls[n].Port, cancellationToken));
        Facts = Facts with { Names = Facts.Names.AddRange(urls.Zip(answers, (url, answer) => KeyValuePair.Create(url.IdnHost, answer))) };
    }

    private Task<EndpointChain> FollowAsync(CandidateEndpoint candidate, Func<Uri, Task<EndpointFact>> ask) =>
        EndpointChain.FollowAsync(candidate, options.Redirects, options.Race.AttemptTimeout, ask);

    /// <summary>The URLs over TLS at which somebody speaks HTTP, each once.</summary>
    private static Uri[] Ends(IEnumerable<EndpointChain> chains) =>
        [.. chains.Select(chain => chain.Last).Where(fact => fact is { Response.IsRedirect: false, Url.MayCarryCredentials: true }).Select(fact => fact.Url).Distinct()];

    /// <summary>Does the work for 0 to count - 1, several at once.</summary>
    private async Task SideBySideAsync(int count, Func<int, Task> work)
    {
        var next = -1;
        async Task WorkAsync()
        {
            for (var mine = Interlocked.Increment(ref next); mine < count; mine = Interlocked.Increment(ref next))
            {
                await work(mine);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Math.Min(count, options.Race.MaxConcurrent)).Select(_ => WorkAsync()));
    }
}
