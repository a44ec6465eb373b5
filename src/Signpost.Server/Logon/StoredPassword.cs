using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Signpost.Directory;

namespace Signpost.Server.Logon;

/// <summary>A <c>userPassword</c> of a directory (RFC 2307 section 5.3): <c>{SSHA512}</c> and its family, or the password itself.</summary>
internal static class StoredPassword
{
    /// <summary>Whether a password is the one that is stored. Of a hash that is none, or not of this family, no password is right.</summary>
    public static bool IsRight(OctetString stored, Secret password)
    {
        var text = stored.Text;
        var end = text.StartsWith('{') ? text.IndexOf('}', StringComparison.Ordinal) : -1;
        if (end < 0)
        {
            return AreSame(stored.Span, Encoding.UTF8.GetBytes(password.Reveal()));
        }

        var (scheme, rest) = (text[1..end].ToUpperInvariant(), text[(end + 1)..]);
        return scheme switch
        {
            "CLEARTEXT" or "PLAIN" => AreSame(Encoding.UTF8.GetBytes(rest), Encoding.UTF8.GetBytes(password.Reveal())),
            "SSHA" or "SHA" => IsHash(rest, password, Sha1, SHA1.HashSizeInBytes),
            "SSHA256" or "SHA256" => IsHash(rest, password, SHA256.HashData, SHA256.HashSizeInBytes),
            "SSHA384" or "SHA384" => IsHash(rest, password, SHA384.HashData, SHA384.HashSizeInBytes),
            "SSHA512" or "SHA512" => IsHash(rest, password, SHA512.HashData, SHA512.HashSizeInBytes),
            _ => false,
        };
    }

    // The hash of the password and the salt, then the salt.
    private static bool IsHash(string base64, Secret password, Func<byte[], byte[]> hash, int length)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var written) || written < length)
        {
            return false;
        }

        byte[] salted = [.. Encoding.UTF8.GetBytes(password.Reveal()), .. bytes[length..written]];
        var isRight = CryptographicOperations.FixedTimeEquals(hash(salted), bytes.AsSpan(0, length));
        CryptographicOperations.ZeroMemory(salted);
        return isRight;
    }

    // Hashed first, so that the time does not tell how long the right one is.
    private static bool AreSame(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(one), SHA256.HashData(other));

    [SuppressMessage("Security", "CA5350:Do not use weak cryptographic algorithms", Justification = "{SSHA} is what directories hold; it is only compared, never made")]
    private static byte[] Sha1(byte[] bytes) => SHA1.HashData(bytes);
}
