using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signpost.Server.Configuration;

namespace Signpost.Server.Tests.Hosting;

/// <summary>A folder in which certificates come and go.</summary>
internal sealed class CertificateFolder : IDisposable
{
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("signpost-certificates-");

    public void Dispose() => folder.Delete(recursive: true);

    public string At(string file) => Path.Combine(folder.FullName, file);

    public void Remove(string file) => File.Delete(At(file));

    /// <summary>A certificate and its key in one file.</summary>
    public CertificateConfiguration.Pem Write(string file, params ReadOnlySpan<string> names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(At(file), Certificate(key, names) + "\n" + key.ExportPkcs8PrivateKeyPem());
        return new CertificateConfiguration.Pem(At(file), At(file));
    }

    /// <summary>A certificate, and beside it the key of another.</summary>
    public CertificateConfiguration.Pem WriteWithWrongKey(string file, string keyFile, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(At(file), Certificate(key, name));
        File.WriteAllText(At(keyFile), other.ExportPkcs8PrivateKeyPem());
        return new CertificateConfiguration.Pem(At(file), At(keyFile));
    }

    private static string Certificate(ECDsa key, params ReadOnlySpan<string> names)
    {
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var all = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            all.AddDnsName(name);
        }

        request.CertificateExtensions.Add(all.Build());
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero));
        return certificate.ExportCertificatePem();
    }
}
