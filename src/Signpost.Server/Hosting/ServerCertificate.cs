using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signpost.Server.Configuration;

namespace Signpost.Server.Hosting;

/// <summary>A certificate with its key and chain, as it was in its files.</summary>
internal sealed class ServerCertificate : IDisposable
{
    private readonly X509Certificate2Collection issuers;

    private ServerCertificate(X509Certificate2 certificate, X509Certificate2Collection issuers)
    {
        this.issuers = issuers;
        Certificate = certificate;
        Context = SslStreamCertificateContext.Create(certificate, issuers, offline: true);
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>What is shown in a handshake.</summary>
    public SslStreamCertificateContext Context { get; }

    /// <summary>The DNS names it is for.</summary>
    public IEnumerable<string> Names => Certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(names => names.EnumerateDnsNames());

    /// <summary>Whether it is for a host; for what is no host's name, which clients may send as well, none is.</summary>
    public bool IsFor(string host) => Uri.CheckHostName(host) is not UriHostNameType.Unknown && Certificate.MatchesHostname(host, allowWildcards: true, allowCommonName: false);

    /// <summary>Reads it; null, and why, where it can't be read.</summary>
    public static ServerCertificate? Read(CertificateConfiguration from, out string why)
    {
        try
        {
            why = "";
            var all = from switch
            {
                CertificateConfiguration.Pem pem => FromPem(pem),
                CertificateConfiguration.Pfx pfx => FromPfx(pfx, out why),
                _ => throw new InvalidOperationException("a case is missing"),
            };
            if (all is null)
            {
                return null;
            }

            if (all.FirstOrDefault(one => one.HasPrivateKey) is not { } own)
            {
                why = $"{NameOf(from)}: no certificate with a key in it";
                return null;
            }

            all.Remove(own);
            return new ServerCertificate(own, all);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            why = WhyNot(from, failed);
            return null;
        }
    }

    /// <summary>The files it is read from.</summary>
    public static IEnumerable<string> FilesOf(CertificateConfiguration from) => from switch
    {
        CertificateConfiguration.Pem pem => [pem.CertificateFile, pem.KeyFile],
        CertificateConfiguration.Pfx { PasswordFile: { } password } pfx => [pfx.File, password],
        CertificateConfiguration.Pfx pfx => [pfx.File],
        _ => throw new InvalidOperationException("a case is missing"),
    };

    public static string NameOf(CertificateConfiguration from) => FilesOf(from).First();

    private static string WhyNot(CertificateConfiguration from, Exception failed) => (from, failed) switch
    {
        _ when FilesOf(from).FirstOrDefault(file => !File.Exists(file)) is { } missing => $"{missing}: no such file",
        _ when FilesOf(from).FirstOrDefault(file => !MayBeRead(file)) is { } closed => $"{closed}: it may not be read",
        (CertificateConfiguration.Pem pem, CryptographicException or ArgumentException) when HoldsCertificate(pem.CertificateFile) =>
            $"{pem.CertificateFile}: its key is not the one in {pem.KeyFile}, or none is there",
        (CertificateConfiguration.Pem pem, CryptographicException or ArgumentException) => $"{pem.CertificateFile}: no certificate in PEM",
        _ => $"{NameOf(from)}: {failed.Message.ReplaceLineEndings(" ").TrimEnd('.')}",
    };

    private static bool MayBeRead(string file)
    {
        try
        {
            using var opened = File.OpenRead(file);
            return true;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return failed is IOException;       // something else is wrong with it
        }
    }

    private static bool HoldsCertificate(string file)
    {
        try
        {
            var read = new X509Certificate2Collection();
            read.ImportFromPemFile(file);
            return read.Count > 0;
        }
        catch (Exception failed) when (failed is CryptographicException or IOException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        Certificate.Dispose();
        foreach (var issuer in issuers)
        {
            issuer.Dispose();
        }
    }

    // The certificate stands first, its issuers behind it, as every PEM of a CA has it.
    private static X509Certificate2Collection FromPem(CertificateConfiguration.Pem pem)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(pem.CertificateFile);
        using var own = X509Certificate2.CreateFromPemFile(pem.CertificateFile, pem.KeyFile);
        var all = new X509Certificate2Collection(Usable(own));
        all.AddRange(chain.Skip(1).ToArray());
        return all;
    }

    private static X509Certificate2Collection? FromPfx(CertificateConfiguration.Pfx pfx, out string why)
    {
        why = "";
        var password = pfx.PasswordFile is { } file ? SecretFile.Read(file, out why) : new Secret("");
        return password is null ? null : X509CertificateLoader.LoadPkcs12CollectionFromFile(pfx.File, password.Reveal());
    }

    // Windows serves TLS only with a key that has been through a store or a PFX.
    private static X509Certificate2 Usable(X509Certificate2 own) => OperatingSystem.IsWindows()
        ? X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pfx), null)
        : new X509Certificate2(own);
}
