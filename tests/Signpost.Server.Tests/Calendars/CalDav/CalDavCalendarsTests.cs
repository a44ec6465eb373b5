using System.Net;
using System.Text;
using NodaTime;
using Signpost.Server.Calendars;
using Signpost.Server.Calendars.CalDav;
using Signpost.Server.Configuration;
using Signpost.Server.Mailboxes;
using Signpost.Server.Services;
using Signpost.Server.Tests.Mailboxes;

namespace Signpost.Server.Tests.Calendars.CalDav;

public sealed class CalDavCalendarsTests : IAsyncDisposable
{
    private readonly FakeDav dav = new();
    private readonly Clock clock = new();
    private readonly CollectedLog log = new();
    private CalDavCalendars? calendars;

    public static TheoryData<string, bool, bool> Servers => new() { { "home", true, true }, { "home", false, true }, { "calendar", true, true }, { "calendar", false, true }, { "calendar", true, false }, { "calendar", false, false } };

    public async ValueTask DisposeAsync()
    {
        await (calendars?.DisposeAsync() ?? ValueTask.CompletedTask);
        dav.Dispose();
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task What_is_there_is_read_and_what_becomes_of_it_as_well(string url, bool syncs, bool tags)
    {
        (dav.Syncs, dav.Tags) = (syncs, tags);
        dav.Put("a.ics", "A");
        dav.Put("b.ics", "B");

        Assert.Equal(["A", "B"], await TextsAsync(url));
        dav.Put("b.ics", "B2");
        dav.Put("c é.ics", "C");
        dav.Delete("a.ics");
        clock.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(["B2", "C"], await TextsAsync(url));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public async Task What_has_not_changed_is_the_same_object_and_is_not_read_again(bool syncs, bool tags)
    {
        (dav.Syncs, dav.Tags) = (syncs, tags);
        dav.Put("a.ics", "A");
        dav.Put("b.ics", "B");
        var before = await ObjectsAsync();
        dav.Put("b.ics", "B2");
        clock.Pass(TimeSpan.FromMinutes(1));

        var after = await ObjectsAsync();

        Assert.Same(before[0], after[0]);
        Assert.Equal(["multiget 2", "multiget 1"], dav.Asked.Where(one => one.StartsWith("multiget", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Where_nothing_has_changed_one_question_is_enough_and_soon_after_none()
    {
        dav.Put("a.ics", "A");
        var before = await ObjectsAsync();
        dav.Asked.Clear();

        await ObjectsAsync();
        Assert.Empty(dav.Asked);
        clock.Pass(TimeSpan.FromMinutes(1));
        var after = await ObjectsAsync();

        Assert.Equal([$"PROPFIND {FakeDav.Calendar} 0"], dav.Asked);
        Assert.Same(before[0], after[0]);
    }

    [Fact]
    public async Task A_server_that_tells_changes_in_parts_is_asked_for_all()
    {
        dav.MostAtOnce = 3;
        for (var at = 0; at < 250; at++)
        {
            dav.Put($"{at:000}.ics", $"{at}");
        }

        Assert.Equal(250, (await ObjectsAsync()).Count);
        Assert.Equal(["multiget 100", "multiget 100", "multiget 50"], dav.Asked.Where(one => one.StartsWith("multiget", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Where_the_state_is_too_old_for_the_server_all_versions_are_compared()
    {
        dav.Put("a.ics", "A");
        dav.Put("b.ics", "B");
        await ObjectsAsync();
        dav.Delete("a.ics");
        dav.Put("c.ics", "C");
        dav.Oldest = 4;
        clock.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(["B", "C"], await TextsAsync());
    }

    [Theory]
    [InlineData("<c:schedule-calendar-transp><c:transparent/></c:schedule-calendar-transp>")]
    [InlineData("<c:supported-calendar-component-set><c:comp name='VTODO'/></c:supported-calendar-component-set>")]
    public async Task A_calendar_of_a_home_that_does_not_count_is_left_out(string more)
    {
        dav.Put("a.ics", "A");
        dav.More = more;

        Assert.Empty(await TextsAsync("home"));
    }

    [Fact]
    public async Task The_account_is_shown_at_once() =>
        Assert.Equal("Basic Y2FzOnNlY3JldA==", await AuthorizationAsync());

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Gone)]
    public async Task Who_has_no_collection_has_no_calendar(HttpStatusCode status)
    {
        dav.Instead = _ => new HttpResponseMessage(status);

        Assert.IsType<StoredCalendar.None>(await ReadAsync());
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task An_account_that_is_refused_is_for_the_log_and_clients_are_told_no_name(HttpStatusCode status)
    {
        dav.Instead = _ => new HttpResponseMessage(status);

        var failed = Assert.IsType<StoredCalendar.Failed>(await ReadAsync());

        Assert.Equal(("the calendar server does not let this server read it", false), (failed.Why, failed.IsAway));
        Assert.Equal(
            [$"Error CalendarServerAway: The calendar server dav.contoso.test: it refuses the account cas (HTTP {(int)status}): correct Calendars.CalDav.User and PasswordFile, or its rights there"],
            log.Lines);
    }

    public static TheoryData<string, Func<HttpRequestMessage, HttpResponseMessage?>> Troubles => new()
    {
        { "it can't be reached", _ => throw new HttpRequestException(HttpRequestError.ConnectionError) },
        { "its certificate is not trusted, or it speaks no TLS", _ => throw new HttpRequestException(HttpRequestError.SecureConnectionError) },
        { "its answer broke off", _ => throw new IOException() },
        { "it answered HTTP 503", _ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) },
        { "it answered HTTP 200", _ => new HttpResponseMessage(HttpStatusCode.OK) },
        { "its answer is no XML", _ => new HttpResponseMessage(HttpStatusCode.MultiStatus) { Content = new StringContent("<a") } },
        { "its answer is no XML", _ => new HttpResponseMessage(HttpStatusCode.MultiStatus) { Content = new StringContent("<!DOCTYPE a []><a/>") } },
        { "its answer is no multistatus but 'html'", _ => new HttpResponseMessage(HttpStatusCode.MultiStatus) { Content = new StringContent("<html/>") } },
        { "its answer is nested too deep", _ => FakeDav.Multistatus(string.Concat(Enumerable.Repeat("<d:x>", 500)) + string.Concat(Enumerable.Repeat("</d:x>", 500))) },
        { "it redirects to another server; give that one's URL", _ => Redirect("https://elsewhere.test/") },
        { "it redirects again and again", _ => Redirect("https://dav.contoso.test/x/") },
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task While_the_server_does_not_answer_what_was_before_is_shown_and_said_to_be_old(string why, Func<HttpRequestMessage, HttpResponseMessage?> trouble)
    {
        dav.Put("a.ics", "A");
        await ReadAsync();
        dav.Instead = trouble;
        clock.Pass(TimeSpan.FromMinutes(1));

        var old = Assert.IsType<StoredCalendar.Known>(await ReadAsync());
        clock.Pass(TimeSpan.FromDays(2));
        var gone = Assert.IsType<StoredCalendar.Failed>(await ReadAsync());
        dav.Instead = _ => null;
        clock.Pass(TimeSpan.FromMinutes(1));
        var again = Assert.IsType<StoredCalendar.Known>(await ReadAsync());

        Assert.Equal("the calendar server has not answered since 2026-03-02 08:00 UTC", old.Stale);
        Assert.Equal(("the calendar server does not answer", true), (gone.Why, gone.IsAway));
        Assert.Equal("", again.Stale);
        Assert.Equal([$"Error CalendarServerAway: The calendar server dav.contoso.test: {why}", "Information CalendarServerBack: The calendar server dav.contoso.test answers again"], log.Lines);
    }

    [Fact]
    public async Task A_kept_connection_that_was_closed_meanwhile_costs_no_answer()
    {
        dav.Put("a.ics", "A");
        var closed = 0;
        dav.Instead = _ => closed++ % 2 is 0 ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "ended", new HttpIOException(HttpRequestError.ResponseEnded)) : null;

        Assert.Equal(["A"], await TextsAsync("calendar"));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_not_tried_for_one_mailbox_after_the_other()
    {
        dav.Instead = _ => throw new HttpRequestException(HttpRequestError.ConnectionError);

        await ReadAsync();
        var other = await ReadAsync("bob");

        Assert.True(Assert.IsType<StoredCalendar.Failed>(other).IsAway);
        Assert.Single(dav.Asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_object_that_the_server_cannot_tell_is_asked_for_again_and_what_was_known_of_it_stays(bool syncs)
    {
        dav.Syncs = syncs;
        dav.Put("a.ics", "A");
        dav.Put("b.ics", "B");
        await ReadAsync();
        dav.Put("a.ics", "A2");
        dav.Broken = "a.ics";
        clock.Pass(TimeSpan.FromMinutes(1));
        var broken = await TextsAsync();
        dav.Broken = "";
        clock.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(["A", "B"], broken);
        Assert.Equal(["A2", "B"], await TextsAsync());
        Assert.Equal(["Error CalendarServerAway: The calendar server dav.contoso.test: it did not tell 1 objects of a calendar, whose owner may look free", "Information CalendarServerBack: The calendar server dav.contoso.test answers again"], log.Lines);
    }

    [Fact]
    public async Task A_password_that_is_wrong_is_not_tried_again_and_again()
    {
        dav.Instead = _ => new HttpResponseMessage(HttpStatusCode.Unauthorized);

        await ReadAsync();
        var other = await ReadAsync("bob");

        Assert.Equal("the calendar server does not let this server read it", Assert.IsType<StoredCalendar.Failed>(other).Why);
        Assert.Single(dav.Asked);
    }

    [Fact]
    public async Task What_lies_at_another_server_is_not_taken_for_a_part_of_this_one()
    {
        dav.Instead = _ => FakeDav.Multistatus(
            "<d:response><d:href>https://elsewhere.test/ann/work/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/><c:calendar/></d:resourcetype></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>");

        Assert.IsType<StoredCalendar.None>(await ReadAsync());
    }

    [Fact]
    public async Task A_redirect_within_the_server_is_followed()
    {
        dav.Put("a.ics", "A");
        dav.Instead = request => request.RequestUri!.AbsolutePath is "/calendar/" ? Redirect("/ann/work/") : null;

        Assert.Equal(["A"], await TextsAsync("https://dav.contoso.test/calendar/"));
    }

    private static HttpResponseMessage Redirect(string to) => new(HttpStatusCode.Found) { Headers = { Location = new Uri(to, UriKind.RelativeOrAbsolute) } };

    private async Task<string> AuthorizationAsync()
    {
        await ReadAsync();
        return dav.Authorization;
    }

    private async Task<IEnumerable<string>> TextsAsync(string url = "calendar") => (await ObjectsAsync(url)).Select(one => Encoding.UTF8.GetString(one.Text.Span));

    private async Task<IReadOnlyList<CalendarObject>> ObjectsAsync(string url = "calendar") => Assert.IsType<StoredCalendar.Known>(await ReadAsync("ann", url)).Objects;

    private async Task<StoredCalendar> ReadAsync(string who = "ann", string url = "calendar")
    {
        calendars ??= new CalDavCalendars(Place(url), new CalendarConfiguration(Place(url), new OwnerHours(DateTimeZone.Utc, [])), dav, log, clock);
        var address = MailboxAddress.Parse($"{who}@contoso.test");
        return await calendars.ReadAsync(new Mailbox { PrimaryAddress = address, Addresses = [address] }, TestContext.Current.CancellationToken);
    }

    private static CalendarPlace.CalDav Place(string url)
    {
        var text = url switch { "home" => "https://dav.contoso.test/{local-part}/", "calendar" => "https://dav.contoso.test/{local-part}/work/", _ => url };
        return UrlTemplate.TryParse(text, "cas1.contoso.test", out var template, out var why)
            ? new CalendarPlace.CalDav(template, new CalendarLogon("cas", new Secret("secret")))
            : throw new ArgumentException(why, nameof(url));
    }

    private sealed class Clock : TimeProvider
    {
        private TimeSpan passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => passed.Ticks;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero) + passed;

        public void Pass(TimeSpan time) => passed += time;
    }
}
