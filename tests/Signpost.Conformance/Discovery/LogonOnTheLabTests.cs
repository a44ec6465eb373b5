namespace Signpost.Conformance.Discovery;

/// <summary><c>signpost find</c> logs on at CASs that let MIT Kerberos and Samba judge it.</summary>
public sealed class LogonOnTheLabTests
{
    private const string Token = "a-token-of-the-lab";

    [Theory]
    [InlineData("--auth", "negotiate")]
    [InlineData]
    public async Task A_ticket_brings_the_settings(params string[] how)
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--auth", "negotiate,ntlm,basic");

        var run = await Lab.SignpostAsync("paris", await Lab.TicketAsync("anna"), [.. Find, .. how]);

        Assert.Equal("Anna Moreau", NameIn(run.Ends(0)));
        Assert.Equal(["401 -", "200 Negotiate"], await HeardAsync());
    }

    [Theory]
    [InlineData("anna@contoso.test", "negotiate")]
    [InlineData(@"CONTOSO\anna", "negotiate")]
    [InlineData("anna", "negotiate")]
    [InlineData("anna@contoso.test", "ntlm")]
    [InlineData(@"CONTOSO\anna", "ntlm")]
    [InlineData("anna", "ntlm")]
    [InlineData("anna@contoso.test", "basic")]
    [InlineData(@"CONTOSO\anna", "basic")]
    public async Task A_password_brings_the_settings_by_each_method_and_is_not_shown(string user, string method)
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--auth", "negotiate,ntlm,basic");

        var run = await Lab.SignpostAsync("paris", NoTicket, [.. FindAs(user), "--auth", method, "--verbose"]);

        Assert.Equal("Anna Moreau", NameIn(run.Ends(0)));
        Assert.Equal(
            method switch
            {
                "negotiate" => ["401 -", "200 Negotiate"],
                "ntlm" => ["401 -", "401 NTLM", "200 NTLM"],
                _ => ["401 -", "200 Basic"],
            },
            await HeardAsync());
        Assert.Single((await Lab.LogOfAsync("cas1")).Select(line => line.Split(' ')[1]).Distinct());      // one connection
        Assert.Contains("wire", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Lab.Password, run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)(negotiate|ntlm|basic) +(YI|oY|TlR|[a-z0-9+/]{20})", run.Output + run.Error);
    }

    [Fact]
    public async Task A_token_brings_the_settings_and_is_not_shown()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--auth", "negotiate,bearer", "--token", Token);

        var run = await Lab.SignpostAsync("paris", NoTicket, [.. Find, "--token-file", TokenFile(Token), "--verbose"]);

        Assert.Equal("Anna Moreau", NameIn(run.Ends(0)));
        Assert.Equal(["401 -", "200 Bearer"], await HeardAsync());
        Assert.DoesNotContain(Token, run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_is_refused_once()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--auth", "bearer", "--token", Token);

        var run = await Lab.SignpostAsync("paris", NoTicket, [.. Find, "--token-file", TokenFile("another")]);

        Assert.Equal("logon-refused", run.Ends(1).Result);
        Assert.Equal(["401 -", "401 Bearer"], await HeardAsync());
    }

    [Fact]
    public async Task The_strongest_method_is_taken_whatever_the_order_of_the_offers()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--auth", "basic,ntlm,negotiate");

        (await Lab.SignpostAsync("paris", NoTicket, FindAs("anna@contoso.test"))).Ends(0);

        Assert.Equal(["401 -", "200 Negotiate"], await HeardAsync());
    }

    [Fact]
    public async Task A_logon_is_bound_to_its_TLS_channel()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--auth", "negotiate", "--channel-binding");

        (await Lab.SignpostAsync("paris", NoTicket, FindAs("anna@contoso.test"))).Ends(0);

        Assert.Equal(["401 -", "200 Negotiate"], await HeardAsync());
    }

    [Theory]
    [InlineData("none", 0)]
    [InlineData("bad", 1)]
    public async Task A_server_that_sends_a_proof_must_send_a_good_one(string proof, int exit)
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--auth", "negotiate,basic", "--proof", proof);

        var run = await Lab.SignpostAsync("paris", NoTicket, FindAs("anna@contoso.test"));

        run.Ends(exit);
        Assert.Equal(["401 -", "200 Negotiate"], await HeardAsync());
        Assert.Equal(exit is 1, run.Output.Contains("does not prove that it is HTTP/cas1.contoso.test", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_no_KDC_answers_NTLM_is_tried()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--auth", "negotiate,ntlm,basic");

        var run = await Lab.InAsync("paris", None, [.. Lab.With(KdcAt("127.0.0.1:9")), .. FindAs("anna@contoso.test")]);

        Assert.Equal("Anna Moreau", NameIn(run.Ends(0)));
        Assert.Equal(["401 -", "401 NTLM", "200 NTLM"], await HeardAsync());
    }

    [Fact]
    public async Task Where_Kerberos_is_not_installed_NTLM_is_tried()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--auth", "negotiate,ntlm,basic");

        var run = await Lab.InAsync("paris", None, [.. WithoutKerberos, .. Lab.With(NoTicket), .. FindAs("anna@contoso.test")]);

        Assert.Equal("Anna Moreau", NameIn(run.Ends(0)));
        Assert.Equal(["401 -", "401 NTLM", "200 NTLM"], await HeardAsync());
    }

    [Fact]
    public async Task A_server_with_the_wrong_keys_gets_the_next_method()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--auth", "negotiate,ntlm", "--broken-keytab");

        (await Lab.SignpostAsync("paris", NoTicket, FindAs("anna@contoso.test"))).Ends(0);

        Assert.Equal(["401 -", "401 Negotiate", "401 NTLM", "200 NTLM"], await HeardAsync());
    }

    [Fact]
    public async Task A_server_that_closes_the_connection_between_NTLMs_messages_gets_the_next_method()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--auth", "ntlm,basic", "--ntlm-close");

        (await Lab.SignpostAsync("paris", NoTicket, FindAs("anna@contoso.test"))).Ends(0);

        Assert.Equal(["401 -", "401 NTLM", "200 Basic"], await HeardAsync());
    }

    [Fact]
    public async Task A_connection_that_is_lost_with_the_proof_on_it_ends_the_logon()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--auth", "ntlm,basic", "--ntlm-drop");

        var run = await Lab.SignpostAsync("paris", NoTicket, FindAs("anna@contoso.test"));

        Assert.Contains("the connection was closed between NTLM's messages", run.Ends(1).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("401 Basic", await HeardAsync());
        Assert.DoesNotContain("200 Basic", await HeardAsync());
    }

    [Theory]
    [InlineData("there is no Kerberos ticket; run kinit, or give --user", 3, "--auth", "negotiate")]
    [InlineData("there is no Kerberos ticket; run kinit, or give --user", 0)]
    public async Task Without_a_ticket_it_is_said_what_to_do(string words, int exit, params string[] how)
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--auth", "negotiate");

        var run = await Lab.SignpostAsync("paris", NoTicket, [.. Find, .. how]);

        Assert.Contains(words, run.Ends(exit).Output, StringComparison.Ordinal);
        Assert.Equal(["401 -"], await HeardAsync());
    }

    [Fact]
    public async Task Where_only_Negotiate_is_offered_and_no_KDC_answers_it_is_said()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--auth", "negotiate");

        var run = await Lab.InAsync("paris", None, [.. Lab.With(KdcAt("127.0.0.1:9")), .. FindAs("anna@contoso.test")]);

        Assert.Contains("no KDC of CONTOSO.TEST answers", run.Ends(3).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_is_not_allowed_is_not_tried()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--auth", "ntlm,basic");

        var run = await Lab.SignpostAsync("paris", NoTicket, [.. FindAs("anna@contoso.test"), "--auth", "negotiate"]);

        Assert.Contains("it offers NTLM, Basic; allow --auth ntlm or basic", run.Ends(3).Output, StringComparison.Ordinal);
        Assert.Equal(["401 -"], await HeardAsync());
    }

    [Theory]
    [InlineData("negotiate,ntlm,basic", "negotiate,ntlm,basic", 1, "401 -")]
    [InlineData("negotiate", "negotiate,ntlm,basic", 1, "401 -")]
    [InlineData("ntlm,basic", "negotiate,ntlm,basic", 1, "401 -", "401 NTLM", "401 NTLM")]
    [InlineData("basic", "negotiate,ntlm,basic", 0, "401 -", "401 Basic")]      // the CAS judges Basic itself
    public async Task A_wrong_password_is_offered_once(string offers, string allowed, int counted, params string[] heard)
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--auth", offers);
        await using var wrong = await WrongPasswords.OfAsync("carla");

        var run = await Lab.SignpostAsync("paris", NoTicket, [.. FindAs(@"CONTOSO\carla", "not-the-password"), "--auth", allowed]);

        Assert.Equal("logon-refused", run.Ends(1).Result);
        Assert.Equal(heard, await HeardAsync());
        Assert.Equal(counted, await wrong.CountAsync());
        Assert.DoesNotContain("not-the-password", run.Output + run.Error, StringComparison.Ordinal);
    }

    /// <summary>Only the CAS of Paris, so that nobody else judges a password: neither a domain controller's LDAP nor another CAS.</summary>
    private static string[] Find =>
    [
        "find", "anna@contoso.test", "--json", "--directory", ForestFile(),
        "--ExcludeHttpsRootDomain", "--ExcludeHttpsAutoDiscoverDomain", "--ExcludeHttpRedirect", "--ExcludeSrvRecord",
    ];

    private static Dictionary<string, string> None { get; } = [];

    private static Dictionary<string, string> NoTicket { get; } = new() { ["KRB5CCNAME"] = "FILE:/nonexistent/ccache" };

    private static string[] FindAs(string user, string? password = null) => [.. Find, "--user", user, "--password-file", Lab.PasswordFile(password)];

    /// <summary>The beginning of a command on a machine without the Kerberos library.</summary>
    private static string[] WithoutKerberos { get; } =
    [
        "unshare", "-m", "sh", "-c",
        "for library in /lib/*/libgssapi_krb5.so.2 /usr/lib/*/libgssapi_krb5.so.2; do mount --bind /dev/null \"$library\"; done; exec \"$@\"", "sh",
    ];

    private static Dictionary<string, string> KdcAt(string place)
    {
        var path = Path.Combine(Lab.Folder, "krb5-elsewhere.conf");
        File.WriteAllText(path, $$"""
            [libdefaults]
              default_realm = CONTOSO.TEST
              dns_lookup_kdc = false
              udp_preference_limit = 1
            [realms]
              CONTOSO.TEST = {
                kdc = {{place}}
              }
            """);
        return new Dictionary<string, string>(NoTicket) { ["KRB5_CONFIG"] = path };
    }

    private static string ForestFile()
    {
        var path = Path.Combine(Lab.Folder, "one-cas.ldif");
        File.WriteAllText(path, """
            dn: CN=CAS1,CN=Autodiscover,CN=Configuration,DC=contoso,DC=test
            objectClass: serviceConnectionPoint
            keywords: 77378F46-2C66-4aa9-A6A6-3E7A48B19596
            serviceBindingInformation: https://cas1.contoso.test/autodiscover/autodiscover.xml
            """);
        return path;
    }

    private static string TokenFile(string token)
    {
        var path = Path.Combine(Lab.Folder, "token");
        File.WriteAllText(path, token + "\n");
        return path;
    }

    private static string? NameIn(Run run) => (string?)run.Json["found"]?["settings"]?["displayName"];

    /// <summary>Status and scheme of each request, in order.</summary>
    private static async Task<string[]> HeardAsync() =>
        [.. (await Lab.LogOfAsync("cas1")).Where(line => line.Contains(" POST ", StringComparison.Ordinal)).Select(line => string.Join(' ', line.Split(' ')[^2..]))];
}
