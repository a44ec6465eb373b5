using System.Collections.Immutable;
using Signpost.Logon;
using Signpost.Transport;

namespace Signpost.Autodiscover;

/// <summary>The conversation with a candidate, whatever the dialect: a question without credentials, redirects, a challenge, the question with credentials.</summary>
/// <remarks>
/// 1. Ask without credentials; follow redirects (a plain http start is a GET that must be redirected, MS-OXDISCO section 3.1.5.4).
///    A host that does not speak the dialect is asked in the next one.
/// 2. 401: the endpoint is there. <see cref="ConcludeAsync"/> asks again with credentials, at this one host, over TLS.
/// 3. Whoever redirects after that starts again at 1: a host sees credentials only after it has asked for them.
/// </remarks>
internal sealed class Conversation : IConversation
{
    private const string OnlyHearsay = "only a redirect or an SRV record names this host";

    private const string RedirectUrl = "RedirectUrl";

    private readonly ICasSession session;
    private readonly ConversationTerms terms;
    private readonly RedirectChain chain;
    private readonly Action<DialectTurn> onTurn;
    private DialectLadder ladder;
    private ImmutableArray<CasChallenge> challenges = [];
    private string? namedBy;
    private bool isHearsay;     // of the host being talked to
    private ConversationOutcome now = new ConversationOutcome.LogonRequired([]);

    private Conversation(ICasSession session, ConversationTerms terms, RedirectChain chain, bool isHearsay, Action<DialectTurn> onTurn)
    {
        (this.session, this.terms, this.chain, this.isHearsay, this.onTurn) = (session, terms, chain, isHearsay, onTurn);
        ladder = new DialectLadder(terms.Dialects(), chain.Current);
    }

    public Uri Url => chain.Current.MayCarryCredentials ? ladder.Url : chain.Current;

    public AutodiscoverDialect Dialect => ladder.Current.Kind;

    public LogonMethod? Method { get; private set; }

    public HostStanding Standing => !isHearsay ? HostStanding.FirstHand : IsVouchedFor ? HostStanding.VouchedFor : HostStanding.Hearsay;

    public HopBudget Hops => chain.Budget;

    public ConversationOutcome Asked { get; private set; } = new ConversationOutcome.LogonRequired([]);

    /// <summary>Asks without credentials.</summary>
    /// <param name="session">The connections; the conversation disposes them.</param>
    /// <param name="terms">What is asked, and on which terms.</param>
    /// <param name="chain">The redirects, beginning at the candidate.</param>
    /// <param name="isHearsay">Whether an untrusted network could have made the candidate up.</param>
    /// <param name="onTurn">Is told when another dialect is tried.</param>
    /// <param name="cancellationToken">The end of the attempt.</param>
    /// <param name="namedBy">The trusted host that named the candidate, to vouch for its neighbours; null where none did.</param>
    public static async Task<Conversation> BeginAsync(
        ICasSession session, ConversationTerms terms, RedirectChain chain, bool isHearsay, Action<DialectTurn> onTurn, CancellationToken cancellationToken, string? namedBy = null)
    {
        var conversation = new Conversation(session, terms, chain, isHearsay, onTurn) { namedBy = namedBy };
        conversation.now = conversation.Asked = await conversation.AskAsync(cancellationToken);
        return conversation;
    }

    /// <summary>Another question where this conversation ended, or where its answer sends some of those it was about: the same connections, and the same rules for
    /// who is followed and who is trusted, as if it had never been interrupted.</summary>
    /// <param name="next">What is asked, and on which terms.</param>
    /// <param name="redirect">The URL that the answer names; null asks the same host again.</param>
    /// <param name="cancellationToken">The end of the attempt.</param>
    public async Task<Conversation> GoOnAsync(ConversationTerms next, string? redirect, CancellationToken cancellationToken)
    {
        var conversation = new Conversation(session, next, chain.Branch(), isHearsay, onTurn) { namedBy = namedBy, Method = Method };
        ConversationOutcome? refusal = redirect is null ? null : conversation.Follow(redirect, RedirectUrl);
        conversation.now = conversation.Asked = refusal ?? await conversation.AskAsync(cancellationToken);
        return conversation;
    }

    public async Task<ConversationOutcome> ConcludeAsync(MailboxLogon? logon, CancellationToken cancellationToken)
    {
        while (now is ConversationOutcome.LogonRequired && logon is not null)
        {
            using var turn = await terms.Guard.TurnAsync(logon, Url.IdnHost, cancellationToken);
            if (Objection(logon) is { } objection)
            {
                return objection;
            }

            now = await LogOnHereAsync(logon, cancellationToken);
        }

        // Whoever made the host up would send the user, and his password, wherever he likes.
        return now is ConversationOutcome.Settings or ConversationOutcome.Document or ConversationOutcome.Unread or ConversationOutcome.RedirectAddress && !IsVouchedFor
            ? Unvouched()
            : now;
    }

    public void Dispose() => session.Dispose();

    private bool IsVouchedFor => !isHearsay || Answer is RedirectAnswer.Allow || (Answer is RedirectAnswer.Ask && terms.Consent.Allows(Url.IdnHost));

    private RedirectAnswer Answer => terms.Policy.AnswerFor(Url.IdnHost, terms.OwnDomains, namedBy);

    private ConversationOutcome.Withheld Unvouched() =>
        new(Url.IdnHost, Answer is RedirectAnswer.Refuse ? $"{OnlyHearsay}, and the policy for redirects refuses it" : OnlyHearsay)
        {
            CanBeAllowed = Answer is RedirectAnswer.Ask,
            IsHearsay = true,
        };

