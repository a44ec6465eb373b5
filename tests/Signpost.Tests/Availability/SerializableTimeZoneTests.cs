using Signpost.Availability;

namespace Signpost.Tests.Availability;

public sealed class SerializableTimeZoneTests
{
    private static readonly DateTime Start = new(2025, 12, 28, 0, 0, 0, DateTimeKind.Utc);

    public static TheoryData<string> Names => [.. Zones.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void At_every_quarter_hour_of_a_year_the_clock_shows_what_the_platform_says(string name)
    {
        var (zone, platform) = (Zones.All[name], Zones.Platform(name));

        for (var utc = Start; utc.Year < 2027; utc = utc.AddMinutes(15))
        {
            var local = zone.ToLocal(new DateTimeOffset(utc));
            if (local != utc + platform.GetUtcOffset(utc))
            {
                Assert.Fail($"{utc:s} is {utc + platform.GetUtcOffset(utc):s} in {name}, and not {local:s}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_quarter_hour_of_a_clock_in_a_year_is_the_instant_the_platform_says(string name)
    {
        var (zone, platform) = (Zones.All[name], Zones.Platform(name));

        for (var local = DateTime.SpecifyKind(Start, DateTimeKind.Unspecified); local.Year < 2027; local = local.AddMinutes(15))
        {
            foreach (var last in new[] { false, true })
            {
                var expected = Zones.Utc(platform, local, last);
                if (zone.ToUtc(local, last).UtcDateTime != expected)
                {
                    Assert.Fail($"{local:s} in {name} is {expected:s} UTC, and not {zone.ToUtc(local, last).UtcDateTime:s}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_rules_of_the_platform_are_said_as_they_are_known(string name) => Assert.Equal(Zones.All[name], SerializableTimeZone.Of(Zones.Platform(name), 2026));

    [Fact]
    public void A_zone_whose_clocks_never_change_has_no_months() =>
        Assert.Equal(new SerializableTimeZone(-330, ZoneTransition.None, ZoneTransition.None), SerializableTimeZone.Of(Zones.Platform("Asia/Kolkata"), 2026));

    // The platform has Dublin in standard time in summer.
    [Fact]
    public void Winter_is_the_standard_time_also_in_Dublin() => Assert.Equal(Zones.All["Europe/London"], SerializableTimeZone.Of(Zones.Platform("Europe/Dublin"), 2026));

    // At 24:00: the clock shows the next day.
    [Fact]
    public void A_change_at_the_end_of_a_day_is_one_at_the_beginning_of_the_next()
    {
        var (zone, platform) = (SerializableTimeZone.Of(Zones.Platform("America/Santiago"), 2026), Zones.Platform("America/Santiago"));

        Assert.All(Enumerable.Range(0, 365 * 24), hour =>
        {
            var utc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(hour);
            Assert.Equal(utc + platform.GetUtcOffset(utc), zone.ToLocal(new DateTimeOffset(utc)));
        });
    }

    [Fact]
    public void A_time_the_clock_skips_is_moved_forward() =>
        Assert.Equal(new DateTime(2026, 3, 29, 3, 30, 0), Zones.Berlin.ToLocal(Zones.Berlin.ToUtc(new DateTime(2026, 3, 29, 2, 30, 0))));

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void Of_a_time_the_clock_shows_twice_either_may_be_had(bool last, int hour) =>
        Assert.Equal(new DateTime(2026, 10, 25, hour, 30, 0), Zones.Berlin.ToUtc(new DateTime(2026, 10, 25, 2, 30, 0), last).UtcDateTime);

    // DavMail and the old Java clients.
    [Fact]
    public void Months_without_a_bias_are_no_daylight_saving_time()
    {
        var change = new ZoneTransition { Month = 3, DayOrder = 1, Day = TransitionDay.Sunday, Time = TimeSpan.FromHours(2) };

        Assert.False(new SerializableTimeZone(0, change with { Month = 10 }, change).HasDaylight);
    }

    [Fact]
    public void UTC_is_UTC() => Assert.Equal(new DateTime(2026, 7, 1, 12, 0, 0), SerializableTimeZone.Utc.ToUtc(new DateTime(2026, 7, 1, 12, 0, 0)).UtcDateTime);

    [Theory]
    [InlineData("2026-03-14T12:00:00", 0)]
    [InlineData("2026-03-16T12:00:00", 1)]
    [InlineData("2026-10-30T12:00:00", 1)]
    [InlineData("2026-11-01T12:00:00", 0)]
    [InlineData("2031-07-01T12:00:00", 0)]
    public void A_change_with_a_year_happens_once_on_that_day_of_the_month(string utc, int hours)
    {
        var zone = new SerializableTimeZone(
            0,
            new ZoneTransition { Year = 2026, Month = 10, DayOrder = 31, Time = TimeSpan.FromHours(3) },
            new ZoneTransition { Year = 2026, Month = 3, DayOrder = 15, Time = TimeSpan.FromHours(2), Bias = -60 });
        var instant = DateTimeOffset.Parse(utc + "Z", System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(instant.DateTime.AddHours(hours), zone.ToLocal(instant));
    }

    // 1 January, 00:30, an hour ahead of UTC: in UTC it is still the old year.
    [Theory]
    [InlineData("2025-12-31T23:29:00Z", 60)]
    [InlineData("2025-12-31T23:30:00Z", 120)]
    [InlineData("2026-06-30T22:00:00Z", 60)]
    public void Clocks_may_change_at_New_Year(string utc, int minutes)
    {
        var zone = new SerializableTimeZone(
            -60,
            new ZoneTransition { Month = 7, DayOrder = 1, Day = TransitionDay.Day },
            new ZoneTransition { Month = 1, DayOrder = 1, Day = TransitionDay.Day, Time = TimeSpan.FromMinutes(30), Bias = -60 });
        var instant = DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(instant.UtcDateTime.AddMinutes(minutes), zone.ToLocal(instant));
    }

    [Fact]
    public void Five_is_the_last_day_also_where_the_month_has_but_four() =>
        Assert.Null(new SerializableTimeZone(0, Zones.Berlin.StandardTime, Zones.Berlin.DaylightTime with { Month = 2 }).Problem);

    [Theory]
    [InlineData(13, 1, 0, 2)]
    [InlineData(0, 1, 0, 2)]
    [InlineData(3, 0, 0, 2)]
    [InlineData(3, 6, 0, 2)]
    [InlineData(3, -1, 0, 2)]
    [InlineData(3, 1, 0, 25)]
    [InlineData(3, 1, 0, -1)]
    [InlineData(2, 30, 2026, 2)]
    [InlineData(2, 28, -4, 2)]
    [InlineData(2, 28, 99999, 2)]
    public void A_change_that_cannot_be_makes_the_zone_impossible(int month, int order, int year, int hour)
    {
        var zone = Zones.Berlin with
        {
            DaylightTime = new ZoneTransition { Month = month, DayOrder = order, Year = year, Time = TimeSpan.FromHours(hour), Bias = -60 },
        };

        Assert.NotNull(zone.Problem);
    }

    [Theory]
    [InlineData(841, 0)]
    [InlineData(-841, 0)]
    [InlineData(800, 60)]
    [InlineData(int.MinValue, int.MinValue)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Nothing_is_further_than_14_hours_from_UTC(int bias, int more) =>
        Assert.NotNull(new SerializableTimeZone(bias, new ZoneTransition { Bias = more }, new ZoneTransition { Bias = more }).Problem);

    [Fact]
    public void Both_times_cannot_begin_at_once() =>
        Assert.NotNull((Zones.Berlin with { StandardTime = Zones.Berlin.DaylightTime with { Bias = 0 } }).Problem);

    [Fact]
    public void An_impossible_zone_converts_nothing() =>
        Assert.Throws<InvalidOperationException>(() => (Zones.Berlin with { Bias = 9999 }).ToUtc(new DateTime(2026, 1, 1)));
}
