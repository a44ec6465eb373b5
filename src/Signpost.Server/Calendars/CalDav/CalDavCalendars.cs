using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Signpost.Server.Configuration;
using Signpost.Server.Hosting;
using Signpost.Server.Mailboxes;
using Signpost.Server.Operation;

namespace Signpost.Server.Calendars.CalDav;

/// <summary>Calendars of a CalDAV server (RFC 4791). What was read is taken as it is for a while, and longer while the server is away.</summary>
/// <remarks>One question is on the way for each mailbox, however many wait for its answer; and it goes on when they have left, so that the next one finds more.</remarks>
internal sealed class CalDavCalendars : ICalendarStore
{
    private const long MostRemembered = 512L * 1024 * 1024;
    private const int WeightOfObject = 300;

    // A big calendar takes longer than anybody waits, the first time.
    private static readonly TimeSpan LongestFetch = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // Each try with a password that is wrong brings the account nearer to its lock-out.
    private static readonly TimeSpan RefusedPause = TimeSpan.FromMinutes(1);

    private readonly CalendarPlace.CalDav place;
    private readonly CalendarConfiguration configuration;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly DavClient client;
    private readonly DavFetcher fetcher;
    private readonly SingleFlight<MailboxAddress, DavFetch> flights = new();
    private readonly WeightedStore<MailboxAddress, Kept> remembered = new(MostRemembered);
    private volatile Vain? vain;
    private string trouble = "";
    private volatile bool wasAsked;

    public CalDavCalendars(CalendarPlace.CalDav place, CalendarConfiguration configuration, HttpMessageHandler handler, ILogger logger, TimeProvider time)
    {
        (this.place, this.configuration, this.logger, this.time) = (place, configuration, logger, time);
        client = new DavClient(handler, place.Logon);
        fetcher = new DavFetcher(client);
    }

    /// <inheritdoc/>
    public ImmutableArray<HealthCheck> HealthChecks => [new HealthCheck("calendars", LookAsync) { IsVital = false }];

