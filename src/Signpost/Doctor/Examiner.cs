using System.Collections.Immutable;
using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Doctor.Clients;
using Signpost.Doctor.Rules;
using Signpost.Logon;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Doctor;

/// <summary>Looks at everything that could lead a client to a CAS, without stopping at the first that does.</summary>
/// <remarks>
/// 1. The discovery itself, as the client does it.
/// 2. The candidates of all steps, every SCP included, and what each shows without credentials; side by side.
/// 3. What those that want a logon say with credentials; one after another, until somebody refuses them.
/// 4. The ways that other clients would go, by what was learnt and what little more they would ask.
/// 5. The rules, which only read.
/// </remarks>
internal sealed class Examiner(DiscoveryOptions given, IServiceResolver resolver, TimeProvider time, Random random, ICasHttp? http = null)
{
    // What was good yesterday is not what is looked at, and what is looked at is nobody's find.
    private readonly DiscoveryOptions options = given with { LastKnownGood = null };
    private readonly ICasHttp http = http ?? new CasHttpClient(resolver, time, given.Trust, given.WrapHandler);

    public async Task<DoctorReport> ExamineAsync(MailboxAddress address, ImmutableArray<ClientProfile> clients, CancellationToken cancellationToken)
    {
        var trace = new Trace(time, options.Observer, options.KeepsWire);
        var guard = new LogonGuard();
        var budget = new HopBudget(options.Redirects.MaxHops);
        await using var forest = new Forest(options, address, resolver, time, random, trace, budget, guard);
        var discovery = await new DiscoveryEngine(options, resolver, time, random, http).DiscoverAsync(address, forest, () => Task.CompletedTask, budget, trace, guard, cancellationToken);

        using var patience = new TimeLimit(options.Timeout, time, cancellationToken);
        var examination = Begin(address, forest, trace, guard);
        var isComplete = true;
        var verdicts = ImmutableArray.CreateBuilder<ClientVerdict>();
        try
        {
            await examination.LookAsync(patience.Token);
            foreach (var client in clients)
            {
                verdicts.Add(await examination.ReplayAsync(client, discovery.Site?.Name, patience.Token));
            }
        }
        catch (OperationCanceledException) when (patience.IsOver)
        {
            isComplete = false;
        }

        var facts = examination.Facts with
        {
            RefusedBy = options.Logon is { } logon ? guard.RefusedBy(logon) : null,
            IsLocked = discovery.Events.OfType<ConversationEnded>().Any(ended => ended is { Outcome: ConversationOutcome.AccountLocked, Method: not null }),
        };
        return ReportOf(address, discovery, facts, trace, isComplete) with { Clients = verdicts.ToImmutable() };
    }

    private Examination Begin(MailboxAddress address, Forest forest, Trace trace, LogonGuard guard)
    {
        // No question is put to the user here: a host that only hearsay names is looked at without credentials, unless it was allowed beforehand.
        var announced = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var terms = new ConversationTerms(address, options.Question, options.Redirects, new HostConsent(options.Redirects), guard, new CasLogon());
        var facts = new FactCollector(http, options, terms, host => announced.Contains(host) || options.Redirects.AnswerFor(host, [address.Domain], null) is RedirectAnswer.Allow, time, trace);
        return new Examination(options, address, forest, facts, announced, resolver, time, trace);
    }

    private DoctorReport ReportOf(MailboxAddress address, DiscoveryReport discovery, DoctorFacts facts, Trace trace, bool isComplete)
    {
        var noted = trace.Events.OfType<Noted>().Select(noted => noted.Finding);
        var read = new[] { ForestRules.Of(facts), CandidateRules.Of(facts), CertificateRules.Of(facts), DialectRules.Of(facts), AnswerRules.Of(facts),
            LogonRules.Of(facts), RedirectRules.Of(facts, options.Redirects), SettingsRules.Of(facts) }.SelectMany(findings => findings);
        return new DoctorReport
        {
            Address = address,
            Discovery = discovery,
            Candidates = [.. facts.Chains.Select(chain => CheckOf(chain, facts))],
            // What discovery said of an object, the rules may say again with other words: once is enough.
            Findings = [.. noted.Concat(read).DistinctBy(finding => (finding.Code, finding.Subject)).OrderByDescending(finding => finding.Severity)],
            IsComplete = isComplete,
            Elapsed = trace.Elapsed,
            Events = trace.Events,
        };
    }

    private static CandidateCheck CheckOf(EndpointChain chain, DoctorFacts facts)
    {
        var host = facts.HostAt(chain.Last.Url);
        return new CandidateCheck(
            chain.Candidate, chain.Outcome, chain.Answers ? SaidBy(chain.Last) : "", [.. chain.Facts.Select(fact => fact.Url)],
            host is null ? [] : [.. new[] { host.Pox, host.Soap, host.Json }.Where(DialectRules.IsSpoken).Select(fact => fact.Dialect)],
            chain.Last.Response?.Tls ?? (chain.Outcome as AttemptOutcome.Untrusted)?.Verdict);
    }

    private static string SaidBy(EndpointFact fact) => fact switch
    {
        { Answer: DialectAnswer.Settings } => "settings received",
        { Answer: DialectAnswer.RedirectAddress redirect } => $"redirects to the address {redirect.Address}",
        { Answer: DialectAnswer.Error error } => $"error {error.Code}: {error.Message}",
        { LoggedOn: LogonOutcome.Refused } => "refused the credentials",
        { LoggedOn: LogonOutcome.NotPossible no } => no.Why,
        { LoggedOn: LogonOutcome.Failed } => "the logon broke off",
        { Response: { Status: 401 } response } => response.Offers is [] ? "wants a logon, but offers none" : $"wants a logon ({string.Join(", ", response.Offers)})",
        _ => "",
    };
}
