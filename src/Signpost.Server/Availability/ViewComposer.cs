using System.Collections.Immutable;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Server.Calendars;
using Signpost.Server.Configuration;

namespace Signpost.Server.Availability;

/// <summary>Makes of a calendar what the caller may see of it (MS-OXWAVLS section 3.1.4.1.3.12).</summary>
/// <param name="options">What is asked for.</param>
/// <param name="window">When.</param>
/// <param name="clock">The clock of the request: events are told by it, without saying so, as clients expect.</param>
/// <param name="forOthers">What callers see of calendars that are not their own.</param>
/// <param name="knowsElsewhere">Whether the client knows the busy type WorkingElsewhere; to others it is free.</param>
internal sealed class ViewComposer(FreeBusyOptions options, TimeWindow.Ok window, RequestClock clock, CalendarView forOthers, bool knowsElsewhere)
{
    // More are of no use to anybody, and of much to somebody who would fill up a client.
    private const int MostEvents = 1000;

    /// <summary>The answer for one mailbox.</summary>
    public MailboxFreeBusy Of(AttendeeReading reading) => reading switch
    {
        AttendeeReading.One { Calendar: { } calendar, IsOwn: var isOwn } => new MailboxFreeBusy(OutcomeOf(calendar), View(calendar, isOwn)),
        AttendeeReading.One => new MailboxFreeBusy(EwsOutcome.Success, Unknown()),
        AttendeeReading.List { Members: var members } => OfList(members),
        AttendeeReading.Refused { Code: var code, Words: var words } => MailboxFreeBusy.Failed(code, words),
        _ => throw new InvalidOperationException("a case is missing"),
    };

    private static EwsOutcome OutcomeOf(CalendarReading.Known calendar) => calendar.Stale is "" ? EwsOutcome.Success : EwsOutcome.Success with { Message = $"This may be out of date: {calendar.Stale}." };

    private FreeBusyView View(CalendarReading.Known calendar, bool isOwn)
    {
        var asked = isOwn || forOthers is CalendarView.Details ? options.View : WithoutDetails(options.View);
        var granted = calendar.Events.Length > MostEvents ? FreeBusyViewKind.MergedOnly : asked;
        return new FreeBusyView
        {
            Kind = granted,
            Merged = granted.HasSlots ? Merged(calendar.Events.Select(one => one.Time)) : null,
            Events = granted.HasEvents ? [.. calendar.Events.Select(one => Told(one, granted.HasDetails, isOwn))] : [],
            WorkingHours = granted is FreeBusyViewKind.MergedOnly ? null : calendar.Hours.In(window.Start.Year),
        };
    }

    // That somebody is free is not said where nobody knows.
    private FreeBusyView Unknown()
    {
        var granted = WithoutDetails(options.View);
        var all = new BusyInterval(window.Start, window.End, BusyType.NoData);
        return new FreeBusyView
        {
            Kind = granted,
            Merged = granted.HasSlots ? Merged([all]) : null,
            Events = granted.HasEvents ? [new CalendarEvent(clock.Tell(all.Start), clock.Tell(all.End), all.Busy)] : [],
        };
    }

    // Slots are of all together; whose event is whose would be more than the list says of its members.
    private MailboxFreeBusy OfList(ImmutableArray<AttendeeReading> members)
    {
        var known = members.Select(member => (member as AttendeeReading.One)?.Calendar).OfType<CalendarReading.Known>().ToArray();
        if (known is [] && members.OfType<AttendeeReading.Refused>().FirstOrDefault() is { } refused)
        {
            return MailboxFreeBusy.Failed(refused.Code, refused.Words);
        }

        var all = known is [] ? [new BusyInterval(window.Start, window.End, BusyType.NoData)] : known.SelectMany(one => one.Events).Select(one => one.Time);
        return new MailboxFreeBusy(
            known.Length == members.Length ? EwsOutcome.Success : EwsOutcome.Success with { Message = $"Of {members.Length} members of this list, {members.Length - known.Length} are not known." },
            new FreeBusyView { Kind = FreeBusyViewKind.MergedOnly, Merged = Merged(all) });
    }

    private MergedFreeBusy Merged(IEnumerable<BusyInterval> all) => MergedFreeBusy.Of(all, window.Start, window.End, options.IntervalInMinutes);

    private CalendarEvent Told(BusyEvent one, bool isDetailed, bool isOwn) => new(clock.Tell(one.Time.Start), clock.Tell(one.Time.End), Known(one.Time.Busy))
    {
        Details = !isDetailed ? null : isOwn ? one.Details : one.Details.ForOthers(),
    };

    private BusyType Known(BusyType busy) => busy is BusyType.WorkingElsewhere && !knowsElsewhere ? BusyType.Free : busy;

    private static FreeBusyViewKind WithoutDetails(FreeBusyViewKind asked) => asked switch
    {
        FreeBusyViewKind.Detailed => FreeBusyViewKind.FreeBusy,
        FreeBusyViewKind.DetailedMerged => FreeBusyViewKind.FreeBusyMerged,
        _ => asked,
    };
}
