using Signpost.Directory;
using Signpost.Dns;
using Signpost.Transport;

namespace Signpost.Conformance.Discovery;

/// <summary>The order of the SCPs from every place of a real forest, by every logon.</summary>
public sealed class PlanOnTheLabTests
{
    private const string Servers =
        "CN=Servers,CN=Exchange Administrative Group (FYDIBOHF23SPDLT),CN=Administrative Groups,CN=Contoso,CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=contoso,DC=test";

    [Theory]
    [InlineData("paris", "cas1 cas4 cas3 cas2")]
    [InlineData("oslo", "cas2 cas3 cas1 cas4")]
    [InlineData("lima", "cas3 cas1 cas2 cas4")]
    [InlineData("quito", "cas3 cas1 cas2 cas4")]
    [InlineData("roam", "cas3 cas1 cas2 cas4")]
    public async Task With_a_Kerberos_ticket_each_place_has_its_own_order(string place, string order)
    {
        Lab.Require();
        var ticket = await Lab.TicketAsync("anna");

        var run = await Lab.SignpostAsync(place, ticket, "plan", "anna@contoso.test", "--json");

        Assert.Equal(order, run.Ends(0).ScpHosts);
    }

    [Theory]
    [InlineData("kerberos", "ldap://dc1.contoso.test")]
    [InlineData("kerberos", "ldaps://dc1.contoso.test")]
    [InlineData("ntlm", "ldap://dc1.contoso.test")]
    [InlineData("simple", "ldaps://dc1.contoso.test")]
    [InlineData("auto", "ldap://dc1.contoso.test")]
    public async Task With_a_password_every_logon_gives_the_same_order(string bind, string directory)
    {
        Lab.Require();

        var run = await Lab.SignpostAsync(
            "oslo", "plan", "anna@contoso.test", "--json", "--directory", directory, "--bind", bind, "--user", "anna@contoso.test", "--password-file", Lab.PasswordFile());

        Assert.Equal("cas2 cas3 cas1 cas4", run.Ends(0).ScpHosts);
    }

