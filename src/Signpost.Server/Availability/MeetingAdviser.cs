using System.Collections.Immutable;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Server.Calendars;

namespace Signpost.Server.Availability;

/// <summary>Makes of calendars what meeting times are looked for in.</summary>
/// <param name="options">What is asked for.</param>
/// <param name="zone">The zone of the request.</param>
/// <param name="usual">The working hours where those of neither the organizer nor the caller are known.</param>
/// <param name="now">The time.</param>
internal sealed class MeetingAdviser(SuggestionsOptions options, SerializableTimeZone zone, OwnerHours usual, DateTimeOffset now)
{
    /// <summary>The window whose events matter: whole local days, and a meeting may begin at the end of the last.</summary>
    public static TimeWindow WindowOf(SuggestionsOptions options, SerializableTimeZone zone)
    {
        if (TimeWindow.Of(options.Window, zone) is not TimeWindow.Ok asked)
        {
            return TimeWindow.Of(options.Window, zone);
        }

        var (first, last) = (zone.ToLocal(asked.Start).Date, zone.ToLocal(asked.End).Date.AddDays(1));
        return new TimeWindow.Ok(zone.ToUtc(first), zone.ToUtc(last, lastOfTwo: true).AddMinutes(options.MeetingDurationInMinutes));
    }

    /// <summary>The suggestions.</summary>
    /// <param name="attendees">All of the request, in its order, and what was found of each.</param>
    public SuggestionsResult Advise(ImmutableArray<(Attendee Attendee, AttendeeReading Reading)> attendees) => new(
        EwsOutcome.Success,
        MeetingSuggestions.Of(options, zone, [.. attendees.Select(one => (one.Attendee, Calendar(one.Reading)))], Hours(attendees), now));

    private WorkingHours Hours(ImmutableArray<(Attendee Attendee, AttendeeReading Reading)> attendees) =>
        (attendees.Where(one => one.Attendee.Kind is AttendeeKind.Organizer).Concat(attendees.Where(one => one.Reading is AttendeeReading.One { IsOwn: true }))
            .Select(one => (one.Reading as AttendeeReading.One)?.Calendar?.Hours).FirstOrDefault(hours => hours is not null) ?? usual).In(now.Year);

    private AttendeeCalendar Calendar(AttendeeReading reading) => reading switch
    {
        AttendeeReading.One { Calendar.Events: var events } => new AttendeeCalendar.Individual([.. events.Where(one => !IsMoved(one)).Select(one => one.Time)]),
        AttendeeReading.List { Members: var members } => new AttendeeCalendar.Group([.. members.Select(Calendar)]),
        AttendeeReading.Refused { Code: var code } when code == EwsErrorCode.FreeBusyDLLimitReached => new AttendeeCalendar.TooBigGroup(),
        _ => new AttendeeCalendar.Unknown(),
    };

    // The item that is being moved is in nobody's way.
    private bool IsMoved(BusyEvent one) => options.GlobalObjectId is not "" && one.Details.Id.Equals(options.GlobalObjectId, StringComparison.OrdinalIgnoreCase);
}
