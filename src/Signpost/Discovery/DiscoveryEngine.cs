using System.Collections.Immutable;
using System.Globalization;
using Signpost.Autodiscover;
using Signpost.Directory;
using Signpost.Dns;
using Signpost.Logon;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Discovery;

/// <summary>Runs a plan for an address: steps, race, conversations, redirects to other addresses, and a definite end.</summary>
/// <remarks>
/// 1. The steps of the plan name candidates; the race says who answers, best rank first.
/// 2. The conversation with each in turn, until one is conclusive: settings, a demand for a logon when there is none to give, a refused password.
/// 3. A redirect to another address begins a new round at 1, with the hops used so far.
/// </remarks>
internal sealed class DiscoveryEngine(DiscoveryOptions options, IServiceResolver resolver, TimeProvider time, Random random, ICasHttp? http = null)
{
    private readonly ICasHttp http = http ?? new CasHttpClient(resolver, time, options.Trust, options.WrapHandler);
    private readonly CasLogon logon = new();
    private readonly CandidateNumbers numbers = new();
    private readonly RefreshTimes refresh = new(random);

    public async Task<DiscoveryReport> DiscoverAsync(MailboxAddress address, CancellationToken cancellationToken)
    {
        var budget = new HopBudget(options.Redirects.MaxHops);
        var trace = new Trace(time, options.Observer, options.KeepsWire);
        var guard = new LogonGuard();
        await using var forest = new Forest(options, address, resolver, time, random, trace, budget, guard);
        return await DiscoverAsync(address, forest, forest.CallOffAsync, budget, trace, guard, cancellationToken);
    }

    /// <summary>The same as a part of something larger, whose forest, record and guard it shares, and which says how the forest is to be left.</summary>
    public async Task<DiscoveryReport> DiscoverAsync(
        MailboxAddress address, Forest forest, Func<Task> leave, HopBudget budget, Trace trace, LogonGuard guard, CancellationToken cancellationToken)
    {
        using var patience = new TimeLimit(options.Timeout, time, cancellationToken);
        RunEnded end;
        try
        {
            end = await RoundsAsync(address, forest, budget, trace, guard, patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsOver)
        {
            end = new RunEnded(DiscoveryEnd.TimedOut, string.Create(
                CultureInfo.InvariantCulture, $"no CAS found in the {options.Timeout.TotalSeconds:0.###} s given to the run; give more with --timeout"));
        }

        await leave();
        end = end with { RefreshAfter = RefreshAfter(end.End, trace) };
        await LearnAsync(end, forest.Name, trace, cancellationToken);
        trace.Write(end);
        return DiscoveryReport.From(trace.Events);
    }

    /// <summary>Hands the lesson of the run to the memory, where there is one and the plan has a step that asks it.</summary>
    private async Task LearnAsync(RunEnded end, string forest, Trace trace, CancellationToken cancellationToken)
    {
        if (options.LastKnownGood is not { } memory || !options.Plan.Steps.Contains(StepKind.LastKnownGood))
        {
            return;
        }

        var report = DiscoveryReport.From(trace.Events);
        var remembered = end.End is DiscoveryEnd.Found
            ? LastKnownGoodLesson.Remembered(report, options, forest, time.GetUtcNow(), end.RefreshAfter)
            : null;
        foreach (var entry in LastKnownGoodLesson.Forgotten(report, options, end.End))
        {
            trace.Note(DiscoveryFindings.Forgotten(entry));
            NoteAny(await memory.ForgetAsync(entry, cancellationToken));
        }

        if (remembered is not null)
        {
            NoteAny(await memory.RememberAsync(remembered, LastKnownGoodLesson.SiteLearned(report, options), cancellationToken));
        }

        void NoteAny(Finding? fault)
        {
            if (fault is not null)
            {
                trace.Note(fault);
            }
        }
    }

    /// <summary>Never again by itself after a refused logon: the same password would be refused again, until the account is locked.</summary>
    private TimeSpan? RefreshAfter(DiscoveryEnd end, Trace trace) => end switch
    {
        DiscoveryEnd.Found => refresh.AfterSuccess(
            trace.Events.OfType<ConversationEnded>().LastOrDefault()?.Outcome is ConversationOutcome.Settings { Mailbox.Ttl: var ttl } ? ttl : RefreshTimes.Success),
        DiscoveryEnd.LogonRefused => null,
        _ => refresh.AfterFailure(),
    };

    private async Task<RunEnded> RoundsAsync(
        MailboxAddress address, Forest forest, HopBudget budget, Trace trace, LogonGuard guard, CancellationToken cancellationToken)
    {
        var (current, withoutForest) = (address, false);
        ImmutableArray<string> ownDomains = [address.Domain];
        var asked = new HashSet<MailboxAddress> { address };
        var consent = new HostConsent(options.Redirects);
        while (true)
        {
            var terms = new ConversationTerms(current, options.Question, options.Redirects, consent, guard, logon) { OwnDomains = ownDomains };
            var round = new DiscoveryRound(options, trace, time, numbers, consent);
            var verdict = await round.RunAsync(
                current, StepsFor(current, forest, trace, withoutForest), new LocalXmlProbe(new AutodiscoverProbe(http, terms, budget, trace), budget), cancellationToken);
            if (verdict is RoundVerdict.Over { End: var end })
            {
                return end;
            }

            var redirect = (RoundVerdict.Redirected)verdict;
            budget.Join(redirect.Hops);
            if (!budget.TryTake("RedirectAddr"))
            {
                return new RunEnded(DiscoveryEnd.NotFound, $"{budget.Exhausted}; {redirect.Address} is not asked for");
            }

            if (!asked.Add(redirect.Address))
            {
                // Hybrid forests redirect in circles through their SCPs, or what is remembered of them: without them once, then it is a circle indeed.
                if (!redirect.ByForest || withoutForest)
                {
                    return new RunEnded(DiscoveryEnd.NotFound, $"the redirects to addresses go in a circle: {redirect.Address} was asked before");
                }

                withoutForest = true;
            }

            if (redirect.IsBelieved)
            {
                ownDomains = ownDomains.Add(redirect.Address.Domain);
            }

            current = redirect.Address;
        }
    }

    private ImmutableArray<IDiscoveryStep> StepsFor(MailboxAddress address, Forest forest, Trace trace, bool withoutForest)
    {
        var kinds = options.StepsFor(address);
        trace.Write(new RoundStarted(address, options.Plan.Name, options.Race.Name) { Steps = kinds });
        var steps = ImmutableArray.CreateBuilder<IDiscoveryStep>();
        foreach (var kind in kinds)
        {
            if (options.Excluded.Contains(kind))
            {
                trace.Write(new StepSkipped(kind, kind.Policy ?? "excluded"));
            }
            else if (kind is StepKind.Scp or StepKind.LastKnownGood && withoutForest)
            {
                trace.Write(new StepSkipped(kind, "its answers go in a circle"));
            }
            else
            {
                steps.Add(DiscoverySteps.Of(kind, address, options, forest, resolver, records => SrvOrdering.Order(records, random), time, trace));
            }
        }

        return steps.ToImmutable();
    }
}
