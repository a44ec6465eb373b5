namespace Signpost.Server.Configuration;

/// <summary>Where a CAS keeps its own state: who is out of office.</summary>
/// <param name="Place">Where.</param>
public sealed record StorageConfiguration(StoragePlace Place)
{
    /// <summary>The longest that one call may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>Where state is.</summary>
public abstract record StoragePlace
{
    private StoragePlace()
    {
    }

    /// <summary>A file on this host.</summary>
    /// <param name="File">The file.</param>
    public sealed record Sqlite(string File) : StoragePlace;

    /// <summary>A PostgreSQL server, which several CASs may share.</summary>
    /// <param name="Host">Its DNS name or address, or the folder of its Unix socket.</param>
    /// <param name="Database">The database; a schema <c>signpost</c> is made in it.</param>
    /// <param name="User">As whom.</param>
    public sealed record Postgres(string Host, string Database, string User) : StoragePlace
    {
        /// <summary>The port.</summary>
        public int Port { get; init; } = 5432;

        /// <summary>The password; null where the server wants none.</summary>
        public Secret? Password { get; init; }

        /// <summary>PEM file of the authorities that are trusted; null trusts those of the platform.</summary>
        public string? CaFile { get; init; }

        /// <summary>Whether the connection has to be TLS: on the way to another host, and where an authority is named.</summary>
        public bool IsTls { get; init; } = true;
    }
}
