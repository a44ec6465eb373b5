using Npgsql;
using Signpost.Server.Configuration;

namespace Signpost.Server.Storage;

/// <summary>The database that several CASs share, and how it is reached.</summary>
internal static class PostgresDatabase
{
    // Of the lock under which one CAS makes the tables while the others wait; any number that nobody else uses.
    private const long SchemaLock = 0x5369676e706f7374;

    // The forward way from each version to the next; what is here never changes.
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE signpost.oof (
            mailbox text PRIMARY KEY,
            version bigint NOT NULL,
            state text NOT NULL,
            audience text NOT NULL,
            starts timestamptz,
            ends timestamptz,
            internal_message text NOT NULL,
            internal_language text NOT NULL,
            external_message text NOT NULL,
            external_language text NOT NULL,
            set_by text NOT NULL,
            set_at timestamptz NOT NULL
        )
        """,
    ];

    /// <summary>The version of the schema that this program knows.</summary>
    public static int Newest => Migrations.Length;

    /// <summary>Connections to it, of which some are kept open.</summary>
    public static NpgsqlDataSource Open(StoragePlace.Postgres place, TimeSpan timeout)
    {
        var seconds = (int)Math.Ceiling(timeout.TotalSeconds);
        var builder = new NpgsqlSlimDataSourceBuilder();
        var how = builder.ConnectionStringBuilder;
        (how.Host, how.Port, how.Database, how.Username) = (place.Host, place.Port, place.Database, place.User);
        how.Password = place.Password?.Reveal();
        how.PersistSecurityInfo = false;
        how.ApplicationName = "signpost";
        (how.Timeout, how.CommandTimeout, how.CancellationTimeout) = (seconds, seconds, 500);
        (how.MinPoolSize, how.MaxPoolSize, how.ConnectionIdleLifetime) = (0, 20, 60);
        how.Options = "-c synchronous_commit=on";       // else a crash of the server takes back what was acknowledged
        how.GssEncryptionMode = GssEncryptionMode.Disable;
        how.SslMode = place.IsTls ? SslMode.VerifyFull : SslMode.Disable;
        how.RootCertificate = place.CaFile;
        if (place.IsTls)
        {
            builder.EnableTransportSecurity();
        }

        return builder.Build();
    }

    /// <summary>Makes the tables, or brings them to the newest version; whoever comes meanwhile waits.</summary>
    public static async Task MigrateAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (await VersionAsync(connection, cancellationToken) == Newest)
        {
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RunAsync(connection, $"SELECT pg_advisory_xact_lock({SchemaLock})", cancellationToken);
        var version = await VersionAsync(connection, cancellationToken);
        if (version > Newest)
        {
            throw new NewerSchemaException(version, Newest);
        }

        if (version == 0)
        {
            await RunAsync(connection, "CREATE SCHEMA IF NOT EXISTS signpost; CREATE TABLE signpost.schema_version (version integer NOT NULL); INSERT INTO signpost.schema_version VALUES (0)", cancellationToken);
        }

        for (; version < Newest; version++)
        {
            await RunAsync(connection, Migrations[version], cancellationToken);
        }

        await RunAsync(connection, $"UPDATE signpost.schema_version SET version = {Newest}", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The version of the schema in a database; 0 where there is none.</summary>
    public static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Not to_regclass: who has waited for the lock would be told of the time before, from a cache.
        await using var there = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_catalog.pg_tables WHERE schemaname = 'signpost' AND tablename = 'schema_version')", connection);
        if (await there.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return 0;
        }

        await using var version = new NpgsqlCommand("SELECT version FROM signpost.schema_version", connection);
        return (int)(await version.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
