using System.Collections.Concurrent;

namespace Signpost.Autodiscover;

/// <summary>The hosts that the user allowed, or did not, in this run; each is asked about once.</summary>
internal sealed class HostConsent(RedirectPolicy policy)
{
    // Asked and answered in the round, while the race looks at who is allowed.
    private readonly ConcurrentDictionary<string, bool> answers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the user allowed the host.</summary>
    public bool Allows(string host) => answers.GetValueOrDefault(host);

    /// <summary>Asks about a host that was not asked about yet.</summary>
    public async Task<bool> AskAsync(string host, CancellationToken cancellationToken)
    {
        if (policy.Ask is not { } ask || answers.ContainsKey(host))
        {
            return false;
        }

        return answers[host] = await ask(host, cancellationToken);
    }
}
