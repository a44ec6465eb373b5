using System.Text.RegularExpressions;

namespace Signpost.Conformance.Registration;

/// <summary>The life of an SCP in a real forest, written by the account that may and seen by strangers' eyes.</summary>
public sealed partial class ScpOnTheLabTests
{
    private const string Address = "10.77.1.48";
    private const string Url = "https://cas7.contoso.test/Autodiscover/Autodiscover.xml";
    private const string Servers =
        "CN=Servers,CN=Exchange Administrative Group (FYDIBOHF23SPDLT),CN=Administrative Groups,CN=Contoso,CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=contoso,DC=test";

    private const string Dn = "CN=CAS7,CN=Autodiscover,CN=Protocols,CN=CAS7," + Servers;

    [Fact]
    public async Task The_account_of_the_CAS_publishes_what_a_foreign_client_then_reads()
    {
        Lab.Require();
        await using var name = await Lab.RecordAsync($"cas7.contoso.test 60 A {Address}");
        await using var cas = await CasAsync("--cert-for", "cas7.contoso.test");
        await using var end = new Retraction();

        var plan = (await ScpAsync("plan")).Ends(1);
        var published = (await ScpAsync("publish")).Ends(0);

        Assert.Contains("# would write: CN=CAS7,CN=Autodiscover,", plan.Output, StringComparison.Ordinal);
        Assert.Contains("published: CN=CAS7,CN=Autodiscover,", published.Output, StringComparison.Ordinal);
        Assert.Equal(
            [
                "keywords: 77378F46-2C66-4aa9-A6A6-3E7A48B19596", "keywords: Site=Paris", "objectClass: connectionPoint", "objectClass: leaf",
                "objectClass: serviceConnectionPoint", "objectClass: top", $"serviceBindingInformation: {Url}", "serviceClassName: ms-Exchange-AutoDiscover-Service",
                "serviceDNSName: cas7.contoso.test", "serviceDNSNameType: A",
            ],
            await LdapsearchAsync(Dn, "objectClass", "keywords", "serviceBindingInformation", "serviceClassName", "serviceDNSName", "serviceDNSNameType"));
        Assert.Contains("cas7", (await PlanAsync("paris", "anna@contoso.test")).ScpHosts.Split(' '));
    }

    [Fact]
    public async Task What_the_plan_prints_can_be_given_to_ldapmodify()
    {
        Lab.Require();
        await using var end = new Retraction();
        var ldif = Path.Combine(Lab.Folder, "plan.ldif");
        await File.WriteAllTextAsync(ldif, (await ScpAsync("plan", "--site-scope", "Oslo,Lima")).Ends(1).Output, TestContext.Current.CancellationToken);

        var modified = await Lab.InAsync("paris", await Lab.TicketAsync("svc-cas"), "ldapmodify", "-Y", "GSSAPI", "-Q", "-N", "-H", "ldap://dc1.contoso.test", "-f", ldif);

        Assert.True(modified.Exit == 0, modified.Error);
        (await ScpAsync("plan", "--site-scope", "Oslo,Lima")).Ends(0);
    }

