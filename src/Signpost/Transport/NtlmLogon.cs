using Signpost.Logon;

namespace Signpost.Transport;

/// <summary>A logon by the scheme NTLM (MS-NTHT): three messages over one connection, which is then the user's.</summary>
/// <remarks>
/// 1. We ask to begin. Nothing of the password is in that.
/// 2. 401, with the server's challenge. A server that has none, or is about to close the connection, has not begun: another method may be tried.
/// 3. Our proof goes out. 401 refuses the password. Where the connection was lost meanwhile nobody can say what became of the proof, and nothing more is sent.
/// </remarks>
internal sealed class NtlmLogon(ICasSession session, CasRequest request, ITokenLogons tokens)
{
    public async Task<CasLogonAttempt> RunAsync(TokenRequest what, CancellationToken cancellationToken)
    {
        using var ours = tokens.Start(what);

        // 1.
        var step = await ours.StepAsync([], cancellationToken);
        if (step is not TokenStep.Token { Bytes: var begin })
        {
            return NotHere((TokenStep.Failed)step);
        }

        // 2.
        var answer = await TokenHeader.SendAsync(session, request, LogonMethod.Ntlm, begin, cancellationToken);
        if (answer is not HttpOutcome.Answered { Response: var begun })
        {
            return new CasLogonAttempt.Failed(answer);
        }

        if (begun.Status is not 401)
        {
            return new CasLogonAttempt.Answered(begun);
        }

        if (!TokenHeader.TryRead(begun, LogonMethod.Ntlm, out var challenge))
        {
            return new CasLogonAttempt.InVain("it sends no NTLM challenge", what.Remedies.NotNtlm);
        }

        if (IsLast(begun))
        {
            return new CasLogonAttempt.InVain("it closes the connection between NTLM's messages", what.Remedies.NotNtlm);
        }

        step = await ours.StepAsync(challenge, cancellationToken);
        if (step is not TokenStep.Token { Bytes: { Length: > 0 } proof })
        {
            return step is TokenStep.Failed failed ? NotHere(failed) : new CasLogonAttempt.InVain("its NTLM challenge can't be answered", what.Remedies.NotNtlm);
        }

        // 3.
        var connections = session.Connections;
        return await TokenHeader.SendAsync(session, request, LogonMethod.Ntlm, proof, cancellationToken) switch
        {
            HttpOutcome.Answered { Response.Status: 401 } when session.Connections != connections => Lost,
            HttpOutcome.Answered { Response.Status: 401 } => new CasLogonAttempt.Refused(""),
            HttpOutcome.Answered { Response: var response } => new CasLogonAttempt.Answered(response),
            HttpOutcome.Unreachable { Stage: AttemptStage.Send or AttemptStage.Receive } => Lost,
            var broken => new CasLogonAttempt.Failed(broken),
        };
    }

    private static CasLogonAttempt.Failed Lost { get; } =
        new(new HttpOutcome.Unreachable(AttemptStage.Receive, "the connection was closed between NTLM's messages"));

    // Whatever fails on our side: no password has gone out, and no KDC was asked.
    private static CasLogonAttempt.InVain NotHere(TokenStep.Failed failed) => new(failed.Why, failed.Remedy);

    // RFC 9112 section 9.6.
    private static bool IsLast(CasResponse response) =>
        response.Headers.TryGetValue("Connection", out var words)
        && words.Split(',', StringSplitOptions.TrimEntries).Contains("close", StringComparer.OrdinalIgnoreCase);
}
