namespace Signpost.Conformance.Discovery;

/// <summary><c>signpost find</c> at CASs that share no code with it and speak POX, SOAP, JSON, or only some of them.</summary>
public sealed class DialectsOnTheLabTests
{
    private const string Pox = "/autodiscover/autodiscover.xml";
    private const string Soap = "/autodiscover/autodiscover.svc";
    private const string Json = "/autodiscover/autodiscover.json/v1.0/anna@contoso.test";

    [Fact]
    public async Task A_CAS_without_POX_is_asked_in_SOAP_before_the_next_CAS()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--no-pox");
        await using var cas3 = await Lab.CasAsync("cas3");

        var run = await FindAsync("anna@contoso.test", "--ExcludeSrvRecord");

        Assert.Equal($"https://cas1.contoso.test{Soap}", run.Ends(0).FoundUrl);
        Assert.Equal("https://cas1.contoso.test/EWS/Exchange.asmx", (string)run.Json["found"]!["settings"]!["ewsUrl"]!);
        Assert.Equal([$"{Pox} 404 -", $"{Soap} 401 -", $"{Soap} 200 Basic"], await HeardAsync("cas1.contoso.test"));
    }

    [Fact]
    public async Task A_CAS_without_POX_and_SOAP_is_asked_in_JSON_before_the_next_CAS()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--json-only");
        await using var cas3 = await Lab.CasAsync("cas3");

        var run = await FindAsync("anna@contoso.test", "--ExcludeHttpsAutoDiscoverDomain", "--ExcludeSrvRecord");

        Assert.StartsWith($"https://cas1.contoso.test{Json}", run.Ends(0).FoundUrl, StringComparison.Ordinal);
        Assert.Equal("https://cas1.contoso.test/EWS/Exchange.asmx", (string)run.Json["found"]!["settings"]!["ewsUrl"]!);
        Assert.Equal(
            [$"{Pox} 404 -", $"{Soap} 404 -", $"{Json}?Protocol=AutodiscoverV1 200 -", $"{Json}?Protocol=Ews 200 -", $"{Json}?Protocol=ActiveSync 200 -"],
            await HeardAsync("cas1.contoso.test"));
        Assert.EndsWith("?Protocol=Ews", run.FoundUrl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_CAS_that_speaks_no_dialect_is_left_for_the_next()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--json-only", "--no-json");
        await using var cas3 = await Lab.CasAsync("cas3");

        var run = await FindAsync("anna@contoso.test");

        Assert.Equal($"https://cas3.contoso.test{Pox}", run.Ends(0).FoundUrl);
        Assert.Equal("refused", (string)run.Candidate("cas1.contoso.test")["outcome"]!);
    }

    [Fact]
    public async Task Settings_are_the_same_in_POX_and_SOAP()
    {
        Lab.Require();
        string inPox;
        await using (await Lab.CasAsync("cas1"))
        {
            inPox = SettingsOf(await FindAsync("anna@contoso.test"), Pox);
        }

        await using var cas1 = await Lab.CasAsync("cas1", "--no-pox");

        Assert.Equal(inPox, SettingsOf(await FindAsync("anna@contoso.test"), Soap));
    }

    [Fact]
    public async Task A_mailbox_that_POX_does_not_know_is_unknown_in_SOAP()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--no-pox", "--no-json");

        var run = await FindAsync("nobody@contoso.test", "--ExcludeSrvRecord");

        Assert.Null(run.Ends(1).FoundUrl);
        Assert.Contains("InvalidUser", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_in_SOAP_leads_to_the_CAS_of_the_mailbox()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--no-pox", "--redirect-url", $"https://cas2.contoso.test{Pox}");
        await using var cas2 = await Lab.CasAsync("cas2");

        var run = await FindAsync("anna@contoso.test");

        Assert.Equal($"https://cas2.contoso.test{Soap}", run.Ends(0).FoundUrl);
        Assert.Equal("https://cas2.contoso.test/EWS/Exchange.asmx", (string)run.Json["found"]!["settings"]!["ewsUrl"]!);
    }

    [Fact]
    public async Task A_redirect_to_another_address_in_SOAP_begins_a_round_whose_redirects_are_followed_in_turn()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--no-pox", "--redirect-addr", "anna@k0.hole.test");
        await using var hole = await Lab.CasAsync("hole", "--domain", "contoso.test", "--redirect-url", $"https://cas2.contoso.test{Pox}");
        await using var cas2 = await Lab.CasAsync("cas2", "--domain", "hole.test", "--no-pox");

        var run = await FindAsync("anna@contoso.test", "--ExcludeScpLookup", "--allow-host", "k0.hole.test", "--allow-host", "cas2.contoso.test");

        Assert.Equal(["anna@contoso.test", "anna@k0.hole.test"], run.Ends(0).Json["rounds"]!.AsArray().Select(round => (string)round!["address"]!));
        Assert.Equal($"https://cas2.contoso.test{Soap}", run.FoundUrl);
    }

    [Theory]
    [InlineData("pox")]
    [InlineData("soap")]
    public async Task Exchangelib_finds_at_the_same_server_what_we_find(string dialect)
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", dialect is "pox" ? [] : ["--no-pox"]);

        var run = await FindAsync("anna@contoso.test", "--ExcludeScpLookup");
        var its = await Lab.ExchangelibAsync("paris", dialect, "anna@contoso.test");

        Assert.Equal(run.Ends(0).FoundUrl, its?.Autodiscover, ignoreCase: true);
        Assert.Equal((string)run.Json["found"]!["settings"]!["ewsUrl"]!, its?.Ews);
    }

    private static string SettingsOf(Run run, string path)
    {
        Assert.Equal($"https://cas1.contoso.test{path}", run.Ends(0).FoundUrl);
        var settings = run.Json["found"]!["settings"]!.AsObject();
        foreach (var block in settings["protocols"]!.AsArray())
        {
            // SOAP has no word for them: the first two are EWS.
            Assert.All(["asUrl", "oofUrl", "authPackage"], name => block!.AsObject().Remove(name));
        }

        return settings.ToJsonString();
    }

    /// <summary>URL below a host, status and scheme of each request there, in order.</summary>
    private static async Task<string[]> HeardAsync(string host) =>
    [
        .. (await Lab.LogOfAsync("cas1")).Where(line => line.Contains($" https://{host}/", StringComparison.Ordinal))
            .Select(line => string.Join(' ', line.Split(' ')[^3..]).Replace($"https://{host}", "", StringComparison.Ordinal)),
    ];

    private static Task<Run> FindAsync(string address, params string[] more) => Lab.SignpostAsync(
        "paris", ["find", address, "--json", "--user", "anna@contoso.test", "--password-file", Lab.PasswordFile(), .. more]);
}