    [Fact]
    public async Task Changed_it_keeps_its_object_and_its_age_and_unchanged_nothing_is_written()
    {
        Lab.Require();
        await using var name = await Lab.RecordAsync($"cas7.contoso.test 60 A {Address}");
        await using var cas = await CasAsync("--cert-for", "cas7.contoso.test");
        await using var end = new Retraction();
        (await ScpAsync("publish")).Ends(0);
        var (first, version) = (await LdapsearchAsync(Dn, "whenCreated", "objectGUID", "uSNCreated"), await LdapsearchAsync(Dn, "uSNChanged"));

        var unchanged = (await ScpAsync("publish")).Ends(0);
        var versionThen = await LdapsearchAsync(Dn, "uSNChanged");
        var changed = (await ScpAsync("publish", "--AutoDiscoverSiteScope", "oslo,Lima", "--json")).Ends(0);
        (await ScpAsync("retract", "--keep")).Ends(0);
        var drained = await LdapsearchAsync(Dn, "serviceBindingInformation");
        (await ScpAsync("publish", "--site-scope", "Quito")).Ends(0);

        Assert.Contains("unchanged: CN=CAS7", unchanged.Output, StringComparison.Ordinal);
        Assert.Equal(version, versionThen);
        Assert.All(Assert.Single(changed.Json["steps"]!.AsArray())!["attributes"]!.AsArray(), change => Assert.Equal("keywords", (string)change!["attribute"]!));
        Assert.Empty(drained);
        Assert.Equal(["keywords: 77378F46-2C66-4aa9-A6A6-3E7A48B19596", "keywords: Site=Quito"], await LdapsearchAsync(Dn, "keywords"));
        Assert.Equal(first, await LdapsearchAsync(Dn, "whenCreated", "objectGUID", "uSNCreated"));
    }

    [Fact]
    public async Task Retracted_it_leaves_nothing_behind_and_again_there_is_nothing_to_retract()
    {
        Lab.Require();
        (await ScpAsync("publish", "--force", "--site-scope", "none")).Ends(0);

        var retracted = (await ScpAsync("retract")).Ends(0);
        var again = (await ScpAsync("retract")).Ends(0);

        Assert.Contains("retracted: CN=CAS7", retracted.Output, StringComparison.Ordinal);
        Assert.Contains("nothing to retract", again.Output, StringComparison.Ordinal);
        Assert.Equal(["CN=CAS1", "CN=CAS2", "CN=CAS3", "CN=CAS4"], await BelowAsync(Servers));
    }

    [Fact]
    public async Task Who_has_no_right_is_told_which_one_and_the_printed_command_grants_all_that_is_needed()
    {
        Lab.Require();
        await using var account = new Account("svc-scp");
        await account.CreateAsync();
        await using var end = new Retraction();

        var refused = (await ScpAsAsync("svc-scp", "publish", "--force", "--site-scope", "Paris", "--json")).Ends(1);
        await account.GrantAsync((string)refused.Json["commands"]!.AsArray().Last()!);
        (await ScpAsAsync("svc-scp", "publish", "--force", "--site-scope", "Paris")).Ends(0);
        (await ScpAsAsync("svc-scp", "publish", "--force", "--site-scope", "Oslo")).Ends(0);
        (await ScpAsAsync("svc-scp", "retract", "--keep")).Ends(0);
        var retracted = (await ScpAsAsync("svc-scp", "retract", "--json")).Ends(0);

        Assert.Equal($"svc-scp@contoso.test may not create a container below {Servers}: an administrator can grant the right there", (string)refused.Json["failure"]!);
        Assert.Equal(4, retracted.Json["steps"]!.AsArray().Count);
        Assert.Empty(retracted.Json["notes"]!.AsArray());
    }

    [Fact]
    public async Task A_user_of_the_domain_changes_nothing()
    {
        Lab.Require();

        var refused = (await ScpAsAsync("anna", "publish", "--force", "--site-scope", "Paris")).Ends(1);

        Assert.Contains("anna@contoso.test may not create a container below CN=Servers,", refused.Error, StringComparison.Ordinal);
        Assert.Contains("  dsacls \"CN=Servers,", refused.Error, StringComparison.Ordinal);
        Assert.Equal(["CN=CAS1", "CN=CAS2", "CN=CAS3", "CN=CAS4"], await BelowAsync(Servers));
    }

