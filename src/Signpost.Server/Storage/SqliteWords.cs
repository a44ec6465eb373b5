using Microsoft.Data.Sqlite;

namespace Signpost.Server.Storage;

/// <summary>Small questions to a SQLite database, and what its errors mean.</summary>
internal static class SqliteWords
{
    // Result codes of SQLite.
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    extension(SqliteConnection connection)
    {
        public void Run(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        public long Number(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            return (long)command.ExecuteScalar()!;
        }
    }

    /// <summary>Whether it is the store that failed, and not this program.</summary>
    public static bool IsStoreFailure(Exception failed) =>
        failed is SqliteException or IOException or UnauthorizedAccessException or InvalidDataException or NewerSchemaException or DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException };

    /// <summary>What happened to which file, and what to do: one clause, lower-case start, no full stop.</summary>
    public static string Of(string path, Exception failed) => $"{path}: {What(failed)}";

    private static string What(Exception failed) => failed switch
    {
        SqliteException { SqliteErrorCode: Busy or Locked } => "another process holds it locked",
        SqliteException { SqliteErrorCode: Full } => "the disk is full",
        SqliteException { SqliteErrorCode: ReadOnly } => "it may not be written: give the file and its folder to the user of the service",
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } => "it is damaged, or no database: restore it from a backup",
        SqliteException { SqliteErrorCode: CannotOpen } or UnauthorizedAccessException => "it can't be opened: the user of the service needs to write to the file and to its folder",
        DirectoryNotFoundException => "its folder does not exist",
        DllNotFoundException or TypeInitializationException => "SQLite is not here: neither libe_sqlite3.so beside the program nor libsqlite3.so.0 of the system",
        SqliteException other => other.Message.ReplaceLineEndings(" ").TrimEnd('.'),
        _ => failed.Message.ReplaceLineEndings(" ").TrimEnd('.'),
    };
}
