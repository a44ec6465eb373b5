using Signpost.Autodiscover;

namespace Signpost.Discovery;

/// <summary>How long a host is listened to, and whether the user is asked before it gets the credentials; the user's own time does not count.</summary>
/// <param name="options">How the run is to go.</param>
/// <param name="consent">The hosts that the user allowed.</param>
/// <param name="time">The clock.</param>
internal sealed class Patience(DiscoveryOptions options, HostConsent consent, TimeProvider time)
{
    /// <summary>What is said of a host that did not answer in time.</summary>
    public ConversationOutcome.TimedOut TimedOut => new(options.Race.AttemptTimeout);

    /// <summary>Brings a conversation to its end, with the user's consent where it needs that.</summary>
    public async Task<ConversationOutcome> ConcludeAsync(IConversation conversation, CancellationToken cancellationToken)
    {
        var outcome = await OnceAsync();
        while (outcome is ConversationOutcome.Withheld { CanBeAllowed: true } withheld && await consent.AskAsync(withheld.Host, cancellationToken))
        {
            outcome = await OnceAsync();
        }

        return outcome;

        async Task<ConversationOutcome> OnceAsync() =>
            await WithinTimeAsync(token => conversation.ConcludeAsync(options.Logon, token), cancellationToken) ?? TimedOut;
    }

    /// <summary>What comes of the work; null when it took longer than one attempt may.</summary>
    public Task<T?> WithinTimeAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
        where T : class => TimeLimit.WithinAsync(options.Race.AttemptTimeout, time, work, cancellationToken);
}
