using System.Collections.Immutable;
using Signpost.Logon;

namespace Signpost.Transport;

/// <summary>Sends a request with credentials, by the strongest method that the server offers and the user allows.</summary>
internal sealed class CasLogon
{
    private readonly ImmutableArray<LogonMethod> strongestFirst = [LogonMethod.Basic];

    /// <summary>Asks with credentials. The caller has made sure that this host may have them.</summary>
    /// <param name="session">The connection that the question without credentials went over.</param>
    /// <param name="request">The request, without credentials.</param>
    /// <param name="logon">Who asks.</param>
    /// <param name="challenges">What the server offered.</param>
    /// <param name="cancellationToken">The end of the attempt.</param>
    public async Task<LogonOutcome> SendAsync(
        ICasSession session, CasRequest request, MailboxLogon logon, ImmutableArray<CasChallenge> challenges, CancellationToken cancellationToken)
    {
        if (logon is not MailboxLogon.Password { User: var user, Secret: var secret } || !strongestFirst.Any(logon.Methods.Contains)
            || !challenges.Any(challenge => challenge.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)))
        {
            var offered = challenges is [] ? "no logon" : string.Join(" and ", challenges.Select(challenge => challenge.Scheme));
            return new LogonOutcome.NotPossible($"it offers {offered}, and only Basic is spoken here");
        }

        return await session.SendAsync(request with { Authorization = CasAuthorization.Basic(user, secret) }, cancellationToken) switch
        {
            HttpOutcome.Answered { Response.Status: 401 } => new LogonOutcome.Refused(LogonMethod.Basic),
            HttpOutcome.Answered { Response: var response } => new LogonOutcome.Answered(response, LogonMethod.Basic),
            var failed => new LogonOutcome.Failed(failed),
        };
    }
}
