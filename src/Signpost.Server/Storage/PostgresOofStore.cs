using Npgsql;
using Signpost.Oof;
using Signpost.Server.Configuration;
using Signpost.Server.Operation;

namespace Signpost.Server.Storage;

/// <summary>Settings in a PostgreSQL database, for any number of CASs. The tables are made when they are first needed.</summary>
internal sealed class PostgresOofStore(StoragePlace.Postgres place, TimeSpan timeout) : IOofStore
{
    private const string Select = """
        SELECT state, audience, starts, ends, internal_message, internal_language, external_message, external_language, version, set_by, set_at
        FROM signpost.oof WHERE mailbox = $1
        """;

    // One statement: the row is locked while it is changed, and who comes second counts on.
    private const string Upsert = """
        INSERT INTO signpost.oof AS kept (mailbox, version, state, audience, starts, ends, internal_message, internal_language, external_message, external_language, set_by, set_at)
        VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (mailbox) DO UPDATE SET
            version = kept.version + 1, state = excluded.state, audience = excluded.audience, starts = excluded.starts, ends = excluded.ends,
            internal_message = excluded.internal_message, internal_language = excluded.internal_language,
            external_message = excluded.external_message, external_language = excluded.external_language,
            set_by = excluded.set_by, set_at = excluded.set_at
        RETURNING version
        """;

    private readonly Lazy<NpgsqlDataSource> source = new(() => PostgresDatabase.Open(place, timeout));
    private volatile bool isMigrated;
    private volatile bool hasFailed;

    private string Name => $"PostgreSQL {place.Database} at {place.Host}";

    /// <inheritdoc/>
    public ValueTask<OofReading> ReadAsync(OofKey mailbox, CancellationToken cancellationToken) =>
        DoAsync<OofReading>(connection => ReadAsync(connection, mailbox, cancellationToken), why => new OofReading.Away(why), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<OofWriting> ReplaceAsync(OofKey mailbox, OofSettings settings, string setBy, DateTimeOffset setAt, CancellationToken cancellationToken)
    {
        var row = OofRow.Of(settings);
        var outcome = await DoAsync<OofWriting>(
            async connection => new OofWriting.Written(await WriteAsync(connection, mailbox, row, setBy, setAt, cancellationToken)), why => new OofWriting.Away(why), cancellationToken);
        hasFailed = outcome is OofWriting.Away;
        return outcome;
    }

    /// <inheritdoc/>
    public async ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        var health = await DoAsync(
            async connection =>
            {
                // What could not be written is tried out: nobody may come and write while this says that all is not well.
                await using var command = new NpgsqlCommand(hasFailed ? "UPDATE signpost.schema_version SET version = version" : "SELECT 1", connection);
                await command.ExecuteNonQueryAsync(cancellationToken);
                return HealthResult.Good(Name);
            },
            HealthResult.Bad,
            cancellationToken);
        hasFailed &= !health.IsGood;
        return health;
    }

    /// <inheritdoc/>
    public async ValueTask<HealthResult> InspectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.Value.OpenConnectionAsync(cancellationToken);
            var version = await PostgresDatabase.VersionAsync(connection, cancellationToken);
            return version > PostgresDatabase.Newest ? HealthResult.Bad(Words(new NewerSchemaException(version, PostgresDatabase.Newest)))
                : HealthResult.Good(version is 0 ? $"{Name}, where tables will be made" : Name);
        }
        catch (Exception failed) when (IsStoreFailure(failed))
        {
            return HealthResult.Bad(Words(failed));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => source.IsValueCreated ? source.Value.DisposeAsync() : ValueTask.CompletedTask;

    private async ValueTask<T> DoAsync<T>(Func<NpgsqlConnection, Task<T>> work, Func<string, T> away, CancellationToken cancellationToken)
    {
        try
        {
            if (!isMigrated)
            {
                await PostgresDatabase.MigrateAsync(source.Value, cancellationToken);
                isMigrated = true;
            }

            await using var connection = await source.Value.OpenConnectionAsync(cancellationToken);
            return await work(connection);
        }
        catch (Exception failed) when (IsStoreFailure(failed))
        {
            return away(Words(failed));
        }
    }

    private static async Task<OofReading> ReadAsync(NpgsqlConnection connection, OofKey mailbox, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = mailbox.Text } } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken))
        {
            return OofReading.Never.It;
        }

        var row = new OofRow(
            rows.GetString(0), rows.GetString(1), Instant(rows, 2), Instant(rows, 3), new OofReply(rows.GetString(4), rows.GetString(5)), new OofReply(rows.GetString(6), rows.GetString(7)));
        return new OofReading.Found(new KeptOof(row.AsSettings(), rows.GetInt64(8), rows.GetString(9), Instant(rows, 10)!.Value));
    }

    private static async Task<long> WriteAsync(NpgsqlConnection connection, OofKey mailbox, OofRow row, string setBy, DateTimeOffset setAt, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Upsert, connection)
        {
            Parameters =
            {
                Text(mailbox.Text), Text(row.State), Text(row.Audience), Time(row.Starts), Time(row.Ends),
                Text(row.Internal.Message), Text(row.Internal.Language), Text(row.External.Message), Text(row.External.Language), Text(setBy), Time(OofRow.Rounded(setAt)),
            },
        };
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static NpgsqlParameter<string> Text(string text) => new() { TypedValue = text };

    private static NpgsqlParameter<DateTime?> Time(DateTimeOffset? instant) => new() { TypedValue = instant?.UtcDateTime, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz };

    private static DateTimeOffset? Instant(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? null : new DateTimeOffset(rows.GetFieldValue<DateTime>(column), TimeSpan.Zero);

    private static bool IsStoreFailure(Exception failed) => failed is NpgsqlException or TimeoutException or IOException or NewerSchemaException or InvalidDataException;

    // The server's words may name roles and databases, never a password; details of rows are not asked for.
    private string Words(Exception failed) => $"{Name}: {failed switch
    {
        PostgresException server => $"{server.MessageText} ({server.SqlState})",
        NpgsqlException { InnerException: { } cause } => cause.Message,
        _ => failed.Message,
    }}".ReplaceLineEndings(" ").TrimEnd('.');
}
