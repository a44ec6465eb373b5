using System.Net;
using CsCheck;
using Signpost.Server.Conduct;
using Signpost.Server.Configuration;

namespace Signpost.Server.Tests.Conduct;

/// <summary>Laws of the limits, whoever asks whenever: a step is a time that passes, and an address that asks.</summary>
public sealed class AddressLimitsLawTests
{
    private const int Allowed = 7;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private static readonly Gen<(int Milliseconds, byte Who)[]> Steps = Gen.Select(Gen.OneOf(Gen.Int[0, 300], Gen.Int[0, 20_000]), Gen.Byte[1, 3]).Array[1, 300];

    [Fact]
    public void In_no_stretch_of_time_is_more_heard_than_a_burst_and_what_has_leaked() => Steps.Sample(steps =>
    {
        var (time, limits) = Begin();
        var heard = new List<(byte Who, long At)>();
        foreach (var (milliseconds, who) in steps)
        {
            time.Pass(TimeSpan.FromMilliseconds(milliseconds));
            if (limits.Enter(new IPAddress([192, 0, 2, who]), false).MayGoOn)
            {
                heard.Add((who, time.GetTimestamp()));
            }
        }

        foreach (var times in heard.GroupBy(one => one.Who, one => one.At).Select(group => group.ToArray()))
        {
            for (var first = 0; first < times.Length; first++)
            {
                for (var last = first; last < times.Length; last++)
                {
                    var leaked = (times[last] - times[first]) * Allowed / (double)Window.Ticks;
                    Assert.True(last - first + 1 <= Allowed + leaked + 1e-3, $"{last - first + 1} in {TimeSpan.FromTicks(times[last] - times[first])}");
                }
            }
        }
    });

    [Fact]
    public void Who_keeps_to_the_pace_is_always_heard_whatever_others_do() => Steps.Sample(steps =>
    {
        var (time, limits) = Begin();
        var good = IPAddress.Parse("2001:db8::1");
        var next = time.GetTimestamp();
        foreach (var (milliseconds, who) in steps)
        {
            time.Pass(TimeSpan.FromMilliseconds(milliseconds));
            limits.Enter(new IPAddress([192, 0, 2, who]), false);
            limits.Failed(new IPAddress([192, 0, 2, who]), "ann");
            if (time.GetTimestamp() >= next)
            {
                Assert.True(limits.Enter(good, true).MayGoOn);
                limits.Judged(good);
                next = time.GetTimestamp() + (Window.Ticks / Allowed);
            }
        }
    });

    [Fact]
    public void Who_waits_as_long_as_he_is_told_is_heard() => Steps.Sample(steps =>
    {
        var (time, limits) = Begin();
        foreach (var (milliseconds, who) in steps)
        {
            time.Pass(TimeSpan.FromMilliseconds(milliseconds));
            var address = new IPAddress([192, 0, 2, who]);
            var outcome = limits.Enter(address, true);
            if (outcome.MayGoOn)
            {
                limits.Failed(address, "");
                limits.Judged(address);
                continue;
            }

            time.Pass(outcome.Wait + TimeSpan.FromTicks(1));
            var again = limits.Enter(address, true);
            Assert.True(again.MayGoOn || again.Why != outcome.Why, $"told to wait {outcome.Wait} for {outcome.Why}, and then {again.Wait} for {again.Why}");
            if (again.MayGoOn)
            {
                limits.Judged(address);
            }
        }
    });

    [Fact]
    public void However_many_ask_no_more_are_remembered_than_fit() => Gen.UInt.Array[1, 2000].Sample(addresses =>
    {
        var limits = new AddressLimits(new LimitConfiguration { MostAddresses = 100 }, new ManualTime());
        foreach (var address in addresses)
        {
            limits.Enter(new IPAddress(address), false);
        }

        Assert.InRange(limits.Count, 1, 104);
    });

    private static (ManualTime Time, AddressLimits Limits) Begin()
    {
        var time = new ManualTime();
        return (time, new AddressLimits(new LimitConfiguration { Requests = Allowed, FailedLogons = 3, Window = Window, MostAddresses = 100 }, time));
    }
}
