using Signpost.Logon;

namespace Signpost.Transport;

/// <summary>A logon by the scheme Negotiate (RFC 4559): Kerberos, and never the NTLM that a server may understand by it as well.</summary>
/// <remarks>
/// 1. Our ticket goes out as it is, not wrapped in SPNEGO (RFC 4178): MIT's gss_accept_sec_context takes both, and so does whatever is built on it.
/// 2. An answer other than 401 is good. Where a token comes with it, it must prove that the server is who we think (RFC 4120 section 3.2.4);
///    without one, TLS has proved that already.
/// 3. 401 with a token may ask for a further one of ours; else the ticket is refused. The password is not: the KDC had accepted it.
/// </remarks>
internal sealed class NegotiateLogon(ICasSession session, CasRequest request, ITokenLogons tokens)
{
    private const int MaxLegs = 4;

    public async Task<CasLogonAttempt> RunAsync(TokenRequest what, CancellationToken cancellationToken)
    {
        using var ours = tokens.Start(what);
        var incoming = Array.Empty<byte>();
        for (var leg = 0; leg < MaxLegs; leg++)
        {
            // 1.
            var step = await ours.StepAsync(incoming, cancellationToken);
            if (step is TokenStep.Failed failed && leg == 0)
            {
                return CasLogonAttempt.Of(failed, what);
            }

            if (step is not TokenStep.Token { Bytes: { Length: > 0 } token, IsComplete: var isComplete })
            {
                return TicketRefused(what);
            }

            switch (await TokenHeader.SendAsync(session, request, LogonMethod.Negotiate, token, cancellationToken))
            {
                // 2.
                case HttpOutcome.Answered { Response: { Status: not 401 } response }:
                    return await ConcludeAsync(ours, what, response, isComplete, cancellationToken);

                // 3.
                case HttpOutcome.Answered { Response: var response } when !isComplete && TokenHeader.TryRead(response, LogonMethod.Negotiate, out var more):
                    incoming = more;
                    break;
                case HttpOutcome.Answered:
                    return TicketRefused(what);
                case var broken:
                    return new CasLogonAttempt.Failed(broken);
            }
        }

        return TicketRefused(what);
    }

    private static async Task<CasLogonAttempt> ConcludeAsync(
        ITokenLogon ours, TokenRequest what, CasResponse response, bool isComplete, CancellationToken cancellationToken)
    {
        if (!TokenHeader.TryRead(response, LogonMethod.Negotiate, out var proof) || isComplete
            || await ours.StepAsync(proof, cancellationToken) is TokenStep.Token { IsComplete: true })
        {
            return new CasLogonAttempt.Answered(response);
        }

        return new CasLogonAttempt.Failed(new HttpOutcome.Malformed($"the server's Kerberos token does not prove that it is {what.Target}"));
    }

    private static CasLogonAttempt.InVain TicketRefused(TokenRequest what) =>
        new($"it refuses the Kerberos ticket for {what.Target}", "let who runs the server compare its keys with the directory's");
}
