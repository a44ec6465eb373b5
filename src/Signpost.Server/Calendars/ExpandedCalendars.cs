using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Signpost.Server.Calendars.Reading;
using Signpost.Server.Conduct;
using Signpost.Server.Configuration;
using Signpost.Server.Hosting;
using Signpost.Server.Mailboxes;
using Signpost.Server.Operation;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Calendars;

/// <summary>Answers from iCalendar objects, wherever they are stored: reads those that are new, expands the months that are asked for, and remembers both.</summary>
internal sealed class ExpandedCalendars(ICalendarStore store, CalendarConfiguration configuration, LoggedNames names, ILogger logger, TimeProvider time) : ICalendarSource
{
    private const long MostRemembered = 512L * 1024 * 1024;
    private const int MostToldOfEach = 5;
    private const int MostTold = 10_000;

    private readonly WeightedStore<MailboxAddress, MailboxCalendar> calendars = new(MostRemembered);
    private readonly BoundedStore<string, string> told = new(MostTold);

    /// <inheritdoc/>
    public ImmutableArray<HealthCheck> HealthChecks => store.HealthChecks;

    /// <summary>How many calendars are remembered.</summary>
    public int Count => calendars.Count;

    /// <inheritdoc/>
    public async ValueTask<CalendarReading> ReadAsync(Mailbox mailbox, UtcInterval window, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(configuration.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var isStored = false;
        try
        {
            var stored = await store.ReadAsync(mailbox, either.Token);
            isStored = true;
            return stored switch
            {
                StoredCalendar.Known known => await ReadAsync(mailbox, known, window, either.Token),
                StoredCalendar.Failed failed => new CalendarReading.Failed(failed.Why) { IsAway = failed.IsAway },
                _ => CalendarReading.None.It,
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            CalendarLog.TooSlow(logger, names.OfUser(mailbox.PrimaryAddress.ToString()), configuration.Timeout.TotalSeconds, isStored ? "reading and expanding it" : "getting it");
            return new CalendarReading.Failed("its calendar takes too long") { IsAway = !isStored };
        }
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<CheckLine>> CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);

    /// <summary>Ends the store as well.</summary>
    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async ValueTask<CalendarReading> ReadAsync(Mailbox mailbox, StoredCalendar.Known stored, UtcInterval window, CancellationToken cancellationToken)
    {
        var memory = calendars.GetOrPut(
            mailbox.PrimaryAddress, known => known.Own == mailbox.Addresses || known.Own.SequenceEqual(mailbox.Addresses), () => new MailboxCalendar(mailbox.Addresses, configuration.Hours));
        await memory.Turn.WaitAsync(cancellationToken);
        try
        {
            var findings = new List<CalendarFinding>();
            var (calendar, why) = memory.Of(stored.Objects, (one, reading) => Tell(mailbox, one.Name, reading.Findings, reading.FindingCount), findings, cancellationToken);
            var answer = calendar?.Read(window, findings, cancellationToken) ?? new CalendarReading.Failed($"its calendar can't be read: {why}");
            foreach (var finding in findings.Take(MostToldOfEach))
            {
                Tell(mailbox, finding);
            }

            return answer is CalendarReading.Known known ? known with { Stale = stored.Stale } : answer;
        }
        finally
        {
            calendars.Weigh(mailbox.PrimaryAddress, memory, memory.Weight);
            memory.Turn.Release();
        }
    }

    // What was said of an object is not said again when it is read again, or has changed elsewhere.
    private void Tell(Mailbox mailbox, string name, ImmutableArray<CalendarFinding> findings, int count)
    {
        var (key, all) = ($"{mailbox.PrimaryAddress}\n{name}", string.Join('\n', findings.Select(finding => finding.What)));
        if (told.TryGet(key, out var before) ? before == all : all is "")
        {
            return;
        }

        told.Put(key, all);
        foreach (var finding in findings.Take(MostToldOfEach))
        {
            Tell(mailbox, finding);
        }

        if (count > MostToldOfEach)
        {
            CalendarLog.LeftOut(logger, names.OfUser(mailbox.PrimaryAddress.ToString()), names.OfPath(name), count - MostToldOfEach);
        }
    }

    private void Tell(Mailbox mailbox, CalendarFinding finding) =>
        CalendarLog.Finding(logger, names.OfUser(mailbox.PrimaryAddress.ToString()), names.OfPath(finding.Name), finding.Line, finding.What);
}
