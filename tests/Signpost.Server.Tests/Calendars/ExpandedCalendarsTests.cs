using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CsCheck;
using NodaTime;
using Signpost.Availability;
using Signpost.Server.Calendars;
using Signpost.Server.Conduct;
using Signpost.Server.Configuration;
using Signpost.Server.Hosting;
using Signpost.Server.Mailboxes;
using Signpost.Server.Operation;
using Signpost.Server.Recurrence;
using Signpost.Server.Tests.Calendars.Reading;
using Signpost.Server.Tests.Mailboxes;
using Signpost.Server.Tests.Recurrence;
using Signpost.Tests.Fakes;
using Duration = NodaTime.Duration;

namespace Signpost.Server.Tests.Calendars;

public sealed class ExpandedCalendarsTests : IAsyncDisposable
{
    private static readonly OwnerHours Hours = new(Ics.Berlin, [new WorkingPeriod(DaysOfWeek.Weekdays, 480, 1020)]);
    private static readonly string Weekly = Ics.Event("DTSTART;TZID=Europe/Berlin:20260105T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY", "SUMMARY:Plan");

    private readonly CollectedLog log = new();
    private readonly FakeStore store = new();

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Events_that_touch_the_window_are_whole_and_in_order()
    {
        store.Hold(Ics.Calendar(
        [
            .. Ics.Component("VEVENT", "UID:late", "DTSTART:20260303T080000Z", "DURATION:PT1H"),
            .. Ics.Component("VEVENT", "UID:long", "DTSTART:20260215T080000Z", "DTEND:20260401T080000Z"),
            .. Ics.Component("VEVENT", "UID:long too", "DTSTART:20260303T080000Z", "DURATION:PT30M"),
            .. Ics.Component("VEVENT", "UID:before", "DTSTART:20260301T000000Z", "DTEND:20260302T000000Z"),
        ]));

        var events = await EventsAsync(Diary.Window("20260302T000000", "20260304T000000"));

        Assert.Equal(["0215T0800/0401T0800", "0303T0800/0303T0830", "0303T0800/0303T0900"], events.Select(Spans));
    }

