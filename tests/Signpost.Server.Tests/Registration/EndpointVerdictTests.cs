using System.Security.Cryptography.X509Certificates;
using Signpost.Discovery;
using Signpost.Server.Registration;
using Signpost.Server.Tests.Transport;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Server.Tests.Registration;

/// <summary>What real certificates mean for the SCP that sends clients there.</summary>
public sealed class EndpointVerdictTests
{
    [Fact]
    public async Task A_certificate_that_ends_soon_is_a_warning_and_a_fresh_one_is_told_with_its_days()
    {
        var verdict = await CheckAsync("contoso.test", trusts: true);

        var soon = ScpVerdicts.OfEndpoint(verdict, TimeProvider.System.GetUtcNow());
        var fresh = ScpVerdicts.OfEndpoint(verdict, TimeProvider.System.GetUtcNow().AddDays(-30));

        Assert.Equal(("scp.certificate-ends", FindingSeverity.Warning), (soon.Code, soon.Severity));
        Assert.Equal(("scp.endpoint", FindingSeverity.Information), (fresh.Code, fresh.Severity));
        Assert.Matches("good for 3[01] days", fresh.Evidence);
    }

    [Theory]
    [InlineData("contoso.test", false)]
    [InlineData("mail.contoso.test", true)]
    public async Task One_that_is_not_trusted_or_for_another_name_is_an_error(string host, bool trusts)
    {
        var verdict = await CheckAsync(host, trusts);

        var finding = ScpVerdicts.OfEndpoint(verdict, TimeProvider.System.GetUtcNow());

        Assert.Equal(("scp.endpoint", FindingSeverity.Error), (finding.Code, finding.Severity));
        Assert.Contains(trusts ? "certificate is for contoso.test, not for mail.contoso.test" : "not trusted", finding.Evidence, StringComparison.Ordinal);
    }

    private static async Task<EndpointVerdict> CheckAsync(string host, bool trusts)
    {
        await using var cas = await LoopbackCas.StartAsync(false, true, TestContext.Current.CancellationToken);
        var options = new DiscoveryOptions
        {
            Trust = trusts ? TlsTrust.With([X509CertificateLoader.LoadCertificate(cas.Authority.RawData)]) : TlsTrust.Platform,
        };
        return await new EndpointCheck(options, cas).CheckAsync(new Uri($"https://{host}/autodiscover/autodiscover.xml"), null, TestContext.Current.CancellationToken);
    }
}
