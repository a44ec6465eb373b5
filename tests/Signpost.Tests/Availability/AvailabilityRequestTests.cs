using System.Text;
using Signpost.Availability;
using Signpost.Ews;

namespace Signpost.Tests.Availability;

public sealed class AvailabilityRequestTests
{
    private const string Window = "<t:TimeWindow><t:StartTime>2026-03-02T08:00:00Z</t:StartTime><t:EndTime>2026-03-02T13:00:00Z</t:EndTime></t:TimeWindow>";
    private const string Anna = "<m:MailboxDataArray><t:MailboxData><t:Email><t:Address>anna@corp.example</t:Address></t:Email><t:AttendeeType>Required</t:AttendeeType></t:MailboxData></m:MailboxDataArray>";

    private const string Definition = """
        <t:TimeZoneContext><t:TimeZoneDefinition Id='W. Europe Standard Time' Name='x'>
          <t:Periods><t:Period Bias='-P0DT1H0M0.0S' Name='Standard' Id='Std/1'/><t:Period Bias='-P0DT2H0M0.0S' Name='Daylight' Id='Dlt/1'/></t:Periods>
          <t:TransitionsGroups>
            <t:TransitionsGroup Id='0'><t:Transition><t:To Kind='Period'>Dlt/1</t:To></t:Transition></t:TransitionsGroup>
            <t:TransitionsGroup Id='1'>
              <t:RecurringDayTransition><t:To Kind='Period'>Dlt/1</t:To><t:TimeOffset>P0DT2H0M0.0S</t:TimeOffset><t:Month>3</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek><t:Occurrence>-1</t:Occurrence></t:RecurringDayTransition>
              <t:RecurringDayTransition><t:To Kind='Period'>Std/1</t:To><t:TimeOffset>P0DT3H0M0.0S</t:TimeOffset><t:Month>10</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek><t:Occurrence>-1</t:Occurrence></t:RecurringDayTransition>
            </t:TransitionsGroup>
          </t:TransitionsGroups>
          <t:Transitions><t:Transition><t:To Kind='Group'>0</t:To></t:Transition>
            <t:AbsoluteDateTransition><t:To Kind='Group'>1</t:To><t:DateTime>2021-01-01T00:00:00</t:DateTime></t:AbsoluteDateTransition></t:Transitions>
        </t:TimeZoneDefinition></t:TimeZoneContext>
        """;

    // DavMail: UTC with months and without a bias, times with Z, slots only, no ExcludeConflicts; here with other prefixes.
    [Fact]
    public void The_form_of_DavMail_is_understood()
    {
        const string change = "<b:Bias>0</b:Bias><b:Time>02:00:00</b:Time><b:DayOrder>1</b:DayOrder>";
        var request = Read($"""
            <?xml version="1.0" encoding="utf-8"?>
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:b="{EwsSchema.Types}" xmlns="{EwsSchema.Messages}">
              <soap:Header><b:RequestServerVersion Version="Exchange2010_SP1"/></soap:Header>
              <soap:Body><GetUserAvailabilityRequest>
                <b:TimeZone><b:Bias>0</b:Bias><b:StandardTime>{change}<b:Month>10</b:Month><b:DayOfWeek>Sunday</b:DayOfWeek></b:StandardTime>
                  <b:DaylightTime>{change}<b:Month>3</b:Month><b:DayOfWeek>Sunday</b:DayOfWeek></b:DaylightTime></b:TimeZone>
                <MailboxDataArray><b:MailboxData><b:Email><b:Address>anna@corp.example</b:Address></b:Email><b:AttendeeType>Required</b:AttendeeType></b:MailboxData></MailboxDataArray>
                <b:FreeBusyViewOptions>{Window.Replace("t:", "b:", StringComparison.Ordinal)}<b:MergedFreeBusyIntervalInMinutes>15</b:MergedFreeBusyIntervalInMinutes><b:RequestedView>MergedOnly</b:RequestedView></b:FreeBusyViewOptions>
              </GetUserAvailabilityRequest></soap:Body>
            </soap:Envelope>
            """.TrimStart());

        Assert.Equal((false, null, 15, FreeBusyViewKind.MergedOnly), (request.TimeZone!.HasDaylight, request.TimeZone.Problem, request.FreeBusy!.IntervalInMinutes, request.FreeBusy.View));
        Assert.Equal([new Attendee(new EwsAddress("anna@corp.example"))], request.Attendees);
    }

