using System.Text.Json.Nodes;

namespace Signpost.Conformance.Doctor;

/// <summary><c>signpost doctor</c> in a real forest, at CASs that share no code with it: it names what is wrong with them, and nothing that is not.</summary>
public sealed class DoctorOnTheLabTests
{
    private const string Pox = "/autodiscover/autodiscover.xml";
    private const string Cas4 =
        "scp.dead-url CN=CAS4,CN=Autodiscover,CN=Protocols,CN=CAS4,CN=Servers,CN=Exchange Administrative Group (FYDIBOHF23SPDLT),CN=Administrative Groups,"
        + "CN=Contoso,CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=contoso,DC=test";

    /// <summary>What is so in the lab by design: cas4 is gone, Quito has no CAS, and the SRV records have two priorities.</summary>
    private static readonly string[] ByDesign = [Cas4, "site.without-cas Quito", "srv.several-priorities _autodiscover._tcp.contoso.test"];

    [Fact]
    public async Task The_healthy_lab_has_exactly_the_findings_that_are_so()
    {
        Lab.Require();
        await using var cas = await AllAsync();

        var run = await DoctorAsync("paris", "anna@contoso.test");

        Assert.Equal(ByDesign, run.Ends(0).FindingsWithSubjects);
        Assert.Equal("warning", (string)run.Json["worst"]!);
        Assert.True((bool)run.Json["complete"]!);
        Assert.Equal($"https://cas1.contoso.test{Pox}", (string)run.Json["discovery"]!["found"]!["url"]!);
        Assert.Equal(["pox soap json"], Checks(run).Where(check => (string)check["outcome"]! is "answered").Select(Dialects).Distinct());
        Assert.Equal(
            ["cas1", "cas4", "cas3", "cas2"], Checks(run).Where(check => (string)check["step"]! is "scp").Select(check => new Uri((string)check["url"]!).Host.Split('.')[0]));
    }

    [Fact]
    public async Task A_client_in_no_subnet_is_told_so()
    {
        Lab.Require();
        await using var cas = await AllAsync();

        var run = await DoctorAsync("roam", "anna@contoso.test");

        Assert.Equal([ByDesign[0], "site.unknown fd77:0:0:9::10", .. ByDesign[1..]], run.Ends(0).FindingsWithSubjects);
        Assert.Equal($"https://cas3.contoso.test{Pox}", (string)run.Json["discovery"]!["found"]!["url"]!);
    }