    [Theory]
    [InlineData(new[] { "--cert", "hole" }, "not for cas7.contoso.test")]
    [InlineData(new[] { "--cert", "wrong" }, "not for cas7.contoso.test")]
    [InlineData(new[] { "--cert", "alone" }, "certificate is signed by itself")]
    [InlineData(new[] { "--cert-for", "cas7.contoso.test", "--html" }, "malformed answer")]
    [InlineData(new[] { "--cert-for", "cas7.contoso.test", "--no-pox" }, "404")]
    [InlineData(new[] { "--cert-for", "cas7.contoso.test", "--status", "503" }, "503")]
    [InlineData(new[] { "--cert-for", "cas7.contoso.test", "--redirect", "https://cas2.contoso.test/autodiscover/autodiscover.xml" }, "it redirects to https://cas2.contoso.test/")]
    [InlineData(new[] { "--cert-for", "cas7.contoso.test", "--silent" }, "no answer in 2 s")]
    public async Task A_CAS_that_clients_could_not_use_is_not_announced(string[] behaviour, string why)
    {
        Lab.Require();
        await Lab.SignAloneAsync("cas7.contoso.test");
        await using var name = await Lab.RecordAsync($"cas7.contoso.test 60 A {Address}");
        await using var cas = await CasAsync(behaviour);

        var refused = (await ScpAsync("publish", "--attempt-timeout", "2s")).Ends(1);

        Assert.Contains(why, refused.Output.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("not published: clients would be sent there: mend it, or give --force", refused.Output, StringComparison.Ordinal);
        Assert.Empty(await LdapsearchAsync(Dn, "keywords"));
    }

    [Fact]
    public async Task A_CAS_whose_certificate_expired_or_that_is_not_there_at_all_is_not_announced()
    {
        Lab.Require();
        await using var cas = await Lab.CasAsync("cas1", "--cert", "expired");

        var expired = (await ScpAsync("publish", "--internal-uri", "https://cas1.contoso.test/autodiscover/autodiscover.xml")).Ends(1);
        var absent = (await ScpAsync("publish", "--internal-uri", "https://cas2.contoso.test/autodiscover/autodiscover.xml")).Ends(1);
        var unknown = (await ScpAsync("publish")).Ends(1);

        Assert.Contains("expired", expired.Output, StringComparison.Ordinal);
        Assert.Contains("connection refused", absent.Output, StringComparison.Ordinal);
        Assert.Contains("cas7.contoso.test", unknown.Output, StringComparison.Ordinal);
        Assert.Empty(await LdapsearchAsync(Dn, "keywords"));
    }

    [Fact]
    public async Task With_an_address_its_settings_must_come_before_anything_is_announced()
    {
        Lab.Require();
        await using var name = await Lab.RecordAsync($"cas7.contoso.test 60 A {Address}");
        await using var cas = await CasAsync("--cert-for", "cas7.contoso.test");
        await using var end = new Retraction();

        var nobody = (await ScpAsync("publish", "--probe-address", "nobody@contoso.test")).Ends(1);
        var anna = (await ScpAsync("publish", "--probe-address", "anna@contoso.test")).Ends(0);

        Assert.Contains("500", nobody.Output, StringComparison.Ordinal);
        Assert.Contains("gives the settings; certificate until 20", anna.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forced_it_is_announced_all_the_same_and_that_is_said()
    {
        Lab.Require();
        await using var end = new Retraction();

        var forced = (await ScpAsync("publish", "--force", "--site-scope", "none")).Ends(0);

        Assert.Contains("forced: clients are sent there all the same (--force)", forced.Output, StringComparison.Ordinal);
        Assert.Equal(["keywords: 77378F46-2C66-4aa9-A6A6-3E7A48B19596"], await LdapsearchAsync(Dn, "keywords"));
    }

    [Fact]
    public async Task Two_that_publish_at_once_both_end_well()
    {
        Lab.Require();
        await using var end = new Retraction();

        var both = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ScpAsync("publish", "--force", "--site-scope", "Paris")));

        Assert.All(both, run => run.Ends(0));
        Assert.Equal(["keywords: 77378F46-2C66-4aa9-A6A6-3E7A48B19596", "keywords: Site=Paris"], await LdapsearchAsync(Dn, "keywords"));
    }

    [Fact]
    public async Task Verify_says_what_is_so_and_what_became_wrong()
    {
        Lab.Require();
        await using var name = await Lab.RecordAsync($"cas7.contoso.test 60 A {Address}");
        await using var end = new Retraction();
        var absent = (await ScpAsync("verify", "--json")).Ends(1);
        Run good, moved;
        await using (await CasAsync("--cert-for", "cas7.contoso.test"))
        {
            (await ScpAsync("publish")).Ends(0);
            good = (await ScpAsync("verify", "--json")).Ends(0);
            moved = (await InAsync("oslo", "svc-cas", "verify", "--json")).Ends(1);
        }

        var dead = (await ScpAsync("verify", "--json")).Ends(1);

        Assert.Equal(["scp.absent"], absent.Findings);
        Assert.Equal(["scp.present", "scp.site", "scp.endpoint"], good.Findings);
        Assert.Contains("scp.site-moved", moved.Findings);
        Assert.Contains("connection refused", (string)dead.Json["findings"]!.AsArray().Last()!["evidence"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Exchange_left_is_verified_as_it_is()
    {
        Lab.Require();
        await using var cas = await Lab.CasAsync("cas2");

        var run = (await InAsync("oslo", "anna", "verify", "--json", "--name", "CAS2")).Ends(0);

        Assert.Contains("scp.endpoint", run.Findings);
        Assert.DoesNotContain("scp.site-moved", run.Findings);
    }

    [Fact]
    public async Task A_pointer_is_published_followed_and_retracted()
    {
        Lab.Require();
        string[] pointer = ["--pointer", "LDAP://10.77.0.1"];
        try
        {
            var published = (await ScpRunAsync("administrator", "publish", [.. pointer, "--for-domain", "tailspin.test"])).Ends(0);
            var verified = (await ScpRunAsync("anna", "verify", [.. pointer, "--for-domain", "tailspin.test", "--json"])).Ends(0);
            var plan = await PlanAsync("paris", "anna@tailspin.test");
            var other = await PlanAsync("paris", "anna@contoso.test");

            Assert.Contains("published: CN=10.77.0.1,CN=Microsoft Exchange Autodiscover,", published.Output, StringComparison.Ordinal);
            Assert.Equal(["scp.present", "scp.pointer-target"], verified.Findings);
            Assert.Contains("scp.pointer-loop CN=10.77.0.1,CN=Microsoft Exchange Autodiscover,CN=Services,CN=Configuration,DC=contoso,DC=test", plan.FindingsWithSubjects);
            Assert.DoesNotContain("scp.pointer-loop", other.Findings);
        }
        finally
        {
            (await ScpRunAsync("administrator", "retract", pointer)).Ends(0);
        }

        Assert.Equal(["CN=partner.test"], await BelowAsync("CN=Microsoft Exchange Autodiscover,CN=Services,CN=Configuration,DC=contoso,DC=test"));
    }

    [Fact]
    public async Task With_a_Kerberos_ticket_no_password_is_needed()
    {
        Lab.Require();
        await using var end = new Retraction();
        var ticket = await Lab.TicketAsync("svc-cas");

        (await Lab.SignpostAsync("paris", ticket, "scp", "publish", "--name", "CAS7", "--domain", "contoso.test", "--force")).Ends(0);

        Assert.Equal(["keywords: 77378F46-2C66-4aa9-A6A6-3E7A48B19596", "keywords: Site=Paris"], await LdapsearchAsync(Dn, "keywords"));
    }

    private static Task<IAsyncDisposable> CasAsync(params string[] behaviour) => Lab.CasAsync("cas7", ["--at", Address, "--in", "paris", .. behaviour]);

    private static Task<Run> ScpAsync(string command, params string[] args) => ScpAsAsync("svc-cas", command, args);

    private static Task<Run> ScpAsAsync(string user, string command, params string[] args) => InAsync("paris", user, command, ["--name", "CAS7", .. args]);

    private static Task<Run> ScpRunAsync(string user, string command, string[] args) => RunAsync("paris", user, command, args);

    private static Task<Run> InAsync(string place, string user, string command, params string[] args) =>
        RunAsync(place, user, command, args.Contains("--name") ? args : ["--name", "CAS7", .. args]);

    private static Task<Run> RunAsync(string place, string user, string command, string[] args) => Lab.SignpostAsync(
        place, ["scp", command, "--directory", "ldap://dc1.contoso.test", "--user", $"{user}@contoso.test", "--password-file", Lab.PasswordFile(), .. args]);

    private static async Task<Run> PlanAsync(string place, string address) => (await Lab.SignpostAsync(
        place, "plan", address, "--json", "--directory", "ldap://dc1.contoso.test", "--user", "anna@contoso.test", "--password-file", Lab.PasswordFile())).Ends(0);

    /// <summary>Attributes of an object as OpenLDAP's client shows them, in order; nothing where it has none, or is not there.</summary>
    private static async Task<string[]> LdapsearchAsync(string dn, params string[] attributes)
    {
        var run = await Lab.InAsync(
            "paris", await Lab.TicketAsync("anna"),
            ["ldapsearch", "-LLL", "-o", "ldif-wrap=no", "-Y", "GSSAPI", "-Q", "-N", "-H", "ldap://dc1.contoso.test", "-s", "base", "-b", dn, "(objectClass=*)", .. attributes]);
        Assert.True(run.Exit is 0 or 32, run.Error);
        return [.. run.Output.Split('\n').Where(line => line is not "" && !line.StartsWith("dn:", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private static async Task<string[]> BelowAsync(string dn)
    {
        var run = await Lab.InAsync(
            "paris", await Lab.TicketAsync("anna"),
            "ldapsearch", "-LLL", "-o", "ldif-wrap=no", "-Y", "GSSAPI", "-Q", "-N", "-H", "ldap://dc1.contoso.test", "-s", "one", "-b", dn, "(objectClass=*)", "1.1");
        Assert.True(run.Exit == 0, run.Error);
        return [.. FirstRdn().Matches(run.Output).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex("^dn: ([^,]+),", RegexOptions.Multiline)]
    private static partial Regex FirstRdn();

    /// <summary>Lets the forest be as it was, however the test ends.</summary>
    private sealed class Retraction : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => (await ScpAsync("retract")).Ends(0);
    }

    /// <summary>An account that may nothing at first.</summary>
    private sealed class Account(string name) : IAsyncDisposable
    {
        private static readonly string[] Database = ["-H", Path.Combine(Lab.Folder, "private", "sam.ldb"), $"--configfile={Path.Combine(Lab.Folder, "smb.conf")}"];

        public async Task CreateAsync() => await ToolAsync(["samba-tool", "user", "create", name, Lab.Password, .. Database]);

        /// <summary>Runs a command as it was printed, for this account, on the lab's database.</summary>
        public async Task GrantAsync(string command)
        {
            var shown = await ToolAsync(["samba-tool", "user", "show", name, "--attributes=objectSid", .. Database]);
            var sid = shown.Output.Split('\n').Single(line => line.StartsWith("objectSid: ", StringComparison.Ordinal))["objectSid: ".Length..].Trim();
            await ToolAsync("bash", "-c", $"{command.Replace(";SID)", $";{sid})", StringComparison.Ordinal)} {string.Join(' ', Database)}");
        }

        public async ValueTask DisposeAsync() => await ToolAsync(["samba-tool", "user", "delete", name, .. Database]);

        private static async Task<Run> ToolAsync(params string[] command)
        {
            var run = await Lab.InAsync("dc", new Dictionary<string, string>(), command);
            Assert.True(run.Exit == 0, $"{string.Join(' ', command.Take(3))}: {run.Output}{run.Error}");
            return run;
        }
    }
}
