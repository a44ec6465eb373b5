using System.Text;

namespace Signpost.Directory;

/// <summary>An attribute's value: bytes that are often, but not always, UTF-8 text (RFC 4511 section 4.1.5).</summary>
public readonly struct OctetString : IEquatable<OctetString>
{
    private static readonly UTF8Encoding Strict = new(false, true);
    private readonly byte[]? bytes;

    /// <summary>A value of these bytes, which must not change afterwards.</summary>
    public OctetString(byte[] bytes) => this.bytes = bytes;

    /// <summary>A value of text.</summary>
    public OctetString(string text) => bytes = Encoding.UTF8.GetBytes(text);

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => bytes;

    /// <summary>The bytes, for asynchronous use.</summary>
    public ReadOnlyMemory<byte> Memory => bytes;

    /// <summary>The text; bytes that are not UTF-8 are replaced.</summary>
    public string Text => Encoding.UTF8.GetString(Span);

    /// <summary>Whether the bytes are UTF-8 text.</summary>
    public bool IsText
    {
        get
        {
            try
            {
                _ = Strict.GetCharCount(Span);
                return true;
            }
            catch (DecoderFallbackException)
            {
                return false;
            }
        }
    }

    /// <summary>Whether the bytes are the same.</summary>
    public static bool operator ==(OctetString left, OctetString right) => left.Equals(right);

    /// <summary>Whether the bytes differ.</summary>
    public static bool operator !=(OctetString left, OctetString right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(OctetString other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is OctetString other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    /// <summary>The text, or the bytes in base64 where they are not text.</summary>
    public override string ToString() => IsText ? Text : Convert.ToBase64String(Span);
}