    [Fact]
    public async Task Where_a_logon_does_not_work_the_line_says_what_does()
    {
        Lab.Require();

        var run = await Lab.SignpostAsync(
            "oslo", "scp", "list", "--json", "--directory", "ldaps://dc1.contoso.test", "--bind", "ntlm", "--user", "anna@contoso.test", "--password-file", Lab.PasswordFile());

        Assert.Contains("--bind kerberos", (string)run.Ends(1).Json["steps"]![0]!["nothing"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_StartTLS_the_password_itself_may_go()
    {
        Lab.Require();

        var run = await Lab.SignpostAsync(
            "lima", "plan", "anna@contoso.test", "--json", "--directory", "ldap://dc1.contoso.test", "--starttls", "--bind", "simple",
            "--user", "CONTOSO\\anna", "--password-file", Lab.PasswordFile());

        Assert.Equal("cas3 cas1 cas2 cas4", run.Ends(0).ScpHosts);
    }

    [Theory]
    [InlineData("paris", "Paris", "ping")]
    [InlineData("oslo", "Oslo", "ping")]
    [InlineData("lima", "Lima", "ping")]
    [InlineData("quito", "Quito", "ping")]
    public async Task The_domain_controller_says_where_a_place_is(string place, string site, string origin)
    {
        Lab.Require();
        var ticket = await Lab.TicketAsync("anna");

        var run = await Lab.SignpostAsync(place, ticket, "site", "--json");

        Assert.Equal((site, origin), ((string)run.Ends(0).Json["site"]!["name"]!, (string)run.Json["site"]!["origin"]!));
    }

    [Fact]
    public async Task A_client_in_no_subnet_has_no_site_and_a_finding_says_so()
    {
        Lab.Require();
        var ticket = await Lab.TicketAsync("anna");

        var run = await Lab.SignpostAsync("roam", ticket, "site", "--json");

        Assert.Equal("unknown", (string)run.Ends(1).Json["site"]!["origin"]!);
        Assert.Contains("site.unknown", run.Findings);
    }

    [Fact]
    public async Task Where_the_ping_by_UDP_vanishes_it_goes_over_TCP()
    {
        Lab.Require();
        var ticket = await Lab.TicketAsync("anna");
        await using var dark = await Lab.DarkAsync("dc", Dc, "--port", "389", "--protocol", "udp");

        var run = await Lab.SignpostAsync("oslo", ticket, "plan", "anna@contoso.test", "--json");

        Assert.Equal("cas2 cas3 cas1 cas4", run.Ends(0).ScpHosts);
        Assert.Equal("ping", (string)run.Json["site"]!["origin"]!);
    }

    [Fact]
    public async Task Near_sites_come_first_when_asked_for()
    {
        Lab.Require();
        var ticket = await Lab.TicketAsync("anna");

        var run = await Lab.SignpostAsync("paris", ticket, "plan", "anna@contoso.test", "--json", "--nearest");

        Assert.Equal("cas1 cas4 cas2 cas3", run.Ends(0).ScpHosts);
    }

    [Fact]
    public async Task What_is_written_through_our_own_client_is_in_the_next_plan()
    {
        Lab.Require();
        var ticket = await Lab.TicketAsync("anna");
        await using var directory = await AsCasAccountAsync();
        var dn = $"CN=CAS9,{Servers}";
        var keywords = (string[])["77378F46-2C66-4aa9-A6A6-3E7A48B19596", "Site=Oslo"];
        try
        {
            Assert.IsType<WriteOutcome.Done>(await directory.AddAsync(
                Entry(dn, ("objectClass", ["serviceConnectionPoint"]), ("keywords", keywords),
                    ("serviceBindingInformation", ["https://cas9.contoso.test/autodiscover/autodiscover.xml"])),
                TestContext.Current.CancellationToken));
            Assert.Equal("cas2 cas9 cas3 cas1 cas4", (await Lab.SignpostAsync("oslo", ticket, "plan", "anna@contoso.test", "--json")).ScpHosts);

            Assert.IsType<WriteOutcome.Done>(await directory.ModifyAsync(
                dn, [AttributeChange.Replace("keywords", keywords[0], "Site=Quito")], TestContext.Current.CancellationToken));
            Assert.Equal("cas9 cas3 cas1 cas2 cas4", (await Lab.SignpostAsync("quito", ticket, "plan", "anna@contoso.test", "--json")).ScpHosts);

            Assert.IsType<WriteOutcome.Done>(await directory.ModifyAsync(
                dn, [AttributeChange.Replace("serviceBindingInformation")], TestContext.Current.CancellationToken));
            var emptied = await Lab.SignpostAsync("quito", ticket, "plan", "anna@contoso.test", "--json");
            Assert.Equal("cas3 cas1 cas2 cas4", emptied.ScpHosts);
            Assert.Contains("scp.empty", emptied.Findings);
        }
        finally
        {
            Assert.IsType<WriteOutcome.Done>(await directory.DeleteAsync(dn, TestContext.Current.CancellationToken));
        }

        Assert.Equal("cas3 cas1 cas2 cas4", (await Lab.SignpostAsync("quito", ticket, "plan", "anna@contoso.test", "--json")).ScpHosts);
    }

    [Fact]
    public async Task An_export_of_the_forest_gives_the_same_plan_offline()
    {
        Lab.Require();
        var ticket = await Lab.TicketAsync("anna");
        var export = Path.Combine(Lab.Folder, "forest.ldif");
        var search = await Lab.InAsync(
            "paris", ticket, "ldapsearch", "-LLL", "-Y", "GSSAPI", "-Q", "-N", "-H", "ldap://dc1.contoso.test", "-b", "CN=Configuration,DC=contoso,DC=test",
            "(|(objectClass=serviceConnectionPoint)(objectClass=site)(objectClass=subnet)(objectClass=siteLink)(objectClass=interSiteTransport))");
        await File.WriteAllTextAsync(export, search.Output, TestContext.Current.CancellationToken);

        var run = await Lab.SignpostAsync("roam", "plan", "anna@contoso.test", "--json", "--directory", export, "--client-address", "10.77.1.200");

        Assert.Equal("cas2 cas3 cas1 cas4", run.Ends(0).ScpHosts);
        Assert.Equal(("Oslo", "subnet"), ((string)run.Json["site"]!["name"]!, (string)run.Json["site"]!["origin"]!));
    }

    private static string Dc => Environment.GetEnvironmentVariable("SIGNPOST_LAB_DC_IP")!;

    private static async Task<LdapDirectory> AsCasAccountAsync()
    {
        var options = new LdapOptions { Trust = TlsTrust.FromPemFile(Path.Combine(Lab.Folder, "ca", "ca.pem")) };
        var opening = await LdapDirectory.OpenAsync(
            new LdapServer("dc1.contoso.test"), new DirectoryLogon.Password("svc-cas@contoso.test", new Secret(Lab.Password)), options,
            new NetworkResolver(), TimeProvider.System, TestContext.Current.CancellationToken);
        return (LdapDirectory)Assert.IsType<OpenOutcome.Opened>(opening).Directory;
    }

    private static DirectoryEntry Entry(string dn, params (string Name, string[] Values)[] attributes) => new(
        dn, attributes.Select(attribute => KeyValuePair.Create(
            attribute.Name, (System.Collections.Immutable.ImmutableArray<OctetString>)[.. attribute.Values.Select(value => new OctetString(value))])));
}
