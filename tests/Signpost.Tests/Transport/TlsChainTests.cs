using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signpost.Discovery;
using Signpost.Transport;

namespace Signpost.Tests.Transport;

/// <summary>What is said of a whole chain: which certificate is at fault, and in which words.</summary>
public sealed class TlsChainTests
{
    private const string Host = "cas1.contoso.test";

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly X509Certificate2 Root = Authority("CN=Contoso Root", null, Now.AddDays(-300), Now.AddDays(300));
    private static readonly X509Certificate2 Issuing = Authority("CN=Contoso Issuing", Root, Now.AddDays(-200), Now.AddDays(200));

    [Fact]
    public void A_good_chain_is_read_from_the_server_to_the_root()
    {
        using var shown = Server(Issuing);

        var verdict = Judge(shown, TlsTrust.With([Root]), Issuing);

        Assert.True(verdict.IsTrusted);
        Assert.Equal("certificate is good", verdict.Describe());
        Assert.Equal(["CN=cas1", "CN=Contoso Issuing", "CN=Contoso Root"], verdict.Chain.Select(certificate => certificate.Subject));
        Assert.Equal(shown.GetCertHashString(HashAlgorithmName.SHA256), verdict.Chain[0].Thumbprint);
        Assert.Equal(("EC", 256, "sha256ECDSA"), (verdict.KeyAlgorithm, verdict.KeySize, verdict.SignatureAlgorithm));
        Assert.Equal(shown.NotBefore.ToUniversalTime(), verdict.NotBefore!.Value.UtcDateTime);
        Assert.Equal([false, false, true], verdict.Chain.Select(certificate => certificate.IsSelfIssued));
        Assert.All(verdict.Chain, certificate => Assert.Empty(certificate.Faults));
    }

    [Fact]
    public void The_chain_stands_on_lines_of_its_own()
    {
        using var shown = Server(Issuing);

        var lines = TlsText.Of(Judge(shown, TlsTrust.With([Root]), Issuing) with { Protocol = "TLS 1.3", CipherSuite = "TLS_AES_256_GCM_SHA384" }).Select(line => line.ToString()).ToArray();

        Assert.Equal(10, lines.Length);
        Assert.Equal("cas1.contoso.test: certificate is good (TLS 1.3, TLS_AES_256_GCM_SHA384)", lines[0]);
        Assert.Equal("  1 CN=cas1, issued by CN=Contoso Issuing", lines[1]);
        Assert.EndsWith(", EC 256, sha256ECDSA", lines[2], StringComparison.Ordinal);
        Assert.Equal($"    SHA-256 {shown.GetCertHashString(HashAlgorithmName.SHA256)}", lines[3]);
        Assert.Equal("  3 CN=Contoso Root, issued by itself", lines[7]);
    }

    [Fact]
    public void A_root_that_was_sent_and_is_not_trusted_is_named()
    {
        using var shown = Server(Issuing);

        var verdict = Judge(shown, TlsTrust.Platform, Issuing, Root);

        Assert.Equal([TlsFault.UnknownIssuer], verdict.Faults);
        Assert.Equal("certificate is issued by CN=Contoso Issuing, whose root CN=Contoso Root is not trusted", verdict.Describe());
        Assert.Equal([TlsFault.UnknownIssuer], verdict.Chain[^1].Faults);
    }

    [Fact]
    public void A_root_that_was_rightly_not_sent_is_named_as_well()
    {
        using var shown = Server(Issuing);

        var verdict = Judge(shown, TlsTrust.Platform, Issuing);

        Assert.Equal([TlsFault.UnknownIssuer], verdict.Faults);
        Assert.Equal("certificate is issued by CN=Contoso Issuing, which is issued by CN=Contoso Root, which is not trusted", verdict.Describe());
    }

