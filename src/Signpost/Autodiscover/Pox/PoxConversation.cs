using Signpost.Transport;

namespace Signpost.Autodiscover.Pox;

/// <summary>The POX conversation (MS-OXDSCLI section 3.1.4): a question without credentials, redirects, a challenge, the question with Basic.</summary>
/// <remarks>
/// 1. Ask without credentials; follow redirects (a plain http start is a GET that must be redirected, MS-OXDISCO section 3.1.5.4).
/// 2. 401: the endpoint is there. <see cref="LogOnAsync"/> asks again with credentials, at this one host, over TLS.
/// 3. Whoever redirects after that starts again at 1: a host sees credentials only after it has asked for them.
/// </remarks>
internal sealed class PoxConversation : IConversation
{
    private readonly ICasSession session;
    private readonly RedirectPolicy policy;
    private readonly MailboxAddress address;
    private readonly RedirectChain chain;
    private readonly byte[] question;
    private string? namedBy;
    private bool isHearsay;     // of the host being talked to
    private ConversationOutcome now = new ConversationOutcome.LogonRequired([]);

    private PoxConversation(ICasSession session, RedirectPolicy policy, MailboxAddress address, RedirectChain chain, bool isHearsay)
    {
        (this.session, this.policy, this.address, this.chain, this.isHearsay) = (session, policy, address, chain, isHearsay);
        question = PoxCodec.WriteRequest(PoxRequest.For(address));
    }

    public Uri Url => chain.Current;

    public int Hops => chain.Hops;

    public ConversationOutcome Asked { get; private set; } = new ConversationOutcome.LogonRequired([]);

    /// <summary>Asks without credentials.</summary>
    /// <param name="session">The connections; the conversation disposes them.</param>
    /// <param name="policy">Where redirects may lead.</param>
    /// <param name="address">Whose settings are wanted.</param>
    /// <param name="chain">The redirects, beginning at the candidate.</param>
    /// <param name="isHearsay">Whether an untrusted network could have made the candidate up.</param>
    /// <param name="cancellationToken">The end of the attempt.</param>
    public static async Task<PoxConversation> BeginAsync(
        ICasSession session, RedirectPolicy policy, MailboxAddress address, RedirectChain chain, bool isHearsay, CancellationToken cancellationToken)
    {
        var conversation = new PoxConversation(session, policy, address, chain, isHearsay);
        conversation.now = conversation.Asked = await conversation.AskAsync(cancellationToken);
        return conversation;
    }

    public async Task<ConversationOutcome> LogOnAsync(MailboxLogon logon, CancellationToken cancellationToken)
    {
        while (now is ConversationOutcome.LogonRequired { Offers: var offers })
        {
            if (!offers.Contains("Basic", StringComparer.OrdinalIgnoreCase))
            {
                var offered = offers is [] ? "no logon" : string.Join(" and ", offers);
                return new ConversationOutcome.Withheld(Url.IdnHost, $"it offers {offered}, and only Basic is spoken here");
            }

            if (!IsTrusted && !logon.AlsoAt.Contains(Url.IdnHost, StringComparer.OrdinalIgnoreCase))
            {
                return new ConversationOutcome.Withheld(Url.IdnHost, "only a redirect or an SRV record names this host")
                {
                    CanBeAllowed = true,
                };
            }

            now = await LogOnHereAsync(logon, cancellationToken);
        }

        return now;
    }

    public void Dispose() => session.Dispose();

    private bool IsTrusted => !isHearsay || policy.Trusts(Url.IdnHost, address, namedBy);

    private async Task<ConversationOutcome> LogOnHereAsync(MailboxLogon logon, CancellationToken cancellationToken)
    {
        var request = new CasRequest(chain.Current, question) { Basic = (logon.User, logon.Password) };
        return await session.SendAsync(request, cancellationToken) switch
        {
            HttpOutcome.Answered { Response.Status: 401 } => new ConversationOutcome.LogonRefused(logon.User),
            HttpOutcome.Answered { Response: var response } => Read(response, logon) is { } outcome ? outcome : await AskAsync(cancellationToken),
            var failed => OutcomeOf(failed),
        };
    }

    private async Task<ConversationOutcome> AskAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var request = new CasRequest(chain.Current, chain.Current.MayCarryCredentials ? question : null);
            var answer = await session.SendAsync(request, cancellationToken);
            if (answer is not HttpOutcome.Answered { Response: var response })
            {
                return OutcomeOf(answer);
            }

            if (Read(response, null) is { } outcome)
            {
                return outcome;
            }
        }
    }

    /// <summary>What an answer means; null when it was a redirect that has been followed.</summary>
    private ConversationOutcome? Read(CasResponse response, MailboxLogon? logon) => response switch
    {
        { IsRedirect: true } => Follow(response.Location!, $"HTTP {response.Status}"),
        _ when !chain.Current.MayCarryCredentials => new ConversationOutcome.NoRedirect(response.Status),
        { Status: 401 } => new ConversationOutcome.LogonRequired(response.Offers),
        { Status: 456 } => new ConversationOutcome.AccountLocked(logon?.User ?? address.ToString()),       // EWS Managed API: the one conclusive HTTP error
        { Status: 200 } => PoxCodec.ReadResponse(response.Body) switch
        {
            PoxReading<PoxResponse>.Ok { Value: var document } => Read(document),
            PoxReading<PoxResponse>.Bad bad => new ConversationOutcome.Malformed(
                OneLine.Of(bad.What), bad.Line > 0 ? $"line {bad.Line}, column {bad.Column}" : ""),
            _ => throw new UnreachableException(),
        },
        _ => new ConversationOutcome.Refused(response.Status),
    };

    private ConversationOutcome? Read(PoxResponse document) => document switch
    {
        PoxResponse.Settings found => new ConversationOutcome.Settings(found.Mailbox),
        PoxResponse.RedirectAddress redirect => new ConversationOutcome.RedirectAddress(OneLine.Of(redirect.Address)),
        PoxResponse.RedirectUrl redirect => Follow(redirect.Url.Text, "RedirectUrl"),
        PoxResponse.Error error => new ConversationOutcome.Error(error.Code, OneLine.Of(error.Message)),
        PoxResponse.MobileSync => new ConversationOutcome.Malformed("an answer to a phone, not to Outlook", ""),
        _ => throw new UnreachableException(),
    };

    private ConversationOutcome.BadRedirect? Follow(string target, string how)
    {
        var (from, fromIsTrusted) = (chain.Current, IsTrusted);
        if (!chain.TryFollow(target, how, out var refusal))
        {
            return new ConversationOutcome.BadRedirect(OneLine.Of(target), refusal);
        }

        // Plain http vouches for nobody. A host that proved its name over TLS vouches for its neighbours, but only if it may itself be
        // trusted: else the one that an untrusted network made up would vouch for the next.
        namedBy = from.MayCarryCredentials && fromIsTrusted ? from.IdnHost : null;
        isHearsay |= !chain.Current.IdnHost.Equals(from.IdnHost, StringComparison.OrdinalIgnoreCase);
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
