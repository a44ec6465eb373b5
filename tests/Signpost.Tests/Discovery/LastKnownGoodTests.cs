using System.Net;
using System.Text;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Logon;
using Signpost.Sites;
using Signpost.Tests.Autodiscover.Soap;
using Signpost.Tests.Fakes;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Tests.Discovery;

/// <summary>The endpoint that answered before: asked first, asked again in earnest, and forgotten when it is no good.</summary>
public sealed class LastKnownGoodTests
{
    private const string Path = "/autodiscover/autodiscover.xml";
    private const string Mail = "https://mail.contoso.test";
    private const string Root = "https://contoso.test";
    private const string Hosting = "https://cas.hosting.test";

    private static readonly MailboxAddress Ada = MailboxAddress.Parse("ada@contoso.test");
    private static readonly SiteName Berlin = new("Berlin");
    private static readonly SiteName Lyon = new("Lyon");

    private readonly VirtualTime time = new();
    private readonly FakeNet net;
    private readonly FakeResolver dns = new();
    private DiscoveryOptions options = new()
    {
        Forest = new ForestChoice.Domain("contoso.test"), Excluded = [StepKind.Scp], Logon = new MailboxLogon.Password("ada", new Secret("right")),
    };

    public LastKnownGoodTests() => net = new FakeNet(time);

    [Fact]
    public void A_find_is_remembered_and_asked_first_the_next_time()
    {
        var memory = new FakeMemory();
        net.Host("http://autodiscover.contoso.test", FakeHost.Redirects(Mail + Path)).Host(Mail, FakeHost.Cas());

        Find(memory);
        net.Requests.Clear();
        var report = Find(memory);

        Assert.Equal(StepKind.LastKnownGood, report.Found!.Candidate.Step);
        Assert.All(net.Requests, request => Assert.Equal("mail.contoso.test", request.Url.Host));
        Assert.Equal("Ada Byron", report.RequireSettings().DisplayName);
    }

    [Fact]
    public void What_is_remembered_is_the_URL_that_answered_and_the_step_that_led_to_it()
    {
        var memory = new FakeMemory();
        net.Host("http://autodiscover.contoso.test", FakeHost.Redirects(Mail + Path)).Host(Mail, FakeHost.Cas());

        var report = Find(memory);

        Assert.Equal(
            new LastKnownGoodEntry
            {
                Address = Ada, Forest = "contoso.test", Site = null, Url = new Uri(Mail + Path), Step = StepKind.HttpRedirect,
                Answered = time.GetUtcNow(), RefreshAt = time.GetUtcNow() + report.RefreshAfter,
            },
            Assert.Single(memory.Entries));
    }

    [Fact]
    public void What_answered_in_SOAP_is_remembered_so_and_asked_so()
    {
        var memory = new FakeMemory();
        var answer = Encoding.UTF8.GetString(SoapCodec.WriteResponse(SoapGolden.Response));
        net.Host(Root, new FakeHost(request => new HttpOutcome.Answered(
            !request.Url.AbsolutePath.EndsWith(".svc", StringComparison.Ordinal) ? Said.Status(404)
            : FakeNet.PasswordOf(request) is "right" ? Said.Text(200, answer)
            : Said.Challenge("Basic"))));

        Find(memory);
        net.Requests.Clear();
        Find(memory);

        Assert.Equal("soap", Assert.Single(memory.Entries).Dialect);
        Assert.All(net.Requests.Where(request => request.Url.Host is "contoso.test").Take(2), request => Assert.EndsWith(".svc", request.Url.AbsolutePath, StringComparison.Ordinal));
        Assert.Equal(StepKind.LastKnownGood, Find(memory).Found!.Candidate.Step);
    }

    [Fact]
    public void Asked_again_it_keeps_the_step_and_gets_new_times()
    {
        var memory = new FakeMemory(Entry(Root, StepKind.Scp));
        net.Host(Root, FakeHost.Cas());
        time.Run(async () => { await Task.Delay(TimeSpan.FromDays(3), time); return 0; });

        var report = Find(memory);

        Assert.Equal(time.GetUtcNow(), Assert.Single(memory.Entries).Answered);
        Assert.Equal(StepKind.Scp, memory.Entries[0].Step);
        Assert.Equal(Vantage.Inside, report.Found!.Vantage);
    }

