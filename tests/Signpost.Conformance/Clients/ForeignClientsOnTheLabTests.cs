namespace Signpost.Conformance.Clients;

/// <summary>Clients that other people wrote, at CASs that other people's code makes: where they end, and that we say so before.</summary>
public sealed class ForeignClientsOnTheLabTests
{
    private const string Pox = "/autodiscover/autodiscover.xml";
    private const string Own = "--cert-for autodiscover.fabrikam.test,cas1.contoso.test ";

    [Theory]
    [InlineData("anna@contoso.test", "", "autodiscover.contoso.test")]
    [InlineData("anna@fabrikam.test", Own + "--auth ntlm,basic", "autodiscover.fabrikam.test")]
    [InlineData("anna@fabrikam.test", Own + $"--redirect https://cas2.contoso.test{Pox}", "cas2.contoso.test")]
    [InlineData("anna@tailspin.test", "--domain tailspin.test", "mail.contoso.test")]
    [InlineData("anna@tailspin.test", "", null)]
    [InlineData("anna@wingtip.test", "", null)]
    [InlineData("anna@fabrikam.test", "", null)]
    [InlineData("anna@fabrikam.test", $"--http-redirect https://cas1.contoso.test{Pox}", null)]
    [InlineData("anna@fabrikam.test", Own + $"--redirect http://cas2.contoso.test{Pox}", null)]
    [InlineData("anna@fabrikam.test", Own + $"--redirect https://cas1.contoso.test{Pox}", null)]
    [InlineData("anna@fabrikam.test", Own + $"--redirect-url https://cas2.contoso.test{Pox}", null)]
    [InlineData("anna@fabrikam.test", Own + "--redirect-addr anna@fabrikam.test", null)]
    [InlineData("anna@fabrikam.test", Own + "--auth ntlm", null)]
    [InlineData("anna@fabrikam.test", Own + "--error 602", null)]
    [InlineData("anna@fabrikam.test", Own + "--body ews-alone.xml", null)]
    public async Task What_is_said_of_Evolution_is_what_it_does(string address, string behaviour, string? host)
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", behaviour is "" ? [] : behaviour.Replace("ews-alone.xml", EwsAlone(), StringComparison.Ordinal).Split(' '));
        await using var cas2 = behaviour.Contains("//cas2.", StringComparison.Ordinal) ? await Lab.CasAsync("cas2") : null;

