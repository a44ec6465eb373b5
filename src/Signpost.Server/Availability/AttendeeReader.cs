using System.Collections.Concurrent;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Server.Calendars;
using Signpost.Server.Configuration;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Availability;

/// <summary>Finds out who the attendees of one request are, and reads their calendars: each calendar once, some at a time, none longer than it may take.</summary>
/// <param name="mailboxes">Who has a mailbox.</param>
/// <param name="calendars">Where the calendars are.</param>
/// <param name="configuration">How long one may take, and what others may see.</param>
/// <param name="caller">Who asks.</param>
/// <param name="time">The clock.</param>
internal sealed class AttendeeReader(IMailboxDirectory mailboxes, ICalendarSource calendars, CalendarConfiguration configuration, Caller caller, TimeProvider time)
{
    private const int AtOnce = 8;
    private const int LongestShown = 256;

    /// <summary>What is found of each attendee, in their order.</summary>
    /// <param name="attendees">Who.</param>
    /// <param name="window">When.</param>
    /// <param name="limit">Ends all reading that is still going on: what is not known by then has timed out.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    public async Task<AttendeeReading[]> ReadAsync(IReadOnlyList<Attendee> attendees, UtcInterval window, CancellationToken limit, CancellationToken cancellationToken)
    {
        var found = new AttendeeReading[attendees.Count];
        var read = new ConcurrentDictionary<Mailbox, Lazy<Task<AttendeeReading>>>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, attendees.Count, options, async (at, cancelled) =>
        {
            found[at] = await WithinAsync(stop => FindAsync(attendees[at].Mailbox, window, read, stop), limit, cancelled);
        });
        return found;
    }

    private async Task<AttendeeReading> WithinAsync(Func<CancellationToken, ValueTask<AttendeeReading>> readAsync, CancellationToken limit, CancellationToken cancelled)
    {
        using var own = new CancellationTokenSource(configuration.Timeout, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(own.Token, limit, cancelled);
        try
        {
            return await readAsync(any.Token);
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            return new AttendeeReading.Refused(EwsErrorCode.TimeoutExpired, "Reading this calendar takes too long.");
        }
    }

    private async ValueTask<AttendeeReading> FindAsync(
        EwsAddress mailbox, UtcInterval window, ConcurrentDictionary<Mailbox, Lazy<Task<AttendeeReading>>> read, CancellationToken cancellationToken)
    {
        MailboxLookup lookup;
        if (mailbox.RoutingType.Equals(EwsAddress.LegacyRouting, StringComparison.OrdinalIgnoreCase))
        {
            lookup = await mailboxes.FindAsync(mailbox.Address, cancellationToken);
        }
        else if (MailboxAddress.TryParse(mailbox.Address, out var address))
        {
            lookup = await mailboxes.FindAsync(address, cancellationToken);
        }
        else
        {
            return new AttendeeReading.Refused(EwsErrorCode.InvalidSmtpAddress, $"'{Shown(mailbox)}' is no SMTP address.");
        }

        return lookup switch
        {
            MailboxLookup.Here { Mailbox: var here } => await OnceAsync(here),

            // All CASs of an organization may ask the same place for calendars.
            MailboxLookup.ServedBy { Mailbox: var there } => await OnceAsync(there) is var reading && reading is AttendeeReading.One { Calendar: null }
                ? new AttendeeReading.Refused(EwsErrorCode.NoApplicableProxyCASServersAvailable, "Another CAS serves this mailbox, and its calendar is not to be had here.")
                : reading,
            MailboxLookup.MovedTo => new AttendeeReading.Refused(EwsErrorCode.AddressSpaceNotFound, "This mailbox has moved to where this server does not ask."),
            MailboxLookup.Away => new AttendeeReading.Refused(EwsErrorCode.MailboxStoreUnavailable, "The directory does not answer."),
            _ => new AttendeeReading.Refused(EwsErrorCode.MailRecipientNotFound, $"Nobody here has the address {Shown(mailbox)}."),
        };

        Task<AttendeeReading> OnceAsync(Mailbox one) =>
            read.GetOrAdd(one, _ => new Lazy<Task<AttendeeReading>>(() => ReadAsync(one, window, cancellationToken))).Value;
    }

    private async Task<AttendeeReading> ReadAsync(Mailbox mailbox, UtcInterval window, CancellationToken cancellationToken)
    {
        var isOwn = mailbox.IsOwnedBy(caller);
        if (!isOwn && configuration.ForOthers is CalendarView.Nothing)
        {
            return new AttendeeReading.Refused(EwsErrorCode.NoFreeBusyAccess, "The calendars of others are not shown here.");
        }

        return await calendars.ReadAsync(mailbox, window, cancellationToken) switch
        {
            CalendarReading.Known known => new AttendeeReading.One(known, isOwn),
            CalendarReading.None => new AttendeeReading.One(null, isOwn),
            CalendarReading.Failed { IsAway: var isAway, Why: var why } =>
                new AttendeeReading.Refused(isAway ? EwsErrorCode.MailboxStoreUnavailable : EwsErrorCode.FreeBusyGenerationFailed, $"This calendar can't be read: {why}."),
            _ => throw new InvalidOperationException("a case is missing"),
        };
    }

    private static string Shown(EwsAddress mailbox) => mailbox.Address.Length > LongestShown ? $"{mailbox.Address[..LongestShown]}…" : mailbox.Address;
}
