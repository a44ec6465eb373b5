using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Signpost.Transport;

/// <summary>Which certificates are trusted: the platform's, and the certificate authorities given beside them.</summary>
public sealed class TlsTrust
{
    // For each list: the platform waits for it in the middle of the handshake.
    private static readonly TimeSpan ListTimeout = TimeSpan.FromSeconds(3);

    // What is said first when more than one thing is wrong.
    private static readonly ImmutableArray<TlsFault> WorstFirst =
    [
        TlsFault.NameMismatch, TlsFault.Expired, TlsFault.NotYetValid, TlsFault.Revoked, TlsFault.SelfSigned, TlsFault.IncompleteChain, TlsFault.UnknownIssuer,
        TlsFault.WrongUsage, TlsFault.Weak, TlsFault.RevocationUnknown, TlsFault.Other,
    ];

    private readonly X509Certificate2Collection authorities;
    private readonly RevocationCheck revocation;

    private TlsTrust(X509Certificate2Collection authorities, RevocationCheck revocation = RevocationCheck.Off) =>
        (this.authorities, this.revocation) = (authorities, revocation);

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

    /// <summary>The same trust, but issuers are asked whether they took a certificate back.</summary>
    public TlsTrust WithRevocation(RevocationCheck check) => new(authorities, check);

    /// <summary>How the platform is to build the chain in a handshake: nothing is fetched from where a stranger's certificate says.</summary>
    internal static X509ChainPolicy HandshakePolicy => new()
    {
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
        ApplicationPolicy = { TlsChainReading.ServerUsage },
    };

    /// <summary>Judges a certificate as shown for <paramref name="host"/>.</summary>
    /// <remarks>
    /// 1. The platform's own judgement stands where it is a good one.
    /// 2. Else the authorities that were given are tried.
    /// 3. A chain that is good so far is built once more with its issuers' lists, where the user wants that.
    /// </remarks>
    internal TlsVerdict Judge(string host, X509Certificate2? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (shown is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return new TlsVerdict(host, [TlsFault.NoCertificate], "", [], "", null, "");
        }

        var isGood = !errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors);
        using var own = isGood || authorities.Count == 0 ? null : NewChain(chain, authorities, X509RevocationMode.NoCheck);
        isGood = own?.Build(shown) ?? isGood;
        using var listed = isGood && revocation is not RevocationCheck.Off ? NewChain(chain, own is null ? [] : authorities, X509RevocationMode.Online) : null;
        isGood = listed?.Build(shown) ?? isGood;
        return Verdict(host, shown, listed ?? own ?? chain, isGood, errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch));
    }

    private TlsVerdict Verdict(string host, X509Certificate2 shown, X509Chain? chain, bool isGood, bool isForAnother)
    {
        var certificates = TlsChainReading.Of(chain, shown, isGood, revocation, TimeProvider.System.GetUtcNow());
        var faults = certificates.SelectMany(certificate => certificate.Faults).ToHashSet();
        if (!isGood && faults.Count == 0 && !IsOnlySilence(chain))
        {
            faults.Add(TlsFault.Other);
        }

        if (isForAnother)
        {
            faults.Add(TlsFault.NameMismatch);
        }

        var evidence = isGood ? "" : string.Join("; ", (chain?.ChainStatus ?? []).Select(status => status.StatusInformation.Trim()).Distinct());
        return new TlsVerdict(
            host, [.. WorstFirst.Where(faults.Contains)], shown.Subject, NamesOf(shown), shown.Issuer, shown.NotAfter.ToUniversalTime(), faults.Count > 0 ? evidence : "")
        {
            Chain = certificates,
        };
    }

    /// <summary>Whether nothing is wrong but that an issuer does not say if it took a certificate back, and the user does not insist.</summary>
    private bool IsOnlySilence(X509Chain? chain) => revocation is RevocationCheck.Soft && chain is { ChainStatus: not [] }
        && chain.ChainStatus.All(status => status.Status is X509ChainStatusFlags.RevocationStatusUnknown or X509ChainStatusFlags.OfflineRevocation);

    private static X509Chain NewChain(X509Chain? sent, X509Certificate2Collection roots, X509RevocationMode mode)
    {
        var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = roots.Count > 0 ? X509ChainTrustMode.CustomRootTrust : X509ChainTrustMode.System;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = mode;
        chain.ChainPolicy.RevocationFlag = X509RevocationFlag.ExcludeRoot;
        chain.ChainPolicy.UrlRetrievalTimeout = ListTimeout;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(TlsChainReading.ServerUsage);
        chain.ChainPolicy.ExtraStore.AddRange(sent?.ChainPolicy.ExtraStore ?? []);
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain;
    }

    private static ImmutableArray<string> NamesOf(X509Certificate2 shown)
    {
        var san = shown.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return san is null ? [] : [.. san.EnumerateDnsNames(), .. san.EnumerateIPAddresses().Select(address => address.ToString())];
    }
}
