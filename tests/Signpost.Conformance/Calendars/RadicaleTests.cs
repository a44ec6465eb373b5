using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Signpost.Server.Calendars;
using Signpost.Server.Calendars.CalDav;
using Signpost.Server.Conduct;
using Signpost.Server.Configuration;
using Signpost.Server.Mailboxes;
using Signpost.Server.Recurrence;
using Signpost.Server.Services;

namespace Signpost.Conformance.Calendars;

/// <summary>Calendars that lie at a real CalDAV server.</summary>
public sealed class RadicaleTests : IAsyncLifetime
{
    private static readonly UtcInterval March = new(Instant.FromUtc(2026, 3, 1, 0, 0), Instant.FromUtc(2026, 4, 1, 0, 0));

    private readonly Radicale radicale = new();
    private readonly List<ICalendarSource> sources = [];

    public async ValueTask InitializeAsync()
    {
        Radicale.Require();
        await radicale.StartAsync();
        await radicale.MakeAsync("MKCOL", "ann/");
        await radicale.MakeAsync("MKCALENDAR", "ann/work/");
        await radicale.MakeAsync("MKCALENDAR", "ann/home/");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in sources)
        {
            await source.DisposeAsync();
        }

        await radicale.DisposeAsync();
    }

    [Theory]
    [InlineData("{local-part}/work/")]
    [InlineData("{local-part}/")]
    public async Task Events_are_found_when_they_come_change_and_go(string path)
    {
        var source = Source(path);
        await radicale.PutAsync("ann/work/a.ics", Event("a", "20260302T090000", "20260302T100000"));
        await radicale.PutAsync("ann/work/b.ics", Event("b", "20260303T090000", "20260303T100000", "RRULE:FREQ=WEEKLY;COUNT=2\r\n"));
        Assert.Equal(["03-02 08:00", "03-03 08:00", "03-10 08:00"], await StartsAsync(source));

        await radicale.PutAsync("ann/work/a.ics", Event("a", "20260302T110000", "20260302T120000"));
        await radicale.DeleteAsync("ann/work/b.ics");
        await radicale.PutAsync("ann/work/c.ics", Event("c", "20260304T090000", "20260304T100000"));

        Assert.Equal(["03-02 10:00", "03-04 08:00"], await StartsAsync(source));
    }

    [Fact]
    public async Task All_calendars_of_a_home_count()
    {
        await radicale.PutAsync("ann/work/a.ics", Event("a", "20260302T090000", "20260302T100000"));
        await radicale.PutAsync("ann/home/b.ics", Event("b", "20260303T090000", "20260303T100000"));

        Assert.Equal(["03-02 08:00", "03-03 08:00"], await StartsAsync(Source("{local-part}/")));
    }

    [Fact]
    public async Task Somebody_without_a_collection_has_no_calendar() => Assert.IsType<CalendarReading.None>(await ReadAsync(Source("nobody/{local-part}/")));

    [Fact]
    public async Task A_wrong_password_is_said_without_any_name()
    {
        var failed = Assert.IsType<CalendarReading.Failed>(await ReadAsync(Source("{local-part}/work/", "wrong")));

        Assert.Equal(("the calendar server does not let this server read it", false), (failed.Why, failed.IsAway));
    }

    [Fact]
    public async Task While_it_is_down_what_was_there_is_shown_as_old_and_then_it_is_new_again()
    {
        var source = Source("{local-part}/work/");
        await radicale.PutAsync("ann/work/a.ics", Event("a", "20260302T090000", "20260302T100000"));
        await ReadAsync(source);

        await radicale.StopAsync();
        var old = Assert.IsType<CalendarReading.Known>(await ReadAsync(source));
        await radicale.StartAsync();
        await radicale.PutAsync("ann/work/a.ics", Event("a", "20260302T110000", "20260302T120000"));
        var now = await UntilFreshAsync(source);

        Assert.StartsWith("the calendar server has not answered since ", old.Stale, StringComparison.Ordinal);
        Assert.Equal(10, Assert.Single(now.Events).Time.Start.UtcDateTime.Hour);
    }

    [Fact]
    public async Task Hundreds_of_objects_are_read_in_a_few_questions()
    {
        for (var at = 0; at < 250; at++)
        {
            await radicale.PutAsync($"ann/work/{at}.ics", Event($"{at}", "20260302T090000", "20260302T100000"));
        }

        Assert.Equal(250, (await StartsAsync(Source("{local-part}/work/"))).Count());
    }

    private static string Event(string uid, string start, string end, string more = "") =>
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Signpost//Tests//EN\r\n"
        + "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\n"
        + "BEGIN:DAYLIGHT\r\nDTSTART:19700329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
        + $"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;TZID=Europe/Paris:{start}\r\nDTEND;TZID=Europe/Paris:{end}\r\n{more}SUMMARY:Somewhere\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    private static async Task<IEnumerable<string>> StartsAsync(ICalendarSource source) =>
        Assert.IsType<CalendarReading.Known>(await ReadAsync(source)).Events.Select(one => one.Time.Start.UtcDateTime.ToString("MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));

    private static async Task<CalendarReading> ReadAsync(ICalendarSource source)
    {
        var ann = MailboxAddress.Parse("ann@contoso.test");
        return await source.ReadAsync(new Mailbox { PrimaryAddress = ann, Addresses = [ann] }, March, TestContext.Current.CancellationToken);
    }

    // A server that was not there is not asked again at once.
    private static async Task<CalendarReading.Known> UntilFreshAsync(ICalendarSource source)
    {
        for (var tries = 0; ; tries++)
        {
            if (await ReadAsync(source) is CalendarReading.Known { Stale: "" } known)
            {
                return known;
            }

            Assert.True(tries < 100, "it stays as old as it was");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private ExpandedCalendars Source(string path, string password = Radicale.Password)
    {
        Assert.True(UrlTemplate.TryParse(radicale.Url + path, "cas1.contoso.test", mayBeOnThisHost: true, out var url, out var why), why);
        var place = new CalendarPlace.CalDav(url!, new CalendarLogon(Radicale.User, new Secret(password))) { PollAfter = TimeSpan.Zero };
        var configuration = new CalendarConfiguration(place, new OwnerHours(DateTimeZone.Utc, []));
        var source = new ExpandedCalendars(
            new CalDavCalendars(place, configuration, DavClient.Handler(null, keepsConnections: false), NullLogger.Instance, TimeProvider.System), configuration, new LoggedNames(LoggedAddress.Hashed), NullLogger.Instance, TimeProvider.System);
        sources.Add(source);
        return source;
    }
}
