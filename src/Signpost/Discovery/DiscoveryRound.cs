using System.Collections.Immutable;
using Signpost.Autodiscover;
using Signpost.Logon;
using Signpost.Tracing;

namespace Signpost.Discovery;

/// <summary>How a round ended.</summary>
internal abstract record RoundVerdict
{
    private RoundVerdict()
    {
    }

    /// <summary>The run is over.</summary>
    public sealed record Over(RunEnded End) : RoundVerdict;

    /// <summary>Another address is to be asked for.</summary>
    /// <param name="Address">Which.</param>
    /// <param name="Hops">The way to the host that says so.</param>
    /// <param name="ByForest">Whether an SCP led there, now or in an earlier run.</param>
    /// <param name="IsBelieved">Whether the new address's domain is as good as the user's own: its word came from a host that had checked the credentials, or
    /// that an SCP of the user's own forest names. Anybody else could send the password anywhere by it.</param>
    public sealed record Redirected(MailboxAddress Address, HopBudget Hops, bool ByForest, bool IsBelieved) : RoundVerdict;
}

/// <summary>The plan, once through, for one address.</summary>
/// <param name="options">How the run is to go.</param>
/// <param name="trace">Where everything is written.</param>
/// <param name="time">The clock.</param>
/// <param name="numbers">Numbers the candidates of the run.</param>
/// <param name="consent">The hosts that the user allowed.</param>
internal sealed class DiscoveryRound(DiscoveryOptions options, Trace trace, TimeProvider time, CandidateNumbers numbers, HostConsent consent)
{
    private readonly Patience patience = new(options, consent, time);
    private (CandidateEndpoint Candidate, Uri Url, string Why)? secondBest;
    private ConversationOutcome.Error? lastError;

    public async Task<RoundVerdict> RunAsync(
        MailboxAddress address, ImmutableArray<IDiscoveryStep> steps, IEndpointProbe probe, CancellationToken cancellationToken)
    {
        var race = new EndpointRace(options.Race, probe, trace, time);
        await foreach (var (candidate, conversation) in race.AnswersAsync(steps, numbers, cancellationToken))
        {
            using (conversation)
            {
                var outcome = Exactly(candidate, await patience.ConcludeAsync(conversation, cancellationToken));
                trace.Write(new ConversationEnded(candidate.Id, conversation.Url, outcome) { Dialect = conversation.Dialect, Method = conversation.Method });
                if (VerdictOf(candidate, conversation, outcome) is { } verdict)
                {
                    if (verdict is RoundVerdict.Over { End.End: not DiscoveryEnd.Found })
                    {
                        race.WhyCalledOff = "not tried any more";
                    }

                    return verdict;
                }
            }
        }

        return new RoundVerdict.Over(Nobody(address));
    }

    /// <summary>What the outcome means for the run; null when the next candidate is to be heard.</summary>
    private RoundVerdict? VerdictOf(CandidateEndpoint candidate, IConversation conversation, ConversationOutcome outcome)
    {
        switch (outcome)
        {
            case ConversationOutcome.Settings:
            case ConversationOutcome.LogonRequired when options.Logon is null && !candidate.Step.IsMicrosofts:
            case ConversationOutcome.Withheld { CanBeAllowed: false, IsHearsay: false } or ConversationOutcome.TimedOut or ConversationOutcome.Unreachable
                when WantsLogonOnly(conversation) && !candidate.Step.IsMicrosofts:
                NoteIfUnconfirmed(conversation);
                trace.Write(new Found(candidate.Id, conversation.Url));
                return new RoundVerdict.Over(new RunEnded(DiscoveryEnd.Found, ""));
            case ConversationOutcome.RedirectAddress redirect when MailboxAddress.TryParse(redirect.Address, out var next) && !next.IsInTopLevelDomain:
                return new RoundVerdict.Redirected(next, conversation.Hops, candidate.Step is StepKind.Scp or StepKind.LastKnownGood, IsBelieved(candidate, conversation));
            case ConversationOutcome.AccountLocked when conversation.Standing is HostStanding.Hearsay:
                return null;        // a made-up host may say so of anybody
            case ConversationOutcome.LogonRefused or ConversationOutcome.AccountLocked:
                return new RoundVerdict.Over(new RunEnded(DiscoveryEnd.LogonRefused, $"{conversation.Url.IdnHost} {outcome.Describe()}; no other host was given it"));
            case ConversationOutcome.Error error:
                lastError = error;
                return IsConclusive(candidate, conversation, error)
                    ? new RoundVerdict.Over(new RunEnded(DiscoveryEnd.NotFound, $"{conversation.Url.IdnHost} answered with {error.Describe()}"))
                    : null;
            case ConversationOutcome.Withheld or ConversationOutcome.LogonRequired:
                if (secondBest is not { Candidate.Step.IsMicrosofts: false })
                {
                    secondBest = (candidate, conversation.Url, outcome is ConversationOutcome.Withheld { CanBeAllowed: true, Host: var host }
                        ? $"{outcome.Describe()}; allow it with --allow-host {host}"
                        : outcome.Describe());
                }

                return null;
            default:
                return null;
        }
    }

    /// <summary>An SCP's server may be the wrong one, or the one from before; the domain's own endpoint knows, unless it did not understand or is not able just now.</summary>
    private static bool IsConclusive(CandidateEndpoint candidate, IConversation conversation, ConversationOutcome.Error error) =>
        candidate.Step.IsOfTheDomain && conversation.Standing is not HostStanding.Hearsay && error is { IsNotUnderstood: false, IsPassing: false };

    /// <summary>Nobody asked for the settings: that the ticket did not help, or its KDC hangs, takes nothing from the find.</summary>
    private bool WantsLogonOnly(IConversation conversation) =>
        options.Logon is MailboxLogon.CurrentUser { IfAny: true } && conversation.Asked is ConversationOutcome.LogonRequired;

    private static bool IsBelieved(CandidateEndpoint candidate, IConversation conversation) =>
        conversation.Method is not null || (candidate.Step is StepKind.Scp or StepKind.LocalXml && conversation.Standing is HostStanding.FirstHand);

    private void NoteIfUnconfirmed(IConversation conversation)
    {
        if (conversation.Standing is HostStanding.Hearsay)
        {
            trace.Note(DiscoveryFindings.Unconfirmed(conversation.Url));
        }
    }

    /// <summary>Nobody else named the cloud: to say that a redirect or an SRV record did would be wrong.</summary>
    private static ConversationOutcome Exactly(CandidateEndpoint candidate, ConversationOutcome outcome) =>
        candidate.Step.IsMicrosofts && outcome is ConversationOutcome.Withheld { CanBeAllowed: true } withheld
            ? withheld with { Why = "only the plan names this host" }
            : outcome;

    private RunEnded Nobody(MailboxAddress address)
    {
        if (secondBest is var (candidate, url, why))
        {
            trace.Write(new Found(candidate.Id, url));
            return new RunEnded(DiscoveryEnd.FoundWithoutSettings, $"{url.IdnHost} answered, but {why}");
        }

        return new RunEnded(DiscoveryEnd.NotFound, lastError is null
            ? $"no endpoint of {address} answered; nothing more to try"
            : $"no endpoint has settings for {address}; the last answered with {lastError.Describe()}");
    }
}
