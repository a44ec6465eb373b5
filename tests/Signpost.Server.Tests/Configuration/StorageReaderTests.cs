using Microsoft.Extensions.Configuration;
using Signpost.Oof;
using Signpost.Server.Configuration;

namespace Signpost.Server.Tests.Configuration;

public sealed class StorageReaderTests : IDisposable
{
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("signpost-configuration-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void State_is_in_a_file_beside_the_configuration_where_nobody_says_otherwise()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("STATE_DIRECTORY") is not null, "STATE_DIRECTORY is set here");

        Assert.Equal(new StorageConfiguration(new StoragePlace.Sqlite(Path.Combine(folder.FullName, "signpost.db"))), Good().Storage);
    }

    [Fact]
    public void A_file_may_be_named_relative_to_the_configuration()
    {
        var storage = Good(("Storage:Sqlite", "state/oof.db"), ("Storage:Timeout", "2s")).Storage;

        Assert.Equal(new StorageConfiguration(new StoragePlace.Sqlite(Path.Combine(folder.FullName, "state", "oof.db"))) { Timeout = TimeSpan.FromSeconds(2) }, storage);
    }

    [Fact]
    public void There_is_no_state_where_no_EWS_is_served() => Assert.Null(Assert.IsType<ConfigurationReading.Ok>(Read(("Storage:Sqlite", "a.db"))).Value.Storage);

    [Theory]
    [InlineData("db.contoso.test", true)]
    [InlineData("192.0.2.1", true)]
    [InlineData("localhost", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("/run/postgresql", false)]
    public void What_leaves_this_host_goes_by_TLS(string host, bool isTls)
    {
        var place = Assert.IsType<StoragePlace.Postgres>(Good(("Storage:Postgres:Host", host), ("Storage:Postgres:User", "signpost")).Storage!.Place);

        Assert.Equal(new StoragePlace.Postgres(host, "signpost", "signpost") { IsTls = isTls }, place);
    }

    [Fact]
    public void A_password_is_in_a_file_and_prints_as_asterisks()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "password"), "hunter2\n");

        var place = Assert.IsType<StoragePlace.Postgres>(Good(("Storage:Postgres:Host", "db"), ("Storage:Postgres:User", "signpost"), ("Storage:Postgres:PasswordFile", "password")).Storage!.Place);

        Assert.Equal("hunter2", place.Password!.Reveal());
        Assert.DoesNotContain("hunter2", place.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Storage.Postgres.Host", "is missing", "Storage:Postgres:User", "signpost")]
    [InlineData("Storage.Postgres.User", "is missing", "Storage:Postgres:Host", "db")]
    [InlineData("Storage.Postgres.Host", "'db;Password=x' is neither", "Storage:Postgres:Host", "db;Password=x", "Storage:Postgres:User", "signpost")]
    [InlineData("Storage.Postgres.Host", "'a,b' is neither", "Storage:Postgres:Host", "a,b", "Storage:Postgres:User", "signpost")]
    [InlineData("Storage.Postgres.PasswordFile", "", "Storage:Postgres:Host", "db", "Storage:Postgres:User", "signpost", "Storage:Postgres:PasswordFile", "none")]
    [InlineData("Storage.Postgres.Ca", "", "Storage:Postgres:Host", "db", "Storage:Postgres:User", "signpost", "Storage:Postgres:Ca", "none")]
    [InlineData("Storage.Sqlite", "give either", "Storage:Sqlite", "a.db", "Storage:Postgres:Host", "db", "Storage:Postgres:User", "signpost")]
    [InlineData("Storage.Timeout", "'10ms' is not a time", "Storage:Timeout", "10ms")]
    [InlineData("Oof.AllowExternal", "'some' is none of", "Oof:AllowExternal", "some")]
    public void What_cannot_be_is_said_at_its_key(string key, string what, params string[] pairs)
    {
        var bad = Assert.IsType<ConfigurationReading.Bad>(Read([.. pairs.Chunk(2).Select(pair => (pair[0], pair[1])), ("Calendars:Folder", "calendars")]));

        Assert.Contains(bad.Faults, fault => fault.Key == key && fault.What.StartsWith(what, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("none", ExternalAudience.None)]
    [InlineData("Known", ExternalAudience.Known)]
    [InlineData("", ExternalAudience.All)]
    public void The_ceiling_of_replies_to_the_outside_is_a_word(string word, ExternalAudience ceiling) => Assert.Equal(ceiling, Good(("Oof:AllowExternal", word)).Oof.AllowExternal);

    [Theory]
    [InlineData("Storage:Sqlite", "other.db")]
    [InlineData("Oof:AllowExternal", "none")]
    public void Another_storage_or_ceiling_is_taken_over_by_a_reload(string key, string value) => Assert.NotEqual(Good().BackingKey, Good((key, value)).BackingKey);

    private ServerConfiguration Good(params (string Key, string Value)[] others) => Read([.. others, ("Calendars:Folder", "calendars")]) switch
    {
        ConfigurationReading.Ok { Value: var read } => read,
        ConfigurationReading.Bad { Faults: var faults } => throw new Xunit.Sdk.XunitException(string.Join('\n', faults)),
        _ => throw new InvalidOperationException(),
    };

    private ConfigurationReading Read(params (string Key, string Value)[] pairs) => ConfigurationReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(
            [.. pairs.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)), new("ServerName", "cas1.contoso.test"), new("Listen:Https", "*:443"), new("Certificates:0:Pem", "cas1.pem"), new("Services:Imap:External", "imaps://imap.contoso.test")]).Build(),
        folder.FullName);
}
