using NodaTime;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Tests.Recurrence;

public sealed class RecurrenceSetTests
{
    private const string Berlin = "Europe/Berlin";
    private static readonly UtcInterval Week = Diary.Window("20260302T000000", "20260309T000000");

    private static RecurrenceSet Daily { get; } = Diary.Event(Berlin, "20260302T090000", "FREQ=DAILY;COUNT=4");

    private static SeriesOverride Moved { get; } = new(Diary.Time("20260303T090000", Berlin), Diary.Time("20260303T150000", Berlin), EventLength.Exact(1800));

    private static string Days(RecurrenceSet set) => Diary.Starts(set, Berlin, Week, 12, "dd'T'HH");

    [Theory]
    [InlineData("20260303T080000Z")]
    [InlineData("20260303T090000")]
    [InlineData("20260303")]
    public void An_excluded_time_is_recognized_however_it_is_written(string excluded) =>
        Assert.Equal("02T09 04T09 05T09", Days(Daily with { Excluded = [Diary.Time(excluded)] }));

    [Fact]
    public void A_time_excluded_in_another_zone_is_recognized() =>
        Assert.Equal("02T09 04T09 05T09", Days(Daily with { Excluded = [Diary.Time("20260303T030000", "America/New_York")] }));

    [Fact]
    public void An_added_time_comes_in_order_and_once() =>
        Assert.Equal("02T09 03T09 03T18 04T09 05T09", Days(Daily with
        {
            Added = [new AddedTime(Diary.Time("20260303T170000Z")), new AddedTime(Diary.Time("20260304T090000", Berlin))],
        }));

    [Fact]
    public void An_added_period_lasts_as_long_as_it_says() =>
        Assert.Equal("20260302T080000/20260302T100000", Diary.Spans(Diary.Find(Daily with
        {
            Rules = [],
            Added = [new AddedTime(Diary.Time("20260302T090000", Berlin), EventLength.Exact(7200))],
        }, Week)));

    [Fact]
    public void Two_rules_are_united() =>
        Assert.Equal("02T09 03T09 04T09 06T09", Days(Daily with { Rules = [Diary.Rule("FREQ=DAILY;COUNT=3"), Diary.Rule("FREQ=DAILY;INTERVAL=2;COUNT=3")] }));

    [Theory]
    [InlineData("20260303T090000")]
    [InlineData("20260303T080000Z")]
    [InlineData("20260303")]
    public void A_moved_occurrence_leaves_its_old_place_however_that_is_written(string instead) =>
        Assert.Equal("02T09 03T15 04T09 05T09", Days(Daily with { Overrides = [Moved with { Instead = Diary.Time(instead) }] }));

    [Fact]
    public void A_cancelled_occurrence_does_not_take_place() => Assert.Equal("02T09 04T09 05T09", Days(Daily with { Overrides = [Moved with { IsCancelled = true }] }));

    [Fact]
    public void A_moved_occurrence_says_which_override_moved_it()
    {
        var found = Diary.Find(Daily with { Overrides = [Moved] }, Week);

        Assert.Equal([null, Moved, null, null], found.Select(o => o.By));
    }

    [Fact]
    public void An_occurrence_is_found_where_it_was_moved_from_afar() =>
        Assert.Equal("05T12", Days(Diary.Event(Berlin, "20251201T090000", "FREQ=DAILY;COUNT=3") with
        {
            Overrides = [new SeriesOverride(Diary.Time("20251202T090000", Berlin), Diary.Time("20260305T120000", Berlin), EventLength.Exact(60))],
        }));

    [Fact]
    public void An_occurrence_is_not_found_where_it_was_moved_away() =>
        Assert.Equal("02T09 04T09 05T09", Days(Daily with { Overrides = [Moved with { Start = Diary.Time("20270101T000000Z") }] }));

    [Fact]
    public void An_override_of_nothing_takes_place() =>
        Assert.Equal("02T09 03T09 03T15 04T09 05T09", Days(Daily with { Overrides = [Moved with { Instead = Diary.Time("20250101T090000", Berlin) }] }));

    [Fact]
    public void This_and_future_moves_all_later_ones_by_the_clock() =>
        Assert.Equal("02T09 03T15 04T15 05T15", Days(Daily with { Overrides = [Moved with { AndFuture = true }] }));

    [Fact]
    public void Of_two_that_move_the_future_the_later_one_counts_from_its_own_on() =>
        Assert.Equal("02T09 03T15 04T15 06T11", Days(Daily with
        {
            Overrides =
            [
                Moved with { AndFuture = true },
                new SeriesOverride(Diary.Time("20260305T090000", Berlin), Diary.Time("20260306T110000", Berlin), EventLength.Exact(60)) { AndFuture = true },
            ],
        }));

    [Fact]
    public void A_single_override_goes_before_one_that_moves_the_future() =>
        Assert.Equal("02T09 03T15 04T20 05T15", Days(Daily with
        {
            Overrides = [Moved with { AndFuture = true }, new SeriesOverride(Diary.Time("20260304T080000Z"), Diary.Time("20260304T200000", Berlin), EventLength.Exact(60))],
        }));

    [Fact]
    public void Cancelled_with_all_the_future_ends_the_series() =>
        Assert.Equal("02T09", Days(Daily with { Overrides = [Moved with { AndFuture = true, IsCancelled = true }] }));