    /// <inheritdoc/>
    public async ValueTask<StoredCalendar> ReadAsync(Mailbox mailbox, CancellationToken cancellationToken)
    {
        var key = mailbox.PrimaryAddress;
        if (!place.Url.For(mailbox).TryUri(out var url))
        {
            return new StoredCalendar.Failed("its place can't be worked out");
        }

        var known = remembered.TryGet(key, out var kept) ? kept : null;
        if (known is not null && time.GetElapsedTime(known.LookedAt) < place.PollAfter)
        {
            return known.Calendar is null ? StoredCalendar.None.It : new StoredCalendar.Known(known.Calendar.Objects);
        }

        // A hundred mailboxes do not wait one after the other for a server that is not there.
        if (vain is { } last && time.GetElapsedTime(last.At) < (last.Fetch is DavFetch.Refused ? RefusedPause : Pause))
        {
            return Answer(last.Fetch, known);
        }

        var flight = flights.Of(key, (url, known), async (_, question, cancelled) => await FetchAsync(key, question.url!, question.known, cancelled));

        // Whoever has something to show does not wait as long as he could: what was before is better than nothing.
        var wait = known?.Calendar is null ? configuration.Timeout : configuration.Timeout / 2;
        try
        {
            return Answer(await flight.WaitAsync(wait, time, cancellationToken), known);
        }
        catch (TimeoutException)
        {
            return Answer(new DavFetch.Away("it takes too long"), known);
        }
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<CheckLine>> CheckAsync(CancellationToken cancellationToken)
    {
        var (dav, why) = await client.OptionsAsync(Server, cancellationToken);
        return
        [
            dav is null ? new CheckLine("calendars", $"{Name}: {why}", CheckVerdict.Error)
                : dav.Contains("calendar-access", StringComparison.OrdinalIgnoreCase) ? new CheckLine("calendars", $"{Name} speaks CalDAV{(place.Logon is { User: var user } ? $" to {user}" : "")}")
                : new CheckLine("calendars", $"{Name} does not say at {Server} that it speaks CalDAV (no calendar-access in its header DAV)", CheckVerdict.Warning),
        ];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await flights.DisposeAsync();
        client.Dispose();
    }

    private string Name => Server.IdnHost;

    // The part of the URL that is the same for all.
    private Uri Server
    {
        get
        {
            var text = place.Url.ToString();
            var end = text.IndexOf('{', StringComparison.Ordinal) is >= 0 and var at ? text.LastIndexOf('/', at) + 1 : text.Length;
            return Uri.TryCreate(text[..end], UriKind.Absolute, out var url) ? url : new Uri("https://invalid.invalid/");
        }
    }

    private async Task<DavFetch> FetchAsync(MailboxAddress key, Uri url, Kept? before, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestFetch, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        DavFetch fetch;
        try
        {
            fetch = await fetcher.FetchAsync(url, before?.Calendar, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            fetch = new DavFetch.Away("it takes too long") { IsUnreachable = true };
        }

        Tell(fetch);
        if (fetch is DavFetch.Fetched or DavFetch.Gone)
        {
            var calendar = (fetch as DavFetch.Fetched)?.Calendar;
            remembered.Put(key, new Kept(calendar, time.GetTimestamp(), time.GetUtcNow()), WeightOfObject + (calendar?.Objects.Sum(one => (long)one.Text.Length + WeightOfObject) ?? 0));
        }

        return fetch;
    }

    // Only what has changed since the last answer is told.
    private void Tell(DavFetch fetch)
    {
        var now = fetch switch
        {
            DavFetch.Refused { Status: var status } => string.Create(CultureInfo.InvariantCulture, $"it refuses the account {place.Logon?.User ?? "(none)"} (HTTP {status}): correct Calendars.CalDav.User and PasswordFile, or its rights there"),
            DavFetch.Away { Why: var why } => why,
            DavFetch.Fetched { Calendar.Missing: > 0 and var missing } => string.Create(CultureInfo.InvariantCulture, $"it did not tell {missing} objects of a calendar, whose owner may look free"),
            _ => "",
        };
        var before = Interlocked.Exchange(ref trouble, now);
        wasAsked = true;
        vain = fetch is DavFetch.Away { IsUnreachable: true } or DavFetch.Refused { Status: 401 } ? new Vain(fetch, time.GetTimestamp()) : null;
        if (now is not "" && now != before)
        {
            CalendarLog.ServerAway(logger, Name, now);
        }
        else if (now is "" && before is not "")
        {
            CalendarLog.ServerBack(logger, Name);
        }
    }

    private StoredCalendar Answer(DavFetch fetch, Kept? before) => fetch switch
    {
        DavFetch.Fetched { Calendar: var calendar } => new StoredCalendar.Known(calendar.Objects),
        DavFetch.Gone => StoredCalendar.None.It,
        _ when before?.Calendar is { } calendar && time.GetElapsedTime(before.LookedAt) < configuration.ServeStaleFor => new StoredCalendar.Known(calendar.Objects)
        {
            Stale = string.Create(CultureInfo.InvariantCulture, $"the calendar server has not answered since {before.At:yyyy-MM-dd HH:mm} UTC"),
        },
        DavFetch.Refused => new StoredCalendar.Failed("the calendar server does not let this server read it"),
        _ => new StoredCalendar.Failed("the calendar server does not answer") { IsAway = true },
    };

    private async ValueTask<HealthResult> LookAsync(CancellationToken cancellationToken)
    {
        if (wasAsked)
        {
            return trouble is "" ? HealthResult.Good($"{Name} answers") : HealthResult.Bad($"{Name}: {trouble}");
        }

        var (dav, why) = await client.OptionsAsync(Server, cancellationToken);
        return dav is null ? HealthResult.Bad($"{Name}: {why}") : HealthResult.Good($"{Name} answers");
    }

    /// <summary>What was asked in vain, so that it would be for the next mailbox as well.</summary>
    private sealed record Vain(DavFetch Fetch, long At);

    /// <summary>What is remembered of a mailbox.</summary>
    /// <param name="Calendar">Null where it has none.</param>
    /// <param name="LookedAt">When that was so, by the clock that never goes back.</param>
    /// <param name="At">The same, by the one on the wall.</param>
    private sealed record Kept(DavCalendar? Calendar, long LookedAt, DateTimeOffset At);
}