    [Fact]
    public async Task For_people_it_says_the_same_and_names_the_remedies()
    {
        Lab.Require();
        await using var cas = await AllAsync();

        var run = await Lab.SignpostAsync("paris", ["doctor", "anna@contoso.test", .. Logon()]);

        Assert.Contains("this client ends at https://cas1.contoso.test/autodiscover/autodiscover.xml", run.Ends(0).Output, StringComparison.Ordinal);
        Assert.Contains("Remove the SCP or start the service", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("0 errors, 1 warning, 2 notes\n", run.Output, StringComparison.Ordinal);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task Without_any_CAS_nothing_is_found_and_every_place_is_named()
    {
        Lab.Require();

        var run = await DoctorAsync("paris", "anna@contoso.test");

        Assert.Equal("not-found", (string)run.Ends(1).Json["discovery"]!["result"]!);
        Assert.Equal(
            ["autodiscover.dead", "outside.nothing", "scp.dead-url", "site.without-cas", "srv.dead-target", "srv.several-priorities"],
            run.Findings.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(4, run.Findings.Count(code => code is "scp.dead-url"));
    }

    [Theory]
    [InlineData("--soap-missing", 0, "soap.announced-but-missing autodiscover.contoso.test", "soap.announced-but-missing cas1.contoso.test")]
    [InlineData("--no-soap", 0, "soap.missing autodiscover.contoso.test", "soap.missing cas1.contoso.test")]
    [InlineData("--no-pox", 3, $"pox.missing https://autodiscover.contoso.test{Pox}", $"pox.missing https://cas1.contoso.test{Pox}")]
    [InlineData("--soap-ews https://cas2.contoso.test/EWS/Exchange.asmx", 3, "dialects.disagree autodiscover.contoso.test", "dialects.disagree cas1.contoso.test")]
    [InlineData("--clock 3600", 0, "clock.skew autodiscover.contoso.test", "clock.skew cas1.contoso.test")]
    [InlineData("--clock -900", 0, "clock.skew autodiscover.contoso.test", "clock.skew cas1.contoso.test")]
    [InlineData("--clock 240", 0)]
    [InlineData("--content-type text/html", 0, $"answer.content-type https://autodiscover.contoso.test{Pox}", $"answer.content-type https://cas1.contoso.test{Pox}")]
    [InlineData("--no-declaration", 0, $"answer.no-declaration https://autodiscover.contoso.test{Pox}", $"answer.no-declaration https://cas1.contoso.test{Pox}")]
    [InlineData("--no-json", 0)]
    [InlineData("--anonymous", 0, $"logon.not-required https://autodiscover.contoso.test{Pox}", $"logon.not-required https://cas1.contoso.test{Pox}")]
    [InlineData("--error 602", 3, $"server.misconfigured https://autodiscover.contoso.test{Pox}", $"server.misconfigured https://cas1.contoso.test{Pox}")]
    [InlineData(
        "--host dead1.contoso.test", 3, "settings.dead-url https://dead1.contoso.test/EWS/Exchange.asmx",
        "settings.dead-url https://dead1.contoso.test/OAB/5b1b1f6e-0c7c-4a0e-8f0d-3f2f0d3c9a10/")]
    [InlineData("--offers Digest", 0, "logon.not-possible autodiscover.contoso.test", "logon.not-possible cas1.contoso.test")]
    [InlineData("--cert expired", 0, "tls.expired autodiscover.contoso.test", "tls.expired cas1.contoso.test")]
    [InlineData("--cert alone", 0, "tls.name-mismatch autodiscover.contoso.test", "tls.self-signed cas1.contoso.test")]
    [InlineData("--cert hole", 0, "tls.name-mismatch autodiscover.contoso.test", "tls.name-mismatch cas1.contoso.test")]
    [InlineData(
        "--redirect http://cas2.contoso.test/autodiscover/autodiscover.xml", 0, $"redirect.to-http https://autodiscover.contoso.test{Pox}", $"redirect.to-http https://cas1.contoso.test{Pox}")]
    public async Task A_CAS_with_a_fault_is_named(string behaviour, int exit, params string[] findings)
    {
        Lab.Require();
        await Lab.SignAloneAsync("cas1.contoso.test");
        await using var cas1 = await Lab.CasAsync("cas1", behaviour.Split(' '));
        await using var cas2 = await Lab.CasAsync("cas2");
        await using var cas3 = await Lab.CasAsync("cas3");

        var run = await DoctorAsync("paris", "anna@contoso.test");

        Assert.Equal(findings.Concat(ByDesign).Order(StringComparer.Ordinal), run.FindingsWithSubjects);
        run.Ends(exit);
    }

    [Fact]
    public async Task With_a_ticket_that_no_CAS_takes_the_rest_of_the_lab_is_as_healthy()
    {
        Lab.Require();
        await using var cas = await AllAsync();

        var run = await Lab.SignpostAsync("paris", await Lab.TicketAsync("anna"), "doctor", "anna@contoso.test", "--json");

        Assert.Equal(
            ["logon.not-possible autodiscover.contoso.test", .. new[] { "cas1", "cas2", "cas3" }.Select(cas => $"logon.not-possible {cas}.contoso.test"), .. ByDesign],
            run.Ends(0).FindingsWithSubjects);
    }

    [Fact]
    public async Task An_SRV_record_of_another_port_is_named_with_what_clients_make_of_it()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--port", "8443");
        await using var record = await Lab.RecordAsync("_autodiscover._tcp.wingtip.test 300 SRV 0 0 8443 cas1.contoso.test");

        var run = await DoctorAsync("oslo", "anna@wingtip.test", "--ExcludeScpLookup", "--allow-host", "cas1.contoso.test", "--client", "all");

        Assert.Contains("srv.not-443 _autodiscover._tcp.wingtip.test", run.FindingsWithSubjects);
        Assert.Equal("answered", (string)Checks(run).Single(check => (string)check["step"]! is "srv")["outcome"]!);
        Assert.All(run.Json["clients"]!.AsArray(), client => Assert.True(client!["url"] is null, client.ToJsonString()));
    }

    [Fact]
    public async Task A_host_that_only_an_SRV_record_names_is_looked_at_without_credentials_and_named()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1");

        var run = await DoctorAsync("oslo", "anna@tailspin.test", "--ExcludeScpLookup");

        Assert.Contains("redirect.unconfirmed mail.contoso.test", run.Ends(3).FindingsWithSubjects);
        Assert.DoesNotContain(await Lab.LogOfAsync("cas1"), line => line.EndsWith(" Basic", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("negotiate,ntlm,basic")]
    [InlineData("ntlm")]
    public async Task A_wrong_password_is_counted_once_in_the_whole_examination(string offers)
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--auth", offers);
        await using var cas2 = await Lab.CasAsync("cas2", "--auth", offers);
        await using var cas3 = await Lab.CasAsync("cas3", "--auth", offers);
        await using var wrong = await WrongPasswords.OfAsync("carla");

        // The SCPs are in a file, so that no domain controller's LDAP has judged the password before.
        var run = await Lab.SignpostAsync(
            "paris", "doctor", "carla@contoso.test", "--json", "--directory", ForestFile(), "--client", "all", "--user", @"CONTOSO\carla",
            "--password-file", Lab.PasswordFile("not-the-password"));

        Assert.Equal(1, await wrong.CountAsync());
        Assert.Single(run.Ends(1).Findings, code => code is "logon.refused");
    }

    [Fact]
    public async Task A_password_that_the_directory_refuses_is_counted_once_and_goes_to_no_CAS()
    {
        Lab.Require();
        await using var cas = await AllAsync();
        await using var wrong = await WrongPasswords.OfAsync("carla");

        var run = await Lab.SignpostAsync(
            "paris", "doctor", "carla@contoso.test", "--json", "--client", "all", "--user", @"CONTOSO\carla", "--password-file", Lab.PasswordFile("not-the-password"));

        Assert.Equal(1, await wrong.CountAsync());
        Assert.Contains("logon.refused", run.Findings);
        foreach (var name in new[] { "cas1", "cas2", "cas3" })
        {
            Assert.DoesNotContain(await Lab.LogOfAsync(name), line => line.Split(' ')[^1] is not "-");
        }
    }

    [Fact]
    public async Task Each_client_ends_where_its_own_rules_lead_it()
    {
        Lab.Require();
        await using var cas = await AllAsync();

        var run = await DoctorAsync("paris", "anna@contoso.test", "--client", "all");

        Assert.Equal(
            [
                $"outlook2007 https://cas1.contoso.test{Pox}", $"outlook2016 https://cas1.contoso.test{Pox}", "ews-managed-api https://cas1.contoso.test/autodiscover/autodiscover.svc",
                "exchangelib https://autodiscover.contoso.test/autodiscover/autodiscover.svc", $"evolution https://autodiscover.contoso.test{Pox}",
            ],
            run.Ends(0).Json["clients"]!.AsArray().Select(client => $"{client!["client"]} {client["url"]}"));
    }

    [Theory]
    [InlineData("anna@contoso.test", "")]
    [InlineData("anna@contoso.test", "--no-pox")]
    [InlineData("anna@contoso.test", "--auth ntlm")]
    [InlineData("anna@contoso.test", "--auth basic,ntlm")]
    [InlineData("anna@contoso.test", "--cert alone")]
    [InlineData("anna@contoso.test", "--html")]
    [InlineData("anna@contoso.test", "--no-soap")]
    [InlineData("anna@contoso.test", "--soap-missing")]
    [InlineData("anna@contoso.test", "--status 503")]
    [InlineData("anna@contoso.test", "--redirect https://cas2.contoso.test/autodiscover/autodiscover.svc")]
    [InlineData("anna@contoso.test", "--error 602")]
    [InlineData("anna@contoso.test", "--redirect-url https://cas2.contoso.test/autodiscover/autodiscover.svc")]
    [InlineData("anna@contoso.test", "--redirect-addr anna@wingtip.test")]
    [InlineData("anna@fabrikam.test", "--http-redirect https://cas1.contoso.test/autodiscover/autodiscover.xml")]
    [InlineData("anna@tailspin.test", "")]
    [InlineData("anna@tailspin.test", "--domain tailspin.test")]
    [InlineData("anna@wingtip.test", "")]
    public async Task What_is_said_of_exchangelib_is_what_it_does(string address, string behaviour)
    {
        Lab.Require();
        await Lab.SignAloneAsync("cas1.contoso.test");
        await using var cas1 = await Lab.CasAsync("cas1", behaviour is "" ? [] : behaviour.Split(' '));
        await using var cas2 = await Lab.CasAsync("cas2");
        await using var cas3 = await Lab.CasAsync("cas3");

        var run = await DoctorAsync("paris", address, "--client", "exchangelib", "--allow-host", "*.contoso.test");
        var its = await Lab.ExchangelibAsync("paris", "soap", address, "anna@contoso.test");

        Assert.True(
            string.Equals(its?.Autodiscover, (string?)run.Json["clients"]![0]!["url"], StringComparison.OrdinalIgnoreCase),
            $"it ended at {its?.Autodiscover ?? "nothing"}, and this was said: {run.Json["clients"]}");
    }

    [Fact]
    public async Task Two_places_are_compared()
    {
        Lab.Require();
        await using var cas = await AllAsync();
        var paris = await SavedAsync("paris");
        var roam = await SavedAsync("roam");

        var same = await Lab.SignpostAsync("paris", "doctor", "--compare", paris, paris);
        var differ = await Lab.SignpostAsync("paris", "doctor", "--compare", paris, roam, "--json");

        Assert.Equal("no difference between paris.json and paris.json\n", same.Ends(0).Output);
        var differences = differ.Ends(1).Json["differences"]!.AsArray().Select(one => $"{one!["topic"]} {one["subject"]}: {one["a"]} | {one["b"]}").ToArray();
        Assert.Contains("site name: Paris | ", differences);
        Assert.Contains($"cas Autodiscover URL: https://cas1.contoso.test{Pox} | https://cas3.contoso.test{Pox}", differences);
    }

    private static async Task<string> SavedAsync(string place)
    {
        var path = Path.Combine(Lab.Folder, $"{place}.json");
        await File.WriteAllTextAsync(path, (await DoctorAsync(place, "anna@contoso.test")).Ends(0).Output, TestContext.Current.CancellationToken);
        return path;
    }

    private static string ForestFile()
    {
        var path = Path.Combine(Lab.Folder, "three-cas.ldif");
        File.WriteAllText(path, string.Join('\n', new[] { "cas1", "cas2", "cas3" }.Select(cas => $"""
            dn: CN={cas},CN=Autodiscover,CN=Configuration,DC=contoso,DC=test
            objectClass: serviceConnectionPoint
            keywords: 77378F46-2C66-4aa9-A6A6-3E7A48B19596
            serviceBindingInformation: https://{cas}.contoso.test/autodiscover/autodiscover.xml

            """)));
        return path;
    }

    private static async Task<IAsyncDisposable> AllAsync() => new Several([await Lab.CasAsync("cas1"), await Lab.CasAsync("cas2"), await Lab.CasAsync("cas3")]);

    private static IEnumerable<JsonNode> Checks(Run run) => run.Json["candidates"]!.AsArray().Select(check => check!);

    private static string Dialects(JsonNode check) => string.Join(' ', check["dialects"]!.AsArray().Select(dialect => (string)dialect!));

    private static string[] Logon() => ["--user", "anna@contoso.test", "--password-file", Lab.PasswordFile()];

    private static Task<Run> DoctorAsync(string place, string address, params string[] more) => Lab.SignpostAsync(place, ["doctor", address, "--json", .. Logon(), .. more]);
}
