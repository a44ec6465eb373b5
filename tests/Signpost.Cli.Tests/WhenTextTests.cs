using System.Globalization;

namespace Signpost.Cli.Tests;

/// <summary>Times as people write them.</summary>
public sealed class WhenTextTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 23, 30, 0, TimeSpan.Zero);       // the third of March in Berlin

    [Theory]
    [InlineData("now", "2026-03-03T00:30+01:00", "2026-03-03T00:30+01:00")]
    [InlineData("today", "2026-03-03T00:00+01:00", "2026-03-04T00:00+01:00")]
    [InlineData("tomorrow", "2026-03-04T00:00+01:00", "2026-03-05T00:00+01:00")]
    [InlineData("2026-07-01", "2026-07-01T00:00+02:00", "2026-07-02T00:00+02:00")]
    [InlineData("2026-07-01T09:15", "2026-07-01T09:15+02:00", "2026-07-01T09:15+02:00")]
    [InlineData("2026-07-01 09:15:30", "2026-07-01T09:15:30+02:00", "2026-07-01T09:15:30+02:00")]
    [InlineData("2026-07-01T09:15Z", "2026-07-01T09:15Z", "2026-07-01T09:15Z")]
    [InlineData("2026-07-01T09:15:00-05:00", "2026-07-01T09:15-05:00", "2026-07-01T09:15-05:00")]
    [InlineData("09:15", "2026-03-03T09:15+01:00", "2026-03-03T09:15+01:00")]
    [InlineData("+90m", "2026-03-03T02:00+01:00", "2026-03-03T02:00+01:00")]
    [InlineData("+2h", "2026-03-03T02:30+01:00", "2026-03-03T02:30+01:00")]
    [InlineData("+60d", "2026-05-02T00:30+02:00", "2026-05-02T00:30+02:00")]
    [InlineData("+1w", "2026-03-10T00:30+01:00", "2026-03-10T00:30+01:00")]
    [InlineData("2026-03-29T02:30", "2026-03-29T03:30+02:00", "2026-03-29T03:30+02:00")]
    [InlineData("2026-10-25T02:30", "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00")]
    public void They_are_of_the_zone_and_its_clock(string text, string start, string end)
    {
        var read = WhenText.Read(text, "--from", Now, Now, Berlin);

        Assert.Equal((At(start), At(end)), (read.Start, read.End));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-02-30")]
    [InlineData("2026-3-2")]
    [InlineData("25:00")]
    [InlineData("+d")]
    [InlineData("+7")]
    [InlineData("+7y")]
    [InlineData("+999999999d")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("0001-01-01T00:00+14:00")]
    public void What_is_none_is_wrong_usage(string text) => Assert.Throws<UsageException>(() => WhenText.Read(text, "--from", Now, Now, Berlin));

    [Theory]
    [InlineData(null, null, "2026-03-03T08:00+01:00", "2026-03-03T18:00+01:00")]
    [InlineData("tomorrow", null, "2026-03-04T08:00+01:00", "2026-03-04T18:00+01:00")]
    [InlineData("+2d", null, "2026-03-05T00:00+01:00", "2026-03-05T10:00+01:00")]
    [InlineData("10:00", null, "2026-03-03T10:00+01:00", "2026-03-03T20:00+01:00")]
    [InlineData(null, "12:00", "2026-03-03T00:00+01:00", "2026-03-03T12:00+01:00")]
    [InlineData("2026-03-02", "2026-03-06", "2026-03-02T00:00+01:00", "2026-03-07T00:00+01:00")]
    [InlineData("2026-03-02T09:00", "17:00", "2026-03-02T09:00+01:00", "2026-03-02T17:00+01:00")]
    [InlineData("2026-03-02", "+7d", "2026-03-02T00:00+01:00", "2026-03-09T00:00+01:00")]
    [InlineData("2026-03-28", "+2d", "2026-03-28T00:00+01:00", "2026-03-30T00:00+02:00")]
    public void A_window_has_a_beginning_and_an_end(string? from, string? to, string start, string end) =>
        Assert.Equal((At(start), At(end)), WhenOptions.Read(from, to, Now, Berlin));

    [Theory]
    [InlineData("2026-03-02", "2026-03-01")]
    [InlineData("10:00", "10:00")]
    public void A_window_that_ends_before_it_begins_is_wrong_usage(string from, string to) =>
        Assert.Equal("--to: it is not after --from", Assert.Throws<UsageException>(() => WhenOptions.Read(from, to, Now, Berlin)).Message);

    [Theory]
    [InlineData("30m", 30)]
    [InlineData("1h", 60)]
    [InlineData("1h30m", 90)]
    [InlineData("90", null)]
    [InlineData("", null)]
    [InlineData("0m", null)]
    [InlineData("m", null)]
    [InlineData("99999999m", null)]
    public void A_length_is_of_hours_and_minutes(string text, int? minutes) =>
        Assert.Equal(minutes is { } some ? TimeSpan.FromMinutes(some) : null, WhenText.Length(text));

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin", "W. Europe Standard Time")]
    [InlineData("W. Europe Standard Time", "Europe/Berlin", "W. Europe Standard Time")]
    [InlineData("pacific standard time", "America/Los_Angeles", "Pacific Standard Time")]
    [InlineData("Europe/Amsterdam", "Europe/Amsterdam", "W. Europe Standard Time")]
    public void A_zone_is_known_by_both_its_names(string text, string zone, string windows)
    {
        var read = ZoneOption.Read(text);

        Assert.Equal((zone, windows), (read.Zone.Id, read.WindowsId));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
