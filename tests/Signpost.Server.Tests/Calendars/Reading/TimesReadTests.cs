namespace Signpost.Server.Tests.Calendars.Reading;

/// <summary>When events take place. Berlin is an hour before UTC in winter, two from 29 March on.</summary>
public sealed class TimesReadTests
{
    [Theory]
    [InlineData("DTSTART:20260302T080000Z|DTEND:20260302T093000Z", "0302T0800/0302T0930 Busy")]
    [InlineData("DTSTART;TZID=America/New_York:20260302T080000|DTEND;TZID=America/New_York:20260302T090000", "0302T1300/0302T1400 Busy")]
    [InlineData("DTSTART;TZID=W. Europe Standard Time:20260302T080000|DURATION:PT45M", "0302T0700/0302T0745 Busy")]
    [InlineData("dtstart;tzid=\"Europe/Berlin\":20260302t080000|dtend;tzid=\"Europe/Berlin\":20260302t090000", "0302T0700/0302T0800 Busy")]
    [InlineData("DTSTART:20260302T080000|DTEND:20260302T090000", "0302T0700/0302T0800 Busy")]
    [InlineData("DTSTART:20260302T080000Z", "0302T0800/0302T0800 Busy")]
    public void A_time_is_in_its_zone_or_else_in_the_owners(string lines, string expected) => Assert.Equal(expected, Ics.Busy(lines.Split('|')));

    [Theory]
    [InlineData("DTSTART;VALUE=DATE:20260302", "0301T2300/0302T2300 Busy")]
    [InlineData("DTSTART;VALUE=DATE:20260302|DTEND;VALUE=DATE:20260302", "0301T2300/0302T2300 Busy")]
    [InlineData("DTSTART;VALUE=DATE:20260328|DTEND;VALUE=DATE:20260330", "0327T2300/0329T2200 Busy")]
    [InlineData("DTSTART;VALUE=DATE:20260302|DURATION:P2D", "0301T2300/0303T2300 Busy")]
    public void Whole_days_are_those_of_the_owners_zone(string lines, string expected) => Assert.Equal(expected, Ics.Busy(lines.Split('|')));

    [Theory]
    [InlineData("DTSTART;TZID=Asia/Tokyo:20260302T000000|DTEND;TZID=Asia/Tokyo:20260303T000000")]
    [InlineData("DTSTART:20260301T150000Z|DTEND:20260302T150000Z")]
    [InlineData("DTSTART:20260302T050000Z|DTEND:20260303T050000Z")]
    [InlineData("DTSTART:20260301T230000Z|DTEND:20260302T230000Z")]
    public void Outlooks_whole_day_is_that_day_for_the_owner_wherever_its_author_was(string lines) =>
        Assert.Equal("0301T2300/0302T2300 Busy", Ics.Busy([.. lines.Split('|'), "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"]));

    [Fact]
    public void An_end_in_another_zone_is_that_instant() =>
        Assert.Equal("0302T0900/0302T1800 Busy", Ics.Busy("DTSTART;TZID=Europe/Berlin:20260302T100000", "DTEND;TZID=America/New_York:20260302T130000"));

    [Fact]
    public void An_end_by_the_clock_follows_it_over_the_change_and_a_duration_does_not() =>
        Assert.Equal(
            "0328T2200/0329T0600 Busy 0328T2200/0329T0700 Busy",
            Ics.BusyIn(Ics.Calendar(
            [
                .. Ics.Component("VEVENT", "UID:1", "DTSTART;TZID=Europe/Berlin:20260328T230000", "DTEND;TZID=Europe/Berlin:20260329T080000"),
                .. Ics.Component("VEVENT", "UID:2", "DTSTART;TZID=Europe/Berlin:20260328T230000", "DURATION:PT9H"),
            ])));

    [Fact]
    public void The_zone_that_a_calendar_names_is_that_of_days_and_of_times_without_one() =>
        Assert.Equal(
            "0301T1500/0302T1500 Busy 0302T0000/0302T0100 Busy",
            Ics.BusyIn(Ics.Calendar(
            [
                "X-WR-TIMEZONE:Asia/Tokyo",
                .. Ics.Component("VEVENT", "UID:1", "DTSTART;VALUE=DATE:20260302"),
                .. Ics.Component("VEVENT", "UID:2", "DTSTART:20260302T090000", "DTEND:20260302T100000"),
            ])));

