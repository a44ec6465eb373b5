using System.Text.Json;
using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Doctor.Clients;
using Signpost.Sites;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Doctor;

/// <summary>The report of an examination as JSON. Its names are public API: they are added to, never changed.</summary>
public static class DoctorJson
{
    /// <summary>The whole report, UTF-8; the discovery in it is as <c>find</c> prints it.</summary>
    public static byte[] Of(DoctorReport report) => ReportJson.Write(json =>
    {
        json.WriteString("address", report.Address.ToString());
        json.WriteBoolean("complete", report.IsComplete);
        json.WriteNumber("elapsedMs", Math.Round(report.Elapsed.TotalMilliseconds, 1));
        json.WriteString("worst", report.Worst?.Word);
        json.WriteStartArray("candidates");
        foreach (var check in report.Candidates)
        {
            Candidate(json, check);
        }

        json.WriteEndArray();
        ReportJson.Findings(json, report.Findings);
        json.WriteStartArray("clients");
        foreach (var client in report.Clients)
        {
            ClientVerdictJson.Write(json, client);
        }

        json.WriteEndArray();
        json.WritePropertyName("discovery");
        json.WriteRawValue(ReportJson.Of(report.Discovery));
    });

    private static void Candidate(Utf8JsonWriter json, CandidateCheck check)
    {
        json.WriteStartObject();
        json.WriteString("url", check.Candidate.Url.AbsoluteUri);
        json.WriteString("step", check.Candidate.Step.Word);
        json.WriteString("affinity", check.Candidate.Affinity?.Word);
        json.WriteString("dn", check.Candidate.Scp?.DistinguishedName);
        json.WriteString("outcome", check.Outcome.Word);
        json.WriteString("outcomeText", check.Outcome.Describe());
        json.WriteString("says", check.Says);
        Strings(json, "path", check.Path.Select(url => url.AbsoluteUri));
        Strings(json, "dialects", check.Dialects.Select(dialect => dialect.Word));
        json.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
