using System.Collections.Immutable;
using Signpost.Ews;

namespace Signpost.Availability;

/// <summary>The suggestions of one day.</summary>
internal sealed class MeetingDay(
    SuggestionsOptions options,
    SerializableTimeZone zone,
    ImmutableArray<(Attendee Attendee, AttendeeCalendar Calendar)> attendees,
    WorkingHours? hours,
    DateTimeOffset now)
{
    private const int MinutesBetween = 30;
    private const int MinutesOfDay = 1440;

    private readonly TimeSpan duration = TimeSpan.FromMinutes(options.MeetingDurationInMinutes);

    public SuggestionDay Suggest(DateTime midnight)
    {
        var (from, to) = (zone.ToUtc(midnight), zone.ToUtc(midnight.AddDays(1), lastOfTwo: true) + duration);
        var calendars = attendees.Select(one => (one.Attendee, Calendar: Within(one.Calendar, from, to))).ToArray();

        // 4: the best first. Sorting is stable, so that the earlier stays before the later.
        var best = Enumerable.Range(0, MinutesOfDay / MinutesBetween)
            .Select(half => midnight.AddMinutes(half * MinutesBetween))
            .Select(local => At(local, calendars))
            .OfType<Candidate>()
            .Where(candidate => candidate.Suggestion.Quality <= options.MinimumQuality)         // 3
            .OrderBy(candidate => candidate.Suggestion.Quality)
            .ThenBy(candidate => candidate.Suggestion.IsWorkTime ? 0 : 1)
            .ThenBy(candidate => candidate.RequiredConflicts)
            .Select(candidate => candidate.Suggestion);

        var chosen = Chosen(best).OrderBy(suggestion => suggestion.Time.Clock).ToImmutableArray();       // 6
        return new SuggestionDay(EwsTime.Local(midnight), chosen.IsEmpty ? SuggestionQuality.Poor : chosen.Min(one => one.Quality), chosen);
    }

    // 5: of what is outside working hours, fewer.
    private IEnumerable<Suggestion> Chosen(IEnumerable<Suggestion> best)
    {
        var outside = 0;
        return best.Where(one => one.IsWorkTime || outside++ < options.MaximumNonWorkHourResultsByDay).Take(options.MaximumResultsByDay);
    }

    private Candidate? At(DateTime local, (Attendee Attendee, AttendeeCalendar Calendar)[] calendars)
    {
        var start = zone.ToUtc(local);
        if (start < now || zone.ToLocal(start) != local)
        {
            return null;    // 1: past, or skipped by the clock
        }

        var conflicts = calendars.Select(one => (one.Attendee, Conflict: Conflict(one.Calendar, start))).ToArray();
        var counts = conflicts.Select(one => (one.Attendee, Count: Count(one.Conflict))).ToArray();
        return counts.Any(one => one.Attendee.ExcludeConflicts && one.Count.InConflict > 0)
            ? null          // 2
            : new Candidate(
                new Suggestion(
                    EwsTime.Local(local),
                    IsWorkTime(start),
                    QualityOf(counts.Sum(one => one.Count.InConflict), counts.Sum(one => one.Count.All)),
                    [.. conflicts.Select(one => one.Conflict)]),
                counts.Where(one => one.Attendee.Kind is AttendeeKind.Required).Sum(one => one.Count.InConflict));
    }

    // MS-OXWAVLS section 3.1.4.1.3.24; the page of the element has another rule, which agrees at the usual threshold only.
    private SuggestionQuality QualityOf(int inConflict, int all) =>
        inConflict is 0 ? SuggestionQuality.Excellent
        : inConflict * 100 < options.GoodThreshold * all ? SuggestionQuality.Good
        : inConflict * 2 <= all ? SuggestionQuality.Fair
        : SuggestionQuality.Poor;

    // The whole meeting within one period of the day on which it begins, where the organizer is.
    private bool IsWorkTime(DateTimeOffset start)
    {
        if (hours is null)
        {
            return true;
        }

        var local = hours.TimeZone.ToLocal(start);
        var (day, minute) = ((DaysOfWeek)(1 << (int)local.DayOfWeek), local.TimeOfDay.TotalMinutes);
        return hours.Periods.Any(period =>
            period.Days.HasFlag(day) && period.StartTimeInMinutes <= minute && minute + options.MeetingDurationInMinutes <= period.EndTimeInMinutes);
    }

    private AttendeeConflict Conflict(AttendeeCalendar calendar, DateTimeOffset start) => calendar switch
    {
        AttendeeCalendar.Individual one => new AttendeeConflict.Individual(Busy(one, start)),
        AttendeeCalendar.Group group => GroupOf([.. group.Members.Select(member => member is AttendeeCalendar.Individual one ? Busy(one, start) : BusyType.NoData)]),
        AttendeeCalendar.TooBigGroup => new AttendeeConflict.TooBigGroup(),
        AttendeeCalendar.Unknown => new AttendeeConflict.Unknown(),
        _ => throw new UnreachableException(),
    };

    private static AttendeeConflict.Group GroupOf(BusyType[] members)
    {
        var (inConflict, noData) = (members.Count(IsConflict), members.Count(busy => busy is BusyType.NoData));
        return new AttendeeConflict.Group(members.Length, members.Length - inConflict - noData, inConflict, noData);
    }

    private BusyType Busy(AttendeeCalendar.Individual one, DateTimeOffset start) => one.Intervals
        .Where(busy => busy.Start < busy.End && busy.Start < start + duration && busy.End > start)
        .Select(busy => busy.Busy)
        .Append(BusyType.Free)
        .MaxBy(busy => busy.Digit);

    private static (int InConflict, int All) Count(AttendeeConflict conflict) => conflict switch
    {
        AttendeeConflict.Individual one => (IsConflict(one.Busy) ? 1 : 0, 1),
        AttendeeConflict.Group group => (group.WithConflict, group.Members),
        _ => (0, 1),
    };

    private static bool IsConflict(BusyType busy) => busy is BusyType.Tentative or BusyType.Busy or BusyType.OutOfOffice;

    // A day looks at what touches it only: a calendar of a thousand events is not gone through for each half hour.
    private static AttendeeCalendar Within(AttendeeCalendar calendar, DateTimeOffset from, DateTimeOffset to) => calendar switch
    {
        AttendeeCalendar.Individual one => new AttendeeCalendar.Individual([.. one.Intervals.Where(busy => busy.Start < to && busy.End > from)]),
        AttendeeCalendar.Group group => new AttendeeCalendar.Group([.. group.Members.Select(member => Within(member, from, to))]),
        _ => calendar,
    };

    private sealed record Candidate(Suggestion Suggestion, int RequiredConflicts);
}
