using Signpost.Dns;
using Signpost.Sites;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Sites;

public sealed class DcLocatorTests
{
    private const string OfDomain = "_ldap._tcp.dc._msdcs.example.org";
    private const string OfOslo = "_ldap._tcp.Oslo._sites.dc._msdcs.example.org";
    private const string Plain = "_ldap._tcp.example.org";

    private readonly VirtualTime time = new();
    private readonly FakeResolver resolver = new();
    private readonly FakePingWire wire;

    public DcLocatorTests() => wire = new FakePingWire(time);

    [Fact]
    public void Domain_controllers_of_the_site_come_first()
    {
        Named(OfDomain, 1, 2);
        Named(OfOslo, 3);
        Says(1, "Oslo", "Paris");
        Says(3, "Oslo", "Oslo");

        var found = Found(Locate("Oslo"));

        Assert.Equal(["dc3", "dc1", "dc2"], Hosts(found));
        Assert.Equal(new SiteName("Oslo"), found.Ping?.Answer.Site);
        Assert.Equal("", found.Silence);
        Assert.Equal([OfOslo, OfDomain], resolver.Asked);
        Assert.Equal(["0 udp 192.0.2.3"], wire.Sent);
    }

    [Fact]
    public void Without_a_site_the_whole_domain_is_asked()
    {
        Named(OfDomain, 1);
        Says(1, "Paris", "Paris");

        Assert.Equal(["dc1"], Hosts(Found(Locate(null))));
        Assert.Equal([OfDomain], resolver.Asked);
    }

    [Fact]
    public void A_site_without_a_record_is_no_obstacle()
    {
        Named(OfDomain, 1);
        Says(1, "Oslo", "Paris");

        Assert.Equal(["dc1"], Hosts(Found(Locate("Oslo"))));
        Assert.Equal([OfOslo, OfDomain], resolver.Asked);
    }

    [Fact]
    public void A_site_whose_record_can_not_be_asked_for_is_no_obstacle()
    {
        resolver.Service(OfOslo, new SrvAnswer.Failed("name server does not answer"));
        Named(OfDomain, 1);
        Says(1, "Oslo", "Paris");

        Assert.Equal(["dc1"], Hosts(Found(Locate("Oslo"))));
    }

    [Fact]
    public void The_record_of_the_site_is_enough_where_that_of_the_domain_fails()
    {
        Named(OfOslo, 3);
        resolver.Service(OfDomain, new SrvAnswer.Failed("name server does not answer"));
        Says(3, "Oslo", "Oslo");

        Assert.Equal(["dc3"], Hosts(Found(Locate("Oslo"))));
    }

    [Fact]
    public void Where_the_records_of_domain_controllers_are_missing_those_of_ldap_serve()
    {
        Named(Plain, 1);
        Says(1, "Paris", "Paris");

        Assert.Equal(["dc1"], Hosts(Found(Locate("Oslo"))));
        Assert.Equal([OfOslo, OfDomain, Plain], resolver.Asked);
    }

    [Fact]
    public void Priority_comes_first_and_no_name_comes_twice()
    {
        resolver.Service(OfDomain, Record(1, 20), Record(2, 10), new SrvRecord(30, 0, 389, "DC1.example.org"), new SrvRecord(0, 0, 0, "."));
        Named(OfOslo, 3);
        resolver.Host("dc1.example.org", "192.0.2.1").Host("dc2.example.org", "192.0.2.2");
        Says(3, "Oslo", "Oslo");

        Assert.Equal(["dc3", "dc2", "dc1"], Hosts(Found(Locate("Oslo"))));
    }

    [Fact]
    public void Equal_ones_come_by_lot()
    {
        int[] all = [1, 2, 3];
        Named(OfDomain, all);
        resolver.Service(OfDomain, [.. all.Select(n => Record(n) with { Weight = 100 })]);
        foreach (var n in all)
        {
            Says(n, "Paris", "Paris");
        }

        var orders = Enumerable.Range(0, 60).Select(seed => string.Join(' ', Hosts(Found(Locate(null, seed)))));

        Assert.Equal(6, orders.Distinct().Count());
    }