    /// <summary>Why this host may not have the credentials; null where it may.</summary>
    private ConversationOutcome.Withheld? Objection(MailboxLogon logon) =>
        terms.Guard.RefusedBy(logon) is { } server ? new ConversationOutcome.Withheld(Url.IdnHost, $"{server} has refused it already")
        : !IsVouchedFor ? Unvouched()
        : null;

    private async Task<ConversationOutcome> LogOnHereAsync(MailboxLogon logon, CancellationToken cancellationToken)
    {
        var outcome = await terms.Logon.SendAsync(session, ladder.Ask(), logon, challenges, cancellationToken);
        if (outcome.RefuserAt(Url.IdnHost) is { } refuser)
        {
            terms.Guard.Refuse(logon, refuser);
        }

        switch (outcome)
        {
            case LogonOutcome.Answered { Response: var response, Method: var method }:
                Method = method;
                terms.Guard.Accept(logon, Url.IdnHost);
                return Read(response, logon) ?? await AskAsync(cancellationToken);
            case LogonOutcome.Refused { Why: var why }:
                return new ConversationOutcome.LogonRefused(logon.Who, why);
            case LogonOutcome.NotPossible { Why: var why }:
                return new ConversationOutcome.Withheld(Url.IdnHost, why);
            case LogonOutcome.Failed { Http: var failed }:
                return OutcomeOf(failed);
            default:
                throw new UnreachableException();
        }
    }

    private async Task<ConversationOutcome> AskAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var request = chain.Current.MayCarryCredentials ? ladder.Ask() : new CasRequest(chain.Current, null);
            var answer = await session.SendAsync(request, cancellationToken);
            if (answer is not HttpOutcome.Answered { Response: var response })
            {
                return ladder.FirstOutcome ?? OutcomeOf(answer);
            }

            if (Read(response, null) is { } outcome)
            {
                return outcome;
            }
        }
    }

    /// <summary>What an answer means; null when there is more to ask: a redirect was followed, or another dialect is to be tried.</summary>
    private ConversationOutcome? Read(CasResponse response, MailboxLogon? logon) => response switch
    {
        { IsRedirect: true } => Follow(response.Location!, $"HTTP {response.Status}"),
        _ when !chain.Current.MayCarryCredentials => new ConversationOutcome.NoRedirect(response.Status),
        { Status: 401 } => Challenged(response),
        { Status: 456 } => new ConversationOutcome.AccountLocked(logon?.Who ?? terms.Address.ToString()),       // EWS Managed API: the one conclusive HTTP error
        _ => ladder.Current.Read(response) switch
        {
            DialectAnswer.Settings found => new ConversationOutcome.Settings(found.Mailbox),
            DialectAnswer.Document document => new ConversationOutcome.Document(document.Response),
            DialectAnswer.Unread unread => new ConversationOutcome.Unread(unread.Response),
            DialectAnswer.RedirectAddress redirect => new ConversationOutcome.RedirectAddress(redirect.Address),
            DialectAnswer.RedirectUrl redirect => Follow(redirect.Url, RedirectUrl),
            DialectAnswer.Error error => NextDialectOr(new ConversationOutcome.Error(error.Code, error.Message), response),
            DialectAnswer.Refused refused => NextDialectOr(new ConversationOutcome.Refused(refused.Status), response),
            DialectAnswer.Malformed malformed => NextDialectOr(new ConversationOutcome.Malformed(malformed.What, malformed.Where), response),
            DialectAnswer.AskAgain => null,
            _ => throw new UnreachableException(),
        },
    };

    private ConversationOutcome.LogonRequired Challenged(CasResponse response)
    {
        challenges = response.Challenges;
        return new ConversationOutcome.LogonRequired(response.Offers);
    }

    /// <summary>Null where the host is to be asked in another dialect; else the outcome, or that of the first dialect where it was the last of several.</summary>
    private ConversationOutcome? NextDialectOr(ConversationOutcome outcome, CasResponse response)
    {
        if (ladder.TryNext(outcome, response, out var turn))
        {
            onTurn(turn);
            return null;
        }

        // An error in a dialect that is spoken says more than that another one is not.
        return ladder.FirstOutcome is { } first && !(first is ConversationOutcome.Refused && outcome is ConversationOutcome.Error) ? first : outcome;
    }

    private ConversationOutcome.BadRedirect? Follow(string target, string how)
    {
        var (from, fromIsTrusted) = (chain.Current, IsVouchedFor);
        if (!chain.TryFollow(target, how, out var refusal))
        {
            return new ConversationOutcome.BadRedirect(OneLine.Of(target), refusal);
        }

        // Plain http vouches for nobody. A host that proved its name over TLS vouches for its neighbours, but only if it may itself be
        // trusted: else the one that an untrusted network made up would vouch for the next.
        namedBy = from.MayCarryCredentials && fromIsTrusted ? from.IdnHost : null;
        isHearsay |= !chain.Current.IdnHost.Equals(from.IdnHost, StringComparison.OrdinalIgnoreCase);
        ladder = new DialectLadder(terms.Dialects(), chain.Current);
        Method = null;      // whoever was convinced of who asks, it was not this host
        return null;
    }

    private static ConversationOutcome OutcomeOf(HttpOutcome failed) => failed switch
    {
        HttpOutcome.Unreachable u => new ConversationOutcome.Unreachable(u.Stage, u.Reason),
        HttpOutcome.Untrusted u => new ConversationOutcome.Untrusted(u.Verdict),
        HttpOutcome.Malformed m => new ConversationOutcome.Malformed(m.What, ""),
        _ => throw new UnreachableException(),
    };
}
