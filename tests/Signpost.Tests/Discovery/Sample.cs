using System.Collections.Immutable;
using System.Net;
using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Logon;
using Signpost.Scp;
using Signpost.Sites;
using Signpost.Tests.Fakes;
using Signpost.Tracing;
using Trace = Signpost.Tracing.Trace;

namespace Signpost.Tests.Discovery;

/// <summary>Runs worth a look: on virtual time, so that every figure in them is exact.</summary>
internal static class Sample
{
    public const string Path = "/autodiscover/autodiscover.xml";

    private static readonly MailboxAddress Ada = MailboxAddress.Parse("ada@contoso.test");

    public static ClientSite Berlin { get; } = new ClientSite.FromNetlogonPing(new SiteName("Berlin"), "dc1.contoso.test", TimeSpan.FromMilliseconds(3));

    public static ImmutableArray<CandidateEndpoint> Scps { get; } =
    [
        Scp(1, "CAS1", "https://cas1.contoso.test" + Path, SiteAffinity.InSite, "Berlin"),
        Scp(2, "CAS2", "https://cas2.contoso.test" + Path, SiteAffinity.InSite, "Berlin", "Lyon") with { AlsoAnnouncedBy = ["CN=CAS7,DC=contoso,DC=test"] },
        Scp(3, "CAS3", "https://cas3.contoso.test" + Path, SiteAffinity.Siteless),
        Scp(4, "CAS4", "https://cas4.contoso.test" + Path, SiteAffinity.OutOfSite, "Lyon"),
        Scp(5, "CAS5", "https://cas5.contoso.test" + Path, SiteAffinity.OutOfSite, "Madrid"),
    ];

    public static CandidateEndpoint Srv { get; } = new()
    {
        Step = StepKind.SrvRecord, Position = 1, Url = new Uri("https://mail.hosting.test" + Path), Source = "dns", Service = new SrvRecord(10, 100, 443, "mail.hosting.test"),
    };

    /// <summary>The first SCP is dead, the second redirects to the CAS, the rest is not needed.</summary>
    public static DiscoveryReport FoundByScp(MailboxLogon? logon)
    {
        var time = new VirtualTime();
        var net = new FakeNet(time)
            .Host("https://cas1.contoso.test", FakeHost.Refusing.After(4, 0))
            .Host("https://cas2.contoso.test", FakeHost.Redirects("https://mail.contoso.test" + Path).After(2, 10))
            .Host("https://mail.contoso.test", FakeHost.Cas().After(3, 25))
            .Host("https://contoso.test", FakeHost.Html);
        return Run(time, net, logon, trace =>
        {
            trace.Write(new DirectoryOpened("ldap://dc1.contoso.test"));
            trace.Write(new SiteLearned(Berlin));
        }, new FakeStep(time, StepKind.Scp, 12, Scps), Step(time, StepKind.HttpsRootDomain, "https://contoso.test"));
    }

    /// <summary>Everything that can go wrong, one of each.</summary>
    public static DiscoveryReport NotFound()
    {
        var time = new VirtualTime();
        var net = new FakeNet(time)
            .Host("https://cas1.contoso.test", FakeHost.Silent)
            .Host("https://cas2.contoso.test", FakeHost.Status(503))
            .Host("https://cas3.contoso.test", FakeHost.Error(500))
            .Host("https://cas4.contoso.test", FakeHost.Hanging)
            .Host("https://cas5.contoso.test", FakeHost.Redirects("http://cas5.contoso.test/owa"))
            .Host("https://contoso.test", FakeHost.Html)
            .Host("https://autodiscover.contoso.test", FakeHost.Untrusted("autodiscover.contoso.test"))
            .Host("http://autodiscover.contoso.test", FakeHost.Status(200));
        return Run(time, net, new MailboxLogon.Password("ada", new Secret("right")), trace =>
        {
            trace.Write(new DirectoryOpened("ldap://dc1.contoso.test"));
            trace.Write(new SiteLearned(Berlin));
        }, new FakeStep(time, StepKind.Scp, 12, Scps), Step(time, StepKind.HttpsRootDomain, "https://contoso.test"),
            Step(time, StepKind.HttpsAutodiscoverDomain, "https://autodiscover.contoso.test"), Step(time, StepKind.HttpRedirect, "http://autodiscover.contoso.test"),
            new FakeStep(time, StepKind.SrvRecord, 3, []));
    }

