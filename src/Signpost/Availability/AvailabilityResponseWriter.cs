using System.Xml;
using Signpost.Ews;

namespace Signpost.Availability;

/// <summary>Writes the answers (MS-OXWAVLS section 3.1.4.1). The order within a view and an event is fixed: evolution-ews depends on it.</summary>
internal static class AvailabilityResponseWriter
{
    public const string Message = "GetUserAvailabilityResponse";

    public static void Write(XmlWriter xml, FreeBusyResponse response)
    {
        switch (response)
        {
            case FreeBusyResponse.Answer answer:
                xml.InMessages(Message, () => Write(xml, answer));
                break;
            case FreeBusyResponse.Fault { Why: var fault }:
                EwsAnswer.Write(xml, fault);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void Write(XmlWriter xml, FreeBusyResponse.Answer answer)
    {
        if (!answer.Mailboxes.IsDefaultOrEmpty || answer.Suggestions is null)
        {
            xml.InMessages("FreeBusyResponseArray", () =>
            {
                foreach (var (outcome, view) in answer.Mailboxes.IsDefault ? [] : answer.Mailboxes)
                {
                    xml.InMessages("FreeBusyResponse", () =>
                    {
                        xml.Outcome(outcome);
                        xml.InMessages("FreeBusyView", () => View(xml, view));
                    });
                }
            });
        }

        if (answer.Suggestions is { } suggestions)
        {
            xml.InMessages("SuggestionsResponse", () =>
            {
                xml.Outcome(suggestions.Outcome);

                // The EWS Managed API throws where it is missing.
                xml.InMessages("SuggestionDayResultArray", () =>
                {
                    foreach (var day in suggestions.Days)
                    {
                        xml.InTypes("SuggestionDayResult", () => Day(xml, day));
                    }
                });
            });
        }
    }

    private static void View(XmlWriter xml, FreeBusyView view)
    {
        xml.Type("FreeBusyViewType", view.Kind.ToString());
        if (view.Merged is { } merged)
        {
            xml.Type("MergedFreeBusy", merged.Digits);
        }

        if (view.Kind.HasEvents || view.Events is not [])
        {
            xml.TypeList("CalendarEventArray", view.Events, one => xml.InTypes("CalendarEvent", () => Event(xml, one)));
        }

        if (view.WorkingHours is { } hours)
        {
            xml.InTypes("WorkingHours", () =>
            {
                TimeZoneXml.Write(xml, hours.TimeZone);
                xml.TypeList("WorkingPeriodArray", hours.Periods, period => xml.InTypes("WorkingPeriod", () =>
                {
                    xml.Type("DayOfWeek", DaysXml.Write(period.Days));
                    xml.Type("StartTimeInMinutes", period.StartTimeInMinutes);
                    xml.Type("EndTimeInMinutes", period.EndTimeInMinutes);
                }));
            });
        }
    }

    private static void Event(XmlWriter xml, CalendarEvent one)
    {
        xml.Type("StartTime", one.Start.ToString());
        xml.Type("EndTime", one.End.ToString());
        xml.Type("BusyType", one.Busy.Word);
        if (one.Details is { } details)
        {
            xml.InTypes("CalendarEventDetails", () =>
            {
                xml.OptionalType("ID", details.Id);
                xml.OptionalType("Subject", details.Subject);
                xml.OptionalType("Location", details.Location);
                xml.Type("IsMeeting", details.IsMeeting);
                xml.Type("IsRecurring", details.IsRecurring);
                xml.Type("IsException", details.IsException);
                xml.Type("IsReminderSet", details.IsReminderSet);
                xml.Type("IsPrivate", details.IsPrivate);
            });
        }
    }

    private static void Day(XmlWriter xml, SuggestionDay day)
    {
        xml.Type("Date", day.Date.ToString());
        xml.Type("DayQuality", day.Quality.ToString());
        xml.TypeList("SuggestionArray", day.Suggestions, suggestion => xml.InTypes("Suggestion", () =>
        {
            xml.Type("MeetingTime", suggestion.Time.ToString());
            xml.Type("IsWorkTime", suggestion.IsWorkTime);
            xml.Type("SuggestionQuality", suggestion.Quality.ToString());
            xml.TypeList("AttendeeConflictDataArray", suggestion.Conflicts, conflict => Conflict(xml, conflict));
        }));
    }

    private static void Conflict(XmlWriter xml, AttendeeConflict conflict) => xml.InTypes($"{NameOf(conflict)}AttendeeConflictData", () =>
    {
        switch (conflict)
        {
            case AttendeeConflict.Individual { Busy: var busy }:
                xml.Type("BusyType", busy.Word);
                break;
            case AttendeeConflict.Group group:
                xml.Type("NumberOfMembers", group.Members);
                xml.Type("NumberOfMembersAvailable", group.Available);
                xml.Type("NumberOfMembersWithConflict", group.WithConflict);
                xml.Type("NumberOfMembersWithNoData", group.WithNoData);
                break;
        }
    });

    private static string NameOf(AttendeeConflict conflict) => conflict switch
    {
        AttendeeConflict.Individual => "Individual",
        AttendeeConflict.Group => "Group",
        AttendeeConflict.TooBigGroup => "TooBigGroup",
        AttendeeConflict.Unknown => "Unknown",
        _ => throw new UnreachableException(),
    };
}
