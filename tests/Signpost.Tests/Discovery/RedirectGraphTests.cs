using System.Collections.Immutable;
using CsCheck;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Logon;
using Signpost.Tests.Directory;
using Signpost.Tests.Fakes;
using Signpost.Tests.Scp;
using Signpost.Transport;

namespace Signpost.Tests.Discovery;

/// <summary>The laws of the password and of belief, over random hosts that redirect, answer, refuse, ask and hang as they please.</summary>
public sealed class RedirectGraphTests
{
    private const string Path = "/autodiscover/autodiscover.xml";
    private const string Own = "contoso.test";

    private static readonly ImmutableArray<string> Hosts =
    [
        Own, "autodiscover.contoso.test", "mail.contoso.test", "fabrikam.test", "autodiscover.fabrikam.test", "evil.test", "autodiscover.evil.test",
        "a.evil.test", "b.evil.test", "cas1.hosting.test", "cas2.hosting.test", "cas.partner.test", "test", "autodiscover.test",
    ];

    private static readonly Gen<string> AnyUrl = Gen.Select(
        Gen.OneOf("https", "https", "https", "http"), Gen.Int[0, Hosts.Length - 1], Gen.OneOf(Path, Path, "/other.xml"),
        (scheme, host, path) => $"{scheme}://{Hosts[host]}{path}");

    private static readonly Gen<string> AnyAddress = Gen.OneOf(Own, "fabrikam.test", "evil.test", "branch.contoso.test", "test").Select(domain => $"ada@{domain}");

    private static readonly Gen<FakeHost> AnyHost = Gen.Select(Gen.Int[0, 16], AnyUrl, AnyAddress, Gen.Int[0, 3], Gen.Int[0, 2000]).Select((kind, url, address, logon, thinks) =>
    {
        var host = kind switch
        {
            0 => FakeHost.Open,
            1 => FakeHost.Silent,
            2 => FakeHost.Hanging,
            3 => FakeHost.Refusing,
            4 => FakeHost.Html,
            5 => FakeHost.Error(500),
            6 or 7 or 8 => FakeHost.RedirectsAddress(address),
            9 => FakeHost.Offers("Bearer"),
            10 => FakeHost.Status(456),
            11 or 12 => FakeHost.RedirectsUrl(url),
            _ => FakeHost.Redirects(url),
        };
        return logon switch
        {
            0 => host.Behind("right"),
            1 when thinks % 5 == 0 => host.Behind("other"),
            _ => host,
        } with { ThinksFor = kind is 2 ? null : thinks };
    });

    private static readonly Gen<RedirectPolicy> AnyPolicy = Gen.Select(
        Gen.OneOf(RedirectPolicy.Default, RedirectPolicy.Default, RedirectPolicy.Strict, RedirectPolicy.SameDomain, RedirectPolicy.AllowList),
        Gen.OneOf("", "cas.partner.test", "*.fabrikam.test fabrikam.test"), Gen.OneOf(2, 10),
        (policy, list, most) => policy with { TrustedHosts = [.. list.Split(' ', StringSplitOptions.RemoveEmptyEntries)], MaxHops = most });

    private static readonly Gen<World> AnyWorld = Gen.Select(
        AnyHost.Array[Hosts.Length * 2], Gen.OneOf("srv.contoso.test", "a.evil.test", "cas.partner.test"), Gen.OneOf(RacePolicy.Hedged, RacePolicy.OneAtATime),
        AnyPolicy, Gen.OneOf("", "a.evil.test", "fabrikam.test autodiscover.fabrikam.test"), Gen.Bool, Gen.Int[0, 4],
        (hosts, srv, race, policy, consent, hasScp, logon) => new World(hosts, srv, race, policy, consent, hasScp, logon > 0));

    [Fact]
    public void The_password_never_goes_over_plain_http() => Law((_, net, _) =>
        Assert.DoesNotContain(net.Requests, request => request.Password is not null && request.Url.Scheme != "https"));

    [Fact]
    public void The_password_goes_only_to_a_URL_that_asked_for_it() => Law((_, net, _) =>
    {
        foreach (var (index, request) in net.Requests.Index().Where(request => request.Item.Password is not null))
        {
            Assert.Contains(net.Requests.Take(index), earlier => earlier.Url == request.Url
                && earlier.Answer is HttpOutcome.Answered { Response: { Status: 401, Offers: var offers } } && offers.Contains("Basic"));
        }
    });

    [Fact]
    public void The_password_never_goes_to_a_host_that_nobody_vouches_for() => Law((world, net, report) =>
        Assert.Empty(net.SawPassword.Except(Trusted(world, net, report), StringComparer.OrdinalIgnoreCase)));