    [Fact]
    public void Every_window_has_what_expanding_it_alone_gives_whatever_was_asked_for_before()
    {
        var text = Ics.Calendar(
        [
            .. Ics.Component("VEVENT", "UID:1", "DTSTART;TZID=Europe/Berlin:20250105T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=MO,TH"),
            .. Ics.Component("VEVENT", "UID:2", "DTSTART;VALUE=DATE:20250110", "DURATION:P40D", "RRULE:FREQ=MONTHLY"),
            .. Ics.Component("VEVENT", "UID:3", "DTSTART:20250101T000000Z", "RRULE:FREQ=MONTHLY"),
            .. Ics.Component("VEVENT", "UID:4", "DTSTART:20250131T233000Z", "DURATION:PT1H", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"),
        ]);
        var alone = Ics.Understood(text);
        store.Hold(text);
        var expanded = Expanded();

        Gen.Select(Gen.Int[0, 24 * 900], Gen.Int[0, 24 * 62]).Select((start, hours) => new UtcInterval(Diary.At("20250101T000000") + Duration.FromHours(start), Diary.At("20250101T000000") + Duration.FromHours(start + hours)))
            .Sample(window => Known(expanded.ReadAsync(FolderCalendarsTests.Ann, window, CancellationToken.None).AsTask().Result).Select(Spans).SequenceEqual(Ics.Events(alone, window).Select(Spans)), iter: 400, threads: 1);
    }

    [Fact]
    public async Task Windows_at_the_ends_of_time_are_answered()
    {
        store.Hold(Weekly);

        Assert.Empty(await EventsAsync(new UtcInterval(Instant.MinValue, Instant.FromUtc(1, 2, 1, 0, 0))));
        Assert.NotEmpty(await EventsAsync(new UtcInterval(Instant.FromUtc(9998, 1, 1, 0, 0), Instant.MaxValue)));
    }

    [Fact]
    public async Task An_override_may_lie_in_another_object()
    {
        store.Hold(Weekly, Ics.Event("RECURRENCE-ID:20260302T080000Z", "DTSTART:20260304T080000Z", "DURATION:PT1H"));

        Assert.Equal("0304T0800/0304T0900", (await EventsAsync(Ics.March)).Select(Spans).First());
    }

    [Fact]
    public async Task Objects_that_are_the_same_are_not_read_again()
    {
        store.Hold(Weekly, Ics.Event("DTSTART:20260304T080000Z"));
        var expanded = Expanded();
        var first = Known(await expanded.ReadAsync(FolderCalendarsTests.Ann, Ics.March, CancellationToken.None));

        store.Shuffle();
        var second = Known(await expanded.ReadAsync(FolderCalendarsTests.Ann, Ics.March, CancellationToken.None));

        Assert.True(first == second);
    }

    [Fact]
    public async Task An_object_that_has_changed_is_seen_at_once()
    {
        store.Hold(Weekly);
        var expanded = Expanded();
        Assert.Equal(5, Known(await expanded.ReadAsync(FolderCalendarsTests.Ann, Ics.March, CancellationToken.None)).Length);

        store.Hold(Ics.Event("DTSTART:20260304T080000Z"));

        Assert.Single(Known(await expanded.ReadAsync(FolderCalendarsTests.Ann, Ics.March, CancellationToken.None)));
    }

    [Fact]
    public async Task Other_addresses_of_the_owner_are_another_reading()
    {
        store.Hold(Ics.Event("DTSTART:20260304T080000Z", "ATTENDEE;PARTSTAT=DECLINED:mailto:a.lee@contoso.test"));
        var expanded = Expanded();
        Assert.Single(Known(await expanded.ReadAsync(FolderCalendarsTests.Ann, Ics.March, CancellationToken.None)));

        var married = new Mailbox { PrimaryAddress = Ics.Ann[0], Addresses = [Ics.Ann[0], MailboxAddress.Parse("a.lee@contoso.test")] };

        Assert.Empty(Known(await expanded.ReadAsync(married, Ics.March, CancellationToken.None)));
    }

    [Fact]
    public async Task The_zone_and_the_hours_are_those_the_calendar_says_and_else_the_configured_ones()
    {
        store.Hold(Weekly);
        Assert.Equal(Hours, Assert.IsType<CalendarReading.Known>(await ReadAsync()).Hours);

        store.Hold(Weekly, Ics.Calendar("X-WR-TIMEZONE:Asia/Tokyo"));
        Assert.Equal(Hours with { Zone = Diary.Zone("Asia/Tokyo") }, Assert.IsType<CalendarReading.Known>(await ReadAsync()).Hours);
    }

    [Fact]
    public async Task What_the_store_says_is_passed_on()
    {
        store.Answer = StoredCalendar.None.It;
        Assert.Equal(CalendarReading.None.It, await ReadAsync());

        store.Answer = new StoredCalendar.Failed("it is away") { IsAway = true };
        Assert.Equal(new CalendarReading.Failed("it is away") { IsAway = true }, await ReadAsync());

        store.Answer = new StoredCalendar.Known([]) { Stale = "it is old" };
        Assert.Equal("it is old", Assert.IsType<CalendarReading.Known>(await ReadAsync()).Stale);
    }

    [Fact]
    public async Task A_calendar_of_which_nothing_can_be_read_is_not_free()
    {
        store.Hold("<html/>");

        Assert.Equal(new CalendarReading.Failed("its calendar can't be read: it is no iCalendar object"), await ReadAsync());
    }

    [Fact]
    public async Task One_object_that_is_none_leaves_the_others()
    {
        store.Hold("<html/>", Weekly);

        Assert.Equal(5, Known(await ReadAsync()).Length);
    }

    [Fact]
    public async Task What_is_wrong_is_logged_once_with_few_lines_and_no_address()
    {
        store.Hold(Ics.Calendar([.. Enumerable.Range(0, 20).SelectMany(i => Ics.Component("VEVENT", string.Create(CultureInfo.InvariantCulture, $"UID:{i}"), "DTSTART:soon"))]));
        var expanded = Expanded();

        await expanded.ReadAsync(FolderCalendarsTests.Ann, Ics.March, CancellationToken.None);
        store.Hold([.. store.Texts]);
        await expanded.ReadAsync(FolderCalendarsTests.Ann, Ics.March, CancellationToken.None);

        Assert.Equal(6, log.Lines.Count);
        Assert.Matches("^Warning CalendarFinding: The calendar of #[0-9a-f]{12}: 0.ics line 5 has the DTSTART 'soon', which is no time; the event is left out$", log.Lines[0]);
        Assert.EndsWith("0.ics has 15 more lines like these", log.Lines[5], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_series_that_costs_too_much_is_left_out_and_said()
    {
        store.Hold(Weekly, Ics.Event("DTSTART:20260101T000000Z", "RRULE:FREQ=SECONDLY").Replace("UID:1", "UID:2", StringComparison.Ordinal));
        var expanded = Expanded();

        Assert.Equal(5, Known(await expanded.ReadAsync(FolderCalendarsTests.Ann, Ics.March, CancellationToken.None)).Length);
        Assert.Equal(2, Known(await expanded.ReadAsync(FolderCalendarsTests.Ann, Diary.Window("20260401T000000", "20260414T000000"), CancellationToken.None)).Length);

        Assert.Contains("1.ics line 3 begins an event that takes more than 100000 steps", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calendar_that_costs_too_much_is_not_free()
    {
        store.Hold(Ics.Calendar([.. Enumerable.Range(0, 60).SelectMany(i => Ics.Component("VEVENT", string.Create(CultureInfo.InvariantCulture, $"UID:{i}"), "DTSTART:20260101T000000Z", "RRULE:FREQ=SECONDLY"))]));

        Assert.Equal(new CalendarReading.Failed("its calendar has more events in that time than are looked for"), await ReadAsync());
    }

    [Fact]
    public void A_store_that_does_not_answer_in_time_is_away()
    {
        var time = new VirtualTime();
        store.Wait = async cancelled => await Task.Delay(TimeSpan.FromHours(1), time, cancelled);

        var reading = time.Run(() => Expanded(time).ReadAsync(FolderCalendarsTests.Ann, Ics.March, CancellationToken.None).AsTask());

        Assert.Equal(new CalendarReading.Failed("its calendar takes too long") { IsAway = true }, reading);
        Assert.Equal(TimeSpan.FromSeconds(5), time.Elapsed);
        Assert.Matches(@"^Warning CalendarTooSlow: The calendar of #[0-9a-f]{12} takes more than 5 s \(getting it\)", Assert.Single(log.Lines));
    }

    [Fact]
    public void Reading_that_takes_too_long_does_not_make_the_store_away()
    {
        var time = new VirtualTime();
        store.Hold(Weekly);
        store.Wait = async _ => await Task.Delay(TimeSpan.FromSeconds(6), time, CancellationToken.None);

        var reading = time.Run(() => Expanded(time).ReadAsync(FolderCalendarsTests.Ann, Ics.March, CancellationToken.None).AsTask());

        Assert.Equal(new CalendarReading.Failed("its calendar takes too long"), reading);
        Assert.Contains("takes more than 5 s (reading and expanding it)", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_who_ask_at_once_cause_one_reading()
    {
        store.Hold(Weekly, Ics.Event("DTSTART:soon"));
        var expanded = Expanded();

        var readings = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => expanded.ReadAsync(FolderCalendarsTests.Ann, Ics.March, CancellationToken.None).AsTask())));

        Assert.Single(log.Lines);
        Assert.All(readings, reading => Assert.True(Known(reading) == Known(readings[0])));
    }

    [Fact]
    public async Task Who_leaves_is_told_so()
    {
        store.Hold(Weekly);
        using var left = new CancellationTokenSource();
        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Expanded().ReadAsync(FolderCalendarsTests.Ann, Ics.March, left.Token).AsTask());
    }

    private static ImmutableArray<BusyEvent> Known(CalendarReading reading) => Assert.IsType<CalendarReading.Known>(reading).Events;

    private static string Spans(BusyEvent one) => $"{one.Time.Start.UtcDateTime:MMdd'T'HHmm}/{one.Time.End.UtcDateTime:MMdd'T'HHmm}";

    private ExpandedCalendars Expanded(TimeProvider? time = null) =>
        new(store, new CalendarConfiguration(new CalendarPlace.Folder("/unused"), Hours), new LoggedNames(LoggedAddress.Hashed), log, time ?? new StillTime());

    private async Task<CalendarReading> ReadAsync() => await Expanded().ReadAsync(FolderCalendarsTests.Ann, Ics.March, CancellationToken.None);

    private async Task<ImmutableArray<BusyEvent>> EventsAsync(UtcInterval window) => Known(await Expanded().ReadAsync(FolderCalendarsTests.Ann, window, CancellationToken.None));

    private sealed class FakeStore : ICalendarStore
    {
        private CalendarObject[] objects = [];

        public StoredCalendar? Answer { get; set; }

        public Func<CancellationToken, Task> Wait { get; set; } = cancelled =>
        {
            cancelled.ThrowIfCancellationRequested();
            return Task.CompletedTask;
        };

        public IEnumerable<string> Texts => objects.Select(one => Encoding.UTF8.GetString(one.Text.Span));

        public ImmutableArray<HealthCheck> HealthChecks => [];

        public void Hold(params string[] texts) => objects = [.. texts.Select((text, i) => new CalendarObject(string.Create(CultureInfo.InvariantCulture, $"{i}.ics"), Encoding.UTF8.GetBytes(text)))];

        public void Shuffle() => Array.Reverse(objects);

        public async ValueTask<StoredCalendar> ReadAsync(Mailbox mailbox, CancellationToken cancellationToken)
        {
            await Wait(cancellationToken);
            return Answer ?? new StoredCalendar.Known([.. objects]);
        }

        public Task<ImmutableArray<CheckLine>> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<CheckLine>>([]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
