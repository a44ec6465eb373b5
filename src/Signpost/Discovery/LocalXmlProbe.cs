using Signpost.Autodiscover;
using Signpost.Logon;

namespace Signpost.Discovery;

/// <summary>Answers for the candidates whose answer stands in a file; everybody else is asked.</summary>
internal sealed class LocalXmlProbe(IEndpointProbe others, HopBudget budget) : IEndpointProbe
{
    public Task<ProbeResult> ProbeAsync(CandidateEndpoint candidate, Action onConnected, CancellationToken cancellationToken) =>
        candidate.Said is { } said
            ? Task.FromResult(new ProbeResult(new AttemptOutcome.Answered(200, candidate.Url), new InFile(candidate.Url, said, budget.Branch())))
            : others.ProbeAsync(candidate, onConnected, cancellationToken);

    private sealed record InFile(Uri Url, ConversationOutcome Asked, HopBudget Hops) : IConversation
    {
        public AutodiscoverDialect Dialect => AutodiscoverDialect.Pox;

        public LogonMethod? Method => null;

        public HostStanding Standing => HostStanding.FirstHand;

        public Task<ConversationOutcome> ConcludeAsync(MailboxLogon? logon, CancellationToken cancellationToken) => Task.FromResult(Asked);

        public void Dispose()
        {
        }
    }
}