    // evolution-ews: UTC with month 0, times without an offset.
    [Fact]
    public void The_form_of_Evolution_is_understood()
    {
        const string change = "<t:Bias>0</t:Bias><t:Time>00:00:00</t:Time><t:DayOrder>0</t:DayOrder><t:Month>0</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek>";
        var request = Read(Enveloped($"""
            <t:TimeZone><t:Bias>0</t:Bias><t:StandardTime>{change}</t:StandardTime><t:DaylightTime>{change}</t:DaylightTime></t:TimeZone>{Anna}
            <t:FreeBusyViewOptions>{Window.Replace("Z<", "<", StringComparison.Ordinal)}<t:MergedFreeBusyIntervalInMinutes>60</t:MergedFreeBusyIntervalInMinutes><t:RequestedView>DetailedMerged</t:RequestedView></t:FreeBusyViewOptions>
            """));

        Assert.Equal((SerializableTimeZone.Utc, null), (request.TimeZone, request.FreeBusy!.Window.Start.Offset));
    }

    // The EWS Managed API for Exchange 2010 and later has the zone in the header only.
    [Fact]
    public void A_zone_in_the_header_is_known_by_its_name()
    {
        var request = Read(Enveloped(
            $"{Anna}<t:FreeBusyViewOptions>{Window}</t:FreeBusyViewOptions>",
            "<t:TimeZoneContext><t:TimeZoneDefinition Id='W. Europe Standard Time' Name='x'><t:Periods/></t:TimeZoneDefinition></t:TimeZoneContext><t:RequestServerVersion Version='Exchange2013'/>"));

        Assert.Equal(("W. Europe Standard Time", "Exchange2013", null), (request.TimeZoneId, request.RequestServerVersion, request.TimeZone));
    }

    // So the EWS Managed API writes it.
    [Theory]
    [InlineData("2026-03-02")]
    [InlineData("2020-03-02")]
    public void A_zone_the_header_describes_in_full_is_that_of_the_request(string day)
    {
        var isOld = day.StartsWith("2020", StringComparison.Ordinal);
        var expected = isOld ? new SerializableTimeZone(-120, ZoneTransition.None, ZoneTransition.None) : Zones.Berlin;

        Assert.Equal(expected, Read(Enveloped($"{Anna}<t:FreeBusyViewOptions>{Window.Replace("2026-03-02", day, StringComparison.Ordinal)}</t:FreeBusyViewOptions>", Definition)).TimeZone);
    }

    [Theory]
    [InlineData("-P0DT1H0M0.0S", "soon")]
    [InlineData("-P0DT1H0M0.0S", "-P9999999999D")]
    [InlineData("-P0DT1H0M0.0S", "-PT30H")]
    [InlineData("<t:Occurrence>-1</t:Occurrence>", "<t:Occurrence>9</t:Occurrence>")]
    [InlineData("RecurringDayTransition", "RecurringDateTransition")]
    [InlineData("Kind='Group'>1<", "Kind='Group'>7<")]
    public void A_description_that_cannot_be_read_leaves_the_name(string written, string instead)
    {
        var request = Read(Enveloped($"{Anna}<t:FreeBusyViewOptions>{Window}</t:FreeBusyViewOptions>", Definition.Replace(written, instead, StringComparison.Ordinal)));

        Assert.Equal((null, "W. Europe Standard Time"), (request.TimeZone, request.TimeZoneId));
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var view = Read(Enveloped($"{Anna}<t:FreeBusyViewOptions>{Window}</t:FreeBusyViewOptions>")).FreeBusy!;

        Assert.Equal((30, FreeBusyViewKind.FreeBusy), (view.IntervalInMinutes, view.View));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("0", false)]
    [InlineData("false", false)]
    public void ExcludeConflicts_is_read_in_all_spellings(string text, bool expected)
    {
        var attendees = Anna.Replace("</t:AttendeeType>", $"</t:AttendeeType><t:ExcludeConflicts>{text}</t:ExcludeConflicts>", StringComparison.Ordinal);

        Assert.Equal(expected, Read(Enveloped($"{attendees}<t:FreeBusyViewOptions>{Window}</t:FreeBusyViewOptions>")).Attendees.Single().ExcludeConflicts);
    }

