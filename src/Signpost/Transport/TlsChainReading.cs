using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Signpost.Transport;

/// <summary>Reads a chain that the platform built: each certificate, and what is wrong with it.</summary>
internal static class TlsChainReading
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";    // RFC 5280 section 4.2.1.12: id-kp-serverAuth
    private const string AnyUsage = "2.5.29.37.0";

    private const X509ChainStatusFlags NotKnown = X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;

    // MD2, MD5 and SHA-1 (RFC 9155 sections 2 to 4).
    private static readonly ImmutableHashSet<string> BrokenSignatures =
        ["1.2.840.113549.1.1.2", "1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5", "1.2.840.10040.4.3", "1.2.840.10045.4.1", "1.3.14.3.2.29"];

    public static Oid ServerUsage => new(ServerAuthentication);

    /// <param name="chain">The chain, as it was built; null where it was not.</param>
    /// <param name="shown">The server's own certificate.</param>
    /// <param name="isGood">Whether the platform trusts the chain: then only what it does not look at can be wrong.</param>
    /// <param name="revocation">How much is wrong with a certificate whose issuer is silent.</param>
    /// <param name="now">The time.</param>
    public static ImmutableArray<TlsCertificate> Of(X509Chain? chain, X509Certificate2 shown, bool isGood, RevocationCheck revocation, DateTimeOffset now)
    {
        (X509Certificate2 Certificate, X509ChainStatusFlags Flags)[] elements = chain is null or { ChainElements.Count: 0 }
            ? [(shown, X509ChainStatusFlags.NoError)]
            : [.. chain.ChainElements.Select(element => (element.Certificate, Sum(element.ChainElementStatus)))];
        var isPartial = !isGood && chain is not null && Sum(chain.ChainStatus).HasFlag(X509ChainStatusFlags.PartialChain);
        return
        [
            .. elements.Select((element, index) => Read(
                element.Certificate, index, isGood ? element.Flags & NotKnown : element.Flags, isPartial && index == elements.Length - 1, revocation, now)),
        ];
    }

    private static TlsCertificate Read(
        X509Certificate2 certificate, int index, X509ChainStatusFlags flags, bool endsChain, RevocationCheck revocation, DateTimeOffset now)
    {
        var (algorithm, size) = KeyOf(certificate);
        var isSelfIssued = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
        var read = new TlsCertificate(
            certificate.Subject, certificate.Issuer, certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime(),
            certificate.GetCertHashString(HashAlgorithmName.SHA256))
        {
            KeyAlgorithm = algorithm,
            KeySize = size,
            SignatureAlgorithm = certificate.SignatureAlgorithm.FriendlyName ?? certificate.SignatureAlgorithm.Value ?? "",
            Weakness = WeaknessOf(certificate, algorithm, size, isSelfIssued),
        };
        return read with { Faults = [.. FaultsOf(certificate, read, index, flags, endsChain, isSelfIssued, revocation, now)] };
    }

    private static IEnumerable<TlsFault> FaultsOf(
        X509Certificate2 certificate, TlsCertificate read, int index, X509ChainStatusFlags flags, bool endsChain, bool isSelfIssued, RevocationCheck revocation,
        DateTimeOffset now)
    {
        if (flags.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            yield return read.NotBefore > now ? TlsFault.NotYetValid : TlsFault.Expired;
        }

        if (flags.HasFlag(X509ChainStatusFlags.Revoked))
        {
            yield return TlsFault.Revoked;
        }

        if (endsChain || (flags & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0)
        {
            yield return isSelfIssued ? (index == 0 ? TlsFault.SelfSigned : TlsFault.UnknownIssuer)
                : IsIssuerPublished(certificate) ? TlsFault.IncompleteChain
                : TlsFault.UnknownIssuer;
        }

        if (flags.HasFlag(X509ChainStatusFlags.NotValidForUsage) || (index == 0 && !IsForServers(certificate)))
        {
            yield return TlsFault.WrongUsage;
        }

        if (read.Weakness is not "")
        {
            yield return TlsFault.Weak;
        }

        if (revocation is RevocationCheck.Hard && (flags & NotKnown) != 0)
        {
            yield return TlsFault.RevocationUnknown;
        }
    }

    // An issuer whose certificate is offered on the web stands below a root, and the server ought to have sent it. A root is offered to nobody: whoever trusts it has it.
    private static bool IsIssuerPublished(X509Certificate2 certificate)
    {
        try
        {
            return certificate.Extensions.OfType<X509AuthorityInformationAccessExtension>()
                .Any(access => access.EnumerateCAIssuersUris().Any(url => url.StartsWith("http", StringComparison.OrdinalIgnoreCase)));
        }
        catch (CryptographicException)
        {
            return false;   // not readable: it tells us nothing
        }
    }

    private static bool IsForServers(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is not { } usages
        || usages.EnhancedKeyUsages.Cast<Oid>().Any(usage => usage.Value is ServerAuthentication or AnyUsage);

    private static string WeaknessOf(X509Certificate2 certificate, string algorithm, int size, bool isSelfIssued) => (algorithm, size) switch
    {
        ("RSA", > 0 and < 2048) or ("EC", > 0 and < 256) => string.Create(CultureInfo.InvariantCulture, $"its {algorithm} key has {size} bit only"),

        // A root is trusted for what it is, not for its signature.
        _ when !isSelfIssued && BrokenSignatures.Contains(certificate.SignatureAlgorithm.Value ?? "") =>
            $"it is signed with {certificate.SignatureAlgorithm.FriendlyName ?? certificate.SignatureAlgorithm.Value}",
        _ => "",
    };

    private static (string Algorithm, int Size) KeyOf(X509Certificate2 certificate)
    {
        try
        {
            using var rsa = certificate.GetRSAPublicKey();
            using var ec = certificate.GetECDsaPublicKey();
            return rsa is not null ? ("RSA", rsa.KeySize)
                : ec is not null ? ("EC", ec.KeySize)
                : (certificate.PublicKey.Oid.FriendlyName ?? certificate.PublicKey.Oid.Value ?? "", 0);
        }
        catch (CryptographicException)
        {
            return ("", 0);     // a key nobody can read proves nothing either: the handshake fails
        }
    }

    private static X509ChainStatusFlags Sum(X509ChainStatus[] statuses) =>
        statuses.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
}