    [Fact]
    public void A_zone_is_what_the_calendar_defines_also_behind_the_event() =>
        Assert.Equal(
            "0302T0530/0302T0630 Busy",
            Ics.BusyIn(Ics.Calendar(
            [
                .. Ics.Component("VEVENT", "UID:1", "DTSTART;TZID=Ours:20260302T100000", "DTEND;TZID=Ours:20260302T110000"),
                .. Ics.Component("VTIMEZONE", ["TZID:Ours", .. Ics.Component("STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0430", "TZOFFSETTO:+0430")]),
            ])));

    [Fact]
    public void A_series_has_its_rule_its_additions_and_its_exclusions() =>
        Assert.Equal(
            "0302T0800/0302T0900 Busy 0305T1000/0305T1030 Busy 0306T0800/0306T0900 Busy 0316T0800/0316T0900 Busy",
            Ics.Busy(
                "DTSTART;TZID=Europe/Berlin:20260302T090000",
                "DTEND;TZID=Europe/Berlin:20260302T100000",
                "RRULE:FREQ=WEEKLY;COUNT=4",
                "RDATE;VALUE=PERIOD:20260305T100000Z/PT30M",
                "RDATE;TZID=Europe/Berlin:20260306T090000",
                "EXDATE:20260309T080000Z",
                "EXDATE;VALUE=DATE:20260323"));

    [Fact]
    public void An_override_says_otherwise_and_a_cancelled_one_that_nothing_takes_place() =>
        Assert.Equal(
            "0302T0800/0302T0900 Busy 0310T1000/0310T1200 Tentative",
            Ics.BusyIn(Ics.Calendar(
            [
                .. Ics.Component("VEVENT", "UID:1", "DTSTART;TZID=Europe/Berlin:20260302T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3"),
                .. Ics.Component("VEVENT", "UID:1", "RECURRENCE-ID:20260309T080000Z", "DTSTART:20260310T100000Z", "DURATION:PT2H", "STATUS:TENTATIVE"),
                .. Ics.Component("VEVENT", "UID:1", "RECURRENCE-ID;TZID=Europe/Berlin:20260316T090000", "STATUS:CANCELLED"),
            ])));

    [Fact]
    public void What_follows_an_override_moves_with_it() =>
        Assert.Equal(
            "0302T0800/0302T0900 Busy 0310T0900/0310T0930 OutOfOffice 0317T0900/0317T0930 OutOfOffice",
            Ics.BusyIn(Ics.Calendar(
            [
                .. Ics.Component("VEVENT", "UID:1", "DTSTART;TZID=Europe/Berlin:20260302T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3"),
                .. Ics.Component(
                    "VEVENT", "UID:1", "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260309T090000", "DTSTART;TZID=Europe/Berlin:20260310T100000", "DURATION:PT30M", "X-MICROSOFT-CDO-BUSYSTATUS:OOF"),
            ])));

    [Fact]
    public void An_occurrence_without_its_series_counts_by_itself() =>
        Assert.Equal("0310T1000/0310T1200 Busy", Ics.Busy("RECURRENCE-ID:20260309T080000Z", "DTSTART:20260310T100000Z", "DURATION:PT2H"));

    [Fact]
    public void A_series_that_is_cancelled_takes_its_overrides_with_it() =>
        Assert.Equal(
            "",
            Ics.BusyIn(Ics.Calendar(
            [
                .. Ics.Component("VEVENT", "UID:1", "DTSTART:20260302T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3", "STATUS:CANCELLED"),
                .. Ics.Component("VEVENT", "UID:1", "RECURRENCE-ID:20260309T090000Z", "DTSTART:20260310T100000Z", "DURATION:PT2H"),
            ])));

    [Fact]
    public void Of_two_versions_of_an_event_the_later_counts() =>
        Assert.Equal(
            "0303T0900/0303T1000 Busy",
            Ics.BusyIn(Ics.Calendar(
            [
                .. Ics.Component("VEVENT", "UID:1", "SEQUENCE:2", "DTSTART:20260303T090000Z", "DURATION:PT1H"),
                .. Ics.Component("VEVENT", "UID:1", "SEQUENCE:1", "DTSTART:20260302T090000Z", "DURATION:PT1H"),
            ])));

    [Fact]
    public void Published_times_count_by_their_type_and_those_that_are_free_do_not() =>
        Assert.Equal(
            "0302T0800/0302T0900 Busy 0302T0900/0302T1000 Tentative 0303T0800/0303T0830 OutOfOffice",
            Ics.BusyIn(Ics.Calendar(Ics.Component(
                "VFREEBUSY", "FREEBUSY:20260302T080000Z/20260302T090000Z", "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260302T090000Z/PT1H", "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260303T080000Z/PT30M", "FREEBUSY;FBTYPE=FREE:20260304T080000Z/PT30M"))));
}