    [Fact]
    public void Of_several_views_the_richest_counts() => Assert.Equal(
        FreeBusyViewKind.Detailed, Read(Enveloped($"{Anna}<t:FreeBusyViewOptions>{Window}<t:RequestedView>MergedOnly Detailed FreeBusy</t:RequestedView></t:FreeBusyViewOptions>")).FreeBusy!.View);

    [Fact]
    public void An_attendee_without_an_address_keeps_its_place()
    {
        var attendees = Anna.Replace("<t:MailboxData>", "<t:MailboxData xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/><t:MailboxData>", StringComparison.Ordinal);

        Assert.Equal(["", "anna@corp.example"], Read(Enveloped($"{attendees}<t:FreeBusyViewOptions>{Window}</t:FreeBusyViewOptions>")).Attendees.Select(one => one.Mailbox.Address));
    }

    [Fact]
    public void A_hundred_mailboxes_are_answered_and_one_more_is_not()
    {
        var one = Anna[Anna.IndexOf("<t:MailboxData>", StringComparison.Ordinal)..Anna.IndexOf("</m:", StringComparison.Ordinal)];
        string Of(int count) => Enveloped($"<m:MailboxDataArray>{string.Concat(Enumerable.Repeat(one, count))}</m:MailboxDataArray><t:FreeBusyViewOptions>{Window}</t:FreeBusyViewOptions>");

        Assert.Equal(100, Read(Of(100)).Attendees.Length);
        Assert.Equal(EwsErrorCode.IndividualMailboxLimitReached, Refused(Of(101)).Code);
    }

    [Theory]
    [InlineData("", "ErrorInvalidFreeBusyViewType", "neither FreeBusyViewOptions nor SuggestionsViewOptions in it")]
    [InlineData("<t:FreeBusyViewOptions/>", "ErrorSchemaValidation", "no TimeWindow in it whose StartTime and EndTime can be read")]
    [InlineData("<t:FreeBusyViewOptions>W<t:MergedFreeBusyIntervalInMinutes>4</t:MergedFreeBusyIntervalInMinutes></t:FreeBusyViewOptions>", "ErrorInvalidMergedFreeBusyInterval", "MergedFreeBusyIntervalInMinutes '4' is not in 5 to 1440")]
    [InlineData("<t:FreeBusyViewOptions>W<t:MergedFreeBusyIntervalInMinutes>1441</t:MergedFreeBusyIntervalInMinutes></t:FreeBusyViewOptions>", "ErrorInvalidMergedFreeBusyInterval", "MergedFreeBusyIntervalInMinutes '1441' is not in 5 to 1440")]
    [InlineData("<t:FreeBusyViewOptions>W<t:MergedFreeBusyIntervalInMinutes>99999999999</t:MergedFreeBusyIntervalInMinutes></t:FreeBusyViewOptions>", "ErrorInvalidMergedFreeBusyInterval", "MergedFreeBusyIntervalInMinutes '99999999999' is not in 5 to 1440")]
    [InlineData("<t:FreeBusyViewOptions>W<t:RequestedView>None</t:RequestedView></t:FreeBusyViewOptions>", "ErrorInvalidFreeBusyViewType", "RequestedView 'None' is no view to be had")]
    [InlineData("<t:FreeBusyViewOptions>W<t:RequestedView>Everything</t:RequestedView></t:FreeBusyViewOptions>", "ErrorInvalidFreeBusyViewType", "RequestedView 'Everything' is no view to be had")]
    [InlineData("<t:SuggestionsViewOptions/>", "ErrorSchemaValidation", "no DetailedSuggestionsWindow in it whose StartTime and EndTime can be read")]
    [InlineData("<t:TimeZone><t:Bias>x</t:Bias></t:TimeZone><t:FreeBusyViewOptions>W</t:FreeBusyViewOptions>", "ErrorTimeZone", "no usable TimeZone: a Bias, a Time or a Month in it is missing or cannot be read")]
    public void What_cannot_be_answered_is_refused_with_its_code(string inside, string code, string what)
    {
        var refused = Refused(Enveloped(Anna + inside.Replace(">W<", $">{Window}<", StringComparison.Ordinal)));

        Assert.Equal((code, what), (refused.Code.ToString(), refused.What));
    }

