using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signpost.Transport;

namespace Signpost.Tests.Transport;

/// <summary>Certificates made on the spot, and what is said of them.</summary>
public sealed class TlsTrustTests
{
    private const string Host = "cas1.contoso.test";

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly X509Certificate2 Authority = MakeAuthority("CN=Contoso CA");

    [Fact]
    public void A_certificate_of_an_own_authority_is_good_where_that_was_given()
    {
        using var shown = Issued("CN=cas1", Now.AddDays(-1), Now.AddDays(30), Host);

        Assert.True(Judge(shown, TlsTrust.With([Authority])).IsTrusted);
        Assert.Equal([TlsFault.UnknownIssuer], Judge(shown, TlsTrust.Platform).Faults);
        Assert.Equal("certificate is issued by CN=Contoso CA, which is not trusted", Judge(shown, TlsTrust.Platform).Describe());
    }

    [Fact]
    public void An_authority_that_did_not_issue_it_helps_nobody()
    {
        using var other = MakeAuthority("CN=Fabrikam CA");
        using var shown = Issued("CN=cas1", Now.AddDays(-1), Now.AddDays(30), Host);

        Assert.Equal([TlsFault.UnknownIssuer], Judge(shown, TlsTrust.With([other])).Faults);
    }

    [Fact]
    public void A_certificate_for_another_name_is_for_another_name_whoever_issued_it()
    {
        using var shown = Issued("CN=www", Now.AddDays(-1), Now.AddDays(30), "www.contoso.test", "contoso.test", "a.contoso.test", "b.contoso.test");

        var verdict = Judge(shown, TlsTrust.With([Authority]), SslPolicyErrors.RemoteCertificateNameMismatch);

        Assert.Equal([TlsFault.NameMismatch], verdict.Faults);
        Assert.Equal("certificate is for www.contoso.test, contoso.test, a.contoso.test and 1 more, not for cas1.contoso.test", verdict.Describe());
    }

    [Fact]
    public void A_certificate_has_a_time()
    {
        using var expired = Issued("CN=cas1", Now.AddDays(-30), new DateTimeOffset(Now.UtcDateTime.Date.AddDays(-2), TimeSpan.Zero), Host);
        using var early = Issued("CN=cas1", Now.AddDays(2), Now.AddDays(30), Host);

        Assert.Equal([TlsFault.Expired], Judge(expired, TlsTrust.With([Authority])).Faults);
        Assert.Equal([TlsFault.NotYetValid], Judge(early, TlsTrust.With([Authority])).Faults);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"certificate is not valid before {Now.AddDays(2):yyyy-MM-dd}: is a clock wrong?"), Judge(early, TlsTrust.With([Authority])).Describe());
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"certificate expired on {Now.AddDays(-2):yyyy-MM-dd}"), Judge(expired, TlsTrust.With([Authority])).Describe());
    }

    [Fact]
    public void The_date_is_the_same_in_every_country()
    {
        var verdict = new TlsVerdict(Host, [TlsFault.Expired], "", [], "", new DateTimeOffset(2024, 5, 1, 0, 0, 0, TimeSpan.Zero), "");

        Assert.Equal("certificate expired on 2024-05-01", verdict.Describe());
    }

    [Fact]
    public void One_that_signed_itself_is_told_apart_and_good_where_it_was_given_itself()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var shown = RequestFor("CN=cas1", key, Host).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(30));

        Assert.Equal([TlsFault.SelfSigned], Judge(shown, TlsTrust.Platform).Faults);
        Assert.True(Judge(shown, TlsTrust.With([shown])).IsTrusted);
    }

    [Fact]
    public void A_certificate_for_something_else_than_a_server_is_not_good()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=cas1", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        using var shown = request.Create(Authority, Now.AddDays(-1), Now.AddDays(30), [1]);

        Assert.Equal([TlsFault.WrongUsage], Judge(shown, TlsTrust.With([Authority])).Faults);
        Assert.Equal("certificate is not for servers", Judge(shown, TlsTrust.With([Authority])).Describe());
    }

    [Fact]
    public void No_certificate_is_a_fault()
    {
        var verdict = TlsTrust.Platform.Judge(Host, null, null, SslPolicyErrors.RemoteCertificateNotAvailable);

        Assert.Equal("the server showed no certificate", verdict.Describe());
    }

    [Theory]
    [InlineData(TlsFault.NoCertificate, "the server showed no certificate")]
    [InlineData(TlsFault.NameMismatch, "certificate is for CN=cas1, not for cas1.contoso.test")]
    [InlineData(TlsFault.SelfSigned, "certificate is signed by itself (CN=cas1) and not trusted")]
    [InlineData(TlsFault.UnknownIssuer, "certificate is issued by CN=CA, which is not trusted")]
    [InlineData(TlsFault.Revoked, "certificate was revoked by CN=CA")]
    [InlineData(TlsFault.NotYetValid, "certificate is not valid yet")]
    [InlineData(TlsFault.IncompleteChain, "certificate is issued by CN=CA, whose certificate the server did not send")]
    [InlineData(TlsFault.RevocationUnknown, "certificate can't be checked for revocation: CN=CA gives no answer")]
    [InlineData(TlsFault.WrongUsage, "certificate is not for servers")]
    [InlineData(TlsFault.Weak, "TLS 1.1 is too old to be safe")]
    [InlineData(TlsFault.Other, "certificate is not good: evidence")]
    [InlineData(TlsFault.Handshake, "TLS failed: evidence")]
    public void Each_fault_has_its_words(TlsFault fault, string words) =>
        Assert.Equal(words, new TlsVerdict(Host, [fault], "CN=cas1", [], "CN=CA", null, "evidence") { Protocol = "TLS 1.1" }.Describe());

    [Fact]
    public void A_file_without_a_certificate_is_refused()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "no certificate");
            Assert.Throws<CryptographicException>(() => TlsTrust.FromPemFile(file));
            File.WriteAllText(file, Authority.ExportCertificatePem());
            using var shown = Issued("CN=cas1", Now.AddDays(-1), Now.AddDays(30), Host);
            Assert.True(Judge(shown, TlsTrust.FromPemFile(file)).IsTrusted);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>As the platform hands it over: with the chain that it built, and failed to trust.</summary>
    private static TlsVerdict Judge(X509Certificate2 shown, TlsTrust trust, SslPolicyErrors more = SslPolicyErrors.None)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        Assert.False(chain.Build(shown));
        return trust.Judge(Host, shown, chain, more | SslPolicyErrors.RemoteCertificateChainErrors);
    }

    private static X509Certificate2 Issued(string subject, DateTimeOffset from, DateTimeOffset to, params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return RequestFor(subject, key, names).Create(Authority, from, to, [1, 2, 3]);
    }

    private static CertificateRequest RequestFor(string subject, ECDsa key, params string[] names)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var san = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            san.AddDnsName(name);
        }

        request.CertificateExtensions.Add(san.Build());
        return request;
    }

    private static X509Certificate2 MakeAuthority(string subject)
    {
        var request = new CertificateRequest(subject, ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(Now.AddDays(-100), Now.AddDays(100));
    }
}
