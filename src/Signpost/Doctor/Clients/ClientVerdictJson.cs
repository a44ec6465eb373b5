using System.Text.Json;
using Signpost.Autodiscover;
using Signpost.Discovery;

namespace Signpost.Doctor.Clients;

/// <summary>A verdict as JSON, alone or inside a report.</summary>
internal static class ClientVerdictJson
{
    public static void Write(Utf8JsonWriter json, ClientVerdict verdict)
    {
        json.WriteStartObject();
        Members(json, verdict);
        json.WriteEndObject();
    }

    public static void Members(Utf8JsonWriter json, ClientVerdict verdict)
    {
        json.WriteString("client", verdict.Client.Name);
        json.WriteString("title", verdict.Client.Title);
        json.WriteBoolean("approximate", verdict.Client.IsApproximate);
        json.WriteString("address", verdict.Address.ToString());
        json.WriteString("url", verdict.Url?.AbsoluteUri);
        json.WriteBoolean("needsLogon", verdict.NeedsLogon);
        json.WriteString("why", verdict.Why);
        json.WriteNumber("lostSeconds", Seconds(verdict.Lost));
        json.WriteStartArray("path");
        foreach (var place in verdict.Path)
        {
            Place(json, place);
        }

        json.WriteEndArray();
        json.WriteStartArray("warnings");
        foreach (var warning in verdict.Warnings)
        {
            json.WriteStartObject();
            json.WriteString("text", warning.Text);
            Rule(json, warning.Rule);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Place(Utf8JsonWriter json, ClientTry place)
    {
        json.WriteStartObject();
        json.WriteString("address", place.Address.ToString());
        json.WriteString("step", place.Step.Kind?.Word);
        json.WriteString("title", place.Step.Title);
        json.WriteString("url", place.Url?.AbsoluteUri);
        json.WriteString("dialect", place.Dialect?.Word);
        json.WriteString("from", place.From?.AbsoluteUri);
        json.WriteString("met", place.Met);
        json.WriteString("makes", place.Makes);
        Rule(json, place.Rule);
        json.WriteNumber("lostSeconds", Seconds(place.Lost));
        json.WriteEndObject();
    }

    private static void Rule(Utf8JsonWriter json, ClientRule rule)
    {
        json.WriteString("rule", rule.What);
        json.WriteString("source", rule.Source);
    }

    private static double Seconds(TimeSpan span) => Math.Round(span.TotalSeconds, 1);
}
