using Microsoft.Data.Sqlite;
using Signpost.Ews;
using Signpost.Oof;
using Signpost.Server.Operation;

namespace Signpost.Server.Storage;

/// <summary>Settings in a SQLite file, for one CAS, or for several processes of one host. It is opened, and made, when it is first needed.</summary>
internal sealed class SqliteOofStore(SqliteFile file) : IOofStore
{
    private const string Select = """
        SELECT state, audience, starts, ends, internal_message, internal_language, external_message, external_language, version, set_by, set_at
        FROM oof WHERE mailbox = $mailbox
        """;

    private const string Upsert = """
        INSERT INTO oof (mailbox, version, state, audience, starts, ends, internal_message, internal_language, external_message, external_language, set_by, set_at)
        VALUES ($mailbox, 1, $state, $audience, $starts, $ends, $internal_message, $internal_language, $external_message, $external_language, $set_by, $set_at)
        ON CONFLICT (mailbox) DO UPDATE SET
            version = version + 1, state = excluded.state, audience = excluded.audience, starts = excluded.starts, ends = excluded.ends,
            internal_message = excluded.internal_message, internal_language = excluded.internal_language,
            external_message = excluded.external_message, external_language = excluded.external_language,
            set_by = excluded.set_by, set_at = excluded.set_at
        RETURNING version
        """;

    private readonly Lazy<SqliteDesk> reader = new(() => new SqliteDesk(file, isForWriting: false));
    private readonly Lazy<SqliteDesk> writer = new(() => new SqliteDesk(file, isForWriting: true));
    private volatile bool hasFailed;

    /// <inheritdoc/>
    public async ValueTask<OofReading> ReadAsync(OofKey mailbox, CancellationToken cancellationToken) =>
        await reader.Value.DoAsync(connection => Read(connection, mailbox), why => new OofReading.Away(why), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<OofWriting> ReplaceAsync(OofKey mailbox, OofSettings settings, string setBy, DateTimeOffset setAt, CancellationToken cancellationToken)
    {
        var row = OofRow.Of(settings);
        var outcome = await writer.Value.DoAsync<OofWriting>(
            connection => new OofWriting.Written(Write(connection, mailbox, row, setBy, setAt)), why => new OofWriting.Away(why), cancellationToken);
        hasFailed = outcome is OofWriting.Away;
        return outcome;
    }

    /// <inheritdoc/>
    public async ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        // A disk that was full is tried out: nobody may come and write while this says that all is not well.
        var desk = hasFailed ? writer.Value : reader.Value;
        var health = await desk.DoAsync(Try, HealthResult.Bad, cancellationToken);
        hasFailed &= !health.IsGood;
        return health;
    }

    /// <inheritdoc/>
    public ValueTask<HealthResult> InspectAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!File.Exists(file.Path))
            {
                return ValueTask.FromResult(System.IO.Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file.Path)))
                    ? HealthResult.Good($"SQLite {file.Path}, which will be made")
                    : HealthResult.Bad(SqliteWords.Of(file.Path, new DirectoryNotFoundException())));
            }

            using var connection = file.OpenToLook();
            var version = SqliteFile.VersionOf(connection);
            return ValueTask.FromResult(version > SqliteFile.Newest
                ? HealthResult.Bad(SqliteWords.Of(file.Path, new NewerSchemaException(version, SqliteFile.Newest)))
                : HealthResult.Good($"SQLite {file.Path}"));
        }
        catch (Exception failed) when (SqliteWords.IsStoreFailure(failed))
        {
            return ValueTask.FromResult(HealthResult.Bad(SqliteWords.Of(file.Path, failed)));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var desk in (Lazy<SqliteDesk>[])[reader, writer])
        {
            if (desk.IsValueCreated)
            {
                desk.Value.Dispose();
            }
        }

        return ValueTask.CompletedTask;
    }

    private HealthResult Try(SqliteConnection connection)
    {
        if (hasFailed)
        {
            connection.Run($"PRAGMA user_version={SqliteFile.Newest}");     // the same again, but it is written
        }
        else
        {
            SqliteFile.VersionOf(connection);
        }

        return HealthResult.Good($"SQLite {file.Path}");
    }

    private static OofReading Read(SqliteConnection connection, OofKey mailbox)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Select;
        command.Parameters.AddWithValue("$mailbox", mailbox.Text);
        using var rows = command.ExecuteReader();
        if (!rows.Read())
        {
            return OofReading.Never.It;
        }

        var row = new OofRow(
            rows.GetString(0), rows.GetString(1), Instant(rows, 2), Instant(rows, 3), new OofReply(rows.GetString(4), rows.GetString(5)), new OofReply(rows.GetString(6), rows.GetString(7)));
        return new OofReading.Found(new KeptOof(row.AsSettings(), rows.GetInt64(8), rows.GetString(9), Instant(rows, 10)!.Value));
    }

    private static long Write(SqliteConnection connection, OofKey mailbox, OofRow row, string setBy, DateTimeOffset setAt)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Upsert;
        command.Parameters.AddWithValue("$mailbox", mailbox.Text);
        command.Parameters.AddWithValue("$state", row.State);
        command.Parameters.AddWithValue("$audience", row.Audience);
        command.Parameters.AddWithValue("$starts", Text(row.Starts));
        command.Parameters.AddWithValue("$ends", Text(row.Ends));
        command.Parameters.AddWithValue("$internal_message", row.Internal.Message);
        command.Parameters.AddWithValue("$internal_language", row.Internal.Language);
        command.Parameters.AddWithValue("$external_message", row.External.Message);
        command.Parameters.AddWithValue("$external_language", row.External.Language);
        command.Parameters.AddWithValue("$set_by", setBy);
        command.Parameters.AddWithValue("$set_at", Text(OofRow.Rounded(setAt)));
        return (long)command.ExecuteScalar()!;
    }

    private static object Text(DateTimeOffset? instant) => instant is { } at ? EwsTime.Utc(at).ToString() : DBNull.Value;

    private static DateTimeOffset? Instant(SqliteDataReader rows, int column) =>
        rows.IsDBNull(column) ? null : EwsTime.TryParse(rows.GetString(column), out var time) ? time.Instant : throw new InvalidDataException($"column {column} of a row of oof holds no time");
}
