using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Signpost.Server.Storage;

/// <summary>The file in which a CAS keeps its state, and how it is opened.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Timeout">How long another process may hold it.</param>
internal sealed record SqliteFile(string Path, TimeSpan Timeout)
{
    // To close a file that SQLite has open in this process would take SQLite's locks from it (POSIX), so nobody else may open it but to make it.
    private static readonly Lock Making = new();

    // The forward way from each version to the next; what is here never changes.
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE oof (
            mailbox TEXT NOT NULL PRIMARY KEY,
            version INTEGER NOT NULL,
            state TEXT NOT NULL,
            audience TEXT NOT NULL,
            starts TEXT,
            ends TEXT,
            internal_message TEXT NOT NULL,
            internal_language TEXT NOT NULL,
            external_message TEXT NOT NULL,
            external_language TEXT NOT NULL,
            set_by TEXT NOT NULL,
            set_at TEXT NOT NULL
        ) STRICT;
        """,
    ];

    /// <summary>The version of the schema that this program knows.</summary>
    public static int Newest => Migrations.Length;

    /// <summary>Opens it as it has to be for what is acknowledged to survive; makes it, or brings it to the newest version, where needed.</summary>
    public SqliteConnection Open()
    {
        SqliteLibrary.Prepare();
        Make();
        var connection = Connect(SqliteOpenMode.ReadWrite);
        try
        {
            // Each commit waits for the disk: that is what synchronous=FULL adds to a write-ahead log.
            connection.Run("PRAGMA journal_mode=WAL");
            connection.Run("PRAGMA synchronous=FULL");
            connection.Run("PRAGMA trusted_schema=OFF");
            Migrate(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens what is there only to look at it.</summary>
    public SqliteConnection OpenToLook()
    {
        SqliteLibrary.Prepare();
        return Connect(SqliteOpenMode.ReadOnly);
    }

    /// <summary>The version of the schema in a database.</summary>
    public static int VersionOf(SqliteConnection connection) => (int)connection.Number("PRAGMA user_version");

    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = (int)Math.Ceiling(Timeout.TotalSeconds),
        }.ToString());
        try
        {
            connection.Open();
            connection.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout={(long)Timeout.TotalMilliseconds}"));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // For nobody else's eyes: replies say who is away and why. Its write-ahead log takes the mode of the file.
    private void Make()
    {
        lock (Making)
        {
            if (!File.Exists(Path))
            {
                var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.ReadWrite };
                if (!OperatingSystem.IsWindows())
                {
                    how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                }

                try
                {
                    using var made = new FileStream(Path, how);
                }
                catch (IOException) when (File.Exists(Path))
                {
                    // Another process was faster.
                }
            }
        }
    }

    private static void Migrate(SqliteConnection connection)
    {
        if (VersionOf(connection) == Newest)
        {
            return;
        }

        using var transaction = connection.BeginTransaction(deferred: false);
        var version = VersionOf(connection);
        if (version > Newest)
        {
            throw new NewerSchemaException(version, Newest);
        }

        for (; version < Newest; version++)
        {
            connection.Run(Migrations[version]);
        }

        connection.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version={Newest}"));
        transaction.Commit();
    }
}
