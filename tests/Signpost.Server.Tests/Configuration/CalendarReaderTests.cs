using Microsoft.Extensions.Configuration;
using Signpost.Availability;
using Signpost.Server.Configuration;

namespace Signpost.Server.Tests.Configuration;

public sealed class CalendarReaderTests
{
    [Fact]
    public void Without_the_group_no_EWS_is_served_or_announced_by_itself() => Assert.Null(Good(("Services:Imap:External", "imaps://imap.contoso.test")).Calendars);

    [Fact]
    public void A_folder_is_enough_and_its_own_EWS_is_then_announced()
    {
        var read = Good(("Calendars:Folder", "calendars"));

        Assert.Equal(new CalendarPlace.Folder("/etc/signpost/calendars"), read.Calendars!.Place);
        Assert.Equal((CalendarView.Times, new WorkingPeriod(DaysOfWeek.Weekdays, 480, 1020)), (read.Calendars.ForOthers, Assert.Single(read.Calendars.Hours.Periods)));
        Assert.Equal("https://cas1.contoso.test/EWS/Exchange.asmx", read.Services.Ews.Best?.ToString());
    }

    [Fact]
    public void An_EWS_that_is_named_is_announced_instead() => Assert.Equal(
        "https://mail.contoso.test/EWS/Exchange.asmx",
        Good(("Calendars:Folder", "calendars"), ("Services:Ews:External", "https://mail.contoso.test/EWS/Exchange.asmx")).Services.Ews.Best?.ToString());

    [Fact]
    public void Zone_and_hours_may_be_others()
    {
        var hours = Good(
            ("Calendars:Folder", "calendars"), ("Calendars:TimeZone", "W. Europe Standard Time"), ("Calendars:WorkingHours:Days", "Sunday,Thursday"),
            ("Calendars:WorkingHours:Start", "7:30"), ("Calendars:WorkingHours:End", "24:00")).Calendars!.Hours;

        Assert.Equal(("Europe/Berlin", new WorkingPeriod(DaysOfWeek.Sunday | DaysOfWeek.Thursday, 450, 1440)), (hours.Zone.Id, Assert.Single(hours.Periods)));
    }

    [Theory]
    [InlineData("Folder", "", "Calendars.Folder: give one of Folder, CalDav and Ews: that is where calendars come from")]
    [InlineData("TimeZone", "Middle/Earth", "Calendars.TimeZone: 'Middle/Earth' is no time zone, such as Europe/Berlin or W. Europe Standard Time")]
    [InlineData("WorkingHours:Days", "1", "Calendars.WorkingHours.Days: '1' is no day, such as Monday, Weekdays or All")]
    [InlineData("WorkingHours:Start", "18:00", "Calendars.WorkingHours.End: is not after Start")]
    [InlineData("WorkingHours:Start", "8 o'clock", "Calendars.WorkingHours.Start: '8 o'clock' is no time of day, such as 08:00")]
    [InlineData("CalDav:Url", "http://dav.contoso.test/{address}/", "Calendars.CalDav.Url: 'http://dav.contoso.test/{address}/' is not an https URL")]
    [InlineData("CalDav:Url", "https://cas:hunter2@dav.contoso.test/", "Calendars.CalDav.Url: no user name or password in a URL: give User and PasswordFile")]
    [InlineData("CalDav:Url", "https://dav.contoso.test/{user}/", "Calendars.CalDav.Url: 'https://dav.contoso.test/{user}/' has a place that is none of {server}, {domain}, {address}, {local-part}, {mailbox-guid}")]
    [InlineData("CalDav:User", "cas", "Calendars.CalDav.PasswordFile: is missing: a file whose first line is the password of cas")]
    [InlineData("Ews:Url", "https://mail.contoso.test/EWS/Exchange.asmx", "Calendars.Ews.User: is missing: an account that may ask the other server for free/busy")]
    public void What_cannot_be_used_is_said(string key, string value, string fault)
    {
        (string, string)[] place = key.StartsWith("CalDav", StringComparison.Ordinal) || key.StartsWith("Ews", StringComparison.Ordinal) || key is "Folder" ? [] : [("Calendars:Folder", "calendars")];

        var faults = Assert.IsType<ConfigurationReading.Bad>(Read([.. place, ($"Calendars:{key}", value)])).Faults.Select(one => $"{one}");

        Assert.Contains(fault, faults);
        Assert.DoesNotContain(faults, one => one.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void A_CalDAV_server_on_this_host_needs_no_TLS() => Assert.Equal(
        "http://127.0.0.1:5232/{address}/calendar/",
        Assert.IsType<CalendarPlace.CalDav>(Good(("Calendars:CalDav:Url", "http://127.0.0.1:5232/{address}/calendar/")).Calendars!.Place).Url.ToString());

    private static ServerConfiguration Good(params (string Key, string Value)[] settings) => Assert.IsType<ConfigurationReading.Ok>(Read(settings)).Value;

    private static ConfigurationReading Read(params (string Key, string Value)[] settings) => ConfigurationReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(
            new[] { ("ServerName", "cas1.contoso.test"), ("Listen:Https", "*:443"), ("Certificates:0:Pem", "cas1.pem"), ("Directory:Url", "ldap://dc1") }
                .Concat(settings).Select(one => KeyValuePair.Create(one.Item1, (string?)one.Item2))).Build(),
        "/etc/signpost");
}
