using System.Text;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Tests.Availability;

public sealed class AvailabilityResponseTests
{
    [Fact]
    public void Order_prefixes_and_unknown_elements_do_not_matter()
    {
        var view = View("""
            <New/><WorkingHours><WorkingPeriodArray/><TimeZone/></WorkingHours>
            <CalendarEventArray><CalendarEvent><BusyType>OOF</BusyType><New/><EndTime>2026-03-02T10:00:00</EndTime><StartTime>2026-03-02T09:00:00</StartTime></CalendarEvent></CalendarEventArray>
            <MergedFreeBusy>02</MergedFreeBusy><FreeBusyViewType>FreeBusyMerged</FreeBusyViewType>
            """);

        Assert.Equal((FreeBusyViewKind.FreeBusyMerged, "02", BusyType.OutOfOffice, null), (view.Kind, view.Merged?.Digits, view.Events.Single().Busy, view.WorkingHours));
    }

    // Exchange 2007's documented sample has them.
    [Fact]
    public void Event_times_may_have_an_offset()
    {
        var one = View("<CalendarEventArray><CalendarEvent><StartTime>2026-03-02T09:00:00-08:00</StartTime><EndTime>2026-03-02T10:00:00-08:00</EndTime><BusyType>Busy</BusyType></CalendarEvent></CalendarEventArray>").Events.Single();

        Assert.Equal(17, one.In(Zones.Berlin).Start.UtcDateTime.Hour);
    }

    [Fact]
    public void Event_times_without_one_are_in_the_zone_of_the_request()
    {
        var one = View("<CalendarEventArray><CalendarEvent><StartTime>2026-03-02T09:00:00</StartTime><EndTime>2026-03-02T10:00:00</EndTime><BusyType>Busy</BusyType></CalendarEvent></CalendarEventArray>").Events.Single();

        Assert.Equal(8, one.In(Zones.Berlin).Start.UtcDateTime.Hour);
    }

    [Fact]
    public void A_busy_type_not_known_is_no_data() => Assert.Equal(
        BusyType.NoData, View("<CalendarEventArray><CalendarEvent><StartTime>2026-03-02T09:00:00</StartTime><EndTime>2026-03-02T10:00:00</EndTime><BusyType>Napping</BusyType></CalendarEvent></CalendarEventArray>").Events.Single().Busy);

    [Fact]
    public void An_event_without_readable_times_is_left_out() => Assert.Empty(View("<CalendarEventArray><CalendarEvent><StartTime>soon</StartTime></CalendarEvent></CalendarEventArray>").Events);

    [Theory]
    [InlineData("Weekday", DaysOfWeek.Weekdays)]
    [InlineData("WeekendDay Monday", DaysOfWeek.Weekend | DaysOfWeek.Monday)]
    [InlineData("Day", DaysOfWeek.All)]
    [InlineData("Friday Blursday", DaysOfWeek.Friday)]
    public void Days_are_read_also_where_a_word_means_many(string words, DaysOfWeek days) => Assert.Equal(days, View($"""
        <WorkingHours><TimeZone><Bias>0</Bias><StandardTime><Bias>0</Bias><Time>00:00:00</Time><DayOrder>0</DayOrder><Month>0</Month></StandardTime>
        <DaylightTime><Bias>0</Bias><Time>00:00:00</Time><DayOrder>0</DayOrder><Month>0</Month></DaylightTime></TimeZone>
        <WorkingPeriodArray><WorkingPeriod><DayOfWeek>{words}</DayOfWeek></WorkingPeriod></WorkingPeriodArray></WorkingHours>
        """).WorkingHours!.Periods.Single().Days);

    [Fact]
    public void A_private_event_tells_others_nothing_but_that_it_is_one()
    {
        var details = new CalendarEventDetails { Id = "00", Subject = "Doctor", Location = "Town", IsPrivate = true, IsMeeting = true };

        Assert.Equal(new CalendarEventDetails { IsPrivate = true, IsMeeting = true }, details.ForOthers());
    }

    [Fact]
    public void A_public_event_tells_others_all()
    {
        var details = new CalendarEventDetails { Subject = "Review" };

        Assert.Same(details, details.ForOthers());
    }

    [Fact]
    public void A_conflict_of_a_kind_not_known_keeps_its_place()
    {
        var answer = Read("""
            <SuggestionsResponse><SuggestionDayResultArray><SuggestionDayResult><Date>2026-03-02T00:00:00</Date><SuggestionArray><Suggestion><MeetingTime>2026-03-02T09:00:00</MeetingTime>
            <AttendeeConflictDataArray><NewConflictData/><IndividualAttendeeConflictData><BusyType>Busy</BusyType></IndividualAttendeeConflictData></AttendeeConflictDataArray>
            </Suggestion></SuggestionArray></SuggestionDayResult></SuggestionDayResultArray></SuggestionsResponse>
            """);

        Assert.Equal(
            [new AttendeeConflict.Unknown(), new AttendeeConflict.Individual(BusyType.Busy)], answer.Suggestions!.Days.Single().Suggestions.Single().Conflicts);
    }

    [Fact]
    public void An_empty_calendar_is_written_as_an_empty_array_where_events_were_asked_for() => Assert.Contains(
        "<t:CalendarEventArray />",
        Encoding.UTF8.GetString(AvailabilityCodec.WriteResponse(new FreeBusyResponse.Answer([new MailboxFreeBusy(EwsOutcome.Success, new FreeBusyView { Kind = FreeBusyViewKind.FreeBusy })], null))),
        StringComparison.Ordinal);

    [Fact]
    public void An_answer_to_something_else_is_not_one() => Assert.IsType<CodecReading<FreeBusyResponse>.Bad>(AvailabilityCodec.ReadResponse(
        "<Envelope><Body><GetUserOofSettingsResponse/></Body></Envelope>"u8.ToArray()));

    private static FreeBusyView View(string inside) =>
        Read($"<FreeBusyResponseArray><FreeBusyResponse><FreeBusyView>{inside}</FreeBusyView></FreeBusyResponse></FreeBusyResponseArray>").Mailboxes.Single().View;

    private static FreeBusyResponse.Answer Read(string inside)
    {
        var message = $"<x:Envelope xmlns:x='http://schemas.xmlsoap.org/soap/envelope/'><x:Body><GetUserAvailabilityResponse xmlns='{EwsSchema.Messages}'>{inside}</GetUserAvailabilityResponse></x:Body></x:Envelope>";
        return Assert.IsType<FreeBusyResponse.Answer>(Assert.IsType<CodecReading<FreeBusyResponse>.Ok>(AvailabilityCodec.ReadResponse(Encoding.UTF8.GetBytes(message))).Value);
    }
}
