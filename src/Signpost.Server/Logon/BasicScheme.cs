using Microsoft.AspNetCore.Http;

namespace Signpost.Server.Logon;

/// <summary>Logon by password (RFC 7617).</summary>
/// <param name="realm">What a logon prompt shows; a quoted-string's content.</param>
/// <param name="judge">Who knows whether a password is right.</param>
public sealed class BasicScheme(string realm, IPasswordJudge judge) : ILogonScheme
{
    /// <inheritdoc/>
    public string Name => "Basic";

    /// <inheritdoc/>
    public string Challenge { get; } = $"Basic realm=\"{QuotedString.Escape(realm)}\", charset=\"UTF-8\"";

    /// <inheritdoc/>
    public ValueTask<LogonVerdict> JudgeAsync(HttpContext exchange, string credentials, CancellationToken cancellationToken) =>
        BasicCredentials.TryRead(credentials, out var who)
            ? judge.JudgeAsync(who.User, who.Password, cancellationToken)
            : ValueTask.FromResult<LogonVerdict>(new LogonVerdict.Refused("malformed"));
}
