using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Signpost.Server.Endpoints;

/// <summary>A user and password as Basic authentication carries them (RFC 7617).</summary>
internal sealed record BasicCredentials(string User, Secret Password)
{
    private const string Scheme = "Basic ";

    /// <summary>Reads the value of an Authorization header; anything that is not Basic is none.</summary>
    public static bool TryRead(string? authorization, [NotNullWhen(true)] out BasicCredentials? credentials)
    {
        credentials = null;
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var token = authorization[Scheme.Length..].Trim();
        var bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out var length))
        {
            return false;
        }

        // RFC 7617 section 2: a user's name has no colon, a password may.
        if (Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is not [var user, var password])
        {
            return false;
        }

        credentials = new BasicCredentials(user, new Secret(password));
        return true;
    }
}
