using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signpost.Server.Configuration;
using Signpost.Server.Hosting;
using Signpost.Server.Operation;

namespace Signpost.Server.Tests.Operation;

public sealed class CertificateHealthTests : IDisposable
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("signpost-certificate-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("2026-01-31", true, "for cas1.contoso.test, 60 days left", 60)]
    [InlineData("2026-04-03", false, "that for cas1.contoso.test expired on 2026-04-01: renew it", -2)]
    [InlineData("2025-12-31", false, "that for cas1.contoso.test is not valid yet: look at the clock of this host", 91)]
    public async Task A_certificate_is_good_from_its_first_day_to_its_last(string today, bool isGood, string detail, double daysLeft)
    {
        var now = DateTimeOffset.Parse(today, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);
        await using var store = Store("cas1.contoso.test");
        var health = new CertificateHealth(store, new SetTime(now));

        Assert.Equal(new HealthResult(isGood, detail), health.Check("cas1.contoso.test"));
        Assert.Equal(daysLeft, health.DaysLeft("cas1.contoso.test"));
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_not_good()
    {
        await using var store = Store("mail.contoso.test");
        var health = new CertificateHealth(store, new SetTime(From));

        Assert.Equal("none is for cas1.contoso.test: put that name on it, or correct ServerName", health.Check("cas1.contoso.test").Detail);
        Assert.Null(health.DaysLeft("cas1.contoso.test"));
    }

    private CertificateStore Store(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(From, From.AddDays(90));
        var file = Path.Combine(folder.FullName, "cas.pem");
        File.WriteAllText(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        return CertificateStore.Open([new CertificateConfiguration.Pem(file, file)], Assert.Fail, new SetTime(From), out var why) ?? throw new InvalidOperationException(why);
    }

    private sealed class SetTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
