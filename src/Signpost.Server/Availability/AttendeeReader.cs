using System.Collections.Concurrent;
using System.Collections.Immutable;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Server.Calendars;
using Signpost.Server.Configuration;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Mailboxes.AddressBook;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Availability;

/// <summary>Finds out who the attendees of one request are, and reads their calendars: each calendar once, some at a time, none longer than it may take.</summary>
/// <remarks>
/// 1. Each attendee is looked for: a mailbox is read at once, of a list its members are found.
/// 2. Where all of them together are too many, no member is read.
/// 3. Each member is read as an attendee is; who has no mailbox here is not known.
/// </remarks>
/// <param name="mailboxes">Who has a mailbox.</param>
/// <param name="lists">Who is in a list.</param>
/// <param name="calendars">Where the calendars are.</param>
/// <param name="configuration">How long one may take, and what others may see.</param>
/// <param name="caller">Who asks.</param>
/// <param name="time">The clock.</param>
internal sealed class AttendeeReader(
    IMailboxDirectory mailboxes, IDistributionLists lists, ICalendarSource calendars, CalendarConfiguration configuration, Caller caller, TimeProvider time)
{
    private const int AtOnce = 8;
    private const int LongestShown = 256;

    /// <summary>What is found of each attendee, in their order; <see cref="AttendeeReadings.TooMany"/> where they are more than <see cref="FreeBusyRequest.MostMailboxes"/> with the members of their lists.</summary>
    /// <param name="attendees">Who.</param>
    /// <param name="window">When.</param>
    /// <param name="limit">Ends all reading that is still going on: what is not known by then has timed out.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    public async Task<AttendeeReadings> ReadAsync(IReadOnlyList<Attendee> attendees, UtcInterval window, CancellationToken limit, CancellationToken cancellationToken)
    {
        var read = new ConcurrentDictionary<Mailbox, Lazy<Task<AttendeeReading>>>();
        var sought = await EachAsync<Sought>(
            attendees.Count, (at, stop) => SeekAsync(attendees[at].Mailbox, window, read, stop), refused => new Sought.Known(refused), limit, cancellationToken);
        if (sought.Sum(one => one is Sought.List { Members: var some } ? Math.Max(some.Length, 1) : 1) > FreeBusyRequest.MostMailboxes)
        {
            return AttendeeReadings.TooMany.It;
        }

        var members = sought.OfType<Sought.List>().SelectMany(list => list.Members).ToArray();
        var found = await EachAsync(members.Length, (at, stop) => ReadMemberAsync(members[at], window, read, stop), refused => refused, limit, cancellationToken);
        var next = 0;
        return new AttendeeReadings.Read(
        [
            .. sought.Select(one => one switch
            {
                Sought.Known { Reading: var reading } => reading,
                Sought.List { Members.Length: var length } => new AttendeeReading.List([.. found[next..(next += length)]]),
                _ => throw new InvalidOperationException("a case is missing"),
            }),
        ]);
    }

    private async Task<T[]> EachAsync<T>(
        int count, Func<int, CancellationToken, ValueTask<T>> askAsync, Func<AttendeeReading, T> of, CancellationToken limit, CancellationToken cancellationToken)
    {
        var found = new T[count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, count, options, async (at, cancelled) => found[at] = await WithinAsync(stop => askAsync(at, stop), of, limit, cancelled));
        return found;
    }

    private async Task<T> WithinAsync<T>(Func<CancellationToken, ValueTask<T>> askAsync, Func<AttendeeReading, T> of, CancellationToken limit, CancellationToken cancelled)
    {
        using var own = new CancellationTokenSource(configuration.Timeout, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(own.Token, limit, cancelled);
        try
        {
            return await askAsync(any.Token);
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            return of(new AttendeeReading.Refused(EwsErrorCode.TimeoutExpired, "Reading this calendar takes too long."));
        }
    }

    private async ValueTask<Sought> SeekAsync(
        EwsAddress mailbox, UtcInterval window, ConcurrentDictionary<Mailbox, Lazy<Task<AttendeeReading>>> read, CancellationToken cancellationToken)
    {
        if (mailbox.RoutingType.Equals(EwsAddress.LegacyRouting, StringComparison.OrdinalIgnoreCase))
        {
            return new Sought.Known(await ReadAsync(await mailboxes.FindAsync(mailbox.Address, cancellationToken), Shown(mailbox.Address), window, read, cancellationToken));
        }

        if (!MailboxAddress.TryParse(mailbox.Address, out var address))
        {
            return new Sought.Known(new AttendeeReading.Refused(EwsErrorCode.InvalidSmtpAddress, $"'{Shown(mailbox.Address)}' is no SMTP address."));
        }

        var lookup = await mailboxes.FindAsync(address, cancellationToken);
        return lookup is MailboxLookup.Unknown && await mailboxes.AcceptsAsync(address.Domain, cancellationToken)
            ? await lists.ExpandAsync(address, cancellationToken) switch
            {
                ListReading.Members { Recipients: var members } => new Sought.List(members),
                ListReading.TooMany => new Sought.Known(new AttendeeReading.Refused(EwsErrorCode.FreeBusyDLLimitReached, "This list has more members than can be asked for at once.")),
                ListReading.Away => new Sought.Known(new AttendeeReading.Refused(EwsErrorCode.MailboxStoreUnavailable, "The directory does not answer.")),
                _ => new Sought.Known(Nobody(Shown(mailbox.Address))),
            }
            : new Sought.Known(await ReadAsync(lookup, Shown(mailbox.Address), window, read, cancellationToken));
    }

    private async ValueTask<AttendeeReading> ReadMemberAsync(
        Recipient member, UtcInterval window, ConcurrentDictionary<Mailbox, Lazy<Task<AttendeeReading>>> read, CancellationToken cancellationToken) =>
        await ReadAsync(
            member.Kind is RecipientKind.Contact ? MailboxLookup.Unknown.It : await mailboxes.FindAsync(member.Address, cancellationToken),
            Shown(member.Address.ToString()), window, read, cancellationToken);

    private async ValueTask<AttendeeReading> ReadAsync(
        MailboxLookup lookup, string shown, UtcInterval window, ConcurrentDictionary<Mailbox, Lazy<Task<AttendeeReading>>> read, CancellationToken cancellationToken)
    {
        return lookup switch
        {
            MailboxLookup.Here { Mailbox: var here } => await OnceAsync(here),

            // All CASs of an organization may ask the same place for calendars.
            MailboxLookup.ServedBy { Mailbox: var there } => await OnceAsync(there) is var reading && reading is AttendeeReading.One { Calendar: null }
                ? new AttendeeReading.Refused(EwsErrorCode.NoApplicableProxyCASServersAvailable, "Another CAS serves this mailbox, and its calendar is not to be had here.")
                : reading,
            MailboxLookup.MovedTo => new AttendeeReading.Refused(EwsErrorCode.AddressSpaceNotFound, "This mailbox has moved to where this server does not ask."),
            MailboxLookup.Away => new AttendeeReading.Refused(EwsErrorCode.MailboxStoreUnavailable, "The directory does not answer."),
            _ => Nobody(shown),
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

    private static AttendeeReading.Refused Nobody(string shown) => new(EwsErrorCode.MailRecipientNotFound, $"Nobody here has the address {shown}.");

    private static string Shown(string address) => address.Length > LongestShown ? $"{address[..LongestShown]}…" : address;

    private abstract record Sought
    {
        private Sought()
        {
        }

        public sealed record Known(AttendeeReading Reading) : Sought;

        public sealed record List(ImmutableArray<Recipient> Members) : Sought;
    }
}
