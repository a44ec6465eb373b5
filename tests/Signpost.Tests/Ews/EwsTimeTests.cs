using CsCheck;
using Signpost.Ews;

namespace Signpost.Tests.Ews;

public sealed class EwsTimeTests
{
    [Theory]
    [InlineData("2026-03-02T08:00:00+01:00", "2026-03-02T07:00:00Z")]
    [InlineData("2026-03-02T08:00:00-03:30", "2026-03-02T11:30:00Z")]
    [InlineData("2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z")]
    [InlineData("2026-03-02T08:00:00.500Z", "2026-03-02T08:00:00.5Z")]
    [InlineData("2026-03-02T08:00:00.1234567890123Z", "2026-03-02T08:00:00.1234567Z")]
    public void A_time_with_an_offset_is_an_instant(string text, string utc)
    {
        Assert.True(EwsTime.TryParse(text, out var time));
        Assert.Equal(utc, EwsTime.Utc(time.Instant!.Value).ToString());
    }

    [Fact]
    public void A_time_without_an_offset_is_what_a_clock_shows()
    {
        Assert.True(EwsTime.TryParse("2026-03-02T08:00:00", out var time));
        Assert.Equal((new DateTime(2026, 3, 2, 8, 0, 0), null), (time.Clock, time.Instant));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Z")]
    [InlineData("+01:00")]
    [InlineData("2026-03-02")]
    [InlineData("2026-02-30T08:00:00")]
    [InlineData("2026-03-02T08:00:00+14:01")]
    [InlineData("2026-03-02T08:00:00+1:00")]
    [InlineData("2026-03-02T08:00:00++1:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("2026-03-02T08:00:00 ")]
    [InlineData("2026-03-02 08:00:00")]
    public void What_is_no_time_is_refused(string text) => Assert.False(EwsTime.TryParse(text, out _));

    [Fact]
    public void Every_time_comes_back() => AnyEws.Times.Sample(time => EwsTime.TryParse(time.ToString(), out var read) && read == time);

    // evolution-ews takes 19 characters.
    [Fact]
    public void A_time_of_whole_seconds_has_19_characters() => Assert.Equal("2026-03-02T08:00:00", EwsTime.Local(new DateTime(2026, 3, 2, 8, 0, 0)).ToString());
}
