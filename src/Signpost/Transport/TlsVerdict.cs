using System.Collections.Immutable;
using System.Globalization;

namespace Signpost.Transport;

/// <summary>One thing that is wrong with a certificate.</summary>
public enum TlsFault
{
    /// <summary>The server showed no certificate.</summary>
    NoCertificate,

    /// <summary>None of its names is the name we asked for.</summary>
    NameMismatch,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Its time has not come.</summary>
    NotYetValid,

    /// <summary>It is signed by itself and not trusted.</summary>
    SelfSigned,

    /// <summary>Its issuer is not trusted here.</summary>
    UnknownIssuer,

    /// <summary>Its issuer took it back.</summary>
    Revoked,

    /// <summary>Another fault of the chain; the evidence names it.</summary>
    Other,

    /// <summary>The two sides did not come to terms: no common version or cipher, or no TLS spoken at all.</summary>
    Handshake,
}

/// <summary>Why a server's certificate is, or is not, good.</summary>
/// <param name="Host">The name we asked for.</param>
/// <param name="Faults">What is wrong; empty when it is good.</param>
/// <param name="Subject">The subject of the certificate, or "" when none was shown.</param>
/// <param name="Names">The DNS names and addresses the certificate is for.</param>
/// <param name="Issuer">Who signed it.</param>
/// <param name="NotAfter">When its time is over.</param>
/// <param name="Evidence">What the platform said, where the faults do not say all.</param>
public sealed record TlsVerdict(
    string Host, ImmutableArray<TlsFault> Faults, string Subject, ImmutableArray<string> Names, string Issuer, DateTimeOffset? NotAfter, string Evidence)
{
    /// <summary>Whether credentials may be given to this server.</summary>
    public bool IsTrusted => Faults.IsEmpty;

    /// <summary>The verdict in one clause.</summary>
    public string Describe() => Faults switch
    {
        [] => "certificate is good",
        [TlsFault.Handshake, ..] => $"TLS failed: {Evidence}",
        [TlsFault.NoCertificate, ..] => "the server showed no certificate",
        [TlsFault.NameMismatch, ..] => $"certificate is for {NamesInWords}, not for {Host}",
        [TlsFault.Expired, ..] => string.Create(CultureInfo.InvariantCulture, $"certificate expired on {NotAfter:yyyy-MM-dd}"),
        [TlsFault.NotYetValid, ..] => "certificate is not valid yet",
        [TlsFault.SelfSigned, ..] => $"certificate is signed by itself ({Subject}) and not trusted",
        [TlsFault.UnknownIssuer, ..] => $"certificate is issued by {Issuer}, which is not trusted",
        [TlsFault.Revoked, ..] => $"certificate was revoked by {Issuer}",
        _ => $"certificate is not good: {Evidence}",
    };

    private string NamesInWords => Names switch
    {
        [] => Subject,
        { Length: <= 3 } => string.Join(", ", Names),
        _ => $"{string.Join(", ", Names.Take(3))} and {Names.Length - 3} more",
    };

    /// <inheritdoc/>
    public bool Equals(TlsVerdict? other) =>
        other is not null && Host == other.Host && Faults.SequenceEqual(other.Faults) && Subject == other.Subject && Evidence == other.Evidence;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Host, Subject, Evidence);
}
