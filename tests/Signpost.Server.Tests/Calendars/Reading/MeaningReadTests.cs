using Signpost.Availability;

namespace Signpost.Server.Tests.Calendars.Reading;

/// <summary>What events are to the owner, and what they are about.</summary>
public sealed class MeaningReadTests
{
    [Theory]
    [InlineData("", BusyType.Busy)]
    [InlineData("TRANSP:OPAQUE", BusyType.Busy)]
    [InlineData("TRANSP:TRANSPARENT", BusyType.Free)]
    [InlineData("STATUS:TENTATIVE", BusyType.Tentative)]
    [InlineData("STATUS:CONFIRMED", BusyType.Busy)]
    [InlineData("X-MICROSOFT-CDO-BUSYSTATUS:FREE", BusyType.Free)]
    [InlineData("X-MICROSOFT-CDO-BUSYSTATUS:OOF|TRANSP:TRANSPARENT", BusyType.OutOfOffice)]
    [InlineData("X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE", BusyType.WorkingElsewhere)]
    [InlineData("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", BusyType.Tentative)]
    [InlineData("X-MICROSOFT-CDO-INTENDEDSTATUS:OOF", BusyType.Busy)]
    [InlineData("ATTENDEE;PARTSTAT=TENTATIVE:mailto:ann@contoso.test", BusyType.Tentative)]
    [InlineData("ATTENDEE;PARTSTAT=NEEDS-ACTION:MAILTO:Ann@Contoso.Test", BusyType.Tentative)]
    [InlineData("ATTENDEE;CN=\"Lee; Ann: CTO\":mailto:ann.lee@contoso.test", BusyType.Tentative)]
    [InlineData("ATTENDEE;EMAIL=ann@contoso.test;PARTSTAT=TENTATIVE:/principals/42/", BusyType.Tentative)]
    [InlineData("ATTENDEE;PARTSTAT=ACCEPTED:mailto:ann@contoso.test", BusyType.Busy)]
    [InlineData("ATTENDEE;PARTSTAT=DECLINED:mailto:bob@contoso.test", BusyType.Busy)]
    [InlineData("ORGANIZER:mailto:ann@contoso.test|ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ann@contoso.test", BusyType.Busy)]
    [InlineData("ATTENDEE;PARTSTAT=DECLINED:mailto:ann@contoso.test", null)]
    [InlineData("ATTENDEE;PARTSTAT=DELEGATED:mailto:ann@contoso.test|X-MICROSOFT-CDO-BUSYSTATUS:BUSY", null)]
    [InlineData("ATTENDEE;PARTSTAT=DECLINED:mailto:ann.lee@contoso.test|ATTENDEE;PARTSTAT=ACCEPTED:mailto:ann@contoso.test", BusyType.Busy)]
    public void The_first_word_that_applies_counts(string lines, BusyType? expected) =>
        Assert.Equal(expected, Ics.Only(Ics.Event(["DTSTART:20260302T080000Z", "DURATION:PT1H", .. lines.Split('|', StringSplitOptions.RemoveEmptyEntries)])).Busy);

    [Fact]
    public void A_cancelled_event_is_not_there() => Assert.Equal("", Ics.Busy("DTSTART:20260302T080000Z", "DURATION:PT1H", "STATUS:CANCELLED"));

    [Fact]
    public void One_occurrence_that_the_owner_declines_leaves_the_others() =>
        Assert.Equal(
            "0302T0900/0302T1000 Busy",
            Ics.BusyIn(Ics.Calendar(
            [
                .. Ics.Component("VEVENT", "UID:1", "DTSTART:20260302T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2"),
                .. Ics.Component("VEVENT", "UID:1", "RECURRENCE-ID:20260309T090000Z", "DTSTART:20260309T090000Z", "DURATION:PT1H", "ATTENDEE;PARTSTAT=DECLINED:mailto:ann@contoso.test"),
            ])));