    [Fact]
    public void An_authority_that_the_server_forgot_to_send_is_told_apart()
    {
        using var shown = Server(Issuing, more: Published());

        var verdict = Judge(shown, TlsTrust.With([Root]));

        Assert.Equal([TlsFault.IncompleteChain], verdict.Faults);
        Assert.Equal("certificate is issued by CN=Contoso Issuing, whose certificate the server did not send", verdict.Describe());
    }

    [Fact]
    public void An_authority_in_the_middle_can_be_missing_too()
    {
        using var middle = Authority("CN=Contoso Middle", Issuing, Now.AddDays(-100), Now.AddDays(100), Published());
        using var shown = Server(middle);

        var verdict = Judge(shown, TlsTrust.With([Root]), middle);

        Assert.Equal([TlsFault.IncompleteChain], verdict.Faults);
        Assert.Equal("the server did not send the certificate of CN=Contoso Issuing, which issued that of CN=Contoso Middle", verdict.Describe());
    }

    [Fact]
    public void An_issuer_that_expired_is_told_by_name()
    {
        using var old = Authority("CN=Contoso Old", Root, Now.AddDays(-200), Now.AddDays(-2));
        using var shown = Server(old, from: Now.AddDays(-100), to: Now.AddDays(-1).AddDays(30));

        var verdict = Judge(shown, TlsTrust.With([Root]), old);

        Assert.Equal([TlsFault.Expired], verdict.Faults);
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"certificate of its issuer CN=Contoso Old expired on {Now.AddDays(-2):yyyy-MM-dd}"), verdict.Describe());
        Assert.Empty(verdict.Chain[0].Faults);
    }

    [Fact]
    public void All_that_is_wrong_is_said_the_worst_first()
    {
        using var shown = Server(Issuing, from: Now.AddDays(-30), to: Now.AddDays(-3));

        var verdict = Judge(shown, TlsTrust.Platform, SslPolicyErrors.RemoteCertificateNameMismatch, Issuing, Root);

        Assert.Equal([TlsFault.NameMismatch, TlsFault.Expired, TlsFault.UnknownIssuer], verdict.Faults);
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"certificate is for cas1.contoso.test, not for cas1.contoso.test; it expired on {Now.AddDays(-3):yyyy-MM-dd}; ")
                + "it is issued by CN=Contoso Issuing, whose root CN=Contoso Root is not trusted",
            verdict.Describe());
    }

    [Theory]
    [InlineData("contoso.test", "certificate is for *.contoso.test, not for contoso.test (*.contoso.test does not cover contoso.test itself)")]
    [InlineData("a.b.contoso.test", "certificate is for *.contoso.test, not for a.b.contoso.test (*.contoso.test covers one label only)")]
    [InlineData("cas1.fabrikam.test", "certificate is for *.contoso.test, not for cas1.fabrikam.test")]
    public void A_star_that_almost_covers_the_name_is_explained(string host, string words) =>
        Assert.Equal(words, new TlsVerdict(host, [TlsFault.NameMismatch], "CN=*", ["*.contoso.test"], "CN=CA", null, "").Describe());

    [Fact]
    public void A_short_key_is_weak()
    {
        using var key = RSA.Create(1024);
        using var shown = Server(Issuing, key: key);

        var verdict = Judge(shown, TlsTrust.With([Root]), Issuing);

        Assert.Equal([TlsFault.Weak], verdict.Faults);
        Assert.Equal("certificate is weak: its RSA key has 1024 bit only", verdict.Describe());
    }

    [Fact]
    public void A_broken_signature_is_weak_below_the_root_only()
    {
        using var key = RSA.Create(2048);
        using var root = Sha1Root(key);
        using var shown = Server(root, signs: new Sha1Signature(key));

        var verdict = Judge(shown, TlsTrust.With([root]));

        Assert.Equal([TlsFault.Weak], verdict.Faults);
        Assert.Equal("certificate is weak: it is signed with sha1RSA", verdict.Describe());
        Assert.Equal("sha1RSA", verdict.Chain[1].SignatureAlgorithm);
        Assert.Empty(verdict.Chain[1].Faults);
    }

    [Fact]
    public void A_weakness_of_an_issuer_is_the_issuers()
    {
        using var key = RSA.Create(1024);
        using var weak = Authority("CN=Contoso Weak", Root, Now.AddDays(-10), Now.AddDays(10), null, key);
        using var shown = Server(weak, signs: X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1));

        Assert.Equal("certificate of its issuer CN=Contoso Weak is weak: its RSA key has 1024 bit only", Judge(shown, TlsTrust.With([Root]), weak).Describe());
    }

    private static TlsVerdict Judge(X509Certificate2 shown, TlsTrust trust, params X509Certificate2[] sent) => Judge(shown, trust, SslPolicyErrors.None, sent);

    /// <summary>As the platform hands it over: with the chain that it built from what was sent, and failed to trust.</summary>
    private static TlsVerdict Judge(X509Certificate2 shown, TlsTrust trust, SslPolicyErrors more, params X509Certificate2[] sent)
    {
        using var chain = new X509Chain { ChainPolicy = TlsTrust.HandshakePolicy };
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        Assert.False(chain.Build(shown));
        return trust.Judge(Host, shown, chain, more | SslPolicyErrors.RemoteCertificateChainErrors);
    }

    private static X509AuthorityInformationAccessExtension Published() => new((IEnumerable<string>?)null, ["http://pki.contoso.test/issuing.crt"]);

    private static X509Certificate2 Server(
        X509Certificate2 issuer, DateTimeOffset? from = null, DateTimeOffset? to = null, X509Extension? more = null, RSA? key = null, X509SignatureGenerator? signs = null)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = key is null ? new CertificateRequest("CN=cas1", own, HashAlgorithmName.SHA256)
            : new CertificateRequest(new X500DistinguishedName("CN=cas1"), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var san = new SubjectAlternativeNameBuilder();
        san.AddDnsName(Host);
        request.CertificateExtensions.Add(san.Build());
        if (more is not null)
        {
            request.CertificateExtensions.Add(more);
        }

        return request.Create(issuer.SubjectName, signs ?? Signature(issuer), from ?? Now.AddDays(-1), to ?? Now.AddDays(5), [1, 2, 3]);
    }

    private static X509Certificate2 Authority(
        string subject, X509Certificate2? issuer, DateTimeOffset from, DateTimeOffset to, X509Extension? more = null, RSA? key = null)
    {
        var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = key is null ? new CertificateRequest(subject, own, HashAlgorithmName.SHA256)
            : new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        if (more is not null)
        {
            request.CertificateExtensions.Add(more);
        }

        if (issuer is null)
        {
            return request.CreateSelfSigned(from, to);
        }

        using var bare = request.Create(issuer.SubjectName, Signature(issuer), from, to, [4, 5]);
        return key is null ? bare.CopyWithPrivateKey(own) : bare.CopyWithPrivateKey(key);
    }

    private static X509Certificate2 Sha1Root(RSA key)
    {
        var request = new CertificateRequest("CN=Contoso SHA-1 Root", key, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.Create(request.SubjectName, new Sha1Signature(key), Now.AddDays(-10), Now.AddDays(10), [9]);
    }

    private static X509SignatureGenerator Signature(X509Certificate2 issuer) => X509SignatureGenerator.CreateForECDsa(issuer.GetECDsaPrivateKey()!);

    /// <summary>The framework signs no certificate with SHA-1 any more; servers of these years still show such.</summary>
    private sealed class Sha1Signature(RSA key) : X509SignatureGenerator
    {
        // RFC 3279 section 2.2.1: sha1WithRSAEncryption, with NULL.
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => Convert.FromHexString("300d06092a864886f70d0101050500");

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

        protected override PublicKey BuildPublicKey() => CreateForRSA(key, RSASignaturePadding.Pkcs1).PublicKey;
    }
}
