using Signpost.Availability;
using Signpost.Ews;

namespace Signpost.Tests.Availability;

public sealed class TimeWindowTests
{
    [Theory]
    [InlineData("2026-03-02T08:00:00", "2026-03-02T13:00:00", "07:00")]
    [InlineData("2026-03-02T08:00:00+05:00", "2026-03-02T13:00:00+05:00", "03:00")]
    [InlineData("2026-03-02T08:00:00Z", "2026-03-02T13:00:00Z", "08:00")]
    public void Times_are_in_the_zone_of_the_request_unless_they_say_otherwise(string start, string end, string utc) =>
        Assert.Equal(utc, Assert.IsType<TimeWindow.Ok>(Of(start, end)).Start.UtcDateTime.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("2026-03-02T08:00:00", "2026-03-02T08:00:00")]
    [InlineData("2026-03-02T08:00:00", "2026-03-02T07:59:59")]
    [InlineData("2026-03-02T08:00:00Z", "2026-03-02T09:00:00")]
    public void A_window_ends_after_it_begins(string start, string end) =>
        Assert.Equal(EwsErrorCode.InvalidTimeInterval, Assert.IsType<TimeWindow.Refused>(Of(start, end)).Code);

    [Fact]
    public void Sixty_two_days_are_answered_also_where_a_change_of_clocks_makes_them_longer() =>
        Assert.IsType<TimeWindow.Ok>(Of("2026-09-15T00:00:00", "2026-11-16T00:00:00"));

    [Fact]
    public void Sixty_three_days_are_not() =>
        Assert.Equal(EwsErrorCode.TimeIntervalTooBig, Assert.IsType<TimeWindow.Refused>(Of("2026-09-15T00:00:00", "2026-11-17T00:00:00")).Code);

    private static TimeWindow Of(string start, string end)
    {
        Assert.True(EwsTime.TryParse(start, out var from) & EwsTime.TryParse(end, out var to));
        return TimeWindow.Of(new EwsDuration(from, to), Zones.Berlin);
    }
}
