using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Npgsql;
using Signpost.Conformance.Operation;
using Signpost.Server.Configuration;

namespace Signpost.Conformance.Storage;

/// <summary>Debian's PostgreSQL with a cluster of its own in a folder of its own; it ends, and the folder goes, with the tests.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string Role = "signpost";
    public const string Password = "an-Uncommon-word";

    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("signpost-postgres-");
    private Child? server;
    private int databases;

    private static string? Programs { get; } = System.IO.Directory.Exists("/usr/lib/postgresql")
        ? System.IO.Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
        : null;

    // It refuses to run as root.
    private static string[] AsItsUser => Environment.UserName is "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--inh-caps=-all"] : [];

    /// <summary>The authority of its certificate, which is for localhost.</summary>
    internal string Ca => At("server.crt");

    internal int Port { get; } = ServedCas.FreePort();

    public static void Require() => Assert.SkipUnless(Programs is not null, "needs PostgreSQL: apt-get install --no-install-recommends postgresql");

    public async ValueTask InitializeAsync()
    {
        if (Programs is null)
        {
            return;
        }

        Sign();
        await GoodAsync("chmod", "600", At("server.key"));
        await File.WriteAllTextAsync(At("password"), Password + "\n");
        if (AsItsUser is not [])
        {
            await GoodAsync("chown", "-R", "postgres:postgres", folder.FullName);
        }

        await GoodAsync([.. AsItsUser, Path.Combine(Programs, "initdb"), "-D", At("data"), "-U", "postgres", "--auth-local=trust", "--auth-host=scram-sha-256", $"--pwfile={At("password")}", "--no-sync"]);
        await StartAsync();
        await RunAsync("postgres", $"CREATE ROLE {Role} LOGIN PASSWORD '{Password}'");
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await StopAsync("INT");
        }

        folder.Delete(recursive: true);
    }

    /// <summary>A database of its own for a test.</summary>
    internal async Task<string> DatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref databases)}");
        await RunAsync("postgres", $"CREATE DATABASE {name} OWNER {Role}");
        return name;
    }

    /// <summary>By its socket, where nobody asks for a password.</summary>
    internal StoragePlace.Postgres At(string database, string role) => new(folder.FullName, database, role) { Port = Port, IsTls = false };

    /// <summary>Does something as the administrator.</summary>
    internal async Task<object?> RunAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create($"Host={folder.FullName};Port={Port};Username=postgres;Database={database};Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    internal async Task StartAsync()
    {
        server = Child.Start(
        [
            .. AsItsUser, Path.Combine(Programs!, "postgres"), "-D", At("data"), "-k", folder.FullName, "-p", Port.ToString(CultureInfo.InvariantCulture), "-h", "127.0.0.1",
            "-c", "fsync=off", "-c", "ssl=on", "-c", $"ssl_cert_file={At("server.crt")}", "-c", $"ssl_key_file={At("server.key")}",
        ]);
        await server.UntilAsync("PostgreSQL answers", async () =>
        {
            try
            {
                return await RunAsync("postgres", "SELECT 1") is 1;
            }
            catch (NpgsqlException)
            {
                return false;
            }
        });
    }

    internal Task SignalAsync(string name) => server!.SignalAsync(name);

    /// <summary>Ends it: <c>INT</c> as an administrator does, <c>QUIT</c> as a crash.</summary>
    internal async Task StopAsync(string signal)
    {
        await server!.SignalAsync(signal);
        await server.EndAsync();
        await server.DisposeAsync();
        server = null;
    }

    private string At(string name) => Path.Combine(folder.FullName, name);

    private static async Task GoodAsync(params string[] command)
    {
        var (exit, said) = await Child.RunAsync(command);
        Assert.True(exit == 0, $"{string.Join(' ', command)}: {said}");
    }

    private void Sign()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(90));
        File.WriteAllText(At("server.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(At("server.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
