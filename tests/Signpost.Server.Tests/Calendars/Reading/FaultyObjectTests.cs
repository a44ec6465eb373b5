using System.Globalization;
using System.Text;
using Signpost.Server.Calendars.Reading;

namespace Signpost.Server.Tests.Calendars.Reading;

/// <summary>Objects that are not as they should be: what is wrong is said with its line, and the other events are there.</summary>
public sealed class FaultyObjectTests
{
    private static readonly string[] Good = Ics.Component("VEVENT", "UID:good", "DTSTART:20260331T080000Z", "DURATION:PT1H");

    [Theory]
    [InlineData("UID:2|DTSTART:2026-03-02|DURATION:PT1H", "", "5: has the DTSTART '2026-03-02', which is no time; the event is left out")]
    [InlineData("UID:2|DURATION:PT1H", "", "3: begins an event without DTSTART; it is left out")]
    [InlineData("UID:2|DTSTART:20260302T080000Z|DTEND:later", "0302T0800/0302T0800 Busy ", "6: has the DTEND 'later', which is no time; the event lasts no time")]
    [InlineData("UID:2|DTSTART:20260302|DURATION:-P1D", "0301T2300/0302T2300 Busy ", "6: has the DURATION '-P1D', which is none; the event lasts one day")]
    [InlineData("UID:2|DTSTART:20260302T080000Z|DTEND:20260302T070000Z", "0302T0800/0302T0800 Busy ", "6: ends an event before it begins; it lasts no time")]
    [InlineData("UID:2|DTSTART;TZID=Nowhere:20260302T080000|DURATION:PT1H", "0302T0700/0302T0800 Busy ", "5: names the time zone 'Nowhere': it is neither defined nor a name of the tz database or of Windows; its times are read in the owner's zone")]
    [InlineData("UID:2|DTSTART:20260302T080000Z|DURATION:PT1H|RRULE:FREQ=WEAKLY", "0302T0800/0302T0900 Busy ", "7: has an RRULE that can't be read: FREQ 'WEAKLY' is no frequency; the event does not recur by it")]
    [InlineData("UID:2|DTSTART:20260302T080000Z|DURATION:PT1H|EXDATE:never", "0302T0800/0302T0900 Busy ", "7: has the EXDATE 'never', which is no time; it excludes nothing")]
    [InlineData("UID:2|DTSTART:20260302T080000Z|DURATION:PT1H|RDATE:soon", "0302T0800/0302T0900 Busy ", "7: has the RDATE 'soon', which is no time; it adds nothing")]
    [InlineData("UID:2|RECURRENCE-ID:then|DTSTART:20260302T080000Z", "", "5: has the RECURRENCE-ID 'then', which is no time; the event is left out")]
    [InlineData("DTSTART:20260302T080000Z|DURATION:PT1H", "0302T0800/0302T0900 Busy ", "3: begins an event without UID; it counts as one that stands alone")]
    [InlineData("UID:2|DTSTART:20260302T080000Z|no property|DURATION:PT1H", "0302T0800/0302T0900 Busy ", "6: is no property; lines like this are passed over")]
    [InlineData("UID:2|DTSTART:20260302T080000Z|END:VALARM|DURATION:PT1H", "0302T0800/0302T0900 Busy ", "6: ends a VALARM that has not begun")]
    public void It_is_said_and_what_is_good_is_there(string lines, string busy, string finding)
    {
        var text = Ics.Calendar([.. Ics.Component("VEVENT", lines.Split('|')), .. Good]);

        Assert.Equal((finding, $"{busy}0331T0800/0331T0900 Busy"), (Ics.Findings(text), Ics.BusyIn(text)));
    }

    [Fact]
    public void An_event_without_end_ends_where_the_next_begins()
    {
        var text = Ics.Calendar(["BEGIN:VEVENT", "UID:2", "DTSTART:20260302T080000Z", "DURATION:PT1H", "BEGIN:VALARM", .. Good]);

        Assert.Equal("0302T0800/0302T0900 Busy 0331T0800/0331T0900 Busy", Ics.BusyIn(text));
        Assert.Equal(
            "3: begins a VEVENT that has no END before VEVENT; it is read as far as it goes\n7: begins a VALARM that has no END before VEVENT; it is read as far as it goes", Ics.Findings(text));
    }

    [Fact]
    public void A_calendar_that_breaks_off_is_read_as_far_as_it_goes()
    {
        var text = Ics.Calendar([.. Good, .. Ics.Component("VEVENT", "UID:2", "DTSTART:20260302T080000Z", "DURATION:PT1H")]);

        Assert.Equal("0302T0800/0302T0800 Busy 0331T0800/0331T0900 Busy", Ics.BusyIn(text[..text.IndexOf("DURATION:PT1H\r\nEND:VEVENT\r\nEND:VCAL", StringComparison.Ordinal)]));
    }