    [Fact]
    public void One_that_is_due_for_a_refresh_is_kept_as_long_as_it_works()
    {
        var memory = new FakeMemory(Entry(Mail, StepKind.HttpsRootDomain) with { RefreshAt = DateTimeOffset.UnixEpoch.AddYears(-1) });
        net.Host(Mail, FakeHost.Cas()).Host(Root, FakeHost.Cas());

        Assert.Equal("mail.contoso.test", Find(memory).Found!.Url.Host);
    }

    [Fact]
    public void One_that_says_no_is_forgotten_and_the_run_goes_on()
    {
        var memory = new FakeMemory(Entry(Mail, StepKind.Scp) with { Site = Lyon });
        memory.State = memory.State with { LastSites = memory.State.LastSites.SetItem("contoso.test", Lyon) };
        net.Host(Mail, FakeHost.Status(404)).Host(Root, FakeHost.Cas());

        var report = Find(memory);

        Assert.Equal("contoso.test", report.Found!.Url.Host);
        Assert.Equal([new Uri(Root + Path)], memory.Entries.Select(entry => entry.Url));
        Assert.Equal("it last answered for ada@contoso.test at 1970-01-01 00:00 UTC, and no longer does", Assert.Single(report.Findings).Evidence);
    }

    [Fact]
    public void Its_error_is_not_the_last_word_for_the_mailbox_may_have_moved()
    {
        var memory = new FakeMemory(Entry(Mail, StepKind.HttpsAutodiscoverDomain));
        net.Host(Mail, FakeHost.Error(500)).Host(Root, FakeHost.Cas());

        Assert.Equal("contoso.test", Find(memory).Found!.Url.Host);
        Assert.Equal([new Uri(Root + Path)], memory.Entries.Select(entry => entry.Url));
    }

    [Fact]
    public void A_dead_one_gives_way_to_the_one_that_was_found_from_the_same_site()
    {
        var memory = new FakeMemory(Entry(Mail, StepKind.Scp) with { Site = Berlin });
        net.Host(Mail, FakeHost.Refusing).Host(Root, FakeHost.Cas());
        options = options with { Site = Berlin };

        Find(memory);

        Assert.Equal([new Uri(Root + Path)], memory.Entries.Select(entry => entry.Url));
    }

    [Fact]
    public void Where_nobody_answers_it_is_kept_for_then_it_may_be_the_network()
    {
        var memory = new FakeMemory(Entry(Mail, StepKind.Scp));
        net.Host(Mail, FakeHost.Refusing);

        Assert.Equal(DiscoveryEnd.NotFound, Find(memory).End);
        Assert.Single(memory.Entries);
    }

    [Fact]
    public void The_offices_endpoint_is_kept_though_another_answers_at_home()
    {
        var memory = new FakeMemory(Entry(Mail, StepKind.Scp) with { Site = Berlin });
        memory.State = memory.State with { LastSites = memory.State.LastSites.SetItem("contoso.test", Berlin) };
        net.Host(Mail, FakeHost.Refusing).Host(Root, FakeHost.Cas());

        var report = Find(memory);

        Assert.Equal("contoso.test", report.Found!.Url.Host);
        Assert.Equal([Berlin, null], memory.Entries.Select(entry => entry.Site));
    }

    [Fact]
    public void A_client_that_moved_to_another_site_does_not_get_the_endpoint_of_the_old_one()
    {
        var memory = new FakeMemory(Entry(Mail, StepKind.Scp) with { Site = Berlin });
        net.Host(Mail, FakeHost.Cas()).Host(Root, FakeHost.Cas());
        options = options with { Site = Lyon };

        var report = Find(memory);

        Assert.Equal("contoso.test", report.Found!.Url.Host);
        Assert.Equal("nothing is remembered for site Lyon, only for Berlin", report.Rounds[0].Steps[0].Nothing);
        Assert.DoesNotContain(net.Requests, request => request.Url.Host == "mail.contoso.test");
        Assert.Equal(2, memory.Entries.Length);
    }

