using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Signpost.Server.Logon;

/// <summary>Lets in who proved who he is; everybody else is answered here.</summary>
/// <param name="schemes">What is offered, in that order.</param>
/// <param name="witness">Is told how it goes.</param>
public sealed class LogonGate(ImmutableArray<ILogonScheme> schemes, ILogonWitness witness)
{
    private readonly StringValues challenges = new([.. schemes.Select(scheme => scheme.Challenge)]);

    /// <summary>The caller; null where the request was answered here: 401, or 503 while nobody can judge.</summary>
    public async ValueTask<Caller?> AdmitAsync(HttpContext exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        var authorization = exchange.Request.Headers.Authorization.ToString();
        var (name, credentials) = authorization.IndexOf(' ', StringComparison.Ordinal) is > 0 and var at
            ? (authorization[..at], authorization[(at + 1)..].Trim())
            : (authorization, "");
        if (schemes.FirstOrDefault(scheme => scheme.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } scheme)
        {
            if (authorization is not "")
            {
                witness.Refused(exchange, "other", new LogonVerdict.Refused("not-offered"));
            }

            return Challenge(exchange, challenges);
        }

        switch (await scheme.JudgeAsync(exchange, credentials, exchange.RequestAborted))
        {
            case LogonVerdict.Accepted accepted:
                if (accepted.Proof is not "")
                {
                    exchange.Response.Headers.WWWAuthenticate = accepted.Proof;
                }

                return accepted.Caller;
            case LogonVerdict.GoOn { Challenge: var next }:
                return Challenge(exchange, next);
            case LogonVerdict.Refused refused:
                witness.Refused(exchange, scheme.Name, refused);
                return Challenge(exchange, refused.Challenge is null ? challenges : ChallengesWith(scheme, refused.Challenge));
            case LogonVerdict.Away { Why: var why }:
                // Not 401: the password may be right, and a client would ask its user for another.
                witness.Away(exchange, scheme.Name, why);
                exchange.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                exchange.Response.Headers.RetryAfter = "30";
                return null;
            default:
                throw new InvalidOperationException("a case is missing");
        }
    }

    private StringValues ChallengesWith(ILogonScheme scheme, string challenge) => new([.. schemes.Select(other => other == scheme ? challenge : other.Challenge)]);

    private static Caller? Challenge(HttpContext exchange, StringValues offers)
    {
        exchange.Response.StatusCode = StatusCodes.Status401Unauthorized;
        exchange.Response.Headers.WWWAuthenticate = offers;
        return null;
    }
}
