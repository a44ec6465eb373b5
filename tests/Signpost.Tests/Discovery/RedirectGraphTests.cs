using System.Collections.Immutable;
using CsCheck;
using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Logon;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Discovery;

/// <summary>The laws of the password, over random hosts that redirect, answer, refuse and hang as they please.</summary>
public sealed class RedirectGraphTests
{
    private const string Path = "/autodiscover/autodiscover.xml";
    private const string Allowed = "cas.partner.test";

    private static readonly ImmutableArray<string> Hosts =
    [
        "contoso.test", "autodiscover.contoso.test", "mail.contoso.test", "fabrikam.test", "autodiscover.fabrikam.test",
        "a.evil.test", "b.evil.test", "cas1.hosting.test", Allowed,
    ];

    private static readonly Gen<string> AnyUrl = Gen.Select(
        Gen.OneOf("https", "https", "https", "http"), Gen.Int[0, Hosts.Length - 1], Gen.OneOf(Path, Path, "/other.xml"),
        (scheme, host, path) => $"{scheme}://{Hosts[host]}{path}");

    private static readonly Gen<FakeHost> AnyHost = Gen.Select(Gen.Int[0, 13], AnyUrl, Gen.Bool, Gen.Int[0, 2000]).Select((kind, url, isBehindLogon, thinks) =>
    {
        var host = kind switch
        {
            0 => FakeHost.Open,
            1 => FakeHost.Silent,
            2 => FakeHost.Hanging,
            3 => FakeHost.Refusing,
            4 => FakeHost.Html,
            5 => FakeHost.Error(500),
            6 => FakeHost.RedirectsAddress("ada@contoso.test"),
            7 => FakeHost.RedirectsAddress("ada@fabrikam.test"),
            8 => FakeHost.Offers("Negotiate"),
            9 => FakeHost.Status(456),
            10 or 11 => FakeHost.RedirectsUrl(url),
            _ => FakeHost.Redirects(url),
        };
        return (isBehindLogon ? host.Behind(thinks % 5 == 0 ? "other" : "right") : host) with { ThinksFor = kind is 2 ? null : thinks };
    });

    private static readonly Gen<World> AnyWorld = Gen.Select(
        AnyHost.Array[Hosts.Length * 2], Gen.OneOf("srv.contoso.test", "a.evil.test", Allowed), Gen.OneOf(RacePolicy.Hedged, RacePolicy.OneAtATime),
        (hosts, srv, race) => new World(hosts, srv, race));

    [Fact]
    public void The_password_never_goes_over_plain_http() => Law((net, _) =>
        Assert.DoesNotContain(net.Requests, request => request.Password is not null && request.Url.Scheme != "https"));

    [Fact]
    public void The_password_goes_only_to_a_URL_that_asked_for_it() => Law((net, _) =>
    {
        foreach (var (index, request) in net.Requests.Index().Where(request => request.Item.Password is not null))
        {
            Assert.Contains(net.Requests.Take(index), earlier => earlier.Url == request.Url
                && earlier.Answer is HttpOutcome.Answered { Response: { Status: 401, Offers: var offers } } && offers.Contains("Basic"));
        }
    });

    [Fact]
    public void The_password_never_goes_to_a_host_that_nobody_vouches_for() => Law((net, _) =>
        Assert.All(net.SawPassword, host => Assert.True(
            host.EndsWith("contoso.test", StringComparison.Ordinal) || host.EndsWith("fabrikam.test", StringComparison.Ordinal) || host == Allowed, host)));

    [Fact]
    public void At_most_one_host_refuses_the_password_in_a_run() => Law((net, report) =>
    {
        var refusals = net.Requests.Where(request => request is { Password: not null, Answer: HttpOutcome.Answered { Response.Status: 401 } }).ToArray();

        Assert.True(refusals.Length <= 1);
        Assert.True(refusals is [] || report.End is DiscoveryEnd.LogonRefused or DiscoveryEnd.TimedOut, report.End.ToString());
    });

    [Fact]
    public void No_candidate_is_followed_through_more_than_ten_hops() => Law((_, report) =>
    {
        var toAddress = report.Rounds.Length - 1;
        Assert.InRange(report.Events.OfType<HopFollowed>().GroupBy(hop => hop.Candidate).Select(hops => hops.Count()).DefaultIfEmpty(0).Max() + toAddress, 0, 11);
    });

    [Fact]
    public void Every_run_ends_in_time_with_one_outcome_for_each_candidate_and_nothing_left_open() => Law((net, report) =>
    {
        Assert.IsType<RunEnded>(report.Events[^1]);
        Assert.True(report.Elapsed <= TimeSpan.FromMinutes(2));
        Assert.Equal(report.Events.OfType<CandidateFound>().Select(e => e.Candidate.Id).Order(), report.Events.OfType<AttemptEnded>().Select(e => e.Candidate).Order());
        Assert.Equal((0, net.Opened), (net.UnderWay, net.Closed));
    });

    private static void Law(Action<FakeNet, DiscoveryReport> law) => AnyWorld.Sample(world =>
    {
        var time = new VirtualTime();
        var net = new FakeNet(time);
        foreach (var (index, host) in Hosts.Index())
        {
            net.Host($"https://{host}", world.Hosts[2 * index]).Host($"http://{host}", world.Hosts[(2 * index) + 1]);
        }

        var dns = new FakeResolver().Service("_autodiscover._tcp.contoso.test", new SrvRecord(0, 0, 443, world.Srv));
        var options = new DiscoveryOptions
        {
            Excluded = [StepKind.Scp],
            Race = world.Race,
            Logon = new MailboxLogon.Password("ada", new Secret("right")),
            Redirects = new RedirectPolicy { TrustedHosts = [Allowed] },
        };
        var report = time.Run(() => new DiscoveryEngine(options, dns, time, new Random(1), net).DiscoverAsync(MailboxAddress.Parse("ada@contoso.test"), default));
        law(net, report);
    }, iter: 150);

    private sealed record World(FakeHost[] Hosts, string Srv, RacePolicy Race);
}