    [Fact]
    public void The_future_is_found_also_where_it_was_moved_by_months() =>
        Assert.Equal("02T09 03T09 04T09", Days(Diary.Event(Berlin, "20251201T090000", "FREQ=DAILY;COUNT=4") with
        {
            Overrides = [new SeriesOverride(Diary.Time("20251202T090000", Berlin), Diary.Time("20260302T090000", Berlin), EventLength.Exact(60)) { AndFuture = true }],
        }));

    [Fact]
    public void The_future_is_found_also_where_it_was_moved_back_by_months() =>
        Assert.Equal("02T09 03T09 04T09", Days(Diary.Event(Berlin, "20260601T090000", "FREQ=DAILY;COUNT=4") with
        {
            Overrides = [new SeriesOverride(Diary.Time("20260602T090000", Berlin), Diary.Time("20260302T090000", Berlin), EventLength.Exact(60)) { AndFuture = true }],
        }));

    [Fact]
    public void The_start_takes_place_and_counts_also_when_the_rule_does_not_give_it() =>
        Assert.Equal("02T09 03T09 04T09", Days(Diary.Event(Berlin, "20260302T090000", "FREQ=WEEKLY;BYDAY=TU,WE;COUNT=3")));

    [Fact]
    public void An_end_on_a_day_is_the_end_of_that_day() => Assert.Equal("02T09 03T09", Days(Daily with { Rules = [Diary.Rule("FREQ=DAILY;UNTIL=20260303")] }));

    [Fact]
    public void An_end_in_UTC_is_an_instant() => Assert.Equal("02T09", Days(Daily with { Rules = [Diary.Rule("FREQ=DAILY;UNTIL=20260303T075959Z")] }));

    [Fact]
    public void Whole_days_are_days_of_the_reader()
    {
        var set = new RecurrenceSet(Diary.Time("20260328"), EventLength.Nominal(1)) { Rules = [Diary.Rule("FREQ=DAILY;COUNT=2")] };

        Assert.Equal("20260327T230000/20260328T230000 20260328T230000/20260329T220000", Diary.Spans(Diary.Find(set, Diary.Window("20260301T000000", "20260401T000000"), reader: Berlin)));
    }

    [Fact]
    public void A_whole_day_is_excluded_by_the_UTC_of_its_midnight()
    {
        var set = new RecurrenceSet(Diary.Time("20260302"), EventLength.Nominal(1)) { Rules = [Diary.Rule("FREQ=DAILY;COUNT=2")], Excluded = [Diary.Time("20260302T230000Z")] };

        Assert.Equal("20260301T230000/20260302T230000", Diary.Spans(Diary.Find(set, Week, reader: Berlin)));
    }

    [Fact]
    public void A_floating_time_is_read_on_the_clock_of_the_reader()
    {
        var set = new RecurrenceSet(Diary.Time("20260302T090000"), EventLength.Exact(3600));

        Assert.Equal("20260302T140000/20260302T150000", Diary.Spans(Diary.Find(set, Week, reader: "America/New_York")));
    }

    [Theory]
    [InlineData("20260329T023000", 3600, 0, "20260329T013000/20260329T023000")] // skipped: comes out at 03:30
    [InlineData("20261025T023000", 3600, 0, "20261025T003000/20261025T023000")] // the first 02:30 until 03:30 on the wall
    [InlineData("20261025T023000", 0, 3600, "20261025T003000/20261025T013000")] // the same hour as it passes
    [InlineData("20260328T200000", 86400, 3600, "20260328T190000/20260329T190000")] // P1DT1H over the change
    [InlineData("20260302T090000", -5, 0, "20260302T080000/20260302T080000")]
    public void Clock_and_elapsed_time_part_where_the_clock_changes(string start, long byClock, long elapsed, string span)
    {
        var length = byClock % CivilDay.Seconds == 0 ? EventLength.DaysAndTime(byClock / CivilDay.Seconds, elapsed) : EventLength.Nominal(0, byClock);

        Assert.Equal(span, Diary.Spans(Diary.Find(new RecurrenceSet(Diary.Time(start, Berlin), length), Diary.Window("20260101T000000", "20270101T000000"))));
    }

    [Fact]
    public void What_began_before_the_window_is_found_while_it_lasts() =>
        Assert.Equal("20260302T080000/20260302T090000", Diary.Spans(Diary.Find(Daily, Diary.Window("20260302T085959", "20260302T100000"))));

    [Fact]
    public void What_ends_where_the_window_begins_is_not_found() => Assert.Empty(Diary.Find(Daily, Diary.Window("20260302T090000", "20260302T100000")));

    [Fact]
    public void What_begins_where_the_window_ends_is_not_found() => Assert.Empty(Diary.Find(Daily, Diary.Window("20260302T070000", "20260302T080000")));

    [Fact]
    public void A_time_that_is_skipped_and_the_one_it_comes_out_at_are_one()
    {
        var set = Diary.Event(Berlin, "20260329T013000", "FREQ=HOURLY;COUNT=3");

        Assert.Equal("0130 0330", Diary.Starts(set, Berlin, Diary.Window("20260329T000000", "20260330T000000"), 12, "HHmm"));
    }
}
