using CsCheck;
using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Logon;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Discovery;

public sealed class RefreshTimesTests
{
    [Fact]
    public void After_a_success_the_time_is_that_of_the_answer_and_up_to_a_quarter_more() =>
        Gen.Select(Gen.Int, Gen.Int[1, 8760]).Sample((seed, hours) =>
        {
            var after = new RefreshTimes(new Random(seed)).AfterSuccess(TimeSpan.FromHours(hours));

            Assert.InRange(after!.Value, TimeSpan.FromHours(hours), TimeSpan.FromHours(hours) * 1.25);
        });

    [Fact]
    public void After_a_failure_it_is_five_minutes_and_up_to_a_quarter_more() =>
        Gen.Int.Sample(seed => Assert.InRange(new RefreshTimes(new Random(seed)).AfterFailure(), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6.25)));

    [Fact]
    public void The_smear_is_not_always_the_same()
    {
        var times = new RefreshTimes(new Random(1));

        var all = Enumerable.Range(0, 100).Select(_ => times.AfterFailure()).ToArray();

        Assert.True(all.Max() - all.Min() > TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void What_holds_for_ever_is_never_asked_again() => Assert.Null(new RefreshTimes(new Random(1)).AfterSuccess(Timeout.InfiniteTimeSpan));

    [Theory]
    [InlineData(4, 4)]
    [InlineData(null, 1)]
    [InlineData(0, null)]
    public void A_find_holds_as_long_as_the_answer_says(int? ttl, int? hours)
    {
        var settings = FakeHost.Says(new Signpost.Autodiscover.Pox.PoxResponse.Settings(new MailboxSettings
        {
            DisplayName = "Ada", Protocols = [new ProtocolSettings { Kind = ProtocolKind.Exch, TtlHours = ttl }],
        }));

        var after = Run(settings).RefreshAfter;

        Assert.Equal(hours is null, after is null);
        Assert.True(hours is null || (after >= TimeSpan.FromHours(hours.Value) && after <= TimeSpan.FromHours(hours.Value) * 1.25));
    }

    [Fact]
    public void A_find_without_credentials_holds_an_hour() =>
        Assert.InRange(Run(FakeHost.Cas(), null).RefreshAfter!.Value, TimeSpan.FromHours(1), TimeSpan.FromHours(1.25));

    [Fact]
    public void A_run_without_a_find_is_repeated_after_five_minutes() =>
        Assert.InRange(Run(FakeHost.Html).RefreshAfter!.Value, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6.25));

    [Fact]
    public void A_refused_password_is_not_tried_again_by_itself() => Assert.Null(Run(FakeHost.Cas("other")).RefreshAfter);

    private static DiscoveryReport Run(FakeHost host, string? password = "right")
    {
        var time = new VirtualTime();
        var net = new FakeNet(time).Host("https://contoso.test", host);
        var options = new DiscoveryOptions
        {
            Excluded = [StepKind.Scp],
            Logon = password is null ? null : new MailboxLogon.Password("ada", new Secret(password)),
        };
        return time.Run(() => new DiscoveryEngine(options, new FakeResolver(), time, new Random(1), net).DiscoverAsync(MailboxAddress.Parse("ada@contoso.test"), default));
    }
}
