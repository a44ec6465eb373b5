using Signpost.Autodiscover;

namespace Signpost.Discovery;

/// <summary>Asks a candidate whether it answers, without credentials.</summary>
internal interface IEndpointProbe
{
    /// <summary>One attempt, redirects included. What the network does is an outcome, never an exception; only cancellation is thrown.</summary>
    /// <param name="candidate">Whom to ask.</param>
    /// <param name="onConnected">To be called once there is a connection.</param>
    /// <param name="cancellationToken">The end of the attempt's time, or of the race.</param>
    Task<ProbeResult> ProbeAsync(CandidateEndpoint candidate, Action onConnected, CancellationToken cancellationToken);
}

/// <summary>What a probe brought: its outcome and, when somebody answered, the conversation to go on with.</summary>
internal sealed record ProbeResult(AttemptOutcome Outcome, IConversation? Conversation = null);
