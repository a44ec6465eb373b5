using System.Collections.Immutable;
using System.Net;
using Signpost.Logon;

namespace Signpost.Transport;

/// <summary>Sends a request with credentials, by the strongest method that the server offers, the user allows and his credentials are good for.</summary>
/// <remarks>
/// 1. Negotiate, NTLM, Basic, in this order; a token of his own is for Bearer alone.
/// 2. A method that does not work here or there (no ticket, no KDC, a service that the KDC does not know) gives way to the next.
///    So does a Kerberos ticket that the server refuses: the KDC had accepted the password.
/// 3. A refused password ends it. Each refusal counts towards a lock-out.
/// </remarks>
internal sealed class CasLogon(ITokenLogons? tokenLogons = null)
{
    private const string GiveFullName = "give --user as name@domain";

    private readonly ITokenLogons tokens = tokenLogons ?? new PlatformTokenLogons();

    /// <summary>Asks with credentials. The caller has made sure that this host may have them.</summary>
    /// <param name="session">The connection that the question without credentials went over.</param>
    /// <param name="request">The request, without credentials.</param>
    /// <param name="logon">Who asks.</param>
    /// <param name="challenges">What the server offered.</param>
    /// <param name="cancellationToken">The end of the attempt.</param>
    public async Task<LogonOutcome> SendAsync(
        ICasSession session, CasRequest request, MailboxLogon logon, ImmutableArray<CasChallenge> challenges, CancellationToken cancellationToken)
    {
        var choice = LogonChoice.Of(logon, challenges);
        var inVain = ImmutableArray.CreateBuilder<(LogonMethod Method, CasLogonAttempt.InVain Why)>();
        foreach (var method in choice.StrongestFirst)
        {
            switch (await TryAsync(method, session, request, logon, choice, cancellationToken))
            {
                case CasLogonAttempt.Answered { Response: var response }:
                    return new LogonOutcome.Answered(response, method);
                case CasLogonAttempt.InVain why:
                    inVain.Add((method, why));
                    break;
                case CasLogonAttempt.Refused { Why: var why }:
                    return new LogonOutcome.Refused(method) { Why = why };
                case CasLogonAttempt.Failed { Http: var failed }:
                    return new LogonOutcome.Failed(failed);
                default:
                    throw new UnreachableException();
            }
        }

        return new LogonOutcome.NotPossible(choice.Summary(inVain.ToImmutable()));
    }

    private Task<CasLogonAttempt> TryAsync(
        LogonMethod method, ICasSession session, CasRequest request, MailboxLogon logon, LogonChoice choice, CancellationToken cancellationToken) => (method, logon) switch
        {
            (LogonMethod.Negotiate, MailboxLogon.CurrentUser) => ByKerberosAsync(session, request, null, choice, cancellationToken),
            (LogonMethod.Negotiate, MailboxLogon.Password who) => ByKerberosAsync(session, request, who, choice, cancellationToken),
            (LogonMethod.Ntlm, MailboxLogon.Password who) => ByNtlmAsync(session, request, who, choice, cancellationToken),
            (LogonMethod.Basic, MailboxLogon.Password who) => ByBasicAsync(session, request, who, cancellationToken),
            (LogonMethod.Bearer, MailboxLogon.Bearer who) => AtOnceAsync(session, request, CasAuthorization.Bearer(who.Token), cancellationToken),
            _ => throw new UnreachableException(),
        };

    private async Task<CasLogonAttempt> ByKerberosAsync(
        ICasSession session, CasRequest request, MailboxLogon.Password? who, LogonChoice choice, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(request.Url.IdnHost, out _))
        {
            return new CasLogonAttempt.InVain("Kerberos wants the server's name, not its address", "ask for it by its name");
        }

        TokenIdentity? identity = null;
        if (who is not null)
        {
            if (await InRealmAsync(LogonName.Parse(who.User), request.Url.IdnHost, cancellationToken) is not var (user, realm))
            {
                return new CasLogonAttempt.InVain($"the realm of {OneLine.Of(who.User)} is not known", GiveFullName);
            }

            identity = new TokenIdentity(user, realm, who.Secret);
        }

        return await new NegotiateLogon(session, request, tokens).RunAsync(BoundTo(session, request, true, identity, choice), cancellationToken);
    }

    // A name without a realm is of the machine's realm, as for kinit; where that is none, or another than the user wrote, of the domain the server is in.
    private async Task<(string User, string Realm)?> InRealmAsync(LogonName name, string host, CancellationToken cancellationToken) =>
        name.InRealm("") ?? name.InRealm(await tokens.DefaultRealmAsync(cancellationToken)) ?? name.InRealm(host[(host.IndexOf('.', StringComparison.Ordinal) + 1)..]);

    private async Task<CasLogonAttempt> ByNtlmAsync(
        ICasSession session, CasRequest request, MailboxLogon.Password who, LogonChoice choice, CancellationToken cancellationToken)
    {
        if (LogonName.Parse(who.User).InNtlm is not var (user, domain))
        {
            return new CasLogonAttempt.InVain("NTLM does not take a DN", GiveFullName);
        }

        var identity = new TokenIdentity(user, domain, who.Secret);
        return await new NtlmLogon(session, request, tokens).RunAsync(BoundTo(session, request, false, identity, choice), cancellationToken);
    }

    // The TLS channel is bound to the logon. MIT's acceptor checks that of a ticket, and takes ours. The runtime's own NTLM sends it
    // (MS-NLMP section 2.2.2.1, MsvAvChannelBindings) for whoever checks it; Samba 4.17 does not.
    private static TokenRequest BoundTo(ICasSession session, CasRequest request, bool isKerberos, TokenIdentity? identity, LogonChoice choice) =>
        new(isKerberos, identity, $"HTTP/{request.Url.IdnHost}", Seals: false, session.ChannelTo(request.Url), choice.Remedies);

    private static async Task<CasLogonAttempt> ByBasicAsync(ICasSession session, CasRequest request, MailboxLogon.Password who, CancellationToken cancellationToken) =>
        who.User.Contains(':', StringComparison.Ordinal)
            ? new CasLogonAttempt.InVain("Basic does not take a name with a colon (RFC 7617 section 2)", "give --user without one")
            : await AtOnceAsync(session, request, CasAuthorization.Basic(who.User, who.Secret), cancellationToken);

    private static async Task<CasLogonAttempt> AtOnceAsync(ICasSession session, CasRequest request, CasAuthorization given, CancellationToken cancellationToken) =>
        await session.SendAsync(request with { Authorization = given }, cancellationToken) switch
        {
            HttpOutcome.Answered { Response.Status: 401 } => new CasLogonAttempt.Refused(""),
            HttpOutcome.Answered { Response: var response } => new CasLogonAttempt.Answered(response),
            var failed => new CasLogonAttempt.Failed(failed),
        };
}
