using System.Collections.Immutable;
using System.Text.Json;
using Signpost.Transport;

namespace Signpost.Discovery;

/// <summary>A certificate and its chain as JSON.</summary>
internal static class TlsJson
{
    public static void Write(Utf8JsonWriter json, string name, TlsVerdict verdict)
    {
        json.WriteStartObject(name);
        json.WriteString("host", verdict.Host);
        json.WriteBoolean("trusted", verdict.IsTrusted);
        Words(json, "faults", [.. verdict.Faults.Select(fault => fault.Word)]);
        json.WriteString("text", verdict.Describe());
        Words(json, "names", verdict.Names);
        json.WriteString("subject", verdict.Subject);
        json.WriteString("issuer", verdict.Issuer);
        Time(json, "notBefore", verdict.NotBefore);
        Time(json, "notAfter", verdict.NotAfter);
        json.WriteString("key", verdict.Chain is [var own, ..] ? own.Key : "");
        json.WriteString("signature", verdict.SignatureAlgorithm);
        json.WriteString("protocol", verdict.Protocol);
        json.WriteString("cipher", verdict.CipherSuite);
        json.WriteStartArray("chain");
        foreach (var certificate in verdict.Chain)
        {
            json.WriteStartObject();
            json.WriteString("subject", certificate.Subject);
            json.WriteString("issuer", certificate.Issuer);
            Time(json, "notBefore", certificate.NotBefore);
            Time(json, "notAfter", certificate.NotAfter);
            json.WriteString("sha256", certificate.Thumbprint);
            json.WriteString("key", certificate.Key);
            json.WriteString("signature", certificate.SignatureAlgorithm);
            Words(json, "faults", [.. certificate.Faults.Select(fault => fault.Word)]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Words(Utf8JsonWriter json, string name, ImmutableArray<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            json.WriteString(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
