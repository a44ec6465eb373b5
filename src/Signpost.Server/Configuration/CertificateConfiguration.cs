namespace Signpost.Server.Configuration;

/// <summary>Where a certificate and its key are.</summary>
public abstract record CertificateConfiguration
{
    private CertificateConfiguration()
    {
    }

    /// <summary>PEM: the certificate, perhaps with its issuers behind it, and the key in the same file or in another.</summary>
    /// <param name="CertificateFile">The certificate and its chain.</param>
    /// <param name="KeyFile">The key.</param>
    public sealed record Pem(string CertificateFile, string KeyFile) : CertificateConfiguration;

    /// <summary>PKCS #12.</summary>
    /// <param name="File">The file.</param>
    /// <param name="PasswordFile">A file whose first line is its password; null where it has none.</param>
    public sealed record Pfx(string File, string? PasswordFile) : CertificateConfiguration;
}