    [Fact]
    public void A_silent_one_costs_100_ms()
    {
        Named(OfDomain, 1, 2);
        Says(2, "Paris", "Paris", 5);

        var found = Found(Locate(null));

        Assert.Equal(["dc2", "dc1"], Hosts(found));
        Assert.Equal(105, time.Elapsed.TotalMilliseconds);
        Assert.Equal(0, wire.Open);
    }

    [Fact]
    public void A_paused_one_is_passed_over()
    {
        Named(OfDomain, 1, 2);
        Says(1, new NetlogonAnswer.Extended { Opcode = NetlogonOpcode.PauseExtended });
        Says(2, "Paris", "Paris", 5);

        Assert.Equal(["dc2", "dc1"], Hosts(Found(Locate(null))));
        Assert.Equal(6, time.Elapsed.TotalMilliseconds);
    }

    [Fact]
    public void One_of_another_domain_is_passed_over()
    {
        Named(OfDomain, 1, 2);
        wire.Udp("192.0.2.1", FakeDc.Stranger);
        Says(2, "Paris", "Paris");

        Assert.Equal(["dc2", "dc1"], Hosts(Found(Locate(null))));
    }

    [Fact]
    public void A_lone_paused_one_is_found_but_silent()
    {
        Named(OfDomain, 1);
        Says(1, new NetlogonAnswer.Extended { Opcode = NetlogonOpcode.PauseExtended });

        var found = Found(Locate(null));

        Assert.Null(found.Ping);
        Assert.Equal("dc1.example.org: its netlogon service is paused after 1 ms", found.Silence);
    }

    [Fact]
    public void All_silent_ones_are_found_with_the_reason()
    {
        Named(OfDomain, 1, 2);

        var found = Found(Locate(null));

        Assert.Equal(["dc1", "dc2"], Hosts(found));
        Assert.Null(found.Ping);
        Assert.Equal(
            "none of 2 domain controllers answered the LDAP ping (192.0.2.1:389 by UDP: no answer in 1.8 s; 192.0.2.1:389 by TCP: no answer in 3 s)",
            found.Silence);
        Assert.Equal(3500, time.Elapsed.TotalMilliseconds);
        Assert.Equal(0, wire.Open);
    }

    [Fact]
    public void A_lone_silent_one_is_not_counted()
    {
        resolver.Service(OfDomain, Record(9));

        Assert.Equal("dc9.example.org: no such host", Found(Locate(null)).Silence);
    }

    [Fact]
    public void However_many_are_silent_it_ends_after_5_s()
    {
        Named(OfDomain, [.. Enumerable.Range(1, 40)]);

        var found = Found(Locate(null));

        Assert.Equal(5000, time.Elapsed.TotalMilliseconds);
        Assert.Equal(40, found.Controllers.Length);
        Assert.StartsWith("none of 40 domain controllers answered the LDAP ping (192.0.2.1:389 by UDP", found.Silence, StringComparison.Ordinal);
        Assert.Equal(0, wire.Open);
    }

    [Fact]
    public void No_more_than_eight_are_asked_at_once()
    {
        Named(OfDomain, [.. Enumerable.Range(1, 9)]);
        Says(9, "Paris", "Paris", 5);

        Assert.Equal("dc9.example.org", Found(Locate(null)).Controllers[0].Host);

        Assert.Equal(3405, time.Elapsed.TotalMilliseconds);
    }

    [Fact]
    public void Who_names_another_site_leads_to_its_domain_controllers()
    {
        Named(OfDomain, 1, 2);
        Named(OfOslo, 3, 4);
        Says(1, "Oslo", "Paris");
        Says(4, "Oslo", "Oslo", 5);

        var found = Found(Locate(null));

        Assert.Equal(["dc4", "dc3", "dc1", "dc2"], Hosts(found));
        Assert.Equal(System.Net.IPAddress.Parse("192.0.2.4"), found.Ping?.Server.Address);
        Assert.Equal([OfDomain, OfOslo], resolver.Asked);
        Assert.Equal(106, time.Elapsed.TotalMilliseconds);
    }

