using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Signpost.Directory;
using Signpost.Tracing;
using Signpost.Transport;
using Trace = Signpost.Tracing.Trace;

namespace Signpost.Conformance.Directory;

/// <summary>Our LDAP client against a real Active Directory, inside the lab.</summary>
public sealed class LdapDirectoryTests
{
    private readonly Lab lab = Lab.Here();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(LdapSecurity.None)]
    [InlineData(LdapSecurity.StartTls)]
    [InlineData(LdapSecurity.Tls)]
    public async Task Nobody_may_read_the_root(LdapSecurity security)
    {
        await using var directory = await lab.OpenedAsync(lab.Server(security), new DirectoryLogon.Anonymous());

        Assert.Equal(Lab.Configuration, directory.RootDse.ConfigurationNamingContext);
        Assert.Equal("DC=contoso,DC=test", directory.RootDse.DefaultNamingContext);
        Assert.Equal(lab.Dc, directory.RootDse.DnsHostName, ignoreCase: true);
        Assert.Contains("GSSAPI", directory.RootDse.SaslMechanisms);
    }

    [Fact]
    public async Task Nobody_is_told_to_log_on_for_a_search()
    {
        await using var directory = await lab.OpenedAsync(lab.Server(), new DirectoryLogon.Anonymous());

        var failed = Assert.IsType<SearchOutcome.Failed>(await directory.SearchAsync(Lab.ScpSearch, Cancelled));

        Assert.Contains("--user", Assert.IsType<DirectoryFailure.BindRefused>(failed.Failure).Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LdapSecurity.Tls, LogonMechanism.Simple, "anna@contoso.test")]
    [InlineData(LdapSecurity.StartTls, LogonMechanism.Simple, "anna@contoso.test")]
    [InlineData(LdapSecurity.Tls, LogonMechanism.Simple, @"CONTOSO\anna")]
    [InlineData(LdapSecurity.None, LogonMechanism.Kerberos, "anna@contoso.test")]
    [InlineData(LdapSecurity.None, LogonMechanism.Kerberos, @"CONTOSO\anna")]
    [InlineData(LdapSecurity.None, LogonMechanism.Kerberos, "anna")]
    [InlineData(LdapSecurity.None, LogonMechanism.Ntlm, "anna@contoso.test")]
    [InlineData(LdapSecurity.None, LogonMechanism.Ntlm, @"CONTOSO\anna")]
    [InlineData(LdapSecurity.None, LogonMechanism.Auto, "anna@contoso.test")]
    [InlineData(LdapSecurity.Tls, LogonMechanism.Auto, "anna@contoso.test")]
    public async Task A_password_opens_the_directory(LdapSecurity security, LogonMechanism mechanism, string user)
    {
        await using var directory = await lab.OpenedAsync(lab.Server(security), lab.As(user, mechanism));

        var found = await Lab.FoundAsync(directory, Lab.ScpSearch);

        Assert.True(found.Entries.Length >= 4);
        Assert.All(found.Entries, scp => Assert.NotEmpty(scp.Values("keywords")));
    }

    // The runtime's own NTLM always asks to sign and seal, which Active Directory refuses within TLS; gss-ntlmssp can be told not to.
    // A strict Samba refuses both. Then what does work is named.
    [Theory]
    [InlineData(LdapSecurity.Tls, LogonMechanism.Kerberos, "anna@contoso.test")]
    [InlineData(LdapSecurity.StartTls, LogonMechanism.Kerberos, "anna@contoso.test")]
    [InlineData(LdapSecurity.Tls, LogonMechanism.Ntlm, "anna@contoso.test")]
    [InlineData(LdapSecurity.StartTls, LogonMechanism.Ntlm, @"CONTOSO\anna")]
    public async Task A_password_proved_by_tokens_within_tls_opens_the_directory_or_says_what_does(LdapSecurity security, LogonMechanism mechanism, string user)
    {
        var outcome = await lab.OpenAsync(lab.Server(security), lab.As(user, mechanism));

        await IsOpenedOrRefusedAsync(outcome, (mechanism, lab.IsStrict) switch
        {
            (LogonMechanism.Ntlm, _) when IsNtlmOurOwn => "give --bind kerberos or simple",
            (_, true) => "give --directory ldap://HOST without --starttls, or --bind simple",
            _ => null,
        });
    }

    [Fact]
    public async Task A_dn_and_a_password_open_the_directory_by_a_simple_bind()
    {
        string dn;
        await using (var directory = await lab.OpenedAsync(lab.Server(), lab.As("anna@contoso.test")))
        {
            dn = await DnOfAsync(directory, "anna");
        }

        await using var again = await lab.OpenedAsync(lab.Server(LdapSecurity.Tls), lab.As(dn));

        Assert.NotEmpty((await Lab.FoundAsync(again, Lab.ScpSearch)).Entries);
    }

    [Fact]
    public async Task A_password_is_not_sent_unprotected()
    {
        var trace = new Trace(TimeProvider.System, keepsWire: true);

        var refused = Assert.IsType<DirectoryFailure.BindRefused>(
            await lab.RefusedAsync(lab.Server(), lab.As("anna@contoso.test", LogonMechanism.Simple), lab.Options(trace)));

        Assert.Contains("--starttls", refused.Remedy, StringComparison.Ordinal);
        Assert.Empty(trace.Events);
    }

    [Theory]
    [InlineData(LdapSecurity.None)]
    [InlineData(LdapSecurity.StartTls)]
    [InlineData(LdapSecurity.Tls)]
    public async Task A_ticket_opens_the_directory(LdapSecurity security)
    {
        using var ticket = await lab.KinitAsync("anna");

        var outcome = await lab.OpenAsync(lab.Server(security), new DirectoryLogon.CurrentUser());

        await IsOpenedOrRefusedAsync(
            outcome, lab.IsStrict && security is not LdapSecurity.None ? "give --directory ldap://HOST without --starttls, or --bind simple" : null);
    }

    [Fact]
    public async Task Without_a_ticket_the_remedy_is_kinit()
    {
        using var none = NativeVariable.Set("KRB5CCNAME", $"FILE:{Path.Combine(Path.GetTempPath(), "no-such-cache")}");

        var refused = Assert.IsType<DirectoryFailure.BindRefused>(await lab.RefusedAsync(lab.Server(), new DirectoryLogon.CurrentUser()));

        Assert.Equal(("there is no Kerberos ticket", "run kinit, or give --user"), (refused.Reason, refused.Remedy));
    }

    [Fact]
    public async Task A_server_given_by_its_address_is_logged_on_at_by_its_name()
    {
        await using var directory = await lab.OpenedAsync(new LdapServer(lab.Address), lab.As("anna@contoso.test", LogonMechanism.Kerberos));

        Assert.NotEmpty((await Lab.FoundAsync(directory, Lab.ScpSearch)).Entries);
    }

    [Fact]
    public async Task A_server_given_by_an_alias_is_logged_on_at_by_its_name()
    {
        await using var directory = await lab.OpenedAsync(
            new LdapServer("dc9.contoso.test"), lab.As("anna@contoso.test", LogonMechanism.Kerberos), resolver: lab.Alias("dc9.contoso.test"));

        Assert.NotEmpty((await Lab.FoundAsync(directory, Lab.ScpSearch)).Entries);
    }

    [Theory]
    [InlineData(LdapSecurity.None, LogonMechanism.Auto, "the password of carla@CONTOSO.TEST is wrong")]
    [InlineData(LdapSecurity.None, LogonMechanism.Kerberos, "the password of carla@CONTOSO.TEST is wrong")]
    [InlineData(LdapSecurity.None, LogonMechanism.Ntlm, "the user or the password is wrong", @"CONTOSO\carla")]
    [InlineData(LdapSecurity.Tls, LogonMechanism.Auto, "the password of carla@CONTOSO.TEST is wrong")]
    [InlineData(LdapSecurity.Tls, LogonMechanism.Ntlm, "the user or the password is wrong", @"CONTOSO\carla")]
    [InlineData(LdapSecurity.Tls, LogonMechanism.Simple, "the user or the password is wrong")]
    public async Task A_wrong_password_is_offered_once(LdapSecurity security, LogonMechanism mechanism, string reason, string user = "carla@contoso.test")
    {
        await using var admin = await lab.OpenedAsync(lab.Server(LdapSecurity.Tls), lab.As("Administrator@contoso.test"));
        var carla = await DnOfAsync(admin, "carla");
        await ChangedAsync(admin, "DC=contoso,DC=test", AttributeChange.Replace("lockoutThreshold", "50"));     // else none is counted
        await ChangedAsync(admin, carla, AttributeChange.Replace("lockoutTime", "0"));
        try
        {
            var before = await BadPasswordsAsync(admin, carla);

            var refused = Assert.IsType<DirectoryFailure.BindRefused>(await lab.RefusedAsync(
                lab.Server(security), new DirectoryLogon.Password(user, new Secret("wrong"), mechanism)));

            Assert.True(reason == refused.Reason, refused.Reason);
            Assert.Equal("check --user and --password-file", refused.Remedy);
            Assert.Equal(before + 1, await BadPasswordsAsync(admin, carla));
        }
        finally
        {
            await ChangedAsync(admin, "DC=contoso,DC=test", AttributeChange.Replace("lockoutThreshold", "0"));
        }
    }

    [Fact]
    public async Task Where_no_kdc_answers_ntlm_is_tried()
    {
        using var nowhere = Lab.KdcAt("127.0.0.1:9");

        await using var directory = await lab.OpenedAsync(lab.Server(), lab.As("anna@contoso.test"));

        Assert.NotEmpty((await Lab.FoundAsync(directory, Lab.ScpSearch)).Entries);
    }

    [Fact]
    public async Task Where_no_kdc_answers_a_wrong_password_is_still_offered_once()
    {
        using var nowhere = Lab.KdcAt("127.0.0.1:9");
        var trace = new Trace(TimeProvider.System, keepsWire: true);

        Assert.IsType<DirectoryFailure.BindRefused>(await lab.RefusedAsync(
            lab.Server(LdapSecurity.Tls), new DirectoryLogon.Password("carla@contoso.test", new Secret("wrong")), lab.Options(trace)));

        Assert.DoesNotContain(trace.Events.OfType<WireExchanged>(), exchange => exchange.Sent.StartsWith("bind simple", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_kdc_that_is_dead_holds_nobody_beyond_the_time_out()
    {
        using var dead = Lab.KdcAt("10.77.1.99");
        var watch = Stopwatch.StartNew();

        var late = Assert.IsType<DirectoryFailure.TimedOut>(await lab.RefusedAsync(
            lab.Server(), lab.As("anna@contoso.test", LogonMechanism.Kerberos), lab.Options() with { Timeout = TimeSpan.FromSeconds(1) }));

        Assert.Equal("the logon", late.Doing);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 2);
    }

    [Fact]
    public async Task An_unknown_authority_is_not_trusted()
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var ca = X509CertificateLoader.LoadCertificateFromFile(lab.CaFile);
        Assert.SkipWhen(chain.Build(ca), "the platform trusts the lab's CA: run this by lab/in paris env -u SSL_CERT_FILE ...");

        var failure = await lab.RefusedAsync(lab.Server(LdapSecurity.Tls), lab.As("anna@contoso.test"), new LdapOptions());

        Assert.Equal([TlsFault.UnknownIssuer], Assert.IsType<DirectoryFailure.Untrusted>(failure).Verdict.Faults);
        Assert.EndsWith("give the issuing authority with --ca", failure.Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LdapSecurity.Tls)]
    [InlineData(LdapSecurity.StartTls)]
    public async Task A_name_that_is_not_in_the_certificate_is_not_trusted(LdapSecurity security)
    {
        var failure = await lab.RefusedAsync(
            new LdapServer("dc9.contoso.test", null, security), lab.As("anna@contoso.test"), resolver: lab.Alias("dc9.contoso.test"));

        Assert.Equal([TlsFault.NameMismatch], Assert.IsType<DirectoryFailure.Untrusted>(failure).Verdict.Faults);
        Assert.Contains($"certificate is for {lab.Dc}", failure.Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LdapSecurity.None, "the question for its rootDSE")]
    [InlineData(LdapSecurity.StartTls, "StartTLS")]
    [InlineData(LdapSecurity.Tls, "TLS")]
    public async Task A_silent_server_costs_the_time_out(LdapSecurity security, string doing)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var server = new LdapServer("127.0.0.1", ((IPEndPoint)silent.LocalEndpoint).Port, security);
        var watch = Stopwatch.StartNew();

        var failure = await lab.RefusedAsync(server, new DirectoryLogon.Anonymous(), lab.Options() with { Timeout = TimeSpan.FromSeconds(1) });

        Assert.Equal(new DirectoryFailure.TimedOut(server.ToString(), doing, TimeSpan.FromSeconds(1)), failure);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 2);
    }

    [Fact]
    public async Task A_closed_port_is_refused_at_once()
    {
        var failure = await lab.RefusedAsync(new LdapServer("127.0.0.1", 9), new DirectoryLogon.Anonymous());

        Assert.Equal("ldap://127.0.0.1:9: connection refused (127.0.0.1:9)", failure.Describe());
    }

    [Fact]
    public async Task The_service_account_adds_changes_and_deletes_an_scp()
    {
        const string Dn = "CN=Autodiscover-test,CN=CAS1," + Lab.Servers;
        await using var directory = await lab.OpenedAsync(lab.Server(), lab.As("svc-cas@contoso.test"));
        var scp = new DirectoryEntry(Dn, [
            new("objectClass", [new OctetString("serviceConnectionPoint")]),
            new("keywords", [new OctetString("77378F46-2C66-4aa9-A6A6-3E7A48B19596"), new OctetString("Site=Paris")]),
            new("serviceBindingInformation", [new OctetString("https://cas9.contoso.test/autodiscover/autodiscover.xml")])]);

        Assert.IsType<WriteOutcome.Done>(await directory.AddAsync(scp, Cancelled));
        var twice = Assert.IsType<WriteOutcome.Failed>(await directory.AddAsync(scp, Cancelled));
        Assert.IsType<WriteOutcome.Done>(await directory.ModifyAsync(Dn, [AttributeChange.Replace("keywords", "Site=Oslo")], Cancelled));
        var changed = await Lab.FoundAsync(directory, new DirectorySearch(Dn, SearchScope.Base, LdapFilter.Has("objectClass"), ["keywords"]));
        Assert.IsType<WriteOutcome.Done>(await directory.DeleteAsync(Dn, Cancelled));
        var gone = await directory.SearchAsync(new DirectorySearch(Dn, SearchScope.Base, LdapFilter.Has("objectClass"), []), Cancelled);

        Assert.Equal(68, Assert.IsType<DirectoryFailure.Refused>(twice.Failure).ResultCode);
        Assert.Equal(["Site=Oslo"], changed.Entries.Single().Texts("keywords"));
        Assert.Equal(32, Assert.IsType<DirectoryFailure.Refused>(Assert.IsType<SearchOutcome.Failed>(gone).Failure).ResultCode);
    }

    [Fact]
    public async Task A_user_may_not_add_an_scp()
    {
        await using var directory = await lab.OpenedAsync(lab.Server(), lab.As("anna@contoso.test"));

        var failed = Assert.IsType<WriteOutcome.Failed>(await directory.AddAsync(
            new DirectoryEntry("CN=Autodiscover-anna,CN=CAS1," + Lab.Servers, [new("objectClass", [new OctetString("serviceConnectionPoint")])]), Cancelled));

        Assert.Equal(50, Assert.IsType<DirectoryFailure.Refused>(failed.Failure).ResultCode);
        Assert.Contains("answered insufficientAccessRights (50): ", failed.Failure.Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LdapSecurity.None)]
    [InlineData(LdapSecurity.Tls)]
    public async Task Pages_of_two_find_as_much_as_one_page(LdapSecurity security)
    {
        var trace = new Trace(TimeProvider.System, keepsWire: true);
        await using var large = await lab.OpenedAsync(lab.Server(security), lab.As("anna@contoso.test"));
        await using var small = await lab.OpenedAsync(lab.Server(security), lab.As("anna@contoso.test"), lab.Options(trace) with { PageSize = 2 });
        var people = new DirectorySearch("DC=contoso,DC=test", SearchScope.Subtree, LdapFilter.Is("objectClass", "person"), ["cn", "objectGUID"]);

        var all = await Lab.FoundAsync(large, people);
        var paged = await Lab.FoundAsync(small, people);

        Assert.True(all.Entries.Length > 6);
        Assert.Equal(all.Entries.Select(one => one.DistinguishedName).Order(), paged.Entries.Select(one => one.DistinguishedName).Order());
        Assert.All(paged.Entries, one => Assert.Equal(16, Assert.Single(one.Values("objectGUID")).Span.Length));
        Assert.Contains(
            trace.Events.OfType<WireExchanged>(),
            page => page.Sent.EndsWith("page=2 continued", StringComparison.Ordinal) && page.Received.StartsWith("2 entries", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_search_that_found_enough_ends_and_the_connection_goes_on()
    {
        await using var directory = await lab.OpenedAsync(lab.Server(), lab.As("anna@contoso.test"), lab.Options() with { PageSize = 2 });
        var people = new DirectorySearch("DC=contoso,DC=test", SearchScope.Subtree, LdapFilter.Is("objectClass", "person"), ["cn"]);

        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(3, (await Lab.FoundAsync(directory, people with { Most = 3 })).Entries.Length);
        }

        Assert.True((await Lab.FoundAsync(directory, people)).Entries.Length > 6);
    }

    [Theory]
    [InlineData(LdapSecurity.None)]
    [InlineData(LdapSecurity.Tls)]
    public async Task Twenty_searches_share_a_connection(LdapSecurity security)
    {
        await using var directory = await lab.OpenedAsync(lab.Server(security), lab.As("anna@contoso.test"));
        var expected = (await Lab.FoundAsync(directory, Lab.ScpSearch)).Entries.Length;

        var found = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Lab.FoundAsync(directory, Lab.ScpSearch)));

        Assert.All(found, one => Assert.Equal(expected, one.Entries.Length));
    }

    private static bool IsNtlmOurOwn => AppContext.TryGetSwitch("System.Net.Security.UseManagedNtlm", out var isManaged) && isManaged;

    private static async Task IsOpenedOrRefusedAsync(OpenOutcome outcome, string? remedy)
    {
        if (remedy is not null)
        {
            Assert.Equal(remedy, Assert.IsType<DirectoryFailure.BindRefused>(Assert.IsType<OpenOutcome.Failed>(outcome).Failure).Remedy);
            return;
        }

        Assert.True(outcome is OpenOutcome.Opened, (outcome as OpenOutcome.Failed)?.Failure.Describe());
        await using var directory = (LdapDirectory)((OpenOutcome.Opened)outcome).Directory;
        Assert.NotEmpty((await Lab.FoundAsync(directory, Lab.ScpSearch)).Entries);
    }

    private static async Task<string> DnOfAsync(LdapDirectory directory, string account) => (await Lab.FoundAsync(
        directory,
        new DirectorySearch("DC=contoso,DC=test", SearchScope.Subtree, LdapFilter.Is("sAMAccountName", account), ["cn"]))).Entries.Single().DistinguishedName;

    private static async Task<int> BadPasswordsAsync(LdapDirectory directory, string dn) => int.Parse(
        (await Lab.FoundAsync(directory, new DirectorySearch(dn, SearchScope.Base, LdapFilter.Has("objectClass"), ["badPwdCount"])))
            .Entries.Single().Text("badPwdCount") ?? "0",
        System.Globalization.CultureInfo.InvariantCulture);

    private static async Task ChangedAsync(LdapDirectory directory, string dn, AttributeChange change) =>
        Assert.IsType<WriteOutcome.Done>(await directory.ModifyAsync(dn, [change], Cancelled));
}