    [Fact]
    public void No_settings_are_taken_from_a_host_that_nobody_vouches_for() => Law((world, net, report) =>
        Assert.True(report.Found?.Settings is null || Trusted(world, net, report).Contains(report.Found.Url.Host), report.Found?.Url.AbsoluteUri));

    [Fact]
    public void No_address_is_taken_from_a_host_that_nobody_vouches_for() => Law((world, net, report) =>
    {
        var trusted = Trusted(world, net, report);
        Assert.All(report.Rounds.Skip(1), round => Assert.Contains(Told(net), told => told.Address == round.Address && trusted.Contains(told.By.Url.Host)));
    });

    [Fact]
    public void A_CAS_that_nobody_vouches_for_is_found_with_a_warning_or_without_settings() => Law((world, net, report) => Assert.True(
        report.Found is null || Trusted(world, net, report).Contains(report.Found.Url.Host) || report.End is DiscoveryEnd.FoundWithoutSettings
            || report.Findings.Any(finding => finding.Code is "redirect.unconfirmed"), report.Found?.Url.AbsoluteUri));

    [Fact]
    public void At_most_one_host_refuses_the_password_in_a_run() => Law((_, net, report) =>
    {
        var refusals = net.Requests.Where(request => request is { Password: not null, Answer: HttpOutcome.Answered { Response.Status: 401 } }).ToArray();

        Assert.True(refusals.Length <= 1);
        Assert.True(refusals is [] || report.End is DiscoveryEnd.LogonRefused or DiscoveryEnd.TimedOut, report.End.ToString());
    });

    [Fact]
    public void No_way_to_an_answer_is_longer_than_the_budget() => Law((world, _, report) =>
    {
        var (before, redirecting) = (0, 0);
        var hops = new Dictionary<int, int>();
        foreach (var happened in report.Events)
        {
            switch (happened)
            {
                case RoundStarted when hops.Count > 0 || redirecting > 0:
                    before += hops.GetValueOrDefault(redirecting) + 1;
                    Assert.InRange(before, 1, world.Policy.MaxHops);
                    break;
                case HopFollowed hop:
                    hops[hop.Candidate] = hops.GetValueOrDefault(hop.Candidate) + 1;
                    Assert.InRange(before + hops[hop.Candidate], 1, world.Policy.MaxHops);
                    break;
                case ConversationEnded { Outcome: ConversationOutcome.RedirectAddress } ended:
                    redirecting = ended.Candidate;
                    break;
                default:
                    break;
            }
        }
    });

    [Fact]
    public void Every_run_ends_in_time_with_one_outcome_for_each_candidate_and_nothing_left_open() => Law((_, net, report) =>
    {
        Assert.IsType<RunEnded>(report.Events[^1]);
        Assert.True(report.Elapsed <= TimeSpan.FromMinutes(2));
        Assert.Equal(report.Events.OfType<CandidateFound>().Select(e => e.Candidate.Id).Order(), report.Events.OfType<AttemptEnded>().Select(e => e.Candidate).Order());
        Assert.Equal((0, net.Opened), (net.UnderWay, net.Closed));
    });

    [Fact]
    public void Nothing_is_asked_above_the_domain_of_an_address() => Gen.Select(
        Gen.OneOf("com", "co.uk", "contoso.test", "mail.contoso.test", "a.b.co.test").Array[1, 4], Gen.Bool).Sample((domains, isBehindLogon) =>
        {
            var time = new VirtualTime();
            var (net, dns) = (new FakeNet(time), new FakeResolver());
            foreach (var (domain, next) in domains.Zip(domains.Skip(1)))
            {
                var host = FakeHost.RedirectsAddress($"ada@{next}");
                net.Host($"https://{domain}", isBehindLogon ? host.Behind("right") : host);
            }

            var options = new DiscoveryOptions
            {
                Forest = new ForestChoice.Domain(domains[0]), Logon = new MailboxLogon.Password("ada", new Secret("right")), Plan = DiscoveryPlan.Modern.WithSipRecords(),
            };
            var report = time.Run(() => new DiscoveryEngine(options, dns, time, new Random(1), net).DiscoverAsync(MailboxAddress.Parse($"ada@{domains[0]}"), default));

            var asked = report.Rounds.Select(round => round.Address.Domain).ToArray();
            Assert.DoesNotContain("com", asked.Skip(1));
            Assert.All(
                [.. dns.Asked, .. dns.HostsAsked, .. report.Events.OfType<CandidateFound>().Select(e => e.Candidate.Url.Host)],
                name => Assert.Contains(asked, domain => name == domain || name.EndsWith($".{domain}", StringComparison.Ordinal)));
        }, iter: 60);

