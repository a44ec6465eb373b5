using System.Collections.Immutable;
using NodaTime;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Server.Availability;
using Signpost.Server.Calendars;
using Signpost.Server.Configuration;
using Signpost.Server.Hosting;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Mailboxes.AddressBook;
using Signpost.Server.Operation;
using Signpost.Server.Recurrence;
using Signpost.Server.Tests.Endpoints;

namespace Signpost.Server.Tests.Availability;

/// <summary>The calendars of contoso.test: what a test puts into them, by local part. Ann asks; the zone of requests and of owners is Berlin's.</summary>
internal sealed class Diaries : ICalendarSource, IDistributionLists
{
    public static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    public static readonly OwnerHours Office = new(Berlin, [new WorkingPeriod(DaysOfWeek.Weekdays, 480, 1020)]);
    public static readonly SerializableTimeZone BerlinRules = SerializableTimeZone.Of(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), 2026);

    /// <summary>A clock that stands at midnight, before all these events.</summary>
    public static readonly TimeProvider Morning = new StoppedTime(Instant("00:00"));

    private readonly Dictionary<string, CalendarReading> readings = [];
    private readonly Dictionary<string, ListReading> lists = [];
    private int reads;

    public Contoso Contoso { get; init; } = new();

    public CalendarConfiguration Configuration { get; init; } = new(new CalendarPlace.Folder("/calendars"), Office);

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What reading waits for.</summary>
    public Func<Mailbox, CancellationToken, Task> Before { get; init; } = (_, _) => Task.CompletedTask;

    // A list has no mailbox.
    private Contoso Known => lists.Count is 0 ? Contoso : new Contoso { Knows = address => lists.ContainsKey(address.LocalPart) ? MailboxLookup.Unknown.It : Contoso.Knows(address) };

    /// <summary>How often a calendar was read.</summary>
    public int Reads => reads;

    public ImmutableArray<HealthCheck> HealthChecks => [];

    public CalendarReading this[string who]
    {
        set => readings[who] = value;
    }

    /// <summary>Makes an address of the domain a list's.</summary>
    public Diaries With(string list, ListReading reading)
    {
        lists[list] = reading;
        return this;
    }

    /// <summary>A list of mailboxes by their local parts, and of contacts by their addresses.</summary>
    public Diaries With(string list, params string[] members) => With(list, new ListReading.Members(
    [
        .. members.Select(one => one.Contains('@', StringComparison.Ordinal)
            ? new Recipient(one, MailboxAddress.Parse(one), RecipientKind.Contact)
            : new Recipient(one, MailboxAddress.Parse($"{one}@contoso.test"), RecipientKind.Mailbox)),
    ]));

    public ValueTask<ListReading> ExpandAsync(MailboxAddress address, CancellationToken cancellationToken) =>
        ValueTask.FromResult(lists.GetValueOrDefault(address.LocalPart, ListReading.NotAList.It));

    public static CalendarReading.Known Of(params BusyEvent[] events) => new([.. events], Office);

    /// <summary>An event by the clock of Berlin on 2 March 2026.</summary>
    public static BusyEvent At(string from, string to, BusyType busy = BusyType.Busy, CalendarEventDetails? details = null) =>
        new(new BusyInterval(Instant(from), Instant(to), busy), details ?? new CalendarEventDetails { Id = "0E2A1", Subject = "Review" });

    public static DateTimeOffset Instant(string clock) => new(DateTime.Parse($"2026-03-02T{clock}", System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(1));

    public static FreeBusyRequest Ask(params string[] who) => new()
    {
        TimeZone = BerlinRules,
        RequestServerVersion = "Exchange2016",
        Attendees = [.. who.Select(one => new Attendee(new EwsAddress(one.Contains('@', StringComparison.Ordinal) ? one : $"{one}@contoso.test")))],
        FreeBusy = new FreeBusyOptions(Window("2026-03-02T08:00:00", "2026-03-02T13:00:00")) { View = FreeBusyViewKind.DetailedMerged },
    };

    public static EwsDuration Window(string start, string end) =>
        EwsTime.TryParse(start, out var from) && EwsTime.TryParse(end, out var to) ? new EwsDuration(from, to) : throw new ArgumentException("no times", nameof(start));

    public async Task<FreeBusyResponse> AnswerAsync(FreeBusyRequest asked) =>
        await new AvailabilityService(Known, this, this, Configuration, Clock).AnswerAsync(asked, new Caller("ann", "Basic"), TestContext.Current.CancellationToken);

    public async Task<ImmutableArray<MailboxFreeBusy>> MailboxesAsync(FreeBusyRequest asked) => Assert.IsType<FreeBusyResponse.Answer>(await AnswerAsync(asked)).Mailboxes;

    public async ValueTask<CalendarReading> ReadAsync(Mailbox mailbox, UtcInterval window, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref reads);
        await Before(mailbox, cancellationToken);
        return readings.GetValueOrDefault(mailbox.PrimaryAddress.LocalPart, CalendarReading.None.It);
    }

    public Task<ImmutableArray<CheckLine>> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<CheckLine>>([]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class StoppedTime(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
