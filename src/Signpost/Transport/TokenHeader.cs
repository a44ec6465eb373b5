using System.Diagnostics.CodeAnalysis;
using Signpost.Logon;

namespace Signpost.Transport;

/// <summary>Tokens of GSS-API in the headers of HTTP (RFC 4559 section 4).</summary>
internal static class TokenHeader
{
    /// <summary>Sends a request with a token of ours.</summary>
    public static Task<HttpOutcome> SendAsync(ICasSession session, CasRequest request, LogonMethod method, byte[] token, CancellationToken cancellationToken) =>
        session.SendAsync(request with { Authorization = new CasAuthorization(method.Scheme, new Secret(Convert.ToBase64String(token))) }, cancellationToken);

    /// <summary>The server's token, where it sent one that can be read.</summary>
    public static bool TryRead(CasResponse response, LogonMethod method, [NotNullWhen(true)] out byte[]? token)
    {
        var text = response.Challenges.FirstOrDefault(challenge => challenge.Scheme.Equals(method.Scheme, StringComparison.OrdinalIgnoreCase)).Parameter ?? "";
        var bytes = new byte[text.Length];
        token = text is not "" && Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
        return token is not null;
    }
}
