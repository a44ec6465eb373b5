using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Signpost.Server.Logon;

/// <summary>A user and password as Basic authentication carries them (RFC 7617).</summary>
internal sealed record BasicCredentials(string User, Secret Password)
{
    private static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>Reads what stands behind the name of the scheme.</summary>
    public static bool TryRead(string token, [NotNullWhen(true)] out BasicCredentials? credentials)
    {
        credentials = null;
        var bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out var length) || !TryText(bytes.AsSpan(0, length), out var text))
        {
            return false;
        }

        // RFC 7617 section 2: a user's name has no colon, a password may; neither has control characters.
        if (text.Split(':', 2) is not [{ Length: > 0 } user, var password] || text.Any(char.IsControl))
        {
            return false;
        }

        credentials = new BasicCredentials(user, new Secret(password));
        return true;
    }

    // RFC 7617 section 2.1 leaves the encoding to the server; clients that know no better send Latin-1.
    private static bool TryText(ReadOnlySpan<byte> bytes, out string text)
    {
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            text = Encoding.Latin1.GetString(bytes);
        }

        return text is not "";
    }
}