    /// <summary>Another address, then a host that only an SRV record names.</summary>
    public static DiscoveryReport FoundWithoutSettings(bool refused = false, string password = "right")
    {
        var time = new VirtualTime();
        var net = new FakeNet(time)
            .Host("https://contoso.test", FakeHost.RedirectsAddress("ada@fabrikam.test").Behind(password))
            .Host("https://mail.hosting.test", FakeHost.Cas());
        if (refused)
        {
            net.Host("https://fabrikam.test", FakeHost.Cas("other"));
        }

        var dns = new FakeResolver().Service("_autodiscover._tcp.fabrikam.test", new SrvRecord(0, 0, 443, "mail.hosting.test"));
        var options = new DiscoveryOptions { Excluded = [StepKind.Scp], Logon = new MailboxLogon.Password("ada", new Secret(password)), KeepsWire = refused };
        return time.Run(() => new DiscoveryEngine(options, dns, time, new Random(1), net).DiscoverAsync(Ada, default));
    }

    public static RankedList Plan() => new(
        Ada, "modern", "ldap://dc1.contoso.test", Berlin, [.. Scps, Srv],
        [
            new StepReport(StepKind.Scp, null, null, false, []),
            new StepReport(StepKind.HttpsRootDomain, "ExcludeHttpsRootDomain", null, false, []),
            new StepReport(StepKind.SrvRecord, null, null, false, []),
            new StepReport(StepKind.SipSrvRecord, null, "_sip._tls.contoso.test: name server does not answer", true, []),
        ],
        [new Finding("srv.not-443", FindingSeverity.Warning, "_autodiscover._tcp.contoso.test", "it names port 8443 of mail.hosting.test", "Outlook ignores the port and other clients the record: answer on port 443")],
        TimeSpan.FromMilliseconds(31), []);

    public static SiteReport Sites() => new(
        "ldap://dc1.contoso.test", new ClientSite.FromSubnet(new SiteName("Berlin"), IPNetwork.Parse("192.0.2.0/24"), IPAddress.Parse("192.0.2.17")),
        [new SiteDistance(new SiteName("Lyon"), 100), new SiteDistance(new SiteName("Madrid"), 250), new SiteDistance(new SiteName("Island"), null)], null,
        [new Finding("site.no-link", FindingSeverity.Information, "Island", "no site link leads there", "Add the site to a site link")]);

    private static CandidateEndpoint Scp(int position, string cn, string url, SiteAffinity affinity, params string[] sites) => new()
    {
        Step = StepKind.Scp,
        Position = position,
        Url = new Uri(url),
        Source = "ldap://dc1.contoso.test",
        Affinity = affinity,
        Scp = new ServiceConnectionPoint
        {
            DistinguishedName = $"CN={cn},CN=Autodiscover,DC=contoso,DC=test",
            Cn = cn,
            Source = "ldap://dc1.contoso.test",
            Url = new Uri(url),
            Sites = [.. sites.Select(site => new SiteName(site))],
            WhenCreated = new DateTimeOffset(2024, 3, position, 9, 30, 0, TimeSpan.Zero),
        },
    };

    private static FakeStep Step(VirtualTime time, StepKind kind, string host) => new(
        time, kind, 0, [new CandidateEndpoint { Step = kind, Position = 1, Url = new Uri(host + Path), Source = "address" }]);

    private static DiscoveryReport Run(VirtualTime time, FakeNet net, MailboxLogon? logon, Action<Trace> first, params IDiscoveryStep[] steps) => time.Run(async () =>
    {
        var trace = new Trace(time);
        trace.Write(new RoundStarted(Ada, "modern", "hedged") { Steps = [.. steps.Select(step => step.Kind)] });
        first(trace);
        trace.Write(new StepSkipped(StepKind.SipSrvRecord, "excluded"));
        var options = new DiscoveryOptions { Logon = logon };
        var consent = new HostConsent(options.Redirects);
        var verdict = await new DiscoveryRound(options, trace, time, new CandidateNumbers(), consent)
            .RunAsync(Ada, [.. steps], new AutodiscoverProbe(net, Terms.Of(options, Ada, consent), new HopBudget(10), trace), CancellationToken.None);
        trace.Write(((RoundVerdict.Over)verdict).End);
        return DiscoveryReport.From(trace.Events);
    });
}
