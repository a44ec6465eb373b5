using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Signpost.Availability;
using Signpost.Discovery;

namespace Signpost.Questions;

/// <summary>Free/busy as JSON. Its names are public API: they are added to, never changed.</summary>
internal static class FreeBusyJson
{
    public static byte[] Of(FreeBusyReport report) => ReportJson.Write(json =>
    {
        json.WriteString("start", Instant(report.Question.Start));
        json.WriteString("end", Instant(report.Question.End));
        json.WriteNumber("intervalMinutes", report.Question.IntervalInMinutes);
        json.WriteString("view", report.Question.View.ToString());
        json.WriteString("url", report.Url?.AbsoluteUri);
        json.WriteNumber("elapsedMs", ReportJson.Milliseconds(report.Elapsed));
        json.WriteStartArray("answers");
        foreach (var answer in report.Answers)
        {
            Answer(json, answer);
        }

        json.WriteEndArray();
        if (report.Suggestions is { } suggestions)
        {
            Suggestions(json, suggestions);
        }

        Discovery(json, report.Discovery);
        ReportJson.Wire(json, report.Events);
    });

    /// <summary>How the endpoint was found, in short.</summary>
    public static void Discovery(Utf8JsonWriter json, DiscoveryReport? discovery)
    {
        if (discovery is null)
        {
            return;
        }

        json.WriteStartObject("discovery");
        json.WriteString("address", discovery.Address.ToString());
        json.WriteString("result", discovery.End.Word);
        json.WriteString("why", discovery.Why);
        json.WriteString("url", discovery.Found?.Url.AbsoluteUri);
        json.WriteEndObject();
    }

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + "Z";

    private static void Answer(Utf8JsonWriter json, FreeBusyAnswer answer)
    {
        json.WriteStartObject();
        json.WriteString("address", answer.Attendee.Mailbox.Address);
        json.WriteString("outcome", answer.Outcome.Word);
        json.WriteString("text", answer.Outcome.Describe());
        switch (answer.Outcome)
        {
            case FreeBusyOutcome.Given { Calendar: var calendar }:
                Calendar(json, calendar);
                break;
            case FreeBusyOutcome.Error error:
                json.WriteString("code", error.Code.ToString());
                json.WriteString("message", error.Message);
                break;
            case FreeBusyOutcome.Failed failed:
                Failure(json, failed.Why);
                break;
            default:
                throw new UnreachableException();
        }

        json.WriteEndObject();
    }

    /// <summary>Why a call has no answer.</summary>
    public static void Failure(Utf8JsonWriter json, EwsFailure failure)
    {
        json.WriteString("call", failure.Word);
        if (failure is EwsFailure.Fault { Why: var fault })
        {
            json.WriteString("code", OneLine.Of(fault.Code.ToString()));
            json.WriteString("message", OneLine.Of(fault.Message));
        }
        else if (failure is EwsFailure.Refused refused)
        {
            json.WriteNumber("status", refused.Status);
        }
    }

    private static void Calendar(Utf8JsonWriter json, MailboxCalendar calendar)
    {
        json.WriteString("view", calendar.View.ToString());
        json.WriteString("note", calendar.Note);
        json.WriteString("slots", calendar.Merged?.Digits);
        json.WriteStartArray("events");
        foreach (var one in calendar.Events)
        {
            json.WriteStartObject();
            json.WriteString("start", Instant(one.Time.Start));
            json.WriteString("end", Instant(one.Time.End));
            json.WriteString("busy", BusyWords.Of(one.Time.Busy));
            if (one.Details is { } details)
            {
                json.WriteString("id", details.Id);
                json.WriteString("subject", details.Subject);
                json.WriteString("location", details.Location);
                json.WriteBoolean("isMeeting", details.IsMeeting);
                json.WriteBoolean("isRecurring", details.IsRecurring);
                json.WriteBoolean("isException", details.IsException);
                json.WriteBoolean("isReminderSet", details.IsReminderSet);
                json.WriteBoolean("isPrivate", details.IsPrivate);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (calendar.WorkingHours is { } hours)
        {
            Hours(json, hours);
        }
    }

    // The offset without and with daylight saving time says which hours they are; the rules of its changes are the server's business.
    private static void Hours(Utf8JsonWriter json, WorkingHours hours)
    {
        json.WriteStartObject("workingHours");
        json.WriteNumber("standardOffsetMinutes", -(hours.TimeZone.Bias + hours.TimeZone.StandardTime.Bias));
        json.WriteNumber("daylightOffsetMinutes", -(hours.TimeZone.Bias + (hours.TimeZone.HasDaylight ? hours.TimeZone.DaylightTime : hours.TimeZone.StandardTime).Bias));
        json.WriteStartArray("periods");
        foreach (var period in hours.Periods)
        {
            json.WriteStartObject();
            json.WriteStartArray("days");
            foreach (var day in BusyWords.DaysIn(period.Days))
            {
                json.WriteStringValue(day.ToString());
            }

            json.WriteEndArray();
            json.WriteNumber("startMinutes", period.StartTimeInMinutes);
            json.WriteNumber("endMinutes", period.EndTimeInMinutes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Suggestions(Utf8JsonWriter json, SuggestionsOutcome suggestions)
    {
        json.WriteStartObject("suggestions");
        json.WriteString("outcome", suggestions.Word);
        json.WriteString("text", suggestions.Describe());
        if (suggestions is SuggestionsOutcome.Given { Days: var days })
        {
            json.WriteStartArray("days");
            foreach (var day in days)
            {
                json.WriteStartObject();
                json.WriteString("date", day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                json.WriteString("quality", day.Quality.ToString());
                json.WriteStartArray("times");
                foreach (var time in day.Times)
                {
                    Time(json, time);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
        else if (suggestions is SuggestionsOutcome.Error error)
        {
            json.WriteString("code", error.Code.ToString());
            json.WriteString("message", error.Message);
        }
        else if (suggestions is SuggestionsOutcome.Failed failed)
        {
            Failure(json, failed.Why);
        }

        json.WriteEndObject();
    }

    private static void Time(Utf8JsonWriter json, SuggestedTime time)
    {
        json.WriteStartObject();
        json.WriteString("start", Instant(time.Start));
        json.WriteBoolean("isWorkTime", time.IsWorkTime);
        json.WriteString("quality", time.Quality.ToString());
        json.WriteStartArray("conflicts");
        foreach (var conflict in time.Conflicts)
        {
            json.WriteStringValue(conflict switch
            {
                AttendeeConflict.Individual one => BusyWords.Of(one.Busy),
                AttendeeConflict.Group group => string.Create(CultureInfo.InvariantCulture, $"{group.WithConflict} of {group.Members}"),
                AttendeeConflict.TooBigGroup => "too-many",
                _ => "unknown",
            });
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
