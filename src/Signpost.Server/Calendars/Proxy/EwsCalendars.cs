using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Signpost.Availability;
using Signpost.Discovery;
using Signpost.Logon;
using Signpost.Questions;
using Signpost.Server.Configuration;
using Signpost.Server.Hosting;
using Signpost.Server.Mailboxes;
using Signpost.Server.Operation;
using Signpost.Server.Recurrence;
using Signpost.Transport;

namespace Signpost.Server.Calendars.Proxy;

/// <summary>Calendars of another server, asked for by EWS as one account: each mailbox's own CAS, found by its Autodiscover, or one for all.</summary>
/// <remarks>What that server shows to the account is what there is; what callers may see of it is decided here as everywhere.</remarks>
internal sealed class EwsCalendars : ICalendarSource
{
    private const int MostRemembered = 10_000;
    private const int AtOnce = 16;

    // What this CAS asks of slots, where events are not shown.
    private const int Interval = MergedFreeBusy.ShortestInterval;

    private static readonly TimeSpan LongestFetch = TimeSpan.FromSeconds(30);

    private readonly CalendarPlace.Ews place;
    private readonly CalendarConfiguration configuration;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly SignpostClient client;
    private readonly SingleFlight<Key, CalendarReading> flights = new();
    private readonly BoundedStore<Key, Kept> remembered = new(MostRemembered);
    private readonly SemaphoreSlim turns = new(AtOnce);
    private string trouble = "";

    /// <summary>Asks as a configuration says; nothing is asked yet.</summary>
    /// <param name="place">Whom, and as whom.</param>
    /// <param name="configuration">How long it may take.</param>
    /// <param name="serverName">The name of this CAS, which does not ask itself.</param>
    /// <param name="directory">Where SCPs are looked for, if need be.</param>
    /// <param name="logger">Is told when the other server goes away and comes back.</param>
    /// <param name="time">The clock.</param>
    /// <param name="inner">What sends requests, in tests; null is the network.</param>
    public EwsCalendars(
        CalendarPlace.Ews place, CalendarConfiguration configuration, string serverName, DirectoryConfiguration directory, ILogger logger, TimeProvider time,
        Func<HttpMessageHandler, HttpMessageHandler>? inner = null)
    {
        (this.place, this.configuration, this.logger, this.time) = (place, configuration, logger, time);
        client = new SignpostClient(
            directory.AsOptions() with
            {
                Logon = new MailboxLogon.Password(place.Logon.User, place.Logon.Password),
                Trust = place.CaFile is { } file ? TlsTrust.FromPemFile(file) : TlsTrust.Platform,
                WrapHandler = handler => new ProxiedMark(serverName, inner is null ? handler : inner(handler)),
                EwsTimeout = LongestFetch,
            },
            time: time);
    }

    /// <inheritdoc/>
    public ImmutableArray<HealthCheck> HealthChecks =>
        [new HealthCheck("calendars", _ => ValueTask.FromResult(trouble is "" ? HealthResult.Good(Name) : HealthResult.Bad($"{Name}: {trouble}"))) { IsVital = false }];

    /// <inheritdoc/>
    public async ValueTask<CalendarReading> ReadAsync(Mailbox mailbox, UtcInterval window, CancellationToken cancellationToken)
    {
        var key = new Key(mailbox.PrimaryAddress, window);
        var known = remembered.TryGet(key, out var kept) ? kept : null;
        if (known is not null && time.GetElapsedTime(known.LookedAt) < place.PollAfter)
        {
            return known.Reading;
        }

        var flight = flights.Of(key, mailbox, FetchAsync);
        try
        {
            var read = await flight.WaitAsync(known is null ? configuration.Timeout : configuration.Timeout / 2, time, cancellationToken);
            return read is CalendarReading.Failed { IsAway: true } ? Old(known) ?? read : read;
        }
        catch (TimeoutException)
        {
            return Old(known) ?? (CalendarReading)new CalendarReading.Failed("the server that has it takes too long") { IsAway = true };
        }
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<CheckLine>> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<CheckLine>>(
        [new CheckLine("calendars", $"{Name} is asked as {place.Logon.User} for each mailbox; whether it answers shows the first question")]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await flights.DisposeAsync();
        turns.Dispose();
    }

    private string Name => place.Url?.ToString() ?? "the CAS of each mailbox";

    private async Task<CalendarReading> FetchAsync(Key key, Mailbox mailbox, CancellationToken cancellationToken)
    {
        Uri? url = null;
        if (place.Url is { } template && !template.For(mailbox).TryUri(out url))
        {
            return new CalendarReading.Failed("its place can't be worked out");
        }

        var question = new FreeBusyQuestion([mailbox.PrimaryAddress], key.Window.Start.ToDateTimeOffset(), key.Window.End.ToDateTimeOffset()) { Asker = mailbox.PrimaryAddress, IntervalInMinutes = Interval };
        await turns.WaitAsync(cancellationToken);
        FreeBusyOutcome answer;
        try
        {
            answer = (await client.FreeBusyAsync(url, question, null, cancellationToken)).Answers[0].Outcome;
        }
        finally
        {
            turns.Release();
        }

        Tell((answer as FreeBusyOutcome.Failed)?.Why.Describe() ?? "");
        var reading = ProxiedCalendar.Of(answer, question, configuration.Hours);
        if (reading is not CalendarReading.Failed { IsAway: true })
        {
            remembered.Put(key, new Kept(reading, time.GetTimestamp(), time.GetUtcNow()));
        }

        return reading;
    }

    private CalendarReading.Known? Old(Kept? before) => before is { Reading: CalendarReading.Known known } && time.GetElapsedTime(before.LookedAt) < configuration.ServeStaleFor
        ? known with { Stale = string.Create(CultureInfo.InvariantCulture, $"the server that has it has not answered since {before.At:yyyy-MM-dd HH:mm} UTC") }
        : null;

    private void Tell(string now)
    {
        var before = Interlocked.Exchange(ref trouble, now);
        if (now is not "" && before is "")
        {
            CalendarLog.ServerAway(logger, Name, now);
        }
        else if (now is "" && before is not "")
        {
            CalendarLog.ServerBack(logger, Name);
        }
    }

    private readonly record struct Key(MailboxAddress Address, UtcInterval Window);

    private sealed record Kept(CalendarReading Reading, long LookedAt, DateTimeOffset At);
}