    [Theory]
    [InlineData("192.0.2.10", "mail.contoso.test")]
    [InlineData("198.51.100.10", "contoso.test")]
    public void The_site_that_the_forest_says_decides_which_one_is_asked(string client, string host)
    {
        var memory = new FakeMemory(Entry(Mail, StepKind.HttpsRootDomain) with { Site = Berlin, Forest = "forest" });
        net.Host(Mail, FakeHost.Cas()).Host(Root, FakeHost.Cas());
        options = options with { Forest = new ForestChoice.Open(Forest()), ClientAddress = IPAddress.Parse(client), Excluded = [] };

        var report = Find(memory);

        Assert.Equal(host, report.Found!.Url.Host);
        Assert.Equal([Berlin, .. host == "contoso.test" ? [Lyon] : Array.Empty<SiteName>()], memory.Entries.Select(entry => entry.Site!.Value));
        Assert.Empty(memory.State.LastSites);
    }

    [Fact]
    public void A_directory_that_is_silent_is_waited_for_one_second_and_then_the_site_is_unknown()
    {
        var memory = new FakeMemory(Entry(Mail, StepKind.Scp) with { Site = Berlin, Forest = "silent" });
        memory.State = memory.State with { LastSites = memory.State.LastSites.SetItem("silent", Berlin) };
        net.Host(Mail, FakeHost.Cas());
        options = options with { Forest = new ForestChoice.Open(new SilentDirectory(time)), Excluded = [] };

        var report = Find(memory);

        Assert.Equal("mail.contoso.test", report.Found!.Url.Host);
        Assert.Equal(TimeSpan.FromMilliseconds(1019), report.Elapsed);
        Assert.Equal(Berlin, Assert.Single(memory.Entries).Site);
        Assert.IsType<RunEnded>(report.Events[^1]);
    }

    [Fact]
    public void A_host_that_only_an_SRV_record_named_is_not_remembered_unless_it_was_allowed()
    {
        var memory = new FakeMemory();
        dns.Service("_autodiscover._tcp.contoso.test", new SrvRecord(0, 0, 443, "cas.hosting.test"));
        net.Host(Hosting, FakeHost.Cas());
        options = options with { Logon = null };

        Assert.Equal(DiscoveryEnd.Found, Find(memory).End);
        Assert.Empty(memory.Entries);
        options = options with { Redirects = new RedirectPolicy { TrustedHosts = ["cas.hosting.test"] } };
        Find(memory);

        Assert.Equal(StepKind.SrvRecord, Assert.Single(memory.Entries).Step);
    }

    [Fact]
    public void Settings_that_an_SRV_records_host_gives_away_unasked_make_it_no_better()
    {
        var memory = new FakeMemory();
        dns.Service("_autodiscover._tcp.contoso.test", new SrvRecord(0, 0, 443, "cas.hosting.test"));
        net.Host(Hosting, FakeHost.Open);

        Assert.Equal(DiscoveryEnd.FoundWithoutSettings, Find(memory).End);
        Assert.Empty(memory.Entries);
    }

    [Fact]
    public void Hearsay_stays_hearsay_a_host_allowed_once_is_not_given_the_password_the_next_time()
    {
        var memory = new FakeMemory();
        dns.Service("_autodiscover._tcp.contoso.test", new SrvRecord(0, 0, 443, "cas.hosting.test"));
        net.Host(Hosting, FakeHost.Cas());
        var allowed = options with { Redirects = new RedirectPolicy { Ask = (_, _) => Task.FromResult(true) } };
        var careful = options;

        options = allowed;
        Assert.Equal(DiscoveryEnd.Found, Find(memory).End);
        Assert.Single(memory.Entries);
        net.Requests.Clear();
        options = careful;

        Assert.Equal(DiscoveryEnd.FoundWithoutSettings, Find(memory).End);
        Assert.Empty(net.SawPassword);
        Assert.Single(memory.Entries);
    }

    [Fact]
    public void The_user_is_asked_once_about_a_host_that_is_remembered_and_named_again()
    {
        var asked = new List<string>();
        var memory = new FakeMemory(Entry(Hosting, StepKind.SrvRecord));
        dns.Service("_autodiscover._tcp.contoso.test", new SrvRecord(0, 0, 443, "cas.hosting.test"));
        net.Host(Hosting, FakeHost.Cas());
        options = options with { Redirects = new RedirectPolicy { Ask = (host, _) => { asked.Add(host); return Task.FromResult(false); } } };

        var report = Find(memory);

        Assert.Equal(2, report.Rounds[0].Steps.SelectMany(step => step.Candidates).Count(candidate => candidate.Conversation is ConversationOutcome.Withheld));
        Assert.Equal(["cas.hosting.test"], asked);
    }

