using CsCheck;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Tests.Ews;

namespace Signpost.Tests.Availability;

/// <summary>Random messages of free/busy.</summary>
internal static class AnyAvailability
{
    public static readonly Gen<SerializableTimeZone> TimeZones = Gen.OneOf(
        Gen.OneOf([.. Zones.All.Values, SerializableTimeZone.Utc]),
        Gen.Select(Gen.Int[-780, 780], Gen.Int[-60, 60], Changes(Gen.Const(0), Gen.Int[1, 5], 1, 6), Changes(Gen.Const(0), Gen.Int[1, 5], 7, 12)).Select(Zone),
        Gen.Select(Gen.Int[-780, 780], Gen.Int[-60, 60], Changes(Gen.Int[2000, 2050], Gen.Int[1, 28], 1, 6), Changes(Gen.Int[2000, 2050], Gen.Int[1, 28], 7, 12)).Select(Zone));

    public static readonly Gen<FreeBusyRequest> Requests =
        from zone in Gen.OneOf(Gen.Const((SerializableTimeZone?)null), TimeZones.Select(zone => (SerializableTimeZone?)zone))
        from attendees in AnyEws.Some(Gen.Select(AnyEws.Addresses, Gen.Enum<AttendeeKind>(), Gen.Bool, (address, kind, exclude) =>
            new Attendee(address) { Kind = kind, ExcludeConflicts = exclude }))
        from window in AnyEws.Durations
        from interval in Gen.Int[5, 1440]
        from view in Gen.Int[1, 5]
        from wanted in Wanted
        from which in Gen.Int[1, 3]
        from headers in AnyEws.Texts.Array[2]
        select new FreeBusyRequest
        {
            TimeZone = zone,
            Attendees = attendees,
            FreeBusy = (which & 1) is 0 ? null : new FreeBusyOptions(window) { IntervalInMinutes = interval, View = (FreeBusyViewKind)view },
            Suggestions = (which & 2) is 0 ? null : wanted,
            RequestServerVersion = headers[0].Trim(),
            TimeZoneId = headers[1].Trim(),
        };

    private static readonly Gen<MergedFreeBusy> Slots = Gen.Char['0', '4'].Array[0, 50].Select(digits => new MergedFreeBusy(new string(digits)));

    private static readonly Gen<CalendarEventDetails> Details = Gen.Select(AnyEws.Texts.Array[3], Gen.Bool.Array[5], (texts, flags) => new CalendarEventDetails
    {
        Id = texts[0], Subject = texts[1], Location = texts[2],
        IsMeeting = flags[0], IsRecurring = flags[1], IsException = flags[2], IsReminderSet = flags[3], IsPrivate = flags[4],
    });

    private static readonly Gen<CalendarEvent> Events = Gen.Select(AnyEws.Durations, Gen.Enum<BusyType>(), Gen.OneOf(Gen.Const((CalendarEventDetails?)null), Details.Select(one => (CalendarEventDetails?)one)), (time, busy, details) =>
        new CalendarEvent(time.Start, time.End, busy) { Details = details });

    private static readonly Gen<WorkingHours> Hours = Gen.Select(
        TimeZones,
        AnyEws.Some(Gen.Select(Gen.Int[0, 127], Gen.Int, Gen.Int, (days, from, to) => new WorkingPeriod((DaysOfWeek)days, from, to))),
        (zone, periods) => new WorkingHours(zone, periods));

    private static readonly Gen<FreeBusyView> Views =
        from kind in Gen.Enum<FreeBusyViewKind>()
        from slots in Slots
        from events in AnyEws.Some(Events)
        from hours in Hours
        from some in Gen.Bool.Array[2]
        select new FreeBusyView { Kind = kind, Merged = some[0] ? slots : null, Events = events, WorkingHours = some[1] ? hours : null };

    private static readonly Gen<SuggestionsResult> Suggested = Gen.Select(
        AnyEws.Outcomes,
        AnyEws.Some(Gen.Select(AnyEws.Times, Gen.Enum<SuggestionQuality>(), AnyEws.Some(Suggestions()), (date, quality, all) => new SuggestionDay(date, quality, all))),
        (outcome, days) => new SuggestionsResult(outcome, days));

    public static readonly Gen<FreeBusyResponse> Responses =
        from mailboxes in AnyEws.Some(Gen.Select(AnyEws.Outcomes, Views, (outcome, view) => new MailboxFreeBusy(outcome, view)))
        from suggested in Suggested
        from some in Gen.Bool
        from fault in AnyEws.Faults
        from server in AnyEws.Servers
        from response in Gen.OneOf<FreeBusyResponse>(new FreeBusyResponse.Answer(mailboxes, some ? suggested : null), new FreeBusyResponse.Fault(fault))
        select response with { Server = server };

    private static Gen<SuggestionsOptions> Wanted =>
        from numbers in Gen.Int[0, 48].Array[3]
        from minutes in Gen.Int[30, 1440]
        from quality in Gen.Enum<SuggestionQuality>()
        from window in AnyEws.Durations
        from current in AnyEws.Times
        from some in Gen.Bool
        from id in AnyEws.Texts
        select new SuggestionsOptions(window)
        {
            GoodThreshold = numbers[0],
            MaximumResultsByDay = numbers[1],
            MaximumNonWorkHourResultsByDay = numbers[2],
            MeetingDurationInMinutes = minutes,
            MinimumQuality = quality,
            CurrentMeetingTime = some ? current : null,
            GlobalObjectId = id,
        };

    private static Gen<Suggestion> Suggestions() =>
        from time in AnyEws.Times
        from work in Gen.Bool
        from quality in Gen.Enum<SuggestionQuality>()
        from conflicts in AnyEws.Some(
            from busy in Gen.Enum<BusyType>()
            from n in Gen.Int.Array[4]
            from conflict in Gen.OneOf<AttendeeConflict>(
                new AttendeeConflict.Individual(busy), new AttendeeConflict.Group(n[0], n[1], n[2], n[3]), new AttendeeConflict.TooBigGroup(), new AttendeeConflict.Unknown())
            select conflict)
        select new Suggestion(time, work, quality, conflicts);

    private static SerializableTimeZone Zone(int bias, int more, ZoneTransition one, ZoneTransition other) => new(bias, one with { Bias = more }, other);

    private static Gen<ZoneTransition> Changes(Gen<int> years, Gen<int> orders, int firstMonth, int lastMonth) =>
        Gen.Select(years, orders, Gen.Int[firstMonth, lastMonth], Gen.Int[0, 86399], Gen.Enum<TransitionDay>(), Gen.Bool).Select((year, order, month, seconds, day, fraction) =>
            new ZoneTransition { Year = year, DayOrder = order, Month = month, Time = TimeSpan.FromSeconds(seconds) + TimeSpan.FromTicks(fraction ? 1234567 : 0), Day = day });
}
