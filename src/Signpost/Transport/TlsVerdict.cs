using System.Collections.Immutable;
using System.Globalization;

namespace Signpost.Transport;

/// <summary>Why a server's certificate is, or is not, good.</summary>
/// <param name="Host">The name we asked for.</param>
/// <param name="Faults">What is wrong, the worst first; empty when it is good.</param>
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

    /// <summary>The chain, the server's own certificate first; empty where none was read.</summary>
    public ImmutableArray<TlsCertificate> Chain { get; init; } = [];

    /// <summary>The version of TLS that was spoken, for example <c>TLS 1.3</c>; "" where the handshake did not come so far.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>The cipher suite that was agreed on; "" where the handshake did not come so far.</summary>
    public string CipherSuite { get; init; } = "";

    /// <summary>When the time of the certificate begins.</summary>
    public DateTimeOffset? NotBefore => Own?.NotBefore;

    /// <summary>The algorithm of its key.</summary>
    public string KeyAlgorithm => Own?.KeyAlgorithm ?? "";

    /// <summary>The size of its key in bit; 0 where it is not known.</summary>
    public int KeySize => Own?.KeySize ?? 0;

    /// <summary>The algorithm it is signed with.</summary>
    public string SignatureAlgorithm => Own?.SignatureAlgorithm ?? "";

    /// <summary>The verdict in one clause.</summary>
    public string Describe()
    {
        var clauses = Faults.Select(Clause).ToArray();
        return clauses switch
        {
            [] => "certificate is good",
            [var first, .. var more] => string.Join("; ", [first, .. more.Select(Shortened)]),
        };
    }

    private TlsCertificate? Own => Chain is [var own, ..] ? own : null;

    private TlsCertificate? Last => Chain is [.., var last] ? last : null;

    private string Clause(TlsFault fault) => fault switch
    {
        TlsFault.Handshake => $"TLS failed: {Evidence}",
        TlsFault.NoCertificate => "the server showed no certificate",
        TlsFault.NameMismatch => $"certificate is for {NamesInWords}, not for {Host}{WildcardPitfall}",
        TlsFault.Expired => string.Create(CultureInfo.InvariantCulture, $"{Whose(fault)} expired on {HolderOf(fault)?.NotAfter ?? NotAfter:yyyy-MM-dd}"),
        TlsFault.NotYetValid when HolderOf(fault) is { NotBefore: var begins } =>
            string.Create(CultureInfo.InvariantCulture, $"{Whose(fault)} is not valid before {begins:yyyy-MM-dd}: is a clock wrong?"),
        TlsFault.NotYetValid => "certificate is not valid yet",
        TlsFault.SelfSigned => $"certificate is signed by itself ({Subject}) and not trusted",
        TlsFault.UnknownIssuer => $"certificate is issued by {Issuer}, {UnknownAbove}",
        TlsFault.IncompleteChain when Chain.Length > 1 => $"the server did not send the certificate of {Last!.Issuer}, which issued that of {Last.Subject}",
        TlsFault.IncompleteChain => $"certificate is issued by {Issuer}, whose certificate the server did not send",
        TlsFault.Revoked => $"{Whose(fault)} was revoked by {HolderOf(fault)?.Issuer ?? Issuer}",
        TlsFault.RevocationUnknown => $"{Whose(fault)} can't be checked for revocation: {HolderOf(fault)?.Issuer ?? Issuer} gives no answer",
        TlsFault.WrongUsage => $"{Whose(fault)} is not for servers",
        TlsFault.Weak => HolderOf(fault) is { Weakness: var why } ? $"{Whose(fault)} is weak: {why}" : $"{Protocol} is too old to be safe",
        _ => $"certificate is not good: {Evidence}",
    };

    // What is said second speaks of the same certificate.
    private static string Shortened(string clause) =>
        clause.StartsWith("certificate of ", StringComparison.Ordinal) ? $"the {clause}"
        : clause.StartsWith("certificate ", StringComparison.Ordinal) ? $"it{clause["certificate".Length..]}"
        : clause;

    private TlsCertificate? HolderOf(TlsFault fault) => Chain.FirstOrDefault(certificate => certificate.Faults.Contains(fault));

    private string Whose(TlsFault fault) => HolderOf(fault) is { } holder && holder != Own ? $"certificate of its issuer {holder.Subject}" : "certificate";

    private string UnknownAbove => Last switch
    {
        { IsSelfIssued: true } root when root.Subject != Issuer => $"whose root {root.Subject} is not trusted",
        { IsSelfIssued: false } last when last != Own => $"which is issued by {last.Issuer}, which is not trusted",
        _ => "which is not trusted",
    };

    // RFC 9525 section 6.3: a star stands for one label.
    private string WildcardPitfall => Names.FirstOrDefault(name => name.StartsWith("*.", StringComparison.Ordinal) && IsAlmost(name)) switch
    {
        null => "",
        var name when Host.Equals(name[2..], StringComparison.OrdinalIgnoreCase) => $" ({name} does not cover {name[2..]} itself)",
        var name => $" ({name} covers one label only)",
    };

    private bool IsAlmost(string wildcard) =>
        Host.Equals(wildcard[2..], StringComparison.OrdinalIgnoreCase) || Host.EndsWith(wildcard[1..], StringComparison.OrdinalIgnoreCase);

    private string NamesInWords => Names switch
    {
        [] => Subject,
        { Length: <= 3 } => string.Join(", ", Names),
        _ => $"{string.Join(", ", Names.Take(3))} and {Names.Length - 3} more",
    };

    /// <inheritdoc/>
    public bool Equals(TlsVerdict? other) =>
        other is not null && Host == other.Host && Faults.SequenceEqual(other.Faults) && Subject == other.Subject && Evidence == other.Evidence
        && Protocol == other.Protocol && CipherSuite == other.CipherSuite
        && Chain.Select(certificate => certificate.Thumbprint).SequenceEqual(other.Chain.Select(certificate => certificate.Thumbprint));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Host, Subject, Evidence);
}
