using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Doctor.Clients;
using Signpost.Logon;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Doctor.Clients;

/// <summary>Where each client ends, in the situations where they part ways.</summary>
public sealed class ClientReplayTests
{
    [Theory]
    [InlineData("outlook2007", "https://a.hosting.test/autodiscover/autodiscover.xml", "names port 8443 of a.hosting.test: port 443 is asked all the same")]
    [InlineData("ews-managed-api", null, "names port 8443 of a.hosting.test: the record is dropped")]
    [InlineData("exchangelib", null, "names port 8443 of a.hosting.test: the record is dropped")]
    [InlineData("evolution", null, "names port 8443 of a.hosting.test: the record is dropped")]
    public async Task An_SRV_record_of_port_8443(string client, string? url, string warning)
    {
        var facts = new LiteralFacts().Cas("https://a.hosting.test").Cas("https://a.hosting.test:8443");

        var verdict = await Replay.RunAsync(client, facts, Replay.Service(new SrvRecord(0, 0, 8443, "a.hosting.test")));

        Assert.Equal(url, verdict.Url?.AbsoluteUri);
        Assert.Single(verdict.Warnings, said => said.Text == $"{Replay.ServiceName} {warning}");
    }

    [Theory]
    [InlineData("outlook2007", "a.hosting.test")]
    [InlineData("evolution", "a.hosting.test")]
    [InlineData("ews-managed-api", "a.hosting.test")]
    [InlineData("exchangelib", "b.hosting.test")]
    public async Task Of_two_SRV_records_exchangelib_takes_the_last_resort(string client, string host)
    {
        var facts = new LiteralFacts().Cas("https://a.hosting.test").Cas("https://b.hosting.test");

        var verdict = await Replay.RunAsync(client, facts, Replay.Service(new SrvRecord(10, 0, 443, "a.hosting.test"), new SrvRecord(20, 0, 443, "b.hosting.test")));

        Assert.Equal(host, verdict.Url!.Host);
        Assert.Contains(verdict.Warnings, warning => warning.Text.Contains("has 2 records", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_second_SRV_target_is_not_asked_where_the_first_is_dead()
    {
        var facts = new LiteralFacts().Silent("https://b.hosting.test").Cas("https://a.hosting.test");

        var verdict = await Replay.RunAsync("exchangelib", facts, Replay.Service(new SrvRecord(10, 0, 443, "a.hosting.test"), new SrvRecord(20, 0, 443, "b.hosting.test")));

        Assert.Null(verdict.Url);
        Assert.DoesNotContain(facts.Asked, asked => asked.Url.Host is "a.hosting.test");
    }

    [Theory]
    [InlineData("exchangelib", "autodiscover.contoso.test")]
    [InlineData("outlook2016", "contoso.test")]
    public async Task A_host_with_IPv6_only_is_not_there_for_exchangelib(string client, string host)
    {
        var facts = new LiteralFacts().Cas(Replay.Apex).Cas(Replay.Own);

        var verdict = await Replay.RunAsync(client, facts, Replay.Hosts().Host("contoso.test", "2001:db8::1"));

        Assert.Equal(host, verdict.Url!.Host);
        Assert.Equal(client is "exchangelib", verdict.Warnings.Any(warning => warning.Text.Contains("IPv6", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nor_is_one_that_a_redirect_names_with_its_port()
    {
        var facts = new LiteralFacts().Redirects(Replay.Plain + Replay.Svc, "https://contoso.test:8443" + Replay.Svc).Cas("https://contoso.test:8443");

        var verdict = await Replay.RunAsync("exchangelib", facts);

        Assert.Null(verdict.Url);
        Assert.Contains(verdict.Path, place => place.Met == "no A record has the name contoso.test:8443");
    }

    [Theory]
    [InlineData("exchangelib", "ends the search: no logon is offered that it knows", null)]
    [InlineData("outlook2007", "has asked there before; goes on", "autodiscover.contoso.test")]
    [InlineData("ews-managed-api", "ends the search: too many redirects, more than 10", null)]
    public async Task A_redirect_to_itself(string client, string makes, string? host)
    {
        var facts = new LiteralFacts().Redirects(Replay.Apex + Replay.Svc, Replay.Apex + Replay.Svc).Redirects(Replay.Apex + Replay.Xml, Replay.Apex + Replay.Xml).Cas(Replay.Own);

        var verdict = await Replay.RunAsync(client, facts);

        Assert.Contains(verdict.Path, place => place.Makes == makes);
        Assert.Equal(host, verdict.Url?.Host);
    }

    [Fact]
    public async Task Evolution_goes_round_until_there_are_too_many_redirects()
    {
        var facts = new LiteralFacts().Redirects(Replay.Own, Replay.Mail + Replay.Xml).Redirects(Replay.Mail, Replay.Own + Replay.Xml);

        var verdict = await Replay.RunAsync("evolution", facts);

        Assert.Null(verdict.Url);
        Assert.Contains(verdict.Path, place => place.Makes.StartsWith("too many redirects", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_chain_of_redirects_is_followed_as_far_as_the_client_counts()
    {
        var facts = new LiteralFacts();
        for (var n = 0; n < 12; n++)
        {
            facts.Redirects(n is 0 ? Replay.Own : $"https://h{n}.contoso.test", $"https://h{n + 1}.contoso.test{Replay.Xml}");
        }

        facts.Cas("https://h12.contoso.test");

        Assert.Equal("h12.contoso.test", (await Replay.RunAsync("evolution", facts)).Url!.Host);
        Assert.Equal("too many redirects, more than 10", (await Replay.RunAsync("outlook2007", facts)).Why);
    }

    [Theory]
    [InlineData("outlook2007", false)]
    [InlineData("exchangelib", false)]
    [InlineData("ews-managed-api", true)]
    [InlineData("evolution", true)]
    public async Task HTTP_303_is_followed_by_some(string client, bool isFollowed)
    {
        var facts = new LiteralFacts().Redirects(Replay.Apex, Replay.Mail + Replay.Xml, 303).Redirects(Replay.Own, Replay.Mail + Replay.Xml, 303).Cas(Replay.Mail);

        Assert.Equal(isFollowed, (await Replay.RunAsync(client, facts)).Url is not null);
    }

    [Fact]
    public async Task A_redirect_to_the_same_address_fails_the_URL_for_Outlook()
    {
        var verdict = await Replay.RunAsync("outlook2007", new LiteralFacts().RedirectsAddress(Replay.Apex, "ada@contoso.test").Cas(Replay.Own));

        Assert.Equal("autodiscover.contoso.test", verdict.Url!.Host);
    }

    [Fact]
    public async Task The_servers_of_another_address_are_asked_for_that_address()
    {
        var facts = new LiteralFacts().RedirectsAddress(Replay.Apex, "ada@fabrikam.test").Cas("https://fabrikam.test");

        var verdict = await Replay.RunAsync("outlook2007", facts);

        Assert.Equal("fabrikam.test", verdict.Url!.Host);
        Assert.All(facts.Asked.Zip(facts.AskedFor), asked => Assert.EndsWith(asked.Second.Domain, asked.First.Url.Host, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("outlook2007")]
    [InlineData("outlook2016")]
    [InlineData("ews-managed-api")]
    [InlineData("exchangelib")]
    [InlineData("evolution")]
    public async Task Nothing_is_asked_in_a_top_level_domain_whatever_a_redirect_says(string client)
    {
        var facts = new LiteralFacts().RedirectsAddress(Replay.Apex, "ada@test").RedirectsAddress(Replay.Own, "ada@test").Cas("https://test").Cas("https://autodiscover.test");

        await Replay.RunAsync(client, facts);

        Assert.NotEmpty(facts.Asked);
        Assert.All(facts.Asked, asked => Assert.EndsWith("contoso.test", asked.Url.Host, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(503)]
    public async Task A_first_answer_without_an_offer_of_a_logon_ends_the_search_of_exchangelib_and_of_nobody_else(int status)
    {
        var facts = new LiteralFacts().Status(Replay.Apex, status).Cas(Replay.Own);

        var verdict = await Replay.RunAsync("exchangelib", facts);

        Assert.Null(verdict.Url);
        Assert.Equal("an answer offered no logon that it knows", verdict.Why);
        foreach (var client in ClientProfile.All.Where(client => client.Name is not "exchangelib"))
        {
            Assert.Equal("autodiscover.contoso.test", (await Replay.RunAsync(client.Name, facts)).Url!.Host);
        }
    }

    [Theory]
    [InlineData("InternalServerError", true)]
    [InlineData("ServerBusy", true)]
    [InlineData("InvalidUser", false)]
    public async Task An_error_ends_the_search_of_exchangelib_unless_it_passes(string code, bool goesOn)
    {
        var verdict = await Replay.RunAsync("exchangelib", new LiteralFacts().Error(Replay.Apex, code).Cas(Replay.Own));

        Assert.Equal(goesOn, verdict.Url is not null);
    }

    [Fact]
    public async Task It_is_a_circle_to_exchangelib()
    {
        var verdict = await Replay.RunAsync("exchangelib", new LiteralFacts().RedirectsAddress(Replay.Apex, "ADA@contoso.test").Cas(Replay.Own));

        Assert.Null(verdict.Url);
        Assert.Equal("the redirects to addresses go in a circle: ADA@contoso.test", verdict.Why);
    }

    [Fact]
    public async Task The_EWS_Managed_API_leaves_the_SCPs_out_and_begins_again()
    {
        var facts = new LiteralFacts().RedirectsAddress("https://cas1.contoso.test", "ada@contoso.test").Cas(Replay.Apex);

        var verdict = await Replay.RunAsync("ews-managed-api", facts, Replay.In(scps: Replay.Scp("cas1", 1, "Berlin")));

        Assert.Equal("contoso.test", verdict.Url!.Host);
        Assert.Contains(verdict.Path, place => place.Step.Kind is StepKind.Scp && place.Met is "left out");
    }

    [Fact]
    public async Task And_gives_up_in_a_circle_without_SCPs()
    {
        var verdict = await Replay.RunAsync("ews-managed-api", new LiteralFacts().RedirectsAddress(Replay.Apex, "ada@contoso.test"));

        Assert.Equal("too many redirects", verdict.Why);
    }

    [Theory]
    [InlineData("outlook2007")]
    [InlineData("exchangelib")]
    [InlineData("evolution")]
    [InlineData("ews-managed-api")]
    public async Task Another_address_is_searched_from_the_beginning(string client)
    {
        var facts = new LiteralFacts().RedirectsAddress(Replay.Own, "ada@fabrikam.test").RedirectsAddress(Replay.Apex, "ada@fabrikam.test").Cas("https://fabrikam.test");

        var verdict = await Replay.RunAsync(client, facts);

        Assert.Equal("fabrikam.test", verdict.Url!.Host);
        Assert.Equal("ada@fabrikam.test", verdict.Path[^1].Address.ToString());
    }

    [Theory]
    [InlineData("outlook2007", ".xml")]
    [InlineData("ews-managed-api", ".xml")]
    [InlineData("exchangelib", ".svc")]
    public async Task Over_plain_http_each_asks_at_the_path_of_its_dialect(string client, string extension)
    {
        var facts = new LiteralFacts().Redirects(Replay.Plain + "/autodiscover/autodiscover" + extension, Replay.Mail + "/autodiscover/autodiscover.xml").OldCas(Replay.Mail);

        var verdict = await Replay.RunAsync(client, facts);

        Assert.Equal(client is "exchangelib" ? null : "mail.contoso.test", verdict.Url?.Host);      // it speaks SOAP to the .xml that was named
        Assert.Contains(facts.Asked, asked => asked.Url.AbsoluteUri == Replay.Plain + "/autodiscover/autodiscover" + extension);
    }

    [Fact]
    public async Task A_port_80_that_redirects_svc_to_svc_serves_exchangelib()
    {
        var facts = new LiteralFacts().Redirects(Replay.Plain + Replay.Svc, Replay.Mail + Replay.Svc).Cas(Replay.Mail);

        Assert.Equal(Replay.Mail + Replay.Svc, (await Replay.RunAsync("exchangelib", facts)).Url!.AbsoluteUri);
    }

    [Theory]
    [InlineData("https://mail.contoso.test/owa", "does not follow to a path that is not Autodiscover's; goes on")]
    [InlineData("http://mail.contoso.test/autodiscover/autodiscover.xml", "does not follow to anything but https; goes on")]
    public async Task Outlook_does_not_take_every_redirect_from_plain_http(string location, string makes)
    {
        var verdict = await Replay.RunAsync("outlook2007", new LiteralFacts().Redirects(Replay.Plain, location).Cas(Replay.Mail));

        Assert.Null(verdict.Url);
        Assert.Contains(verdict.Path, place => place.Makes == makes);
    }

    [Fact]
    public async Task Plain_http_that_answers_200_is_nothing()
    {
        var verdict = await Replay.RunAsync("outlook2007", new LiteralFacts().Cas(Replay.Plain));

        Assert.Null(verdict.Url);
    }

    [Fact]
    public async Task With_an_unknown_site_the_EWS_Managed_API_drops_every_SCP_and_Outlook_none()
    {
        var facts = new LiteralFacts().Cas("https://cas1.contoso.test").Cas("https://cas2.contoso.test").Cas(Replay.Apex);
        var input = Replay.In(scps: [Replay.Scp("cas2", 2), Replay.Scp("cas1", 1, "Lyon")]) with { Site = null };

        Assert.Equal("cas1.contoso.test", (await Replay.RunAsync("outlook2007", facts, input)).Url!.Host);
        var verdict = await Replay.RunAsync("ews-managed-api", facts, input);
        Assert.Equal("contoso.test", verdict.Url!.Host);
        Assert.Equal("source of the EWS Managed API", Assert.Single(verdict.Warnings).Rule.Source);
    }

    [Theory]
    [InlineData("outlook2007", 10)]
    [InlineData("outlook2016", 10)]
    public async Task An_SCP_that_is_dead_in_site_leads_out_of_site_oldest_first(string client, int seconds)
    {
        var facts = new LiteralFacts().Silent("https://cas1.contoso.test").Cas("https://cas2.contoso.test").Cas("https://cas3.contoso.test");

        var verdict = await Replay.RunAsync(client, facts, Replay.In(scps: [Replay.Scp("cas2", 7, "Lyon"), Replay.Scp("cas3", 3, "Lyon"), Replay.Scp("cas1", 9, "Berlin")]));

        Assert.Equal("cas3.contoso.test", verdict.Url!.Host);
        Assert.Equal(seconds, verdict.Lost.TotalSeconds);
    }

    [Fact]
    public async Task The_EWS_Managed_API_keeps_the_directorys_order_but_for_siteless_SCPs()
    {
        var scps = new[]
        {
            Replay.Scp("far2", 2, "Lyon"), Replay.Scp("none1", 3), Replay.Scp("near2", 9, "Berlin"), Replay.Scp("none2", 4), Replay.Scp("near1", 1, "Berlin"), Replay.Scp("far1", 1, "Lyon"),
        };

        var verdict = await Replay.RunAsync("ews-managed-api", new LiteralFacts(), Replay.In(scps: scps));

        Assert.Equal(["near2", "near1", "none2", "none1", "far2", "far1"], Replay.HostsIn(verdict).Take(6).Select(host => host.Split('.')[0]));
    }

    [Theory]
    [InlineData("exchangelib")]
    [InlineData("evolution")]
    public async Task Who_never_reads_SCPs_asks_none(string client)
    {
        var facts = new LiteralFacts().Cas("https://cas1.contoso.test").Cas(Replay.Apex);

        var verdict = await Replay.RunAsync(client, facts, Replay.In(scps: Replay.Scp("cas1", 1, "Berlin")));

        Assert.Equal("contoso.test", verdict.Url!.Host);
    }

    [Theory]
    [InlineData("outlook2007")]
    [InlineData("outlook2016")]
    [InlineData("exchangelib")]
    [InlineData("ews-managed-api")]
    [InlineData("evolution")]
    public async Task A_web_page_at_the_apex_stops_nobody(string client)
    {
        var verdict = await Replay.RunAsync(client, new LiteralFacts().Html(Replay.Apex).Cas(Replay.Own));

        Assert.Equal("autodiscover.contoso.test", verdict.Url!.Host);
        Assert.True(verdict.NeedsLogon);
    }

    [Fact]
    public async Task An_issuer_nobody_knows_fails_silently_and_a_wrong_name_prompts_the_user_of_Outlook()
    {
        var unknown = await Replay.RunAsync("outlook2007", new LiteralFacts().Untrusted(Replay.Apex, TlsFault.UnknownIssuer).Cas(Replay.Own));
        var wrong = await Replay.RunAsync("outlook2007", new LiteralFacts().Untrusted(Replay.Apex, TlsFault.NameMismatch).Cas(Replay.Own));

        Assert.Equal("autodiscover.contoso.test", unknown.Url!.Host);
        Assert.Empty(unknown.Warnings);
        Assert.Equal("autodiscover.contoso.test", wrong.Url!.Host);
        Assert.Equal("prompts the user about the name in the certificate of contoso.test, each time anew; here he declines", Assert.Single(wrong.Warnings).Text);
    }

    [Theory]
    [InlineData("outlook2007", "prompts the user before it asks mail.contoso.test, which a redirect from plain http names; here he consents")]
    [InlineData("ews-managed-api", "asks the program whether mail.contoso.test, which a redirect from plain http names, is right; here it consents")]
    public async Task A_redirect_from_plain_http_needs_consent(string client, string warning)
    {
        var facts = new LiteralFacts().Redirects(Replay.Plain, Replay.Mail + Replay.Xml).Cas(Replay.Mail);

        var verdict = await Replay.RunAsync(client, facts);

        Assert.Equal("mail.contoso.test", verdict.Url!.Host);
        Assert.Equal(warning, Assert.Single(verdict.Warnings).Text);
    }

    [Fact]
    public async Task But_for_the_hosts_of_RedirectServers()
    {
        var facts = new LiteralFacts().Redirects(Replay.Plain, Replay.Mail + Replay.Xml).Cas(Replay.Mail);

        Assert.Empty((await Replay.RunAsync("outlook2007", facts, Replay.In() with { TrustedHosts = ["MAIL.contoso.test"] })).Warnings);
    }

    [Fact]
    public async Task An_error_of_an_SCPs_server_is_inconclusive_to_the_EWS_Managed_API_and_one_of_the_domains_own_ends_the_search()
    {
        var scp = Replay.In(scps: Replay.Scp("cas1", 1, "Berlin"));

        var bySiteError = await Replay.RunAsync("ews-managed-api", new LiteralFacts().Error("https://cas1.contoso.test", "500").Cas(Replay.Apex), scp);
        var byDomainError = await Replay.RunAsync("ews-managed-api", new LiteralFacts().Error(Replay.Apex, "500").Cas(Replay.Own), scp);

        Assert.Equal("contoso.test", bySiteError.Url!.Host);
        Assert.Equal("Autodiscover error 500: not known here", byDomainError.Why);
    }

    [Fact]
    public async Task A_host_without_X_SOAP_Enabled_is_asked_in_POX_after_all_others()
    {
        var verdict = await Replay.RunAsync("ews-managed-api", new LiteralFacts().OldCas(Replay.Apex).Cas(Replay.Own));

        Assert.Equal(Replay.Own + Replay.Svc, verdict.Url!.AbsoluteUri);
        Assert.Equal("no X-SOAP-Enabled", verdict.Path.First(place => place.Url is not null).Met);
    }

    [Theory]
    [InlineData("ews-managed-api", null)]
    [InlineData("outlook2007", "autodiscover.contoso.test")]
    public async Task A_locked_account_ends_the_search_of_the_EWS_Managed_API(string client, string? host)
    {
        var facts = new LiteralFacts().Status(Replay.Apex + Replay.Svc, 456).Status(Replay.Apex + Replay.Xml, 456).Cas(Replay.Own);
        if (client is "ews-managed-api")
        {
            facts.Cas(Replay.Apex + Replay.Xml);
        }

        Assert.Equal(host, (await Replay.RunAsync(client, facts)).Url?.Host);
    }

    [Fact]
    public async Task A_refused_logon_is_not_the_end()
    {
        var verdict = await Replay.RunAsync("outlook2007", new LiteralFacts().RefusesLogon(Replay.Apex).LetsIn(Replay.Own, LogonMethod.Ntlm, "NTLM"));

        Assert.Equal("autodiscover.contoso.test", verdict.Url!.Host);
        Assert.False(verdict.NeedsLogon);
    }

    [Fact]
    public async Task A_logon_that_is_offered_in_vain_breaks_exchangelib()
    {
        var verdict = await Replay.RunAsync("exchangelib", new LiteralFacts().LetsIn(Replay.Apex, LogonMethod.Basic, "Negotiate", "Basic"));

        Assert.StartsWith("contoso.test offers Negotiate, Basic but let us in by Basic only", Assert.Single(verdict.Warnings).Text, StringComparison.Ordinal);
        Assert.Empty((await Replay.RunAsync("exchangelib", new LiteralFacts().LetsIn(Replay.Apex, LogonMethod.Basic, "Basic"))).Warnings);
    }

    [Fact]
    public async Task Evolution_sends_Basic_whether_it_is_offered_or_not_and_goes_on_where_it_is_not()
    {
        var verdict = await Replay.RunAsync("evolution", new LiteralFacts().Cas(Replay.Own, "Negotiate", "NTLM").Cas(Replay.Apex, "Negotiate", "Basic"));

        Assert.Equal("contoso.test", verdict.Url!.Host);
        Assert.StartsWith("autodiscover.contoso.test offers Negotiate, NTLM and no Basic", Assert.Single(verdict.Warnings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_without_ASUrl_are_nothing_to_Evolution()
    {
        var ews = new ProtocolSettings { Kind = ProtocolKind.Exch, EwsUrl = new ServiceUrl(Replay.Own + "/EWS/Exchange.asmx") };
        var facts = new LiteralFacts().Settings(Replay.Own, ews).Settings(Replay.Apex, ews with { AsUrl = ews.EwsUrl });

        Assert.Equal("contoso.test", (await Replay.RunAsync("evolution", facts)).Url!.Host);
    }

    [Theory]
    [InlineData("evolution", null)]
    [InlineData("outlook2007", "mail.contoso.test")]
    public async Task A_RedirectUrl_leads_Evolution_nowhere(string client, string? host)
    {
        var facts = new LiteralFacts().RedirectsUrl(Replay.Own, Replay.Mail + Replay.Xml).Cas(Replay.Mail);

        Assert.Equal(host, (await Replay.RunAsync(client, facts)).Url?.Host);
    }

    [Theory]
    [InlineData("evolution", "contoso.test")]
    [InlineData("exchangelib", "fabrikam.test")]
    public async Task Evolution_asks_for_another_address_when_nothing_else_is_left(string client, string host)
    {
        var facts = new LiteralFacts().RedirectsAddress(client is "evolution" ? Replay.Own : Replay.Apex, "ada@fabrikam.test").Cas("https://fabrikam.test");
        facts.Cas(client is "evolution" ? Replay.Apex : Replay.Own);

        Assert.Equal(host, (await Replay.RunAsync(client, facts)).Url!.Host);
    }

    [Fact]
    public async Task Evolution_follows_to_plain_http_where_nothing_is_asked_from_here()
    {
        var facts = new LiteralFacts().Redirects(Replay.Own, "http://mail.contoso.test" + Replay.Xml).Cas("http://mail.contoso.test");

        var verdict = await Replay.RunAsync("evolution", facts);

        Assert.DoesNotContain(facts.Asked, asked => asked.Url.Scheme == Uri.UriSchemeHttp);
        Assert.StartsWith("follows to mail.contoso.test over plain http, and logs on there", Assert.Single(verdict.Warnings).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301, true)]
    [InlineData(303, true)]
    [InlineData(307, false)]
    [InlineData(308, false)]
    public async Task Evolution_does_not_follow_every_redirect(int status, bool isFollowed)
    {
        var facts = new LiteralFacts().Redirects(Replay.Own, Replay.Mail + Replay.Xml, status).Cas(Replay.Mail);

        Assert.Equal(isFollowed, (await Replay.RunAsync("evolution", facts)).Url is not null);
    }

    [Fact]
    public async Task A_RedirectUrl_is_followed()
    {
        var verdict = await Replay.RunAsync("outlook2007", new LiteralFacts().RedirectsUrl(Replay.Apex, Replay.Mail + Replay.Xml).Cas(Replay.Mail));

        Assert.Equal("mail.contoso.test", verdict.Url!.Host);
        Assert.Equal(new Uri(Replay.Apex + Replay.Xml), verdict.Path[^1].From);
    }

    [Fact]
    public async Task What_lies_on_the_clients_machine_is_named_and_not_simulated()
    {
        var verdict = await Replay.RunAsync("outlook2016", new LiteralFacts().Cas(Replay.Apex));

        Assert.Equal(
            ["payload kept for a restart", "preferred local XML", "last known good URL", "Microsoft 365 first"],
            verdict.Path.Where(place => place.Met is "not simulated").Select(place => place.Step.Title));
        Assert.True(verdict.Client.IsApproximate);
    }

    [Fact]
    public async Task Whoever_calls_it_off_is_heard()
    {
        using var off = new CancellationTokenSource();
        await off.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ClientReplay.RunAsync(Replay.Named("outlook2007"), Replay.In(), new LiteralFacts(), off.Token));
    }

    [Fact]
    public async Task A_refused_SRV_record_names_nobody()
    {
        var verdict = await Replay.RunAsync("evolution", new LiteralFacts(), Replay.Hosts().Service(Replay.ServiceName, new SrvRecord(0, 0, 0, ".")));

        Assert.Equal($"{Replay.ServiceName} says that the service is not offered", verdict.Path[^1].Met);
    }

    [Fact]
    public async Task A_DNS_that_fails_is_said()
    {
        var verdict = await Replay.RunAsync("evolution", new LiteralFacts(), new FakeResolver().Service(Replay.ServiceName, new SrvAnswer.Failed("server failure")));

        Assert.Equal($"{Replay.ServiceName}: server failure", verdict.Path[^1].Met);
    }
}
