using System.Collections.Immutable;
using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Transport;

namespace Signpost.Doctor;

/// <summary>A candidate and everywhere it leads: one fact for each URL on the way, in POX.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Facts">From the candidate's URL to where the redirects end; at least one.</param>
/// <param name="Outcome">How it ended, in the words of discovery.</param>
internal sealed record EndpointChain(CandidateEndpoint Candidate, ImmutableArray<EndpointFact> Facts, AttemptOutcome Outcome)
{
    /// <summary>Where it ends.</summary>
    public EndpointFact Last => Facts[^1];

    /// <summary>Whether somebody answered who speaks POX.</summary>
    public bool Answers => Outcome is AttemptOutcome.Answered;

    /// <summary>Follows a candidate.</summary>
    /// <param name="candidate">Where to begin.</param>
    /// <param name="policy">Where redirects may lead.</param>
    /// <param name="timeout">The longest an attempt took that had no answer.</param>
    /// <param name="ask">Asks a URL in POX.</param>
    public static async Task<EndpointChain> FollowAsync(CandidateEndpoint candidate, RedirectPolicy policy, TimeSpan timeout, Func<Uri, Task<EndpointFact>> ask)
    {
        var chain = new RedirectChain(new HopBudget(policy.MaxHops), candidate.Url, _ => { });
        var facts = ImmutableArray.CreateBuilder<EndpointFact>();
        while (true)
        {
            var fact = await ask(chain.Current);
            facts.Add(fact);
            if (TargetOf(fact) is not var (target, how))
            {
                return new EndpointChain(candidate, facts.ToImmutable(), OutcomeOf(fact, timeout));
            }

            if (!chain.TryFollow(target, how, out var refusal))
            {
                return new EndpointChain(candidate, facts.ToImmutable(), new AttemptOutcome.BadRedirect(OneLine.Of(target), refusal));
            }
        }
    }

    private static (string Target, string How)? TargetOf(EndpointFact fact) => fact switch
    {
        { LoggedOn: LogonOutcome.Answered { Response: { IsRedirect: true, Location: { } location } response } } => (location, $"HTTP {response.Status}"),
        { Response: { IsRedirect: true, Location: { } location } response } => (location, $"HTTP {response.Status}"),
        { Answer: DialectAnswer.RedirectUrl redirect } => (redirect.Url, "RedirectUrl"),
        _ => null,
    };

    private static AttemptOutcome OutcomeOf(EndpointFact fact, TimeSpan timeout) => fact switch
    {
        { TimedOut: true, Asked: HttpOutcome.Unreachable { Stage: var stage } } => new AttemptOutcome.TimedOut(timeout, stage is not AttemptStage.Connect),
        { Asked: HttpOutcome.Unreachable u } => new AttemptOutcome.Unreachable(u.Stage, u.Reason),
        { Asked: HttpOutcome.Untrusted u } => new AttemptOutcome.Untrusted(u.Verdict),
        { Asked: HttpOutcome.Malformed m } => new AttemptOutcome.Malformed(m.What, ""),
        { Response: { Status: var status } } when !fact.Url.MayCarryCredentials => new AttemptOutcome.NoRedirect(status),
        { Answer: DialectAnswer.Refused refused } => new AttemptOutcome.Refused(refused.Status),
        { Answer: DialectAnswer.Malformed m } => new AttemptOutcome.Malformed(m.What, m.Where),
        { Response: { Status: var status } } => new AttemptOutcome.Answered(status, fact.Url),
        _ => throw new UnreachableException(),
    };
}
