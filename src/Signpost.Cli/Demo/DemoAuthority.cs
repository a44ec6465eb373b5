using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signpost.Transport;

namespace Signpost.Cli.Demo;

/// <summary>A certificate authority that lives as long as the process, and the one certificate it issues.</summary>
internal sealed class DemoAuthority : IDisposable
{
    private readonly X509Certificate2 authority;

    public DemoAuthority()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Contoso Demo CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(100));
        Certificate = Issue(authority, now);
        Trust = TlsTrust.With([authority]);
    }

    /// <summary>For every host of the demo.</summary>
    public X509Certificate2 Certificate { get; }

    public TlsTrust Trust { get; }

    public void Dispose()
    {
        Certificate.Dispose();
        authority.Dispose();
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=cas.contoso.test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("*.contoso.test");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var issued = request.Create(authority, now.AddDays(-1), now.AddDays(90), RandomNumberGenerator.GetBytes(8));
        using var whole = issued.CopyWithPrivateKey(key);
        // Windows serves TLS only with a key that has been through a store or a PFX.
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null);
    }
}
