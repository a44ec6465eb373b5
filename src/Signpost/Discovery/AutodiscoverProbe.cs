using Signpost.Autodiscover;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Discovery;

/// <summary>Probes by asking for the settings without credentials; the connection stays open for the conversation.</summary>
internal sealed class AutodiscoverProbe(ICasHttp http, ConversationTerms terms, HopBudget budget, Trace trace) : IEndpointProbe
{
    public async Task<ProbeResult> ProbeAsync(CandidateEndpoint candidate, Action onConnected, CancellationToken cancellationToken)
    {
        var chain = new RedirectChain(
            budget.Branch(), candidate.Url, hop => trace.Write(new HopFollowed(candidate.Id, hop.From, hop.To, hop.How)));
        var session = new TracedSession(http.Open(onConnected), trace, verdict => trace.Write(new TlsSeen(candidate.Id, verdict)));
        var isKept = false;
        try
        {
            var result = ResultOf(await Conversation.BeginAsync(
                session, terms, chain, IsHearsay(candidate), turn => trace.Write(new DialectTried(candidate.Id, turn.Url, turn.Dialect, turn.Why)), cancellationToken));
            isKept = result.Conversation is not null;
            return result;
        }
        finally
        {
            if (!isKept)
            {
                session.Dispose();
            }
        }
    }

    // What follows from an address that was only heard of is no better known than the address; the user's own directory is.
    private bool IsHearsay(CandidateEndpoint candidate) => candidate.IsHearsay || (terms.IsAddressHearsay && candidate.Step is not StepKind.Scp);

    private static ProbeResult ResultOf(Conversation conversation) => conversation.Asked switch
    {
        ConversationOutcome.Settings or ConversationOutcome.RedirectAddress or ConversationOutcome.Error =>
            new ProbeResult(new AttemptOutcome.Answered(200, conversation.Url), conversation),
        ConversationOutcome.LogonRequired => new ProbeResult(new AttemptOutcome.Answered(401, conversation.Url), conversation),
        ConversationOutcome.AccountLocked => new ProbeResult(new AttemptOutcome.Answered(456, conversation.Url), conversation),
        ConversationOutcome.Refused r => new ProbeResult(new AttemptOutcome.Refused(r.Status)),
        ConversationOutcome.NoRedirect n => new ProbeResult(new AttemptOutcome.NoRedirect(n.Status)),
        ConversationOutcome.BadRedirect b => new ProbeResult(new AttemptOutcome.BadRedirect(b.Target, b.Reason)),
        ConversationOutcome.Unreachable u => new ProbeResult(new AttemptOutcome.Unreachable(u.Stage, u.Reason)),
        ConversationOutcome.Untrusted u => new ProbeResult(new AttemptOutcome.Untrusted(u.Verdict)),
        ConversationOutcome.Malformed m => new ProbeResult(new AttemptOutcome.Malformed(m.What, m.Where)),
        _ => throw new UnreachableException(),
    };
}