    [Theory]
    [InlineData("GoodThreshold", "51")]
    [InlineData("MaximumResultsByDay", "49")]
    [InlineData("MaximumNonWorkHourResultsByDay", "-1")]
    [InlineData("MeetingDurationInMinutes", "29")]
    [InlineData("MeetingDurationInMinutes", "many")]
    public void Suggestions_out_of_range_are_refused(string name, string value)
    {
        var window = Window.Replace("TimeWindow", "DetailedSuggestionsWindow", StringComparison.Ordinal);

        Assert.Equal(EwsErrorCode.InvalidRequest, Refused(Enveloped($"{Anna}<t:SuggestionsViewOptions><t:{name}>{value}</t:{name}>{window}</t:SuggestionsViewOptions>")).Code);
    }

    [Theory]
    [InlineData("<m:GetUserPhoto/>")]
    [InlineData("<t:GetUserAvailabilityRequest/>")]
    [InlineData("<m:GetUserOofSettingsRequest/>")]
    public void Another_operation_is_not_done_here(string message) => Assert.Equal(
        EwsErrorCode.InvalidOperation, Refused(Enveloped("").Replace("<m:GetUserAvailabilityRequest></m:GetUserAvailabilityRequest>", message, StringComparison.Ordinal)).Code);

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")]
    [InlineData("<x/>")]
    [InlineData("<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body><a/></s:Body></s:Envelope>")]
    [InlineData("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body/></s:Envelope>")]
    public void What_is_no_SOAP_does_not_obey_the_schema(string message) => Assert.Equal(EwsErrorCode.SchemaValidation, Refused(message).Code);

    [Fact]
    public void A_message_larger_than_the_limit_is_refused() => Assert.Equal(
        "larger than 1024 KiB", Assert.IsType<EwsRequestReading<FreeBusyRequest>.Refused>(AvailabilityCodec.ReadRequest(new byte[AvailabilityCodec.RequestLimit + 1])).What);

    private static string Enveloped(string inside, string header = "") =>
        $"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' xmlns:m='{EwsSchema.Messages}' xmlns:t='{EwsSchema.Types}'><s:Header>{header}</s:Header><s:Body><m:GetUserAvailabilityRequest>{inside}</m:GetUserAvailabilityRequest></s:Body></s:Envelope>";

    private static FreeBusyRequest Read(string message) =>
        Assert.IsType<EwsRequestReading<FreeBusyRequest>.Ok>(AvailabilityCodec.ReadRequest(Encoding.UTF8.GetBytes(message))).Value;

    private static EwsRequestReading<FreeBusyRequest>.Refused Refused(string message) =>
        Assert.IsType<EwsRequestReading<FreeBusyRequest>.Refused>(AvailabilityCodec.ReadRequest(Encoding.UTF8.GetBytes(message)));
}