    [Fact]
    public void A_foreign_host_is_remembered_by_the_way_to_it_for_the_way_is_what_was_trusted()
    {
        var memory = new FakeMemory();
        net.Host(Root, FakeHost.Redirects(Hosting + Path)).Host(Hosting, FakeHost.Cas());
        options = options with { Redirects = new RedirectPolicy { TrustedHosts = ["cas.hosting.test"] } };

        Find(memory);

        Assert.Equal(new Uri(Root + Path), Assert.Single(memory.Entries).Url);
    }

    [Fact]
    public void Whoever_is_found_under_another_address_is_remembered_for_that_address()
    {
        var memory = new FakeMemory();
        net.Host(Root, FakeHost.RedirectsAddress("ada@fabrikam.test").Behind("right")).Host("https://fabrikam.test", FakeHost.Cas());

        Find(memory);

        Assert.Equal(MailboxAddress.Parse("ada@fabrikam.test"), Assert.Single(memory.Entries).Address);
    }

    [Fact]
    public void A_redirect_in_a_circle_is_tried_once_without_what_is_remembered()
    {
        var memory = new FakeMemory(Entry(Mail, StepKind.Scp));
        net.Host(Mail, FakeHost.RedirectsAddress("ada@contoso.test")).Host(Root, FakeHost.Cas());

        var report = Find(memory);

        Assert.Equal("its answers go in a circle", report.Rounds[1].Steps[0].Skipped);
        Assert.Equal("contoso.test", report.Found!.Url.Host);
    }

    [Fact]
    public void What_a_local_file_names_is_not_remembered()
    {
        var memory = new FakeMemory();
        net.Host(Hosting, FakeHost.Cas());
        var answer = Signpost.Autodiscover.Pox.PoxCodec.WriteResponse(new Signpost.Autodiscover.Pox.PoxResponse.RedirectUrl(new ServiceUrl(Hosting + Path)));
        options = options with { LocalXml = new LocalXml { Files = [new LocalXmlFile("a.xml")], Read = (_, _) => Task.FromResult<ReadOnlyMemory<byte>>(answer) } };

        Assert.Equal(StepKind.LocalXml, Find(memory).Found!.Candidate.Step);
        Assert.Empty(memory.Entries);
    }

    [Fact]
    public void A_refused_password_or_a_withheld_one_says_nothing_against_the_endpoint()
    {
        var memory = new FakeMemory(Entry(Mail, StepKind.Scp));
        net.Host(Mail, FakeHost.Cas("other"));

        Assert.Equal(DiscoveryEnd.LogonRefused, Find(memory).End);
        Assert.Single(memory.Entries);
    }

    [Fact]
    public void The_policy_leaves_the_step_out_but_the_find_is_remembered_all_the_same()
    {
        var memory = new FakeMemory(Entry(Mail, StepKind.Scp));
        net.Host(Mail, FakeHost.Cas()).Host(Root, FakeHost.Cas());
        options = options with { Excluded = [StepKind.Scp, StepKind.LastKnownGood] };

        var report = Find(memory);

        Assert.Equal("ExcludeLastKnownGoodURL", report.Rounds[0].Steps[0].Skipped);
        Assert.Equal([new Uri(Root + Path)], memory.Entries.Select(entry => entry.Url));
    }

    [Fact]
    public void Outlook_2007_remembers_nothing()
    {
        var memory = new FakeMemory(Entry(Mail, StepKind.Scp));
        net.Host(Mail, FakeHost.Cas()).Host(Root, FakeHost.Cas());
        options = options with { Plan = DiscoveryPlan.Outlook2007 };

        Assert.Equal("contoso.test", Find(memory).Found!.Url.Host);
        Assert.Equal([new Uri(Mail + Path)], memory.Entries.Select(entry => entry.Url));
    }

