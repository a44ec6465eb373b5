using System.Collections.Immutable;
using System.Globalization;

namespace Signpost.Transport;

/// <summary>One certificate of a chain.</summary>
/// <param name="Subject">Whose it is.</param>
/// <param name="Issuer">Who signed it.</param>
/// <param name="NotBefore">When its time begins.</param>
/// <param name="NotAfter">When its time is over.</param>
/// <param name="Thumbprint">SHA-256 of the certificate, in hexadecimal digits.</param>
public sealed record TlsCertificate(string Subject, string Issuer, DateTimeOffset NotBefore, DateTimeOffset NotAfter, string Thumbprint)
{
    /// <summary>The algorithm of its key, for example <c>RSA</c> or <c>EC</c>; "" where it can't be read.</summary>
    public string KeyAlgorithm { get; init; } = "";

    /// <summary>The size of its key in bit; 0 where it can't be read.</summary>
    public int KeySize { get; init; }

    /// <summary>The algorithm it is signed with, for example <c>sha256RSA</c>.</summary>
    public string SignatureAlgorithm { get; init; } = "";

    /// <summary>What is wrong with it, apart from its names.</summary>
    public ImmutableArray<TlsFault> Faults { get; init; } = [];

    /// <summary>Why it is weak; "" where it is not.</summary>
    public string Weakness { get; init; } = "";

    /// <summary>Whether its subject is its issuer, as with a root.</summary>
    public bool IsSelfIssued => Subject == Issuer;

    /// <summary>Its key in words, for example <c>RSA 2048</c>.</summary>
    public string Key => KeySize > 0 ? string.Create(CultureInfo.InvariantCulture, $"{KeyAlgorithm} {KeySize}") : KeyAlgorithm;
}
