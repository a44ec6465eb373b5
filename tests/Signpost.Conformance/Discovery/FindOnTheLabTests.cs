namespace Signpost.Conformance.Discovery;

/// <summary><c>signpost find</c> in a real forest, against CASs that share no code with it.</summary>
public sealed class FindOnTheLabTests
{
    private const string Pox = "/autodiscover/autodiscover.xml";

    [Fact]
    public async Task In_Paris_the_oldest_CAS_of_the_site_answers_with_settings()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1");

        var run = await FindAsync("paris", "anna@contoso.test");

        Assert.Equal($"https://cas1.contoso.test{Pox}", run.Ends(0).FoundUrl);
        Assert.Equal("https://cas1.contoso.test/EWS/Exchange.asmx", (string)run.Json["found"]!["settings"]!["ewsUrl"]!);
        Assert.Equal("inside", (string)run.Json["found"]!["vantage"]!);
    }

    [Fact]
    public async Task With_the_whole_site_dead_the_oldest_CAS_elsewhere_answers_and_findings_name_the_dead()
    {
        Lab.Require();
        await using var cas2 = await Lab.CasAsync("cas2");
        await using var cas3 = await Lab.CasAsync("cas3");

        var run = await FindAsync("paris", "anna@contoso.test");

        Assert.Equal($"https://cas3.contoso.test{Pox}", run.Ends(0).FoundUrl);
        Assert.Equal("unreachable", (string)run.Candidate("cas1.contoso.test")["outcome"]!);
        Assert.Equal("unreachable", (string)run.Candidate("cas4.contoso.test")["outcome"]!);
        Assert.Equal(2, run.Findings.Count(code => code is "scp.dead-url"));
    }

    [Fact]
    public async Task A_slow_CAS_of_the_site_wins_over_a_fast_one_elsewhere()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--delay", "1.5");
        await using var cas2 = await Lab.CasAsync("cas2");
        await using var cas3 = await Lab.CasAsync("cas3");

        var run = await FindAsync("paris", "anna@contoso.test");

        Assert.Equal($"https://cas1.contoso.test{Pox}", run.Ends(0).FoundUrl);
    }

    [Theory]
    [InlineData("oslo", "cas2")]
    [InlineData("lima", "cas3")]
    [InlineData("quito", "cas3")]
    [InlineData("roam", "cas3")]
    public async Task From_each_place_the_right_CAS_is_found(string place, string cas)
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1");
        await using var cas2 = await Lab.CasAsync("cas2");
        await using var cas3 = await Lab.CasAsync("cas3");

        var run = await FindAsync(place, "anna@contoso.test");

        Assert.Equal($"https://{cas}.contoso.test{Pox}", run.Ends(0).FoundUrl);
    }

    [Fact]
    public async Task One_at_a_time_finds_the_same_CAS()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1");

        var run = await FindAsync("paris", "anna@contoso.test", "--race", "one-at-a-time", "--plan", "outlook2007");

        Assert.Equal($"https://cas1.contoso.test{Pox}", run.Ends(0).FoundUrl);
        Assert.Equal("abandoned", (string)run.Candidate("cas4.contoso.test")["outcome"]!);
    }

    [Fact]
    public async Task A_silent_domain_controller_does_not_keep_the_DNS_steps_from_running()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1");
        await using var dark = await Lab.DarkAsync("dc", Dc, Dc6, "--port", "389");
        await using var darkPing = await Lab.DarkAsync("dc", Dc, Dc6, "--port", "389", "--protocol", "udp");

        var run = await FindAsync("paris", "anna@contoso.test", "--timeout", "60s");

        Assert.Equal($"https://autodiscover.contoso.test{Pox}", run.Ends(0).FoundUrl);
        Assert.Equal("outside", (string)run.Json["found"]!["vantage"]!);
    }

    [Fact]
    public async Task An_alias_whose_certificate_is_for_another_name_is_left_and_the_http_redirect_leads_on()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--http-redirect", $"https://cas1.contoso.test{Pox}");

        var run = await FindAsync("oslo", "anna@fabrikam.test", "--ExcludeScpLookup", "--allow-host", "cas1.contoso.test");

        Assert.Equal($"https://cas1.contoso.test{Pox}", run.Ends(0).FoundUrl);
        Assert.Contains("tls.name-mismatch", run.Findings);
    }

    [Fact]
    public async Task A_host_that_only_an_SRV_record_names_gets_no_password_unasked()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1");

        var run = await FindAsync("oslo", "anna@tailspin.test", "--ExcludeScpLookup");

        Assert.Equal("found-without-settings", run.Ends(3).Result);
        Assert.DoesNotContain(await Lab.LogOfAsync("cas1"), line => line.EndsWith(" Basic", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_that_an_SRV_record_names_and_the_user_allows_answers_with_settings()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--domain", "tailspin.test");

        var run = await Lab.SignpostAsync(
            "oslo", "find", "anna@tailspin.test", "--json", "--ExcludeScpLookup", "--allow-host", "mail.contoso.test",
            "--user", "anna@tailspin.test", "--password-file", Lab.PasswordFile());

        Assert.Equal($"https://mail.contoso.test{Pox}", run.FoundUrl);
    }

    [Fact]
    public async Task A_domain_without_any_record_comes_to_a_definite_end()
    {
        Lab.Require();

        var run = await FindAsync("oslo", "anna@wingtip.test", "--ExcludeScpLookup");

        Assert.Equal("not-found", run.Ends(1).Result);
        Assert.All(run.Json["rounds"]![0]!["steps"]!.AsArray().SelectMany(step => step!["candidates"]!.AsArray()), candidate => Assert.NotNull(candidate!["outcome"]));
    }

    [Fact]
    public async Task A_refused_password_is_given_to_one_CAS_only()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1");
        await using var cas2 = await Lab.CasAsync("cas2");
        await using var cas3 = await Lab.CasAsync("cas3");

        var run = await Lab.SignpostAsync(
            "paris", await Lab.TicketAsync("anna"), "find", "anna@contoso.test", "--json", "--directory", ForestFile(),
            "--client-address", "10.77.1.10", "--user", "anna@contoso.test", "--password-file", Lab.PasswordFile("not-the-password"));

        Assert.Equal("logon-refused", run.Ends(1).Result);
        var logons = await Task.WhenAll(Lab.LogOfAsync("cas1"), Lab.LogOfAsync("cas2"), Lab.LogOfAsync("cas3"));
        Assert.Single(logons.SelectMany(lines => lines), line => line.EndsWith(" Basic", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("self-signed certificate", "tls.self-signed", "untrusted", "--cert", "alone")]
    [InlineData("expired certificate", "tls.expired", "untrusted", "--cert", "expired")]
    [InlineData("certificate for another name", "tls.name-mismatch", "untrusted", "--cert", "hole")]
    [InlineData("redirect to plain http", "redirect.to-http", "bad-redirect", "--redirect", "http://cas1.contoso.test/autodiscover/autodiscover.xml")]
    [InlineData("redirect to itself", "redirect.loop", "bad-redirect", "--redirect", "https://cas1.contoso.test/autodiscover/autodiscover.xml")]
    [InlineData("server error", "scp.not-autodiscover", "refused", "--status", "503")]
    [InlineData("home page", "scp.not-autodiscover", "malformed", "--html", "--anonymous")]
    [InlineData("twelve megabytes", "scp.not-autodiscover", "malformed", "--big", "12", "--anonymous")]
    public async Task A_CAS_with_a_fault_is_named_and_the_next_one_found(string fault, string finding, string outcome, params string[] behaviour)
    {
        Lab.Require();
        await Lab.SignAloneAsync("cas1.contoso.test");
        await using var cas1 = await Lab.CasAsync("cas1", behaviour);
        await using var cas3 = await Lab.CasAsync("cas3");

        var run = await FindAsync("paris", "anna@contoso.test");

        Assert.True(run.Ends(0).FoundUrl == $"https://cas3.contoso.test{Pox}", fault);
        Assert.Equal(outcome, (string)run.Candidate("cas1.contoso.test")["outcome"]!);
        Assert.Contains(finding, run.Findings);
    }

    [Fact]
    public async Task An_answer_with_a_document_type_is_refused_and_the_next_one_found()
    {
        Lab.Require();
        var poison = Path.Combine(Lab.Folder, "dtd.xml");
        await File.WriteAllTextAsync(
            poison, "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Autodiscover>&x;</Autodiscover>", TestContext.Current.CancellationToken);
        await using var cas1 = await Lab.CasAsync("cas1", "--body", poison, "--anonymous");
        await using var cas3 = await Lab.CasAsync("cas3");

        var run = await FindAsync("paris", "anna@contoso.test");

        Assert.Equal($"https://cas3.contoso.test{Pox}", run.Ends(0).FoundUrl);
        Assert.Contains("document type", (string)run.Candidate("cas1.contoso.test")["outcomeText"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirects_after_the_logon_are_followed_to_the_CAS_of_the_mailbox()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--redirect-url", $"https://cas2.contoso.test{Pox}");
        await using var cas2 = await Lab.CasAsync("cas2");

        var run = await FindAsync("paris", "anna@contoso.test");

        Assert.Equal($"https://cas2.contoso.test{Pox}", run.Ends(0).FoundUrl);
    }

    [Fact]
    public async Task A_redirect_to_another_address_begins_again_for_it()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--redirect-addr", "anna@k0.hole.test");
        await using var hole = await Lab.CasAsync("hole", "--domain", "contoso.test");

        var run = await FindAsync("paris", "anna@contoso.test", "--ExcludeScpLookup");

        Assert.Equal(2, run.Json["rounds"]!.AsArray().Count);
        Assert.Equal("anna@k0.hole.test", (string)run.Json["rounds"]![1]!["address"]!);
    }

    [Theory]
    [InlineData("k0.hole.test", "k0.hole.test")]
    [InlineData("k1.hole.test", "autodiscover.k1.hole.test")]
    [InlineData("k2.hole.test", "live.hole.test")]
    [InlineData("k3.hole.test", "live.hole.test")]
    public async Task Black_holes_are_gone_around(string domain, string host)
    {
        Lab.Require();
        await using var hole = await Lab.CasAsync("hole");

        var run = await Lab.SignpostAsync(
            "paris", "find", $"user@{domain}", "--json", "--ExcludeScpLookup", "--allow-host", "live.hole.test", "--user", $"user@{domain}",
            "--password-file", Lab.PasswordFile());

        Assert.Equal($"https://{host}{Pox}", run.Ends(0).FoundUrl);
    }

    [Fact]
    public async Task A_run_in_which_everything_is_silent_ends_at_its_time_out()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", "--silent");
        await using var dark = await Lab.DarkAsync("dc", Dc, Dc6);

        var run = await FindAsync("paris", "anna@contoso.test", "--timeout", "3s");

        Assert.Equal("timed-out", run.Ends(1).Result);
        Assert.InRange(run.Took.TotalSeconds, 2.5, 8);
    }

    [Fact]
    public async Task Nothing_that_is_shown_holds_the_password()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1");

        var told = await FindAsync("paris", "anna@contoso.test", "--verbose");

        Assert.Contains("wire", told.Ends(0).Output, StringComparison.Ordinal);
        var basic = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"anna@contoso.test:{Lab.Password}"));
        Assert.DoesNotContain(Lab.Password, told.Output + told.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(basic, told.Output + told.Error, StringComparison.Ordinal);
    }

    private const string Dc6 = "fd77::1";

    private static string Dc => Environment.GetEnvironmentVariable("SIGNPOST_LAB_DC_IP")!;

    [Fact]
    public async Task A_password_that_the_directory_has_refused_goes_to_no_CAS()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1");

        var run = await Lab.SignpostAsync(
            "paris", "find", "anna@contoso.test", "--json", "--user", "anna@contoso.test", "--password-file", Lab.PasswordFile("not-the-password"));

        Assert.Equal("found-without-settings", run.Ends(3).Result);
        Assert.Contains("has refused it already", (string)run.Json["why"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(await Lab.LogOfAsync("cas1"), line => line.EndsWith(" Basic", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_authority_that_the_platform_does_not_know_is_given_by_an_option()
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1");
        var untrusting = new Dictionary<string, string> { ["SSL_CERT_FILE"] = "/dev/null", ["SSL_CERT_DIR"] = "/nonexistent" };
        string[] find = ["find", "anna@contoso.test", "--json", "--ExcludeScpLookup", "--ExcludeSrvRecord", "--user", "anna@contoso.test", "--password-file", Lab.PasswordFile()];

        var without = await Lab.InAsync("paris", new Dictionary<string, string>(), [.. Lab.With(untrusting), .. find]);
        var with = await Lab.InAsync("paris", new Dictionary<string, string>(), [.. Lab.With(untrusting), .. find, "--ca", Path.Combine(Lab.Folder, "ca", "ca.pem")]);

        Assert.Contains("tls.unknown-issuer", without.Ends(1).Findings);
        Assert.Equal($"https://autodiscover.contoso.test{Pox}", with.Ends(0).FoundUrl);
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

    private static Task<Run> FindAsync(string place, string address, params string[] more) => Lab.SignpostAsync(
        place, ["find", address, "--json", "--user", "anna@contoso.test", "--password-file", Lab.PasswordFile(), .. more]);
}
