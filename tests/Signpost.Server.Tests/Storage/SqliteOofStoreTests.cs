using Microsoft.Data.Sqlite;
using Signpost.Server.Storage;

namespace Signpost.Server.Tests.Storage;

/// <summary>Settings in a SQLite file.</summary>
public sealed class SqliteOofStoreTests : OofStoreTests, IDisposable
{
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("signpost-storage-");

    private string Path => System.IO.Path.Combine(folder.FullName, "signpost.db");

    private SqliteFile File => new(Path, TimeSpan.FromSeconds(10));

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Its_files_are_for_nobody_else()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes of files");
        }

        await using var store = Open();

        await store.ReplaceAsync(OofKey.Of(Mailbox("ann@contoso.test", Guid.Empty)), Settings("Away"), "ann", DateTimeOffset.UnixEpoch, Cancelled);

        Assert.Equal(["signpost.db", "signpost.db-shm", "signpost.db-wal"], folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.All(folder.GetFiles(), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode));
    }

    [Fact]
    public void Each_commit_waits_for_the_disk()
    {
        using var connection = File.Open();

        Assert.Equal(("wal", 2L), (Text(connection, "PRAGMA journal_mode"), connection.Number("PRAGMA synchronous")));
    }

    [Fact]
    public async Task A_file_that_another_process_holds_is_read_and_written_again_when_it_is_let_go()
    {
        await using var store = new SqliteOofStore(new SqliteFile(Path, TimeSpan.FromMilliseconds(50)));
        var ann = OofKey.Of(Mailbox("ann@contoso.test", Guid.Empty));
        await store.ReplaceAsync(ann, Settings("before"), "ann", DateTimeOffset.UnixEpoch, Cancelled);
        using (var holder = File.Open())
        {
            holder.Run("BEGIN IMMEDIATE");

            Assert.Equal(new OofWriting.Away($"{Path}: another process holds it locked"), await store.ReplaceAsync(ann, Settings("during"), "ann", DateTimeOffset.UnixEpoch, Cancelled));
            Assert.Equal("before", Assert.IsType<OofReading.Found>(await store.ReadAsync(ann, Cancelled)).Kept.Settings.InternalReply!.Message);
            Assert.False((await store.CheckAsync(Cancelled)).IsGood);
        }

        Assert.True((await store.CheckAsync(Cancelled)).IsGood);
        Assert.Equal(new OofWriting.Written(2), await store.ReplaceAsync(ann, Settings("after"), "ann", DateTimeOffset.UnixEpoch, Cancelled));
    }

    [Fact]
    public async Task A_write_whose_caller_has_gone_is_not_done_later()
    {
        await using var store = Open();
        var ann = OofKey.Of(Mailbox("ann@contoso.test", Guid.Empty));
        await store.CheckAsync(Cancelled);
        using var patience = new CancellationTokenSource();
        Task writing;
        using (var holder = File.Open())
        {
            holder.Run("BEGIN IMMEDIATE");
            writing = store.ReplaceAsync(ann, Settings("too late"), "ann", DateTimeOffset.UnixEpoch, patience.Token).AsTask();
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        }

        Assert.Equal(new OofWriting.Written(1), await store.ReplaceAsync(ann, Settings("in time"), "ann", DateTimeOffset.UnixEpoch, Cancelled));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_said_and_left_as_it_is()
    {
        var text = string.Concat(Enumerable.Repeat("not a database, but something of value\n", 200));
        await System.IO.File.WriteAllTextAsync(Path, text, Cancelled);
        await using var store = Open();

        var check = await store.CheckAsync(Cancelled);

        Assert.Equal((false, $"{Path}: it is damaged, or no database: restore it from a backup"), (check.IsGood, check.Detail));
        Assert.Equal(text, await System.IO.File.ReadAllTextAsync(Path, Cancelled));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_said_until_somebody_makes_it()
    {
        var path = System.IO.Path.Combine(folder.FullName, "none", "signpost.db");
        await using var store = new SqliteOofStore(new SqliteFile(path, TimeSpan.FromSeconds(1)));

        Assert.Equal($"{path}: its folder does not exist", (await store.CheckAsync(Cancelled)).Detail);
        Assert.Equal($"{path}: its folder does not exist", (await store.InspectAsync(Cancelled)).Detail);
        folder.CreateSubdirectory("none");

        Assert.True((await store.CheckAsync(Cancelled)).IsGood);
    }

    private protected override IOofStore Open() => new SqliteOofStore(File);

    private protected override Task SetSchemaAsync(int version)
    {
        using var connection = File.Open();
        connection.Run($"PRAGMA user_version={version.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        return Task.CompletedTask;
    }

    private protected override Task<int> SchemaAsync()
    {
        using var connection = File.OpenToLook();
        return Task.FromResult(SqliteFile.VersionOf(connection));
    }

    private static string Text(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (string)command.ExecuteScalar()!;
    }
}
