using System.Globalization;
using System.Net;
using Signpost.Server.Conduct;
using Signpost.Server.Configuration;

namespace Signpost.Server.Tests.Conduct;

public sealed class AddressLimitsTests
{
    private static readonly IPAddress Ann = IPAddress.Parse("192.0.2.7");
    private static readonly IPAddress Bob = IPAddress.Parse("192.0.2.8");

    private readonly ManualTime time = new();

    [Fact]
    public void Requests_beyond_the_limit_wait_and_are_heard_when_they_have()
    {
        var limits = Limits(requests: 3);

        Assert.All(Enumerable.Range(0, 3), _ => Assert.True(limits.Enter(Ann, false).MayGoOn));
        var refused = limits.Enter(Ann, false);
        Assert.Equal((TimeSpan.FromSeconds(20), "requests"), (refused.Wait, refused.Why));
        time.Pass(refused.Wait);
        Assert.True(limits.Enter(Ann, false).MayGoOn);
    }

    [Fact]
    public void Another_address_does_not_notice()
    {
        var limits = Limits(requests: 1);
        limits.Enter(Ann, false);

        Assert.False(limits.Enter(Ann, false).MayGoOn);
        Assert.True(limits.Enter(Bob, false).MayGoOn);
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::2", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", true)]
    [InlineData("192.0.2.7", "192.0.2.8", true)]
    [InlineData("::1", "::2", false)]
    public void IPv6_counts_by_the_64_bits_of_its_network(string one, string other, bool isApart)
    {
        var limits = Limits(requests: 1);
        limits.Enter(IPAddress.Parse(one), false);

        Assert.Equal(isApart, limits.Enter(IPAddress.Parse(other), false).MayGoOn);
    }

    [Fact]
    public void After_too_many_failed_logons_a_logon_waits_and_a_request_without_one_does_not()
    {
        var limits = Limits(failedLogons: 4);
        Fail(limits, Ann, times: 4);

        Assert.Equal((TimeSpan.FromSeconds(15), "failed-logons"), (limits.Enter(Ann, true).Wait, limits.Enter(Ann, true).Why));
        Assert.True(limits.Enter(Ann, false).MayGoOn);
    }

    [Fact]
    public void Logons_that_are_good_are_never_counted()
    {
        var limits = Limits(failedLogons: 1);

        Assert.All(Enumerable.Range(0, 1000), _ =>
        {
            Assert.True(limits.Enter(Ann, true).MayGoOn);
            limits.Judged(Ann);
        });
    }

    [Fact]
    public void Guesses_that_are_made_at_once_are_as_few_as_those_made_one_by_one_once_one_has_failed()
    {
        var limits = Limits(failedLogons: 10);
        Fail(limits, Ann, times: 1);

        Assert.Equal(9, Enumerable.Range(0, 100).Count(_ => limits.Enter(Ann, true).MayGoOn));
    }

    [Fact]
    public void An_office_of_good_clients_may_log_on_at_once_and_a_stranger_may_not_guess_without_end()
    {
        var limits = Limits(failedLogons: 10);

        Assert.Equal(40, Enumerable.Range(0, 1000).Count(_ => limits.Enter(Ann, true).MayGoOn));
    }

    [Fact]
    public void A_user_who_fails_waits_before_the_address_does()
    {
        var limits = Limits(failedLogons: 20);
        Fail(limits, Ann, times: 5, user: "ann");

        Assert.Equal(12, limits.WaitOf(Ann, "ANN").TotalSeconds, 0.1);
        Assert.Equal(TimeSpan.Zero, limits.WaitOf(Ann, "bob"));
        Assert.Equal(TimeSpan.Zero, limits.WaitOf(Bob, "ann"));
        Assert.True(limits.Enter(Ann, true).MayGoOn);
    }

    [Fact]
    public void No_limit_is_none()
    {
        var limits = Limits(requests: 0, failedLogons: 0);
        Fail(limits, Ann, times: 10_000);

        Assert.True(limits.Enter(Ann, true).MayGoOn);
    }

    [Fact]
    public void The_first_refusal_is_told_apart_and_the_end_is_told_once()
    {
        var limits = Limits(requests: 2);
        var first = Enumerable.Range(0, 12).Select(_ => limits.Enter(Ann, false).IsFirst).ToArray();

        Assert.Equal(1, first.Count(isFirst => isFirst));
        Assert.Empty(limits.Ended());
        time.Pass(TimeSpan.FromSeconds(40));
        Assert.Equal([new LimitEnd("192.0.2.7", 10, TimeSpan.FromSeconds(40))], limits.Ended());
        Assert.Empty(limits.Ended());
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    public void An_address_at_a_limit_is_written_as_what_is_counted(string address, string written) =>
        Assert.Equal(written, AddressKey.Of(IPAddress.Parse(address)).ToString());

    [Fact]
    public void A_flood_of_addresses_does_not_make_an_offender_forgotten()
    {
        var limits = Limits(requests: 100, failedLogons: 10, most: 800);
        Fail(limits, Ann, times: 10);

        for (var at = 0; at < 100_000; at++)
        {
            limits.Enter(new IPAddress(at), false);
        }

        Assert.False(limits.Enter(Ann, true).MayGoOn);
        Assert.InRange(limits.Count, 1, 800);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(200)]
    [InlineData(5000)]
    public void Other_limits_keep_what_was_counted(int most)
    {
        var limits = Limits(failedLogons: 10);
        Fail(limits, Ann, times: 10);

        limits.Take(Configuration(requests: 1000, failedLogons: 12, most));

        Assert.False(limits.Enter(Ann, true).MayGoOn);
    }

    [Fact]
    public void A_shorter_window_does_not_hold_longer_than_it_is()
    {
        var limits = Limits(failedLogons: 1);
        Fail(limits, Ann, times: 5);

        limits.Take(Configuration(1000, 1, 1000) with { Window = TimeSpan.FromSeconds(1) });

        Assert.InRange(limits.Enter(Ann, true).Wait, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Many_at_once_are_counted_right()
    {
        var limits = Limits(requests: 1000);
        var heard = 0;

        Parallel.For(0, 8, _ =>
        {
            for (var at = 0; at < 1000; at++)
            {
                if (limits.Enter(Ann, false).MayGoOn)
                {
                    Interlocked.Increment(ref heard);
                }
            }
        });

        Assert.Equal("1000", heard.ToString(CultureInfo.InvariantCulture));
    }

    private static LimitConfiguration Configuration(int requests, int failedLogons, int most) =>
        new() { Requests = requests, FailedLogons = failedLogons, Window = TimeSpan.FromMinutes(1), MostAddresses = most };

    private AddressLimits Limits(int requests = 100_000, int failedLogons = 1000, int most = 1000) => new(Configuration(requests, failedLogons, most), time);

    private static void Fail(AddressLimits limits, IPAddress client, int times, string user = "")
    {
        for (var at = 0; at < times; at++)
        {
            limits.Failed(client, user);
        }
    }
}
