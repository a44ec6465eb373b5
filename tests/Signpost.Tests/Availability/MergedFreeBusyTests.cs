using CsCheck;
using Signpost.Availability;
using Signpost.Ews;

namespace Signpost.Tests.Availability;

public sealed class MergedFreeBusyTests
{
    private static readonly DateTimeOffset Eight = new(2026, 3, 2, 7, 0, 0, TimeSpan.Zero);     // in Berlin

    // The last and first day of daylight saving time in each zone, give or take three days.
    private static readonly Gen<(string Zone, DateTime Local)> Starts =
        from zone in Gen.OneOf([.. Zones.All.Keys])
        from spring in Gen.Bool
        from minutes in Gen.Int[-3 * 1440, 3 * 1440]
        select (zone, (spring ? Zones.All[zone].DaylightTime : Zones.All[zone].StandardTime).In(2026)!.Value.AddMinutes(minutes));

    private static readonly Gen<(int From, int Length, BusyType Busy)> Events =
        Gen.Select(Gen.Int[-2000, 4000], Gen.Int[0, 900], Gen.Enum<BusyType>());

    [Fact]
    public void The_documented_example_comes_out() => Assert.Equal("3220", Merged(240, 60, (0, 60, BusyType.OutOfOffice), (60, 150, BusyType.Busy)));

    [Fact]
    public void The_highest_digit_wins_and_what_has_no_length_counts_nothing() => Assert.Equal(
        "0022100003",
        Merged(300, 30, (60, 120, BusyType.Busy), (105, 135, BusyType.Tentative), (180, 180, BusyType.Busy), (290, 360, BusyType.OutOfOffice)));

    [Fact]
    public void What_ends_where_the_window_begins_or_begins_where_it_ends_is_outside() =>
        Assert.Equal("00", Merged(60, 30, (-60, 0, BusyType.Busy), (60, 90, BusyType.Busy)));

    [Fact]
    public void What_is_longer_than_the_window_fills_it() => Assert.Equal("22", Merged(60, 30, (-600, 600, BusyType.Busy)));

    [Fact]
    public void A_slot_that_is_only_begun_is_one() =>
        Assert.Equal(24, MergedFreeBusy.Of([], Eight, Eight.AddDays(1).AddSeconds(-1), 60).Count);

    [Fact]
    public void A_slot_longer_than_the_window_is_one() => Assert.Equal("2", Merged(60, 1440, (0, 1, BusyType.Busy)));

    // A real Exchange does so: the event says WorkingElsewhere, the slot says free.
    [Fact]
    public void Working_elsewhere_is_free() => Assert.Equal("0", Merged(30, 30, (0, 30, BusyType.WorkingElsewhere)));

    [Fact]
    public void No_data_is_more_than_away() => Assert.Equal("4", Merged(30, 30, (0, 30, BusyType.NoData), (0, 30, BusyType.OutOfOffice)));

    [Theory]
    [InlineData("2026-03-29T00:00:00", 23, 8)]
    [InlineData("2026-10-25T00:00:00", 25, 10)]
    [InlineData("2026-07-01T00:00:00", 24, 9)]
    public void A_day_has_as_many_slots_as_hours(string midnight, int slots, int nine)
    {
        var day = DateTime.Parse(midnight, System.Globalization.CultureInfo.InvariantCulture);
        var (start, end) = (Zones.Berlin.ToUtc(day), Zones.Berlin.ToUtc(day.AddDays(1), lastOfTwo: true));
        var busy = new BusyInterval(Zones.Berlin.ToUtc(day.AddHours(9)), Zones.Berlin.ToUtc(day.AddHours(10)), BusyType.Busy);

        Assert.Equal((slots, nine), (MergedFreeBusy.Of([busy], start, end, 60).Count, MergedFreeBusy.Of([busy], start, end, 60).Digits.IndexOf('2', StringComparison.Ordinal)));
    }

    [Fact]
    public void Ten_thousand_calendars_around_changes_of_clocks_are_merged_as_minute_by_minute() =>
        Gen.Select(Starts, Gen.Int[1, 2160], Gen.Int[5, 1440], Events.Array[0, 12]).Sample(
            (start, length, interval, events) =>
            {
                var (zone, platform) = (Zones.All[start.Zone], Zones.Platform(start.Zone));
                var window = new EwsDuration(EwsTime.Local(start.Local), EwsTime.Local(start.Local.AddMinutes(length)));
                if (TimeWindow.Of(window, zone) is not TimeWindow.Ok ok)
                {
                    return;     // a window all of which the clock skips
                }

                var merged = MergedFreeBusy.Of(
                    events.Select(one => Event(start.Local, one).In(zone)), ok.Start, ok.End, interval);

                Assert.Equal(Reference(platform, start.Local, length, interval, events), merged.Digits);
            },
            iter: 10_000);

    [Theory]
    [InlineData("0123443210", "0123443210")]
    [InlineData("05x\u0661", "0444")]
    [InlineData("", "")]
    public void A_digit_that_is_none_is_not_known(string written, string read) => Assert.Equal(read, new MergedFreeBusy(written).Digits);

    [Fact]
    public void Windows_and_slots_beyond_the_limits_are_a_misuse()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MergedFreeBusy.Of([], Eight, Eight, 30));
        Assert.Throws<ArgumentOutOfRangeException>(() => MergedFreeBusy.Of([], Eight, Eight.AddDays(63), 30));
        Assert.Throws<ArgumentOutOfRangeException>(() => MergedFreeBusy.Of([], Eight, Eight.AddDays(1), 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => MergedFreeBusy.Of([], Eight, Eight.AddDays(1), 1441));
    }

    private static string Merged(int window, int interval, params (int From, int To, BusyType Busy)[] calendar) => MergedFreeBusy.Of(
        calendar.Select(one => new BusyInterval(Eight.AddMinutes(one.From), Eight.AddMinutes(one.To), one.Busy)), Eight, Eight.AddMinutes(window), interval).Digits;

    private static CalendarEvent Event(DateTime start, (int From, int Length, BusyType Busy) one) => new(
        EwsTime.Local(start.AddMinutes(one.From)), EwsTime.Local(start.AddMinutes(one.From + one.Length)), one.Busy);

    // Every minute by itself, by the zones of the platform.
    private static string Reference(TimeZoneInfo zone, DateTime start, int length, int interval, (int From, int Length, BusyType Busy)[] events)
    {
        var (from, to) = (Zones.Utc(zone, start, false), Zones.Utc(zone, start.AddMinutes(length), true));
        var minutes = new int[(int)(to - from).TotalMinutes];
        foreach (var one in events)
        {
            var begin = Math.Max(0, (int)(Zones.Utc(zone, start.AddMinutes(one.From), false) - from).TotalMinutes);
            var end = Math.Min(minutes.Length, (int)(Zones.Utc(zone, start.AddMinutes(one.From + one.Length), true) - from).TotalMinutes);
            for (var minute = begin; minute < end; minute++)
            {
                minutes[minute] = Math.Max(minutes[minute], one.Busy is BusyType.WorkingElsewhere ? 0 : (int)one.Busy);
            }
        }

        return string.Concat(minutes.Chunk(interval).Select(slot => slot.Max()));
    }
}