    [Fact]
    public void Without_a_memory_there_is_no_such_step() =>
        Assert.DoesNotContain(Find(null).Rounds[0].Steps, step => step.Step is StepKind.LastKnownGood);

    [Fact]
    public void A_memory_that_fails_is_a_note_and_no_end()
    {
        var memory = new FakeMemory { Fault = new Finding("last-known-good.unusable", FindingSeverity.Warning, "memory", "it can't be read", "See to it") };
        net.Host(Root, FakeHost.Cas());

        var report = Find(memory);

        Assert.Equal(DiscoveryEnd.Found, report.End);
        Assert.Equal("last-known-good.unusable", Assert.Single(report.Findings).Code);
    }

    [Fact]
    public void The_plan_shows_what_is_remembered_and_contacts_nobody()
    {
        var memory = new FakeMemory(Entry(Mail, StepKind.Scp) with { Site = Berlin });
        options = options with { LastKnownGood = memory, Site = Berlin };

        var list = time.Run(() => new PlanEngine(options, dns, time, new Random(1)).PlanAsync(Ada, default));

        Assert.Equal("   1  last known good       https://mail.contoso.test/autodiscover/autodiscover.xml          answered 1970-01-01  SCP  Berlin", ReportText.Of(list)[1].ToString());
        Assert.Empty(net.Requests);
    }

    [Theory]
    [InlineData("CONTOSO.test", "contoso.test")]
    [InlineData(null, "dc1.contoso.test")]
    public void The_forest_is_known_by_its_name_before_it_is_open(string? domain, string name)
    {
        ForestChoice forest = domain is null ? new ForestChoice.Server("dc1.contoso.test", null, LdapSecurity.None) : new ForestChoice.Domain(domain);
        var memory = new FakeMemory(Entry(Mail, StepKind.Scp) with { Forest = name });
        net.Host(Mail, FakeHost.Cas());
        options = options with { Forest = forest };

        Assert.Equal(StepKind.LastKnownGood, Find(memory).Found?.Candidate.Step);
    }

    private static LastKnownGoodEntry Entry(string host, StepKind step) =>
        new() { Address = Ada, Forest = "contoso.test", Url = new Uri(host + Path), Step = step, Answered = DateTimeOffset.UnixEpoch };

    private static IDirectory Forest() => LdifDirectory.Parse("""
        dn:
        configurationNamingContext: CN=Configuration,DC=contoso,DC=test
        rootDomainNamingContext: DC=contoso,DC=test
        defaultNamingContext: DC=contoso,DC=test

        dn: CN=Berlin,CN=Sites,CN=Configuration,DC=contoso,DC=test
        objectClass: site
        cn: Berlin

        dn: CN=Lyon,CN=Sites,CN=Configuration,DC=contoso,DC=test
        objectClass: site
        cn: Lyon

        dn: CN=192.0.2.0/24,CN=Subnets,CN=Sites,CN=Configuration,DC=contoso,DC=test
        objectClass: subnet
        cn: 192.0.2.0/24
        siteObject: CN=Berlin,CN=Sites,CN=Configuration,DC=contoso,DC=test

        dn: CN=198.51.100.0/24,CN=Subnets,CN=Sites,CN=Configuration,DC=contoso,DC=test
        objectClass: subnet
        cn: 198.51.100.0/24
        siteObject: CN=Lyon,CN=Sites,CN=Configuration,DC=contoso,DC=test
        """, "forest") is OpenOutcome.Opened { Directory: var directory } ? directory : throw new InvalidOperationException("the forest is no LDIF");

    private DiscoveryReport Find(ILastKnownGood? memory) => time.Run(() =>
        new DiscoveryEngine(options with { LastKnownGood = memory }, dns, time, new Random(1), net).DiscoverAsync(Ada, default));

    /// <summary>A directory that is open and never says anything.</summary>
    private sealed class SilentDirectory(TimeProvider time) : IDirectory
    {
        public string Source => "silent";

        public RootDse RootDse { get; } = ((LdifDirectory)Forest()).RootDse;

        public async Task<SearchOutcome> SearchAsync(DirectorySearch search, CancellationToken cancellationToken)
        {
            var never = new TaskCompletionSource<SearchOutcome>();
            using var calledOff = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            using var clock = time.CreateTimer(_ => { }, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
            return await never.Task;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
