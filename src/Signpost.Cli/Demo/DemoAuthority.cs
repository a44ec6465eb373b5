using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signpost.Transport;

namespace Signpost.Cli.Demo;

/// <summary>A certificate authority that lives as long as the process, and the one certificate it issues.</summary>
internal sealed class DemoAuthority : IDisposable
{
    private readonly X509Certificate2 authority;

    /// <param name="others">Names for the certificate beside those of the demo's domain.</param>
    public DemoAuthority(params ReadOnlySpan<string> others)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Contoso Demo CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(100));
        Certificate = Issue(authority, now, others);
        Trust = TlsTrust.With([authority]);
    }

    /// <summary>For every host of the demo.</summary>
    public X509Certificate2 Certificate { get; }

    public TlsTrust Trust { get; }

    /// <summary>The authority itself, for others to trust.</summary>
    public string AuthorityPem => authority.ExportCertificatePem();

    /// <summary>The certificate and its key.</summary>
    public string CertificatePem => $"{Certificate.ExportCertificatePem()}\n{Certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()}\n";

    public void Dispose()
    {
        Certificate.Dispose();
        authority.Dispose();
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, DateTimeOffset now, ReadOnlySpan<string> others)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=cas.contoso.test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("*.contoso.test");
        foreach (var other in others)
        {
            names.AddDnsName(other);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var issued = request.Create(authority, now.AddDays(-1), now.AddDays(90), RandomNumberGenerator.GetBytes(8));
        using var whole = issued.CopyWithPrivateKey(key);
        // Windows serves TLS only with a key that has been through a store or a PFX.
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }
}
