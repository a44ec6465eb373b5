using System.Net;
using Signpost.Directory;
using Signpost.Sites;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Sites;

public sealed class NetlogonPingerTests
{
    private readonly VirtualTime time = new();
    private readonly FakeResolver resolver = new();
    private readonly FakePingWire wire;

    public NetlogonPingerTests() => wire = new FakePingWire(time);

    [Fact]
    public void An_answer_by_udp_needs_one_datagram_and_no_connection()
    {
        wire.Udp("192.0.2.1", FakeDc.Says(NetlogonGoldens.SambaOslo, 3));

        var answered = Assert.IsType<PingOutcome.Answered>(Ask("192.0.2.1"));

        Assert.Equal(new SiteName("Oslo"), answered.Answer.Site);
        Assert.Equal(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 389), answered.Server);
        Assert.Equal(IPAddress.Parse("198.51.100.7"), answered.Client);
        Assert.Equal(TimeSpan.FromMilliseconds(3), answered.Took);
        Assert.False(answered.OverTcp);
        Assert.Equal(["0 udp 192.0.2.1"], wire.Sent);
        Assert.Equal("answered site Oslo after 3 ms", answered.Describe());
    }

    [Fact]
    public void A_server_that_hosts_another_domain_is_not_asked_again()
    {
        wire.Udp("192.0.2.1", FakeDc.Stranger);

        var outcome = Ask("192.0.2.1");

        Assert.Equal("192.0.2.1:389 does not host example.org", Assert.IsType<PingOutcome.NotThisDomain>(outcome).Describe());
        Assert.Single(wire.Sent);
    }

    [Fact]
    public void Swallowed_datagrams_cost_400_ms_and_not_all_three_tries()
    {
        wire.Tcp("192.0.2.1", FakeDc.Says(NetlogonGoldens.SambaOslo, 5));

        var answered = Assert.IsType<PingOutcome.Answered>(Ask("192.0.2.1"));

        Assert.True(answered.OverTcp);
        Assert.Equal(405, time.Elapsed.TotalMilliseconds);
        Assert.Equal("answered site Oslo after 405 ms over TCP", answered.Describe());
    }

    [Fact]
    public void A_refused_datagram_leads_to_tcp_at_once()
    {
        wire.Udp("192.0.2.1", FakeDc.Refused).Tcp("192.0.2.1", FakeDc.Says(NetlogonGoldens.SambaOslo, 5));

        var answered = Assert.IsType<PingOutcome.Answered>(Ask("192.0.2.1"));

        Assert.True(answered.OverTcp);
        Assert.Equal(5, time.Elapsed.TotalMilliseconds);
    }

    [Fact]
    public void A_lost_datagram_is_sent_again_after_400_and_600_ms()
    {
        wire.Udp("192.0.2.1", FakeDc.Says(NetlogonGoldens.SambaOslo) with { LosesFirst = 2 });

        Assert.False(Assert.IsType<PingOutcome.Answered>(Ask("192.0.2.1")).OverTcp);

        Assert.Equal(["0 udp 192.0.2.1", "400 udp 192.0.2.1", "1000 udp 192.0.2.1"], wire.Sent.Where(one => one.Contains("udp", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_answer_to_the_first_datagram_still_counts_while_the_second_is_waited_for()
    {
        wire.Udp("192.0.2.1", FakeDc.Says(NetlogonGoldens.SambaOslo, 700));

        Assert.IsType<PingOutcome.Answered>(Ask("192.0.2.1"));

        Assert.Equal(700, time.Elapsed.TotalMilliseconds);
    }

    [Fact]
    public void Silence_ends_after_3400_ms_and_says_what_was_tried()
    {
        var silent = Assert.IsType<PingOutcome.Silent>(Ask("192.0.2.1"));

        Assert.Equal(3400, time.Elapsed.TotalMilliseconds);
        Assert.Equal("192.0.2.1:389 by UDP: no answer in 1.8 s; 192.0.2.1:389 by TCP: no answer in 3 s", silent.Why);
        Assert.Equal(0, wire.Open);
    }

    [Fact]
    public void All_addresses_are_asked_a_dead_one_costs_100_ms()
    {
        resolver.Host("dc1.example.org", "2001:db8::1", "192.0.2.1");
        wire.Udp("192.0.2.1", FakeDc.Says(NetlogonGoldens.SambaOslo, 2));

        var answered = Assert.IsType<PingOutcome.Answered>(Ask("dc1.example.org"));

        Assert.Equal(IPAddress.Parse("192.0.2.1"), answered.Server.Address);
        Assert.Equal(102, time.Elapsed.TotalMilliseconds);
        Assert.Equal(0, wire.Open);
    }

    [Fact]
    public void The_first_address_is_believed_where_both_answer()
    {
        resolver.Host("dc1.example.org", "2001:db8::1", "192.0.2.1");
        wire.Udp("2001:db8::1", FakeDc.Says("Lyon", "Lyon", 90)).Udp("192.0.2.1", FakeDc.Says("Berlin", "Lyon"));

        Assert.Equal(new SiteName("Lyon"), Assert.IsType<PingOutcome.Answered>(Ask("dc1.example.org")).Answer.Site);
    }

    [Fact]
    public void An_answer_to_another_question_is_not_heard()
    {
        wire.Udp("192.0.2.1", new FakeDc(question =>
            [FakeDc.Entry(question with { Id = question.Id + 1 }, NetlogonGoldens.SambaParis), FakeDc.Entry(question, NetlogonGoldens.SambaOslo)]));

        Assert.Equal(new SiteName("Oslo"), Assert.IsType<PingOutcome.Answered>(Ask("192.0.2.1")).Answer.Site);
    }

    [Fact]
    public void Garbage_before_the_answer_is_not_heard()
    {
        wire.Udp("192.0.2.1", new FakeDc(question =>
            [[], [0xff, 1, 2], FakeDc.Entry(question, [23, 0, 1]), FakeDc.Entry(question, NetlogonGoldens.SambaOslo)]));

        Assert.Equal(new SiteName("Oslo"), Assert.IsType<PingOutcome.Answered>(Ask("192.0.2.1")).Answer.Site);
    }

    [Fact]
    public void Over_tcp_the_answer_may_come_in_pieces()
    {
        wire.Udp("192.0.2.1", FakeDc.Refused).Tcp("192.0.2.1", new FakeDc(question =>
            [.. FakeDc.Entry(question, NetlogonGoldens.SambaOslo).Chunk(7)]));

        Assert.Equal(new SiteName("Oslo"), Assert.IsType<PingOutcome.Answered>(Ask("192.0.2.1")).Answer.Site);
    }

    [Fact]
    public void Over_tcp_what_is_no_answer_ends_the_ping()
    {
        wire.Udp("192.0.2.1", FakeDc.Refused).Tcp("192.0.2.1", new FakeDc(question => [FakeDc.Entry(question, [99, 0, .. new byte[20]])]));

        var silent = Assert.IsType<PingOutcome.Silent>(Ask("192.0.2.1"));

        Assert.Equal("192.0.2.1:389 by UDP: connection refused; 192.0.2.1:389 by TCP: what came is no answer: unknown opcode at byte 0", silent.Why);
    }

    [Fact]
    public void Over_tcp_a_closed_connection_ends_the_ping()
    {
        wire.Udp("192.0.2.1", FakeDc.Refused).Tcp("192.0.2.1", new FakeDc(_ => [[]]));

        Assert.EndsWith("the server closed the connection", Assert.IsType<PingOutcome.Silent>(Ask("192.0.2.1")).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_of_the_server_is_told()
    {
        wire.Udp("192.0.2.1", new FakeDc(question => [FakeDc.Done(question, 1)])).Tcp("192.0.2.1", FakeDc.Refused);

        var silent = Assert.IsType<PingOutcome.Silent>(Ask("192.0.2.1"));

        Assert.Equal("192.0.2.1:389 by UDP: answered operationsError (1); 192.0.2.1:389 by TCP: connection refused", silent.Why);
    }

    [Fact]
    public void An_unknown_host_is_silent() =>
        Assert.Equal("dc9.example.org: no such host", Assert.IsType<PingOutcome.Silent>(Ask("dc9.example.org")).Why);

    [Theory]
    [InlineData(636)]
    [InlineData(3268)]
    [InlineData(3269)]
    public void A_port_for_tls_or_the_global_catalogue_is_not_pinged(int port)
    {
        wire.Udp("192.0.2.1", FakeDc.Says(NetlogonGoldens.SambaOslo));

        Assert.IsType<PingOutcome.Answered>(time.Run(() => Pinger().AskAsync("192.0.2.1", port, "example.org", default)));
    }

    [Fact]
    public void The_callers_cancellation_ends_it_and_leaves_nothing_open()
    {
        using var caller = new CancellationTokenSource(TimeSpan.FromMilliseconds(450), time);

        Assert.ThrowsAny<OperationCanceledException>(() => time.Run(() => Pinger().AskAsync("192.0.2.1", null, "example.org", caller.Token)));

        Assert.Equal(450, time.Elapsed.TotalMilliseconds);
        Assert.Equal(0, wire.Open);
    }

    [Fact]
    public void The_question_is_the_recorded_one_byte_for_byte()
    {
        var question = new PingQuestion(1, new NetlogonQuestion("contoso.test", NetlogonVersion.V5 | NetlogonVersion.V5Extended, "WS1"));

        Assert.Equal(
            "305B020101635604000A01000A0100020100020100010100A037A3190409446E73446F6D61696E040C636F6E746F736F2E74657374A30B0404486F73740403575331" +
            "A30D04054E74566572040406000000300A04084E65746C6F676F6E",
            Convert.ToHexString(question.Write()));
    }

    [Theory]
    [InlineData("308181020101647C04003078307604086E65746C6F676F6E316A0468{0}300C02010165070A010004000400", "Remote")]
    [InlineData("300C02010165070A010004000400", null)]
    public void Recorded_datagrams_are_understood(string hex, string? site)
    {
        var datagram = Convert.FromHexString(hex.Replace("{0}", Convert.ToHexString(NetlogonGoldens.SambaRemote), StringComparison.Ordinal));

        var reply = new PingQuestion(1, new NetlogonQuestion("contoso.test", NetlogonVersion.V5Extended)).Read(LdapMessage.ReadAll(datagram));

        Assert.Equal(site, (reply as PingReply.Said)?.Answer.Site?.Value);
        Assert.Equal(site is null, reply is PingReply.NotMine);
    }

    private NetlogonPinger Pinger() => new(resolver, time, wire);

    private PingOutcome Ask(string host) => time.Run(() => Pinger().AskAsync(host, null, "example.org", default));
}
