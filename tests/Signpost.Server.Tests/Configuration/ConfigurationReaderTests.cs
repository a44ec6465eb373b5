using System.Net;
using Microsoft.Extensions.Configuration;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Server.Configuration;
using Signpost.Server.Services;
using Signpost.Sites;

namespace Signpost.Server.Tests.Configuration;

public sealed class ConfigurationReaderTests : IDisposable
{
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("signpost-configuration-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Little_has_to_be_said()
    {
        var read = Good(Least);

        Assert.Equal("cas1.contoso.test", read.ServerName);
        Assert.Equal([new IPEndPoint(IPAddress.IPv6Any, 443)], read.Listen.Https);
        Assert.Equal(new ForestChoice.Domain(null), read.Directory.Forest);
        Assert.Equal(new LogonConfiguration(), read.Logon);
        Assert.Empty(read.Mailboxes.AcceptedDomains);
        Assert.False(read.Scp.IsPublished);
    }

    [Fact]
    public void The_example_needs_nothing_but_its_password()
    {
        var faults = Faults(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "signpost.json")));

        Assert.Equal(["Directory.PasswordFile: /etc/signpost/directory.password: no such file"], faults);
    }

    [Theory]
    [InlineData("""{ "Directory": { "Url": "ldap://cas:hunter2@dc1" } }""", "Directory.Url: 'ldap://…@dc1' is neither ldap://HOST nor ldaps://HOST")]
    [InlineData("""{ "Directory": { "Url": "ldap:/cas:hunter2@dc1" } }""", "Directory.Url: 'ldap:/…@dc1' is neither ldap://HOST nor ldaps://HOST")]
    [InlineData("""{ "Services": { "Ews": { "External": "http://cas:hunter2@/x@mail" } } }""", "Services.Ews.External: 'http://…@mail' is not an https URL")]
    [InlineData("""{ "Logon": { "Bearer": { "Issuer": "https://cas:hunter2@idp.test", "Audience": "a" } } }""", "Logon.Bearer.Issuer: 'https://…@idp.test' is not an https URL without a user name")]
    [InlineData("""{ "Scp": { "AutoDiscoverServiceInternalUri": "https://cas:hunter2@cas1.test/" } }""",
        "Scp.AutoDiscoverServiceInternalUri: 'https://…@cas1.test/' is not an https URL with a host's name and without a user's")]
    public void A_password_that_somebody_put_into_a_URL_is_not_said(string file, string fault)
    {
        var faults = Faults(file);

        Assert.Contains(fault, faults);
        Assert.DoesNotContain(faults, one => one.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void One_address_and_port_has_one_use() => Assert.Equal(
        ["Listen: 10.0.0.5:443 is in it twice: each address and port has one use"],
        Assert.IsType<ConfigurationReading.Bad>(Read(Least, ("Listen:Https", "10.0.0.5:443"), ("Listen:Http", "*:80,*:0"), ("Listen:Management", "10.0.0.5:443,*:0"))).Faults.Select(fault => $"{fault}"));

    [Fact]
    public void What_only_follows_from_a_fault_is_not_said_as_well() => Assert.Equal(
        ["Listen.Https", "Services.Ews.External"],
        Assert.IsType<ConfigurationReading.Bad>(Read(Least, ("Listen:Https", "everywhere"), ("Services:Ews:External", "http://mail.contoso.test/"))).Faults.Select(fault => fault.Key));

    [Fact]
    public void Every_fault_is_said_at_once_and_where_it_is()
    {
        var faults = Faults("""
            { "ServerName": "cas1", "Listen": { "Https": ["*:https"], "Port": 443 }, "Certificates": [ { "Key": "a.key" } ],
              "Directory": { "Url": "http://dc1", "Timeout": "5 apples" }, "Services": { "Ews": { "External": "http://mail.contoso.test/" }, "Imap": { "External": "imap://mail" } },
              "Limits": { "Requests": "-1" }, "TrustedProxies": ["10.0.0.0/33"], "Colour": "blue" }
            """);

        Assert.Equal(
            [
                "ServerName: 'cas1' is not a full DNS name, such as cas1.example.org",
                "Listen.Https: '*:https' is not an address to listen on, such as *:443, 10.0.0.5:443 or [fd00::5]:443",
                "Listen.Port: there is no such key; there are DrainFor, Http, Https, Management, RedirectHost",
                "Certificates.0.Pem: give either Pem (and Key), or Pfx (and PasswordFile)",
                "Directory.Url: 'http://dc1' is neither ldap://HOST nor ldaps://HOST",
                "Directory.Timeout: '5 apples' is not a time from 0.1s to 1m, such as 30s, 5m or 12h",
                "Services.Ews.External: 'http://mail.contoso.test/' is not an https URL",
                "Services.Imap.External: 'imap://mail' is neither imaps://HOST[:PORT] nor imap+starttls://HOST[:PORT]; nothing without TLS is announced",
                "Limits.Requests: '-1' is not a number from 0 to 100000000",
                "TrustedProxies: '10.0.0.0/33' is neither an address nor a network, such as 10.0.0.0/8",
            ],
            faults[..10]);
        Assert.Contains("Colour: there is no such key", Assert.Single(faults, fault => fault.StartsWith("Colour", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_comes_later_goes_before_one_of_the_file()
    {
        var read = Good(Least, ("Directory:Url", "ldaps://dc2.contoso.test"), ("Mailboxes:AcceptedDomains", "contoso.test, münchen.test"));

        Assert.Equal(new ForestChoice.Server("dc2.contoso.test", null, LdapSecurity.Tls), read.Directory.Forest);
        Assert.Equal(["contoso.test", "xn--mnchen-3ya.test"], read.Mailboxes.AcceptedDomains);
    }

    [Fact]
    public void A_password_is_in_a_file_of_its_own_and_shows_nowhere()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "password"), "s3cret\n");
        var read = Good(Least, ("Directory:User", "svc@contoso.test"), ("Directory:PasswordFile", "password"));

        var logon = Assert.IsType<DirectoryLogon.Password>(read.Directory.Logon);
        Assert.Equal("s3cret", logon.Secret.Reveal());
        Assert.DoesNotContain("s3cret", read.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true, true)]
    [InlineData("false", false, false)]
    [InlineData("true", true, true)]
    public void Basic_can_be_turned_off(string value, bool isOffered, bool isGood)
    {
        var pairs = value is "" ? Array.Empty<(string, string)>() : [("Logon:Basic", value)];
        var reading = Read(Least, pairs);

        Assert.Equal(isGood, reading is ConfigurationReading.Ok);
        Assert.Equal(isOffered, reading is ConfigurationReading.Ok { Value.Logon.Basic: not null });
    }

    [Fact]
    public void A_site_scope_may_be_a_list_or_empty_or_left_to_this_hosts_site()
    {
        Assert.Null(Good(Least).Scp.SiteScope);
        Assert.Equal([new SiteName("Paris"), new SiteName("Oslo")], Good(Least, ("Scp:AutoDiscoverSiteScope", "Paris,Oslo")).Scp.SiteScope!.Value);
        Assert.Empty(Good(Least, ("Scp:AutoDiscoverSiteScope", "")).Scp.SiteScope!.Value);
    }

    [Theory]
    [InlineData("imaps://imap.contoso.test", 993, false)]
    [InlineData("imaps://imap.contoso.test:1993", 1993, false)]
    [InlineData("imap+starttls://imap.contoso.test", 143, true)]
    public void Mail_services_are_URLs_that_say_how_TLS_begins(string url, int port, bool isStartTls) =>
        Assert.Equal(new MailEndpoint("imap.contoso.test", port, isStartTls), Good(Least, ("Services:Imap:External", url)).Services.Imap.External);

    [Fact]
    public void A_file_that_is_no_JSON_is_said_to_be_so_with_its_line()
    {
        var path = Path.Combine(folder.FullName, "signpost.json");
        File.WriteAllText(path, "{\n  \"ServerName\": \"cas1.contoso.test\",\n  oops\n}");

        var fault = Assert.Single(Assert.IsType<ConfigurationReading.Bad>(ConfigurationReader.Read(path)).Faults);
        Assert.Equal("line 3, byte 3: not JSON", $"{fault}");
    }

    [Fact]
    public void A_file_that_is_not_there_is_said_to_be_so() =>
        Assert.Equal(["no such file"], Assert.IsType<ConfigurationReading.Bad>(ConfigurationReader.Read(Path.Combine(folder.FullName, "none.json"))).Faults.Select(fault => $"{fault}"));

    [Theory]
    [InlineData("Filter")]
    [InlineData("RoomFilter")]
    [InlineData("EquipmentFilter")]
    [InlineData("RoomListFilter")]
    public void Each_filter_of_mailboxes_is_one(string key) => Assert.Equal(
        [$"Mailboxes.{key}: ( is expected at character 1"],
        Assert.IsType<ConfigurationReading.Bad>(Read(Least, ($"Mailboxes:{key}", "info=Rooms"))).Faults.Select(fault => $"{fault}"));

    [Fact]
    public void Filters_say_what_is_a_room() => Assert.Equal(
        ("(info=Room)", "(info=Thing)", "(info=Rooms)"),
        Good(Least, ("Mailboxes:RoomFilter", "(info=Room)"), ("Mailboxes:EquipmentFilter", "(info=Thing)"), ("Mailboxes:RoomListFilter", "(info=Rooms)")).Mailboxes is var read
            ? (read.RoomFilter, read.EquipmentFilter, read.RoomListFilter) : default);

    [Fact]
    public void Two_configurations_answer_from_the_same_while_directory_and_logon_are_the_same()
    {
        var password = Path.Combine(folder.FullName, "password");
        (string, string)[] directory = [("Directory:User", "svc@contoso.test"), ("Directory:PasswordFile", "password")];
        File.WriteAllText(password, "one\n");
        var before = Good(Least, directory).BackingKey;

        Assert.NotEmpty(before);
        Assert.Equal(before, Good(Least, [.. directory, ("Limits:Requests", "7"), ("Services:Oab:External", "https://{server}/OAB/")]).BackingKey);
        Assert.NotEqual(before, Good(Least, [.. directory, ("Mailboxes:OwnOnly", "true")]).BackingKey);
        File.WriteAllText(password, "two\n");
        Assert.NotEqual(before, Good(Least, directory).BackingKey);
    }

    private const string Least = """
        { "ServerName": "cas1.contoso.test", "Listen": { "Https": "*:443" }, "Certificates": [ { "Pem": "cas1.pem" } ],
          "Services": { "Ews": { "External": "https://{server}/EWS/Exchange.asmx" } } }
        """;

    private ServerConfiguration Good(string json, params (string Key, string Value)[] others) => Read(json, others) switch
    {
        ConfigurationReading.Ok { Value: var read } => read,
        ConfigurationReading.Bad { Faults: var faults } => throw new Xunit.Sdk.XunitException(string.Join('\n', faults)),
        _ => throw new InvalidOperationException(),
    };

    private string[] Faults(string json) => [.. Assert.IsType<ConfigurationReading.Bad>(Read(json)).Faults.Select(fault => fault.ToString())];

    private ConfigurationReading Read(string json, params (string Key, string Value)[] others)
    {
        using var text = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        var sources = new ConfigurationBuilder().AddJsonStream(text);
        sources.AddInMemoryCollection(others.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        return ConfigurationReader.Read(sources.Build(), folder.FullName);
    }
}
