using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signpost.Server.Configuration;
using Signpost.Server.Hosting;

namespace Signpost.Server.Tests.Hosting;

public sealed class CertificateRenewalTests : IDisposable
{
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("signpost-certificates-");
    private readonly Looks time = new();
    private readonly List<string> complaints = [];

    private string PemFile => Path.Combine(folder.FullName, "cas.pem");

    private string KeyFile => Path.Combine(folder.FullName, "cas.key");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_certificate_that_was_replaced_before_its_key_is_taken_with_its_key()
    {
        Write("cas1.contoso.test");
        var store = Open();
        var old = File.ReadAllText(KeyFile);
        Write("cas2.contoso.test");
        var key = File.ReadAllText(KeyFile);
        File.WriteAllText(KeyFile, old);
        time.Look();
        var meanwhile = store.IsFor("cas1.contoso.test");
        File.WriteAllText(KeyFile, key);
        File.SetLastWriteTimeUtc(KeyFile, File.GetLastWriteTimeUtc(KeyFile).AddSeconds(1));

        time.Look();

        Assert.Equal((true, true), (meanwhile, store.IsFor("cas2.contoso.test")));
    }

    private CertificateStore Open() =>
        CertificateStore.Open([new CertificateConfiguration.Pem(PemFile, KeyFile)], complaints.Add, time, out var why) ?? throw new InvalidOperationException(why);

    private void Write(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        File.WriteAllText(PemFile, certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>A clock whose timers fire when they are told to.</summary>
    private sealed class Looks : TimeProvider
    {
        public Action Look { get; private set; } = () => { };

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Look = () => callback(state);
            return new Never();
        }

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