        Assert.Equal(host, await EvolutionEndsWhereWeSayAsync(address));
    }

    [Fact]
    public async Task Evolution_asks_for_another_address_when_nothing_else_is_left_as_we_say()
    {
        Lab.Require();
        await using var first = await Lab.RecordAsync("autodiscover.wingtip.test 300 CNAME cas1.contoso.test");
        await using var service = await Lab.RecordAsync("_autodiscover._tcp.wingtip.test 300 SRV 0 0 443 cas2.contoso.test");
        await using var other = await Lab.RecordAsync("autodiscover.k9.hole.test 300 CNAME cas3.contoso.test");
        await using var cas1 = await Lab.CasAsync("cas1", "--cert-for", "autodiscover.wingtip.test", "--redirect-addr", "anna@k9.hole.test");
        await using var cas3 = await Lab.CasAsync("cas3", "--cert-for", "autodiscover.k9.hole.test", "--domain", "hole.test");

        await using (await Lab.CasAsync("cas2", "--domain", "wingtip.test"))
        {
            Assert.Equal("cas2.contoso.test", await EvolutionEndsWhereWeSayAsync("anna@wingtip.test"));
        }

        Assert.Equal("autodiscover.k9.hole.test", await EvolutionEndsWhereWeSayAsync("anna@wingtip.test"));
    }

    [Theory]
    [InlineData("8443", "0", "443", "10", "cas2.contoso.test")]
    [InlineData("443", "10", "443", "0", "cas2.contoso.test")]
    [InlineData("443", "0", "443", "10", "cas1.contoso.test")]
    public async Task Evolution_takes_the_SRV_record_that_we_say(string port1, string priority1, string port2, string priority2, string host)
    {
        Lab.Require();
        await using var record1 = await Lab.RecordAsync($"_autodiscover._tcp.wingtip.test 300 SRV {priority1} 0 {port1} cas1.contoso.test");
        await using var record2 = await Lab.RecordAsync($"_autodiscover._tcp.wingtip.test 300 SRV {priority2} 0 {port2} cas2.contoso.test");
        await using var cas1 = await Lab.CasAsync("cas1", "--domain", "wingtip.test", "--port", port1);
        await using var cas2 = await Lab.CasAsync("cas2", "--domain", "wingtip.test", "--port", port2);

        Assert.Equal(host, await EvolutionEndsWhereWeSayAsync("anna@wingtip.test"));
    }

    [Theory]
    [InlineData("PLAIN", "Basic")]
    [InlineData("NTLM", "NTLM")]
    [InlineData("GSSAPI", "Negotiate")]
    public async Task Evolution_logs_on_as_it_is_set_to(string method, string scheme)
    {
        Lab.Require();
        await using var service = await Lab.RecordAsync("_autodiscover._tcp.wingtip.test 300 SRV 0 0 443 cas1.contoso.test");
        await using var cas1 = await Lab.CasAsync("cas1", "--domain", "wingtip.test", "--auth", "negotiate,ntlm,basic");

        var its = await Evolution.FindAsync("paris", await Lab.TicketAsync("anna"), "--auth", method, "anna@wingtip.test", "anna@contoso.test");

        Assert.NotNull(its);
        Assert.EndsWith($" 200 {scheme}", (await Lab.LogOfAsync("cas1"))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evolution_finds_at_the_same_server_what_we_find()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1");

        var settings = (await Lab.SignpostAsync("paris", ["find", "anna@contoso.test", "--json", "--ExcludeScpLookup", .. Logon()])).Ends(0).Json["found"]!["settings"]!;
        var its = await Evolution.FindAsync("paris", "anna@contoso.test");

        Assert.Equal((string)settings["ewsUrl"]!, its?.Ews);
        Assert.Equal((string)settings["oabUrl"]! + "oab.xml", its?.Oab);
    }

    [Fact]
    public async Task Curl_is_let_in_with_a_ticket_and_given_what_we_find()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--auth", "negotiate");

        var its = await Lab.InAsync("paris", new Dictionary<string, string>(), Path.Combine(Lab.Repository, "lab", "curl-negotiate"), $"https://cas1.contoso.test{Pox}", "anna");

        Assert.StartsWith("200\n", its.Ends(0).Output, StringComparison.Ordinal);
        Assert.Contains("<EwsUrl>https://cas1.contoso.test/EWS/Exchange.asmx</EwsUrl>", its.Output, StringComparison.Ordinal);
        Assert.EndsWith(" 200 Negotiate", (await Lab.LogOfAsync("cas1"))[^1], StringComparison.Ordinal);
    }

    /// <summary>The host where Evolution ends, which the doctor must say as well; null for none.</summary>
    private static async Task<string?> EvolutionEndsWhereWeSayAsync(string address)
    {
        var its = await Evolution.FindAsync("paris", address, "anna@contoso.test");
        var url = its is null ? null : await LastAnswerAsync();
        var run = await Lab.SignpostAsync(
            "paris", ["doctor", address, "--json", .. Logon(), "--client", "evolution", "--allow-host", "*.contoso.test", "--allow-host", "*.hole.test"]);

        var said = run.Json["clients"]![0]!;
        Assert.True(url == (string?)said["url"], $"it ended at {url ?? "nothing"}, and this was said: {said}");
        return url is null ? null : new Uri(url).Host;
    }

    /// <summary>The URL of the last request that any CAS has answered with 200.</summary>
    private static async Task<string> LastAnswerAsync()
    {
        var all = new List<string[]>();
        foreach (var path in System.IO.Directory.GetFiles(Path.Combine(Lab.Folder, "cas"), "*.log"))
        {
            all.AddRange((await Lab.LogOfAsync(Path.GetFileNameWithoutExtension(path))).Select(line => line.Split(' ')));
        }

        return all.Where(line => line is [_, _, "POST", _, "200", _]).OrderBy(line => line[0], StringComparer.Ordinal).Last()[3];
    }

    /// <summary>Settings that name EWS as Exchange never does: by EwsUrl and not by ASUrl.</summary>
    private static string EwsAlone()
    {
        var path = Path.Combine(Lab.Folder, "ews-alone.xml");
        File.WriteAllText(path, """
            <?xml version="1.0" encoding="utf-8"?>
            <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
              <Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">
                <User><DisplayName>Anna Moreau</DisplayName></User>
                <Account>
                  <AccountType>email</AccountType>
                  <Action>settings</Action>
                  <Protocol><Type>EXCH</Type><EwsUrl>https://cas1.contoso.test/EWS/Exchange.asmx</EwsUrl></Protocol>
                </Account>
              </Response>
            </Autodiscover>
            """);
        return path;
    }

    private static string[] Logon() => ["--user", "anna@contoso.test", "--password-file", Lab.PasswordFile()];
}