    [Fact]
    public void The_site_is_learned_once()
    {
        Named("_ldap._tcp.Lima._sites.dc._msdcs.example.org", 1);
        Named(OfDomain, 1);
        Named(OfOslo, 3);
        Says(1, "Oslo", "Paris");
        Says(3, "Quito", "Oslo");

        Assert.Equal(["dc3", "dc1"], Hosts(Found(Locate("Lima"))));
        Assert.DoesNotContain(resolver.Asked, name => name.Contains("Quito", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_those_of_the_learned_site_are_silent_the_first_is_kept_after_a_second()
    {
        Named(OfDomain, 1, 2);
        Named(OfOslo, 3);
        Says(1, "Oslo", "Paris");

        var found = Found(Locate(null));

        Assert.Equal(["dc1", "dc3", "dc2"], Hosts(found));
        Assert.NotNull(found.Ping);
        Assert.Equal(1001, time.Elapsed.TotalMilliseconds);
        Assert.Equal(0, wire.Open);
    }

    [Fact]
    public void A_learned_site_without_a_record_changes_nothing()
    {
        Named(OfDomain, 1, 2);
        Says(1, "Oslo", "Paris");

        Assert.Equal(["dc1", "dc2"], Hosts(Found(Locate(null))));
        Assert.Equal([OfDomain, OfOslo], resolver.Asked);
    }

    [Fact]
    public void Who_serves_the_learned_site_is_not_asked_twice()
    {
        Named(OfDomain, 1, 2);
        Named(OfOslo, 1);
        Says(1, "Oslo", "Paris");

        Assert.Equal(["dc1", "dc2"], Hosts(Found(Locate(null))));
        Assert.Single(wire.Sent);
    }

    [Theory]
    [InlineData("Oslo", "Oslo", "Paris")]
    [InlineData(null, "Paris", "Paris")]
    [InlineData(null, null, "Paris")]
    public void Nobody_is_asked_again_where_the_site_is_as_thought_or_the_nearest_or_unknown(string? thought, string? said, string server)
    {
        Named(OfDomain, 1);
        Says(1, said, server);

        Locate(thought);

        Assert.Single(wire.Sent);
        Assert.Equal(thought is null ? [OfDomain] : [OfOslo, OfDomain], resolver.Asked);
    }

    [Fact]
    public void A_domain_that_dns_does_not_know_has_none()
    {
        Assert.Equal("DNS has no record _ldap._tcp.dc._msdcs.example.org", None(Locate("Oslo")));
        Assert.Equal([OfOslo, OfDomain, Plain], resolver.Asked);
    }

    [Fact]
    public void A_failure_of_dns_is_told()
    {
        resolver.Service(OfDomain, new SrvAnswer.Failed("name server does not answer"));

        Assert.Equal("_ldap._tcp.dc._msdcs.example.org: name server does not answer", None(Locate(null)));
        Assert.Equal([OfDomain], resolver.Asked);
    }

    [Fact]
    public void A_failure_of_dns_is_told_of_the_last_name_too()
    {
        resolver.Service(Plain, new SrvAnswer.Failed("name server does not answer"));

        Assert.Equal("_ldap._tcp.example.org: name server does not answer", None(Locate(null)));
    }

    [Fact]
    public void A_lone_root_target_says_that_there_is_none()
    {
        resolver.Service(OfDomain, new SrvRecord(0, 0, 0, "."));

        Assert.Equal("_ldap._tcp.dc._msdcs.example.org says that there is none: its only target is \".\"", None(Locate(null)));
    }

    [Fact]
    public void A_target_that_is_no_host_name_is_left_out()
    {
        resolver.Service(OfDomain, new SrvRecord(0, 0, 389, "dc 1\u001b[31m.example.org"));

        Assert.Equal("no target of _ldap._tcp.dc._msdcs.example.org is a host name", None(Locate(null)));
    }

    [Fact]
    public void A_windows_host_name_may_have_an_underscore()
    {
        resolver.Service(OfDomain, new SrvRecord(0, 0, 389, "dc_1.example.org"));

        Assert.Equal("dc_1.example.org", Assert.Single(Found(Locate(null)).Controllers).Host);
    }

    [Fact]
    public void The_callers_cancellation_ends_it_and_leaves_nothing_open()
    {
        Named(OfDomain, 1, 2, 3);
        using var caller = new CancellationTokenSource(TimeSpan.FromMilliseconds(450), time);

        Assert.ThrowsAny<OperationCanceledException>(() => Locate(null, caller.Token));

        Assert.Equal(450, time.Elapsed.TotalMilliseconds);
        Assert.Equal(0, wire.Open);
    }

    [Fact]
    public void The_callers_cancellation_ends_the_second_round_too()
    {
        Named(OfDomain, 1);
        Named(OfOslo, 3);
        Says(1, "Oslo", "Paris");
        using var caller = new CancellationTokenSource(TimeSpan.FromMilliseconds(450), time);

        Assert.ThrowsAny<OperationCanceledException>(() => Locate(null, caller.Token));

        Assert.Equal(450, time.Elapsed.TotalMilliseconds);
        Assert.Equal(0, wire.Open);
    }

    [Fact]
    public void A_mute_name_server_ends_it_after_5_s()
    {
        var locator = new DcLocator(new MuteResolver(), new NetlogonPinger(resolver, time, wire), time, new Random(1));

        var outcome = time.Run(() => locator.LocateAsync("example.org", new SiteName("Oslo"), default));

        Assert.Equal("no answer from DNS in 5 s", None(outcome));
        Assert.Equal(5000, time.Elapsed.TotalMilliseconds);
    }

    private DcOutcome Locate(string? site, int seed = 1) => Locate(site, default, seed);

    private DcOutcome Locate(string? site, CancellationToken cancellationToken, int seed = 1)
    {
        var locator = new DcLocator(resolver, new NetlogonPinger(resolver, time, wire), time, new Random(seed));
        return time.Run(() => locator.LocateAsync("example.org", site is null ? null : new SiteName(site), cancellationToken));
    }

    /// <summary>Records of weight 0, which stay in their order, and addresses for their hosts.</summary>
    private void Named(string name, params int[] controllers)
    {
        resolver.Service(name, [.. controllers.Select(n => Record(n))]);
        foreach (var n in controllers)
        {
            resolver.Host($"dc{n}.example.org", $"192.0.2.{n}");
        }
    }

    private static SrvRecord Record(int n, int priority = 0) => new(priority, 0, 389, $"dc{n}.example.org");

    private void Says(int n, string? site, string serverSite, int afterMilliseconds = 1) =>
        wire.Udp($"192.0.2.{n}", FakeDc.Says(site, serverSite, afterMilliseconds));

    private void Says(int n, NetlogonAnswer.Extended answer) => wire.Udp($"192.0.2.{n}", FakeDc.Says(NetlogonPing.Write(answer)));

    private static DcOutcome.Found Found(DcOutcome outcome) => Assert.IsType<DcOutcome.Found>(outcome);

    private static string None(DcOutcome outcome) => Assert.IsType<DcOutcome.None>(outcome).Why;

    private static IEnumerable<string> Hosts(DcOutcome.Found found) => found.Controllers.Select(controller => controller.Host.Split('.')[0]);

    private sealed class MuteResolver : IServiceResolver
    {
        public async Task<SrvAnswer> ServicesAsync(string name, CancellationToken cancellationToken)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            throw new InvalidOperationException();
        }

        public Task<HostAnswer> HostAsync(string host, int port, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
