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
    public sealed record Redirected(MailboxAddress Address, int Hops, bool ByScp) : RoundVerdict;
}

/// <summary>The plan, once through, for one address.</summary>
/// <param name="options">How the run is to go.</param>
/// <param name="trace">Where everything is written.</param>
/// <param name="time">The clock.</param>
/// <param name="numbers">Numbers the candidates of the run.</param>
/// <param name="consent">The hosts that the user allowed.</param>
internal sealed class DiscoveryRound(DiscoveryOptions options, Trace trace, TimeProvider time, CandidateNumbers numbers, HostConsent consent)
{
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
                var outcome = await ConverseAsync(conversation, cancellationToken);
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
            case ConversationOutcome.LogonRequired when options.Logon is null:
            case ConversationOutcome.Withheld { CanBeAllowed: false } when options.Logon is MailboxLogon.CurrentUser { IfAny: true }:
                trace.Write(new Found(candidate.Id, conversation.Url));
                return new RoundVerdict.Over(new RunEnded(DiscoveryEnd.Found, ""));
            case ConversationOutcome.RedirectAddress redirect when MailboxAddress.TryParse(redirect.Address, out var next):
                return new RoundVerdict.Redirected(next, conversation.Hops, candidate.Step is StepKind.Scp);
            case ConversationOutcome.LogonRefused or ConversationOutcome.AccountLocked:
                return new RoundVerdict.Over(new RunEnded(DiscoveryEnd.LogonRefused, $"{conversation.Url.IdnHost} {outcome.Describe()}; no other host was given it"));
            case ConversationOutcome.Error error:
                lastError = error;
                return IsConclusive(candidate, error)
                    ? new RoundVerdict.Over(new RunEnded(DiscoveryEnd.NotFound, $"{conversation.Url.IdnHost} answered with {error.Describe()}"))
                    : null;
            case ConversationOutcome.Withheld or ConversationOutcome.LogonRequired:
                secondBest ??= (candidate, conversation.Url, outcome is ConversationOutcome.Withheld { CanBeAllowed: true, Host: var host }
                    ? $"{outcome.Describe()}; allow it with --allow-host {host}"
                    : outcome.Describe());
                return null;
            default:
                return null;
        }
    }

    /// <summary>An SCP's server may be the wrong one; the domain's own endpoint knows, unless it did not understand or is not able just now.</summary>
    private static bool IsConclusive(CandidateEndpoint candidate, ConversationOutcome.Error error) =>
        candidate.Step is not StepKind.Scp && error is { IsNotUnderstood: false, IsPassing: false };

    private async Task<ConversationOutcome> ConverseAsync(IConversation conversation, CancellationToken cancellationToken)
    {
        var outcome = await WithinTimeAsync(conversation, cancellationToken);
        while (outcome is ConversationOutcome.Withheld { CanBeAllowed: true } withheld && await consent.AskAsync(withheld.Host, cancellationToken))
        {
            outcome = await WithinTimeAsync(conversation, cancellationToken);
        }

        return outcome;
    }

    private async Task<ConversationOutcome> WithinTimeAsync(IConversation conversation, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.Race.AttemptTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await conversation.ConcludeAsync(options.Logon, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new ConversationOutcome.TimedOut(options.Race.AttemptTimeout);
        }
    }

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
