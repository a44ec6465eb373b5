using Microsoft.AspNetCore.Http;

namespace Signpost.Server.Logon;

/// <summary>A scheme of HTTP authentication (RFC 9110 section 11). It is offered only where it works on this host.</summary>
public interface ILogonScheme
{
    /// <summary>Its name: <c>Basic</c>, <c>Negotiate</c>, <c>Bearer</c>.</summary>
    string Name { get; }

    /// <summary>What is offered in <c>WWW-Authenticate</c>, for example <c>Basic realm="Contoso"</c>.</summary>
    string Challenge { get; }

    /// <summary>Judges what stands behind the scheme's name in <c>Authorization</c>; never throws at what it reads.</summary>
    ValueTask<LogonVerdict> JudgeAsync(HttpContext exchange, string credentials, CancellationToken cancellationToken);
}
