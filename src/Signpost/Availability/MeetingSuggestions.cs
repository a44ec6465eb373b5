using System.Collections.Immutable;
using Signpost.Ews;

namespace Signpost.Availability;

/// <summary>Looks for times at which people can meet (MS-OXWAVLS section 3.1.4.1.3.24). It knows no clock: who asks says what time it is.</summary>
/// <remarks>
/// How Exchange orders its suggestions is not published. Here: 1. a candidate at every half hour of each local day that is not past; 2. none in which somebody is in
/// conflict who may not be; 3. none worth less than asked for; 4. the best first, then within working hours, then with the fewest conflicts of those who must come, then
/// the earliest; 5. as many as asked for; 6. by time.
/// </remarks>
public static class MeetingSuggestions
{
    /// <summary>Every day of the window with its suggestions, also one without any.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="zone">The zone of the request: its days and half hours count.</param>
    /// <param name="attendees">All of the request, in its order.</param>
    /// <param name="hours">When the organizer works; null where nobody knows, and then any time is as good.</param>
    /// <param name="now">The time.</param>
    public static ImmutableArray<SuggestionDay> Of(
        SuggestionsOptions options,
        SerializableTimeZone zone,
        ImmutableArray<(Attendee Attendee, AttendeeCalendar Calendar)> attendees,
        WorkingHours? hours,
        DateTimeOffset now)
    {
        if (options.Problem is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        var (first, end) = (Local(options.Window.Start).Date, Local(options.Window.End));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end - first, TimeWindow.Longest + TimeSpan.FromDays(1), nameof(options));
        var current = options.CurrentMeetingTime is { } time ? zone.ToUtc(time) : (DateTimeOffset?)null;
        var days = ImmutableArray.CreateBuilder<SuggestionDay>();
        for (var day = first; day < end; day = day.AddDays(1))
        {
            days.Add(new MeetingDay(options, zone, [.. attendees.Select(one => Meeting(one, current))], hours, now).Suggest(day));
        }

        return days.ToImmutable();

        DateTime Local(EwsTime at) => at.Instant is { } instant ? zone.ToLocal(instant) : at.Clock;
    }

    // What the organizer has there is the meeting itself.
    private static (Attendee Attendee, AttendeeCalendar Calendar) Meeting((Attendee Attendee, AttendeeCalendar Calendar) one, DateTimeOffset? current) =>
        current is { } at && one is { Attendee.Kind: AttendeeKind.Organizer, Calendar: AttendeeCalendar.Individual { Intervals: var intervals } }
            ? (one.Attendee, new AttendeeCalendar.Individual([.. intervals.Where(interval => interval.Start != at)]))
            : one;
}
