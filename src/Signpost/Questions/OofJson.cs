using System.Text.Json;
using Signpost.Discovery;
using Signpost.Ews;
using Signpost.Oof;

namespace Signpost.Questions;

/// <summary>Out-of-office as JSON. Its names are public API: they are added to, never changed.</summary>
internal static class OofJson
{
    public static byte[] Of(OofReport report) => ReportJson.Write(json =>
    {
        json.WriteString("mailbox", report.Mailbox.ToString());
        json.WriteString("url", report.Url?.AbsoluteUri);
        json.WriteNumber("elapsedMs", ReportJson.Milliseconds(report.Elapsed));
        json.WriteString("outcome", report.Outcome.Word);
        json.WriteString("text", report.Outcome.Describe());
        switch (report.Outcome)
        {
            case OofOutcome.Given given:
                Settings(json, given.Settings);
                json.WriteString("allowExternalOof", given.AllowExternalOof?.ToString());
                break;
            case OofOutcome.NotSent refused:
                json.WriteString("code", refused.Code.ToString());
                break;
            case OofOutcome.Error error:
                json.WriteString("code", error.Code.ToString());
                json.WriteString("message", error.Message);
                break;
            case OofOutcome.Failed failed:
                FreeBusyJson.Failure(json, failed.Why);
                break;
            default:
                break;
        }

        FreeBusyJson.Discovery(json, report.Discovery);
        ReportJson.Wire(json, report.Events);
    });

    private static void Settings(Utf8JsonWriter json, OofSettings settings)
    {
        json.WriteString("state", settings.State.ToString());
        json.WriteString("externalAudience", settings.ExternalAudience.ToString());
        json.WriteString("start", settings.Duration is { } from ? InstantOf(from.Start) : null);
        json.WriteString("end", settings.Duration is { } to ? InstantOf(to.End) : null);
        json.WriteString("internalReply", settings.InternalReply?.Message);
        json.WriteString("externalReply", settings.ExternalReply?.Message);
    }

    // Times of answers are in UTC, also where they do not say so.
    private static string InstantOf(EwsTime time) => FreeBusyJson.Instant(time.Instant ?? new DateTimeOffset(time.Clock, TimeSpan.Zero));
}