    [Fact]
    public void Lines_may_end_as_they_like_be_folded_anywhere_and_begin_with_a_mark()
    {
        var bytes = Encoding.UTF8.GetBytes("\uFEFFbegin:vcalendar\nBegin:vevent\r\nuid:1\r\r\nDTSTART:2026\n 0302T08\r\n\t0000Z\nDURATION:PT1H\n\n\nSUMMARY:§\nend:vevent\nEND:VCALENDAR");
        var sign = Array.IndexOf(bytes, (byte)0xc2);

        var reading = Assert.IsType<ObjectReading.Understood>(Ics.Read([.. bytes[..(sign + 1)], (byte)'\n', (byte)' ', .. bytes[(sign + 1)..]]));

        Assert.Empty(reading.Findings);
        Assert.Equal("§", Assert.Single(reading.Parts).Details.Subject);
    }

    [Fact]
    public void Events_outside_of_a_calendar_count_with_the_zones_beside_them() =>
        Assert.Equal(
            "0302T0530/0302T0530 Busy",
            Ics.BusyIn(string.Join('\n',
            [
                .. Ics.Component("VTIMEZONE", ["TZID:Ours", .. Ics.Component("STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0430", "TZOFFSETTO:+0430")]),
                .. Ics.Component("VEVENT", "UID:1", "DTSTART;TZID=Ours:20260302T100000"),
            ])));

    [Theory]
    [InlineData("")]
    [InlineData("<html>404</html>")]
    [InlineData("BEGIN:VCARD\nEND:VCARD\n")]
    public void What_is_no_calendar_is_said_to_be_none(string text) => Assert.Equal("it is no iCalendar object", Assert.IsType<ObjectReading.Unreadable>(Ics.Read(text)).Why);

    [Fact]
    public void Bytes_that_are_no_text_are_replaced_and_said()
    {
        var reading = Assert.IsType<ObjectReading.Understood>(Ics.Read(Encoding.Latin1.GetBytes(Ics.Event("DTSTART:20260302T080000Z", "SUMMARY:Café"))));

        Assert.Equal("Caf\uFFFD", Assert.Single(reading.Parts).Details.Subject);
        Assert.Equal((6, "is not UTF-8; other bytes are read as U+FFFD, here and further on"), (Assert.Single(reading.Findings).Line, reading.Findings[0].What));
    }

    [Fact]
    public void A_zone_that_is_badly_defined_is_found_by_its_name() =>
        Assert.Equal(
            "0302T0700/0302T0700 Busy",
            Ics.BusyIn(Ics.Calendar(
            [
                .. Ics.Component("VTIMEZONE", ["TZID:Europe/Berlin", .. Ics.Component("STANDARD", "DTSTART:never", "TZOFFSETFROM:+0430", "TZOFFSETTO:+0430")]),
                .. Ics.Component("VEVENT", "UID:1", "DTSTART;TZID=Europe/Berlin:20260302T080000"),
            ])));

    [Fact]
    public void Components_as_deep_as_they_like_are_passed_over()
    {
        var text = Ics.Calendar([.. Enumerable.Repeat("BEGIN:X", 10_000), .. Enumerable.Repeat("END:X", 10_000), .. Good]);

        Assert.Equal(("", "0331T0800/0331T0900 Busy"), (Ics.Findings(text), Ics.BusyIn(text)));
    }

    [Fact]
    public void Components_that_never_end_are_said_a_hundred_times_at_most()
    {
        var reading = Ics.Understood(Ics.Calendar([.. Enumerable.Repeat("BEGIN:VEVENT", 1000), .. Good]));

        Assert.Equal(100, reading.Findings.Length);
        Assert.True(reading.FindingCount >= 1000);
    }

    [Fact]
    public void More_components_than_a_calendar_has_are_not_read() =>
        Assert.Equal("it has more than 50000 components", Assert.IsType<ObjectReading.Unreadable>(Ics.Read(string.Concat(Enumerable.Repeat("BEGIN:VEVENT\n", 60_000)))).Why);

    [Fact]
    public void More_bytes_than_a_calendar_has_are_not_read() => Assert.Equal("it has more than 16 MiB", Assert.IsType<ObjectReading.Unreadable>(Ics.Read(new byte[ObjectReader.MostBytes + 1])).Why);

    [Fact]
    public void A_line_of_ten_megabytes_costs_one_finding() =>
        Assert.Equal(
            "5: has the DTSTART 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', which is no time; the event is left out",
            Ics.Findings(Ics.Calendar([.. Ics.Component("VEVENT", "UID:1", $"DTSTART:{new string('x', 10_000_000)}"), .. Good])));

    [Fact]
    public void A_million_properties_that_nobody_asks_for_are_passed_over()
    {
        var text = Ics.Calendar(["BEGIN:VEVENT", string.Join('\n', Enumerable.Repeat("X-A:b", 1_000_000)), "END:VEVENT", .. Good]);

        Assert.Equal("0331T0800/0331T0900 Busy", Ics.BusyIn(text));
    }

    [Fact]
    public void A_hundred_thousand_added_times_are_read_as_far_as_one_event_may_have_them()
    {
        var text = Ics.Event("DTSTART:20260302T080000Z", "DURATION:PT1H", $"RDATE:{string.Join(',', Enumerable.Range(0, 100_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{2000 + i / 8640}0101T{i % 24:00}{i % 60:00}00Z")))}");

        Assert.Equal(20_000, Ics.Only(text).Times.Added.Length);
        Assert.Equal("7: has more RDATE and EXDATE than 20000 in an event or 200000 in a calendar; the others are left out", Ics.Findings(text));
    }
}