    [Fact]
    public void One_occurrence_that_he_accepts_of_a_series_he_declines_is_there() =>
        Assert.Equal(
            "0309T0900/0309T1000 Busy",
            Ics.BusyIn(Ics.Calendar(
            [
                .. Ics.Component("VEVENT", "UID:1", "DTSTART:20260302T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2", "ATTENDEE;PARTSTAT=DECLINED:mailto:ann@contoso.test"),
                .. Ics.Component("VEVENT", "UID:1", "RECURRENCE-ID:20260309T090000Z", "DTSTART:20260309T090000Z", "DURATION:PT1H", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ann@contoso.test"),
            ])));

    [Fact]
    public void Details_are_read()
    {
        var details = Ics.Only(Ics.Event(
            ["DTSTART:20260302T080000Z", "RRULE:FREQ=DAILY", "SUMMARY;LANGUAGE=en:Plan\\, review\\; and", "  ship\\n soon", "LOCATION:Room 1", "CLASS:confidential", "ATTENDEE:mailto:bob@contoso.test", .. Ics.Component("VALARM", "SUMMARY:no")])).Details;

        Assert.Equal(
            new CalendarEventDetails
            {
                Id = details.Id, Subject = "Plan, review; and ship  soon", Location = "Room 1", IsMeeting = true, IsRecurring = true, IsReminderSet = true, IsPrivate = true,
            },
            details);
    }

    [Fact]
    public void A_series_and_its_overrides_have_one_id_in_hexadecimal_digits()
    {
        var parts = Ics.Understood(Ics.Calendar(
        [
            .. Ics.Component("VEVENT", "UID:a@x", "DTSTART:20260302T090000Z", "RRULE:FREQ=DAILY"),
            .. Ics.Component("VEVENT", "UID:a@x", "RECURRENCE-ID:20260303T090000Z", "DTSTART:20260303T100000Z"),
        ])).Parts;

        Assert.Matches("^[0-9A-F]{32}$", parts[0].Details.Id);
        Assert.Equal(parts[0].Details.Id, parts[1].Details.Id);
        Assert.Equal((false, true), (parts[0].Details.IsException, parts[1].Details.IsException));
    }

    [Fact]
    public void Text_is_as_XML_can_carry_it() =>
        Assert.Equal("a\uFFFD b \uFFFD😀", Ics.Only(Ics.Event("DTSTART:20260302T080000Z", "SUMMARY:a\uFFFF\0b\u0007\uFFFD😀")).Details.Subject);

    [Fact]
    public void A_long_subject_is_cut() => Assert.Equal(255, Ics.Only(Ics.Event("DTSTART:20260302T080000Z", $"SUMMARY:{new string('x', 100_000)}")).Details.Subject.Length);

    [Fact]
    public void Working_hours_are_the_weekly_parts_of_an_availability()
    {
        var reading = Ics.Understood(Ics.Calendar(Ics.Component("VAVAILABILITY",
        [
            .. Ics.Component("AVAILABLE", "DTSTART;TZID=America/Denver:20111002T090000", "DTEND;TZID=America/Denver:20111002T120000", "RRULE:FREQ=WEEKLY;BYDAY=MO,TU"),
            .. Ics.Component("AVAILABLE", "DTSTART;TZID=America/Denver:20111002T130000", "DURATION:PT4H", "RRULE:FREQ=WEEKLY;BYDAY=SU"),
            .. Ics.Component("AVAILABLE", "DTSTART;TZID=America/Denver:20111002T180000", "DURATION:PT1H"),
        ])));

        Assert.Equal("America/Denver", reading.Zone?.Id);
        Assert.Equal([new WorkingPeriod(DaysOfWeek.Monday | DaysOfWeek.Tuesday, 540, 720), new WorkingPeriod(DaysOfWeek.Sunday, 780, 1020)], reading.Hours);
    }
}
