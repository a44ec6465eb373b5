using System.Collections.Immutable;
using System.Globalization;
using Signpost.Dns;
using Signpost.Tracing;

namespace Signpost.Discovery;

/// <summary>Answers without contacting any CAS: what would be tried, which SCPs there are, which site this is.</summary>
internal sealed class PlanEngine(DiscoveryOptions options, IServiceResolver resolver, TimeProvider time, Random random)
{
    public async Task<RankedList> PlanAsync(MailboxAddress address, CancellationToken cancellationToken)
    {
        var trace = new Trace(time, options.Observer, options.KeepsWire);
        await using var forest = new Forest(options, address, resolver, time, random, trace);
        var steps = ImmutableArray.CreateBuilder<(StepReport Report, ImmutableArray<CandidateEndpoint> Candidates)>();
        foreach (var kind in options.StepsFor(address))
        {
            steps.Add(options.Excluded.Contains(kind)
                ? (new StepReport(kind, kind.Policy ?? "excluded", null, false, []), [])
                : await StepAsync(kind, address, forest, trace, cancellationToken));
        }

        return ListOf(address, trace, steps.ToImmutable());
    }

    public async Task<RankedList> ScpsAsync(MailboxAddress? address, CancellationToken cancellationToken)
    {
        var trace = new Trace(time, options.Observer, options.KeepsWire);
        await using var forest = new Forest(options, address, resolver, time, random, trace);
        var step = await StepAsync(StepKind.Scp, address, forest, trace, cancellationToken);
        return ListOf(address, trace, [step]);
    }

    public async Task<SiteReport> SiteAsync(MailboxAddress? address, CancellationToken cancellationToken)
    {
        var trace = new Trace(time, options.Observer, options.KeepsWire);
        await using var forest = new Forest(options, address, resolver, time, random, trace);
        var (neighbours, failure) = await WithinTimeAsync(forest.NeighboursAsync, ([], NoAnswer), cancellationToken);
        return new SiteReport(
            trace.Events.OfType<DirectoryOpened>().LastOrDefault()?.Source, trace.Events.OfType<SiteLearned>().LastOrDefault()?.Site,
            neighbours, failure, FindingsOf(trace));
    }

    private async Task<(StepReport Report, ImmutableArray<CandidateEndpoint> Candidates)> StepAsync(
        StepKind kind, MailboxAddress? address, Forest forest, Trace trace, CancellationToken cancellationToken)
    {
        var step = DiscoverySteps.Of(kind, address, options, forest, resolver, records => SrvOrdering.Nominal(records), time, trace);
        var late = new StepResult([], NoAnswer, Failed: true);
        var found = await WithinTimeAsync(step.FindAsync, late, cancellationToken);
        return (new StepReport(kind, null, found.Nothing, found.Failed, []), found.Candidates);
    }

    private string NoAnswer => string.Create(CultureInfo.InvariantCulture, $"no answer in {options.Timeout.TotalSeconds:0.###} s");

    private Task<T> WithinTimeAsync<T>(Func<CancellationToken, Task<T>> work, T late, CancellationToken cancellationToken) =>
        TimeLimit.WithinAsync(options.Timeout, time, work, () => late, cancellationToken);

    private RankedList ListOf(
        MailboxAddress? address, Trace trace, ImmutableArray<(StepReport Report, ImmutableArray<CandidateEndpoint> Candidates)> steps) => new(
        address, options.Plan.Name, trace.Events.OfType<DirectoryOpened>().LastOrDefault()?.Source,
        trace.Events.OfType<SiteLearned>().LastOrDefault()?.Site, [.. steps.SelectMany(step => step.Candidates)],
        [.. steps.Select(step => step.Report)], FindingsOf(trace), trace.Elapsed, trace.Events);

    private static ImmutableArray<Finding> FindingsOf(Trace trace) => [.. trace.Events.OfType<Noted>().Select(noted => noted.Finding).Distinct()];
}
