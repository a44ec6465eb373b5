using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Signpost.Server.Configuration;
using Signpost.Server.Storage;
using Signpost.Server.Tests.Storage;

namespace Signpost.Conformance.Storage;

/// <summary>Settings in a real PostgreSQL database.</summary>
public sealed class PostgresOofStoreTests(PostgresServer server) : OofStoreTests, IClassFixture<PostgresServer>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private string database = "";

    private static OofKey Ann => OofKey.Of(Mailbox("ann@contoso.test", Guid.Empty));

    private StoragePlace.Postgres BySocket => server.At(database, PostgresServer.Role);

    // As it is reached from another host.
    private StoragePlace.Postgres ByTls => new("localhost", database, PostgresServer.Role) { Port = server.Port, Password = new Secret(PostgresServer.Password), CaFile = server.Ca, IsTls = true };

    public async ValueTask InitializeAsync()
    {
        PostgresServer.Require();
        database = await server.DatabaseAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Another_host_is_reached_by_TLS_with_a_password()
    {
        await using var store = new PostgresOofStore(ByTls, Patience);

        Assert.Equal(new OofWriting.Written(1), await store.ReplaceAsync(Ann, Settings("Away"), "ann", DateTimeOffset.UnixEpoch, Cancelled));

        Assert.Equal("TLSv1.3", await server.RunAsync(database, $"SELECT version FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE datname = '{database}' AND usename = '{PostgresServer.Role}'"));
    }

    [Fact]
    public async Task A_server_with_a_certificate_of_somebody_else_or_for_another_name_is_not_trusted()
    {
        await using var untrusted = new PostgresOofStore(ByTls with { CaFile = null }, Patience);
        await using var misnamed = new PostgresOofStore(ByTls with { Host = "127.0.0.1" }, Patience);

        Assert.False((await untrusted.CheckAsync(Cancelled)).IsGood);
        Assert.False((await misnamed.CheckAsync(Cancelled)).IsGood);
    }

    [Fact]
    public async Task A_wrong_password_is_said_and_not_told()
    {
        await using var store = new PostgresOofStore(ByTls with { Password = new Secret("hunter2-hunter2") }, Patience);

        var check = await store.CheckAsync(Cancelled);

        Assert.False(check.IsGood);
        Assert.Contains("password authentication failed", check.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", check.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_has_crashed_is_away_until_it_is_there_again_and_has_kept_all()
    {
        await using var store = Open();
        await store.ReplaceAsync(Ann, Settings("before"), "ann", DateTimeOffset.UnixEpoch, Cancelled);
        await server.StopAsync("QUIT");
        try
        {
            Assert.IsType<OofWriting.Away>(await store.ReplaceAsync(Ann, Settings("during"), "ann", DateTimeOffset.UnixEpoch, Cancelled));
            Assert.False((await store.CheckAsync(Cancelled)).IsGood);
        }
        finally
        {
            await server.StartAsync();
        }

        Assert.True((await store.CheckAsync(Cancelled)).IsGood);
        Assert.Equal("before", Assert.IsType<OofReading.Found>(await store.ReadAsync(Ann, Cancelled)).Kept.Settings.InternalReply!.Message);
        Assert.Equal(new OofWriting.Written(2), await store.ReplaceAsync(Ann, Settings("after"), "ann", DateTimeOffset.UnixEpoch, Cancelled));
    }

    [Fact]
    public async Task A_row_that_another_transaction_holds_ends_in_time_and_is_not_written_later()
    {
        await using var store = new GuardedOofStore(new PostgresOofStore(BySocket, Patience), TimeSpan.FromSeconds(1), NullLogger.Instance, TimeProvider.System);
        await store.ReplaceAsync(Ann, Settings("before"), "ann", DateTimeOffset.UnixEpoch, Cancelled);
        var holder = server.RunAsync(database, $"SELECT 1 FROM (SELECT * FROM signpost.oof WHERE mailbox = '{Ann}' FOR UPDATE) AS held, pg_sleep(3)");
        while (await server.RunAsync(database, "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%FOR UPDATE%pg_sleep%' AND wait_event = 'PgSleep'") is 0L)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancelled);
        }

        var writing = await store.ReplaceAsync(Ann, Settings("during"), "ann", DateTimeOffset.UnixEpoch, Cancelled);
        await holder;

        Assert.Equal(new OofWriting.Away("no answer in 1 s"), writing);
        Assert.Equal("before", Assert.IsType<OofReading.Found>(await store.ReadAsync(Ann, Cancelled)).Kept.Settings.InternalReply!.Message);
    }

    [Fact]
    public async Task What_is_acknowledged_is_on_the_disk_whatever_the_database_would_have()
    {
        await server.RunAsync("postgres", $"ALTER DATABASE {database} SET synchronous_commit = off");
        await using var source = PostgresDatabase.Open(BySocket, Patience);
        await using var command = source.CreateCommand("SHOW synchronous_commit");

        Assert.Equal("on", await command.ExecuteScalarAsync(Cancelled));
    }

    [Fact]
    public async Task A_role_that_may_not_make_tables_is_told_so()
    {
        await server.RunAsync("postgres", $"DO $$ BEGIN CREATE ROLE guest LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        await using var store = new PostgresOofStore(server.At(database, "guest"), Patience);

        Assert.Contains("permission denied", (await store.CheckAsync(Cancelled)).Detail, StringComparison.Ordinal);
    }

    private protected override IOofStore Open() => new PostgresOofStore(BySocket, Patience);

    private protected override Task SetSchemaAsync(int version) => server.RunAsync(database, $"UPDATE signpost.schema_version SET version = {version.ToString(CultureInfo.InvariantCulture)}");

    private protected override async Task<int> SchemaAsync() => (int)(await server.RunAsync(database, "SELECT version FROM signpost.schema_version"))!;
}