    /// <summary>Who may be believed and given the password, worked out from what happened: by the user's own word, by the word of the trusted, by nobody else's.</summary>
    private static HashSet<string> Trusted(World world, FakeNet net, DiscoveryReport report)
    {
        var domains = new List<string> { Own };
        var trusted = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (world.HasScp)
        {
            trusted.Add("cas1.hosting.test");
        }

        var everywhere = Hosts.Append("srv.contoso.test").Append("branch.contoso.test").Append("autodiscover.branch.contoso.test").ToArray();
        for (var (seen, isNew) = (0, true); isNew; isNew = trusted.Count + domains.Count > seen)
        {
            seen = trusted.Count + domains.Count;
            trusted.UnionWith(everywhere.Where(host => domains.Any(domain => host == domain || host.EndsWith($".{domain}", StringComparison.Ordinal))));
            if (world.Policy.Rules.Any(rule => rule.Host is HostKinship.Listed))
            {
                trusted.UnionWith(everywhere.Where(host => world.Policy.TrustedHosts.Contains(host)
                    || world.Policy.TrustedHosts.Any(entry => entry == "*.fabrikam.test" && host.EndsWith(".fabrikam.test", StringComparison.Ordinal))));
            }

            if (world.Policy.Rules.Any(rule => rule.Answer is RedirectAnswer.Ask))
            {
                trusted.UnionWith(world.Consent.Split(' '));
            }

            if (world.Policy.Rules.Any(rule => rule.Host is HostKinship.Neighbour))
            {
                trusted.UnionWith(report.Events.OfType<HopFollowed>()
                    .Where(hop => hop.From.Scheme == "https" && trusted.Contains(hop.From.Host) && IsBeside(hop.To.Host, Parent(hop.From.Host)))
                    .Select(hop => hop.To.Host));
            }

            domains.AddRange(Told(net)
                .Where(told => trusted.Contains(told.By.Url.Host) && (told.By.Password is not null || (world.HasScp && told.By.Url.Host == "cas1.hosting.test")))
                .Select(told => told.Address.Domain).Where(domain => domain.Contains('.', StringComparison.Ordinal)).Except(domains).Distinct().ToArray());
        }

        return trusted;
    }

    private static IEnumerable<(MailboxAddress Address, FakeRequest By)> Told(FakeNet net) =>
        from request in net.Requests
        let body = request.Answer is HttpOutcome.Answered { Response: { Status: 200, Body: var bytes } } ? bytes : []
        where PoxCodec.ReadResponse(body) is CodecReading<PoxResponse>.Ok { Value: PoxResponse.RedirectAddress }
        let told = ((PoxResponse.RedirectAddress)((CodecReading<PoxResponse>.Ok)PoxCodec.ReadResponse(body)).Value).Address
        select (MailboxAddress.Parse(told), request);

    // The domain itself as well: whoever runs it could give its names to anybody.
    private static bool IsBeside(string host, string parent) =>
        parent.Contains('.', StringComparison.Ordinal) && (host == parent || host.EndsWith($".{parent}", StringComparison.Ordinal));

    private static string Parent(string host) => host[(host.IndexOf('.', StringComparison.Ordinal) + 1)..];

    private static void Law(Action<World, FakeNet, DiscoveryReport> law) => AnyWorld.Sample(world =>
    {
        var time = new VirtualTime();
        var net = new FakeNet(time);
        foreach (var (index, host) in Hosts.Index())
        {
            net.Host($"https://{host}", world.Hosts[2 * index]).Host($"http://{host}", world.Hosts[(2 * index) + 1]);
        }

        var dns = new FakeResolver()
            .Service("_autodiscover._tcp.contoso.test", new SrvRecord(0, 0, 443, world.Srv))
            .Service("_autodiscover._tcp.fabrikam.test", new SrvRecord(0, 0, 443, "b.evil.test"));
        var options = new DiscoveryOptions
        {
            Forest = new ForestChoice.Open(Ldif.Open(new ScpForest().Url("cas1", "https://cas1.hosting.test" + Path).ToString())),
            Excluded = world.HasScp ? [] : [StepKind.Scp],
            Race = world.Race,
            Logon = world.LogsOn ? new MailboxLogon.Password("ada", new Secret("right")) : null,
            Redirects = world.Policy with { Ask = world.Consent is "" ? null : (host, _) => Task.FromResult(world.Consent.Split(' ').Contains(host)) },
        };
        var report = time.Run(() => new DiscoveryEngine(options, dns, time, new Random(1), net).DiscoverAsync(MailboxAddress.Parse("ada@contoso.test"), default));
        law(world, net, report);
    }, iter: 150);

    private sealed record World(FakeHost[] Hosts, string Srv, RacePolicy Race, RedirectPolicy Policy, string Consent, bool HasScp, bool LogsOn);
}
