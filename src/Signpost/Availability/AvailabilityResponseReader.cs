using System.Collections.Immutable;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Availability;

/// <summary>Reads the answers (MS-OXWAVLS section 3.1.4.1): elements by their local names, in any order, what we don't know skipped.</summary>
internal static class AvailabilityResponseReader
{
    public static FreeBusyResponse.Answer Read(XmlPart message) => new(
        message.ListOf("FreeBusyResponseArray", "FreeBusyResponse", Mailbox),
        message.Child("SuggestionsResponse") is { } suggestions
            ? new SuggestionsResult(OutcomeOf(suggestions), [.. suggestions.ListOf("SuggestionDayResultArray", "SuggestionDayResult", Day).OfType<SuggestionDay>()])
            : null);

    private static MailboxFreeBusy Mailbox(XmlPart part) =>
        new(OutcomeOf(part), part.Child("FreeBusyView") is { } view ? View(view) : FreeBusyView.Nothing);

    // Where nobody says how it went, it went well.
    private static EwsOutcome OutcomeOf(XmlPart part) => part.Child("ResponseMessage")?.Outcome ?? EwsOutcome.Success;

    private static FreeBusyView View(XmlPart part) => new()
    {
        Kind = FreeBusyViews.Read(part.TextOf("FreeBusyViewType")) ?? FreeBusyViewKind.None,
        Merged = part.Child("MergedFreeBusy") is { Text: var digits } ? new MergedFreeBusy(digits) : null,
        Events = [.. part.ListOf("CalendarEventArray", "CalendarEvent", Event).OfType<CalendarEvent>()],
        WorkingHours = part.Child("WorkingHours") is { } hours ? Hours(hours) : null,
    };

    // An event without readable times cannot be shown; the slots still say it.
    private static CalendarEvent? Event(XmlPart part) => part.Duration is not { } time ? null : new CalendarEvent(
        time.Start, time.End, BusyTypeWords.Read(part.TextOf("BusyType")))
    {
        Details = part.Child("CalendarEventDetails") is { } details ? Details(details) : null,
    };

    private static CalendarEventDetails Details(XmlPart part) => new()
    {
        Id = part.TextOf("ID"),
        Subject = part.TextOf("Subject"),
        Location = part.TextOf("Location"),
        IsMeeting = part.FlagOf("IsMeeting"),
        IsRecurring = part.FlagOf("IsRecurring"),
        IsException = part.FlagOf("IsException"),
        IsReminderSet = part.FlagOf("IsReminderSet"),
        IsPrivate = part.FlagOf("IsPrivate"),
    };

    private static WorkingHours? Hours(XmlPart part) => part.Child("TimeZone") is { } zone && TimeZoneXml.Read(zone) is { Problem: null } known
        ? new WorkingHours(known, part.ListOf("WorkingPeriodArray", "WorkingPeriod", period => new WorkingPeriod(
            DaysXml.Read(period.TextOf("DayOfWeek")), period.NumberOf("StartTimeInMinutes") ?? 0, period.NumberOf("EndTimeInMinutes") ?? 0)))
        : null;

    private static SuggestionDay? Day(XmlPart part) => EwsTime.TryParse(part.TextOf("Date"), out var date)
        ? new SuggestionDay(date, Quality(part, "DayQuality"), [.. part.ListOf("SuggestionArray", "Suggestion", Suggestion).OfType<Suggestion>()])
        : null;

    private static Suggestion? Suggestion(XmlPart part) => EwsTime.TryParse(part.TextOf("MeetingTime"), out var time)
        ? new Suggestion(time, part.FlagOf("IsWorkTime"), Quality(part, "SuggestionQuality"), Conflicts(part.Child("AttendeeConflictDataArray")))
        : null;

    // A word not known promises nothing.
    private static SuggestionQuality Quality(XmlPart part, string name) => SuggestionWords.Quality(part.TextOf(name)) ?? SuggestionQuality.Poor;

    // By place: a kind that is not known must not move the others.
    private static ImmutableArray<AttendeeConflict> Conflicts(XmlPart? array) => array is null ? [] : [.. array.Children.Select(Conflict)];

    private static AttendeeConflict Conflict(XmlPart part) => part.Name switch
    {
        "IndividualAttendeeConflictData" => new AttendeeConflict.Individual(BusyTypeWords.Read(part.TextOf("BusyType"))),
        "GroupAttendeeConflictData" => new AttendeeConflict.Group(
            part.NumberOf("NumberOfMembers") ?? 0,
            part.NumberOf("NumberOfMembersAvailable") ?? 0,
            part.NumberOf("NumberOfMembersWithConflict") ?? 0,
            part.NumberOf("NumberOfMembersWithNoData") ?? 0),
        "TooBigGroupAttendeeConflictData" => new AttendeeConflict.TooBigGroup(),
        _ => new AttendeeConflict.Unknown(),
    };
}
