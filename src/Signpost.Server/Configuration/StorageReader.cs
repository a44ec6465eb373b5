using System.Net;
using System.Security.Cryptography;
using Signpost.Transport;

namespace Signpost.Server.Configuration;

/// <summary>Reads where a CAS keeps its own state.</summary>
internal static class StorageReader
{
    private const string File = "signpost.db";

    public static StorageConfiguration Read(ConfigurationNode node)
    {
        var (sqlite, postgres) = (node.File("Sqlite"), node.Has("Postgres") ? Postgres(node.Child("Postgres")) : null);
        if (sqlite is not null && postgres is not null)
        {
            node.Fault("Sqlite", "give either Sqlite or Postgres");
        }

        var otherwise = new StorageConfiguration(postgres ?? (StoragePlace)new StoragePlace.Sqlite(sqlite ?? node.Beside(Path.Combine(StateFolder(), File))));
        var storage = otherwise with { Timeout = node.Time("Timeout", otherwise.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)) };
        node.Done();
        return storage;
    }

    private static StoragePlace.Postgres Postgres(ConfigurationNode node)
    {
        var (host, database, user) = (node.Text("Host"), node.Text("Database"), node.Text("User"));
        if (host is null)
        {
            node.Fault("Host", "is missing: the name of the server, or the folder of its Unix socket");
        }

        if (host is not null && host.ContainsAny([',', ';', '=', ':']) && !IPAddress.TryParse(host, out _))
        {
            node.Fault("Host", $"'{host}' is neither the name of one server, its address, nor a folder; the port has a key of its own");
        }

        if (user is null)
        {
            node.Fault("User", "is missing: the role that owns the database");
        }

        var ca = Ca(node);
        var place = new StoragePlace.Postgres(host ?? "", database ?? "signpost", user ?? "")
        {
            Port = node.Number("Port", 5432, 1, 65535),
            Password = Password(node),
            CaFile = ca,
            IsTls = ca is not null || !IsThisHost(host ?? ""),
        };
        node.Done();
        return place;
    }

    private static Secret? Password(ConfigurationNode node)
    {
        if (node.File("PasswordFile") is not { } file)
        {
            return null;
        }

        var password = SecretFile.Read(file, out var why);
        if (password is null)
        {
            node.Fault("PasswordFile", why);
        }

        return password;
    }

    private static string? Ca(ConfigurationNode node)
    {
        var file = node.File("Ca");
        try
        {
            _ = file is null ? TlsTrust.Platform : TlsTrust.FromPemFile(file);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or CryptographicException)
        {
            node.Fault("Ca", $"{file}: {FileWords.Of(failed)}");
        }

        return file;
    }

    // What never leaves this host needs no TLS.
    private static bool IsThisHost(string host) =>
        host.StartsWith('/') || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    // systemd's StateDirectory= names one or several; beside the configuration where nobody names any.
    private static string StateFolder() => Environment.GetEnvironmentVariable("STATE_DIRECTORY")?.Split(':')[0] ?? "";
}
