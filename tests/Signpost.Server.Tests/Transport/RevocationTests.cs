using System.Security.Cryptography.X509Certificates;
using Signpost.Discovery;
using Signpost.Transport;

namespace Signpost.Server.Tests.Transport;

/// <summary>A certificate that its issuer took back, over real TLS and with a real list.</summary>
public sealed class RevocationTests
{
    [Theory]
    [InlineData(RevocationCheck.Off, true, true, null)]
    [InlineData(RevocationCheck.Soft, true, true, TlsFault.Revoked)]
    [InlineData(RevocationCheck.Hard, true, true, TlsFault.Revoked)]
    [InlineData(RevocationCheck.Soft, false, true, null)]
    [InlineData(RevocationCheck.Hard, false, true, null)]
    [InlineData(RevocationCheck.Soft, false, false, null)]
    [InlineData(RevocationCheck.Hard, false, false, TlsFault.RevocationUnknown)]
    public async Task The_issuer_is_asked_as_much_as_the_user_wants(RevocationCheck check, bool isRevoked, bool hasList, TlsFault? fault)
    {
        await using var cas = await LoopbackCas.StartAsync(isRevoked, hasList, TestContext.Current.CancellationToken);

        var candidate = await AskAsync(cas, check);

        Assert.Equal(fault is null ? [] : [fault.Value], candidate.Tls!.Faults);
        Assert.Equal(fault is null, candidate.Outcome is AttemptOutcome.Answered);
        Assert.Equal(
            fault switch
            {
                TlsFault.Revoked => $"certificate was revoked by {cas.Authority.Subject}",
                TlsFault.RevocationUnknown => $"certificate can't be checked for revocation: {cas.Authority.Subject} gives no answer",
                _ => "certificate is good",
            },
            candidate.Tls.Describe());
    }

    [Fact]
    public async Task A_good_certificate_is_told_with_its_connection()
    {
        await using var cas = await LoopbackCas.StartAsync(false, true, TestContext.Current.CancellationToken);

        var tls = (await AskAsync(cas, RevocationCheck.Off)).Tls!;

        Assert.True(tls.IsTrusted);
        Assert.Equal("contoso.test", tls.Host);
        Assert.Equal(["contoso.test"], tls.Names);
        Assert.Equal(["CN=contoso.test", cas.Authority.Subject], tls.Chain.Select(certificate => certificate.Subject));
        Assert.Contains(tls.Protocol, new[] { "TLS 1.2", "TLS 1.3" });
        Assert.StartsWith("TLS_", tls.CipherSuite, StringComparison.Ordinal);
    }

    private static async Task<CandidateReport> AskAsync(LoopbackCas cas, RevocationCheck check)
    {
        var options = new DiscoveryOptions
        {
            Excluded = [StepKind.Scp, StepKind.HttpsAutodiscoverDomain, StepKind.HttpRedirect, StepKind.SrvRecord],
            Trust = TlsTrust.With([X509CertificateLoader.LoadCertificate(cas.Authority.RawData)]).WithRevocation(check),
        };
        var report = await new SignpostClient(options, cas).DiscoverAsync(MailboxAddress.Parse("ada@contoso.test"), TestContext.Current.CancellationToken);
        return report.Rounds[0].Steps.SelectMany(step => step.Candidates).Single();
    }
}
