using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using Signpost.Availability;
using Signpost.Ews;

namespace Signpost.Tests.Availability;

public sealed class MeetingSuggestionsTests
{
    private static readonly WorkingHours NineToFive = new(Zones.Berlin, [new WorkingPeriod(DaysOfWeek.Weekdays, 540, 1020)]);
    private static readonly DateTimeOffset LongAgo = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly AttendeeCalendar Free = new AttendeeCalendar.Individual([]);

    [Fact]
    public void Where_all_are_free_the_first_times_of_work_are_suggested()
    {
        var day = Monday(Options() with { MaximumResultsByDay = 3 }, Required(Free));

        Assert.Equal(["09:00", "09:30", "10:00"], Times(day));
        Assert.Equal(SuggestionQuality.Excellent, day.Quality);
    }

    [Fact]
    public void A_meeting_ends_within_the_hours_of_work() =>
        Assert.Equal("15:00", Times(Monday(Options() with { MeetingDurationInMinutes = 120, MaximumResultsByDay = 48 }, Required(Free))).Last());

    [Fact]
    public void Outside_work_there_are_as_many_as_asked_for() => Assert.Equal(
        ["00:00", "00:30", "09:00"], Times(Monday(Options() with { MaximumNonWorkHourResultsByDay = 2, MaximumResultsByDay = 18 }, Required(Free))).Take(3));

    [Fact]
    public void Without_hours_of_work_any_time_is_as_good() =>
        Assert.Equal("00:00", Times(MeetingSuggestions.Of(Options(), Zones.Berlin, Required(Free), null, LongAgo)[0]).First());

    [Fact]
    public void The_past_is_not_suggested() => Assert.Equal(
        "13:00", Times(MeetingSuggestions.Of(Options(), Zones.Berlin, Required(Free), NineToFive, new DateTimeOffset(2026, 3, 2, 11, 31, 0, TimeSpan.Zero))[0]).First());

    [Fact]
    public void Every_day_of_the_window_is_there_also_without_a_suggestion()
    {
        var options = new SuggestionsOptions(new EwsDuration(AvailabilitySamples.Time("2026-03-06T00:00:00"), AvailabilitySamples.Time("2026-03-09T00:00:00")));

        Assert.Equal(
            [(10, SuggestionQuality.Excellent), (0, SuggestionQuality.Poor), (0, SuggestionQuality.Poor)],
            MeetingSuggestions.Of(options, Zones.Berlin, Required(Free), NineToFive, LongAgo).Select(day => (day.Suggestions.Length, day.Quality)));
    }

    [Theory]
    [InlineData(0, SuggestionQuality.Excellent)]
    [InlineData(1, SuggestionQuality.Good)]
    [InlineData(2, SuggestionQuality.Good)]
    [InlineData(3, SuggestionQuality.Fair)]
    [InlineData(6, SuggestionQuality.Fair)]
    [InlineData(7, SuggestionQuality.Poor)]
    public void Quality_is_the_share_of_those_in_conflict(int busy, SuggestionQuality quality)
    {
        var attendees = Required([.. Enumerable.Range(0, 12).Select(one => one < busy ? Busy(0, 24) : Free)]);

        Assert.Equal(quality, Monday(Options() with { MinimumQuality = SuggestionQuality.Poor }, attendees).Quality);
    }

    [Fact]
    public void What_is_worth_less_than_asked_for_is_left_out() =>
        Assert.Empty(Monday(Options() with { MinimumQuality = SuggestionQuality.Good }, Required(Free, Busy(0, 24))).Suggestions);

    [Fact]
    public void Who_may_not_be_in_conflict_rules_a_time_out()
    {
        var attendees = Required(Free, Busy(9, 12)).Select(one => (one.Attendee with { ExcludeConflicts = true }, one.Calendar)).ToImmutableArray();

        Assert.Equal("12:00", Times(Monday(Options(), attendees)).First());
    }

    [Fact]
    public void A_conflict_of_somebody_who_must_come_is_worse_than_one_of_somebody_who_may()
    {
        var attendees = Required(Busy(9, 10), Busy(10, 17));
        attendees = attendees.SetItem(1, (attendees[1].Attendee with { Kind = AttendeeKind.Optional }, attendees[1].Calendar));

        Assert.Equal("10:00", Times(Monday(Options() with { MaximumResultsByDay = 1 }, attendees)).Single());
    }

