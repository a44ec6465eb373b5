using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Signpost.Transport;

/// <summary>Which certificates are trusted: the platform's, and the certificate authorities given beside them.</summary>
public sealed class TlsTrust
{
    private readonly X509Certificate2Collection authorities;

    private TlsTrust(X509Certificate2Collection authorities) => this.authorities = authorities;

    /// <summary>What the platform trusts.</summary>
    public static TlsTrust Platform { get; } = new([]);

    /// <summary>What the platform trusts, and these authorities as well.</summary>
    public static TlsTrust With(X509Certificate2Collection authorities) => new(authorities);

    /// <summary>Reads authorities from a file of PEM certificates.</summary>
    /// <exception cref="CryptographicException">The file holds no certificate, or a broken one.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static TlsTrust FromPemFile(string path)
    {
        var read = new X509Certificate2Collection();
        read.ImportFromPemFile(path);
        return read.Count > 0 ? new TlsTrust(read) : throw new CryptographicException("no PEM certificate in it");
    }

    /// <summary>Judges a certificate as shown for <paramref name="host"/>.</summary>
    internal TlsVerdict Judge(string host, X509Certificate2? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (shown is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return new TlsVerdict(host, [TlsFault.NoCertificate], "", [], "", null, "");
        }

        var faults = ImmutableArray.CreateBuilder<TlsFault>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            faults.Add(TlsFault.NameMismatch);
        }

        var evidence = "";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && !IsGoodByOurAuthorities(shown, chain, out var status))
        {
            faults.AddRange(FaultsOf(shown, status));
            evidence = string.Join("; ", status.Select(s => s.StatusInformation.Trim()).Distinct());
        }

        return new TlsVerdict(host, faults.ToImmutable(), shown.Subject, NamesOf(shown), shown.Issuer, shown.NotAfter.ToUniversalTime(), evidence);
    }

    private bool IsGoodByOurAuthorities(X509Certificate2 shown, X509Chain? chain, out X509ChainStatus[] status)
    {
        status = chain?.ChainStatus ?? [];
        if (authorities.Count == 0)
        {
            return false;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;    // an own authority rarely publishes a list
        own.ChainPolicy.DisableCertificateDownloads = true;             // nothing is fetched from where a stranger's certificate says
        own.ChainPolicy.CustomTrustStore.AddRange(authorities);
        own.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));    // RFC 5280 section 4.2.1.12: id-kp-serverAuth
        foreach (var sent in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            own.ChainPolicy.ExtraStore.Add(sent.Certificate);
        }

        var good = own.Build(shown);
        status = good ? [] : own.ChainStatus;
        return good;
    }

    private static IEnumerable<TlsFault> FaultsOf(X509Certificate2 shown, X509ChainStatus[] status)
    {
        var flags = status.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        if (flags.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            yield return shown.NotBefore.ToUniversalTime() > TimeProvider.System.GetUtcNow() ? TlsFault.NotYetValid : TlsFault.Expired;
        }

        if (flags.HasFlag(X509ChainStatusFlags.Revoked))
        {
            yield return TlsFault.Revoked;
        }

        if ((flags & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0)
        {
            yield return shown.SubjectName.RawData.AsSpan().SequenceEqual(shown.IssuerName.RawData) ? TlsFault.SelfSigned : TlsFault.UnknownIssuer;
        }
        else if ((flags & ~(X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.Revoked)) != 0 || status is [])
        {
            yield return TlsFault.Other;
        }
    }

    private static ImmutableArray<string> NamesOf(X509Certificate2 shown)
    {
        var san = shown.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return san is null ? [] : [.. san.EnumerateDnsNames(), .. san.EnumerateIPAddresses().Select(address => address.ToString())];
    }
}