    [Fact]
    public void What_cannot_be_known_is_no_conflict_and_keeps_its_place()
    {
        var group = new AttendeeCalendar.Group([Free, Busy(9, 17), new AttendeeCalendar.Unknown()]);

        Assert.Equal(
            [new AttendeeConflict.Unknown(), new AttendeeConflict.Group(3, 1, 1, 1), new AttendeeConflict.TooBigGroup(), new AttendeeConflict.Individual(BusyType.Busy)],
            Monday(Options(), Required(new AttendeeCalendar.Unknown(), group, new AttendeeCalendar.TooBigGroup(), Busy(9, 17))).Suggestions[0].Conflicts);
    }

    [Fact]
    public void The_meeting_that_is_moved_is_no_conflict_for_its_organizer()
    {
        var organizer = Required(Busy(9, 10)).Select(one => (one.Attendee with { Kind = AttendeeKind.Organizer, ExcludeConflicts = true }, one.Calendar)).ToImmutableArray();

        Assert.Equal("09:00", Times(Monday(Options() with { CurrentMeetingTime = AvailabilitySamples.Time("2026-03-02T09:00:00") }, organizer)).First());
    }

    [Theory]
    [InlineData("2026-03-29T00:00:00", 46)]
    [InlineData("2026-10-25T00:00:00", 48)]
    public void Times_the_clock_skips_are_left_out_and_those_it_shows_twice_are_there_once(string midnight, int expected)
    {
        var start = AvailabilitySamples.Time(midnight);
        var options = new SuggestionsOptions(new EwsDuration(start, EwsTime.Local(start.Clock.AddDays(1)))) { MaximumResultsByDay = 48 };

        Assert.Equal(expected, MeetingSuggestions.Of(options, Zones.Berlin, Required(Free), null, LongAgo).Single().Suggestions.Length);
    }

    [Fact]
    public void Every_conflict_is_what_the_slots_say() =>
        Gen.Select(Gen.Select(Gen.Int[-100, 1600], Gen.Int[0, 300], Gen.Enum<BusyType>()).Array[0, 6].Array[1, 4], Gen.Int[30, 600]).Sample((calendars, minutes) =>
        {
            var midnight = Zones.Berlin.ToUtc(new DateTime(2026, 3, 2));
            var intervals = calendars.Select(one => one.Select(busy => new BusyInterval(
                midnight.AddMinutes(busy.Item1), midnight.AddMinutes(busy.Item1 + busy.Item2), busy.Item3)).ToImmutableArray()).ToArray();
            var options = Options() with { MeetingDurationInMinutes = minutes, MaximumResultsByDay = 48, MinimumQuality = SuggestionQuality.Poor };

            var day = MeetingSuggestions.Of(options, Zones.Berlin, Required([.. intervals.Select(one => new AttendeeCalendar.Individual(one))]), null, LongAgo)[0];

            Assert.Equal(48, day.Suggestions.Length);
            Assert.All(day.Suggestions, suggestion =>
            {
                var start = Zones.Berlin.ToUtc(suggestion.Time);
                Assert.Equal(
                    intervals.Select(one => MergedFreeBusy.Of(one, start, start.AddMinutes(minutes), 1440)[0]),
                    suggestion.Conflicts.Select(conflict => ((AttendeeConflict.Individual)conflict).Busy is var busy and not BusyType.WorkingElsewhere ? busy : BusyType.Free));
            });
        });

    private static SuggestionsOptions Options() =>
        new(new EwsDuration(AvailabilitySamples.Time("2026-03-02T00:00:00"), AvailabilitySamples.Time("2026-03-03T00:00:00")));

    private static SuggestionDay Monday(SuggestionsOptions options, ImmutableArray<(Attendee Attendee, AttendeeCalendar Calendar)> attendees) =>
        MeetingSuggestions.Of(options, Zones.Berlin, attendees, NineToFive, LongAgo).Single();

    private static ImmutableArray<(Attendee Attendee, AttendeeCalendar Calendar)> Required(params AttendeeCalendar[] calendars) =>
        [.. calendars.Select((calendar, number) => (new Attendee(new EwsAddress($"user{number}@corp.example")), calendar))];

    private static AttendeeCalendar.Individual Busy(int from, int to)
    {
        var midnight = Zones.Berlin.ToUtc(new DateTime(2026, 3, 2));
        return new AttendeeCalendar.Individual([new BusyInterval(midnight.AddHours(from), midnight.AddHours(to), BusyType.Busy)]);
    }

    private static IEnumerable<string> Times(SuggestionDay day) => day.Suggestions.Select(one => one.Time.Clock.ToString("HH:mm", CultureInfo.InvariantCulture));
}
