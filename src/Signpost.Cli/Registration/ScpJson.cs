using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Server.Registration;
using Signpost.Tracing;

namespace Signpost.Cli.Registration;

/// <summary>What came of a command about an SCP, as JSON.</summary>
internal static class ScpJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(ScpResult result) => Write(json =>
    {
        json.WriteString("directory", result.Directory);
        Subject(json, result.Subject);
        json.WriteString("result", result.Word.Replace(' ', '-'));
        json.WriteString("dn", result.Plan is { DistinguishedName: not "" and var dn } ? dn : null);
        Endpoint(json, result.Endpoint);
        json.WriteBoolean("forced", result.IsForced);
        json.WriteStartArray("steps");
        foreach (var step in result.Plan?.Steps ?? [])
        {
            Step(json, step);
        }

        json.WriteEndArray();
        Strings(json, "notes", [.. result.Note is { } note ? [note] : ImmutableArray<string>.Empty, .. result.Plan?.Notes ?? []]);
        json.WriteString("failure", result.Problem?.Describe());
        Strings(json, "commands", result.Problem?.Commands ?? []);
    });

    public static byte[] Of(string source, ScpInspection.Inspected seen, ImmutableArray<Finding> findings, bool isGood) => Write(json =>
    {
        json.WriteString("directory", source);
        json.WriteString("result", isGood ? "verified" : "not-as-it-is-to-be");
        json.WriteString("dn", seen.DistinguishedName is "" ? null : seen.DistinguishedName);
        json.WriteString("url", seen.Url?.AbsoluteUri);
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("code", finding.Code);
            json.WriteString("severity", finding.Severity.Word);
            json.WriteString("subject", finding.Subject);
            json.WriteString("evidence", finding.Evidence);
            json.WriteString("remedy", finding.Remedy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>What kept it from coming to anything.</summary>
    public static byte[] OfFailure(string why) => Write(json =>
    {
        json.WriteNull("directory");
        json.WriteString("result", "failed");
        json.WriteString("failure", why);
    });

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Subject(Utf8JsonWriter json, ScpSubject subject)
    {
        switch (subject)
        {
            case ScpAnnouncement cas:
                json.WriteString("name", cas.Name);
                json.WriteString("dnsName", cas.DnsName);
                json.WriteString("url", cas.Url.OriginalString);
                Strings(json, "sites", [.. cas.Sites.Select(site => site.Value)]);
                break;
            case ScpPointing pointing:
                json.WriteString("pointer", pointing.Url);
                Strings(json, "domains", pointing.Domains);
                break;
            default:
                throw new InvalidOperationException();
        }
    }

    private static void Endpoint(Utf8JsonWriter json, EndpointVerdict? verdict)
    {
        if (verdict is null)
        {
            json.WriteNull("endpoint");
            return;
        }

        json.WriteStartObject("endpoint");
        json.WriteString("url", verdict.Url.AbsoluteUri);
        json.WriteBoolean("good", verdict.IsGood);
        json.WriteString("text", verdict.Describe());
        Strings(json, "certificateNames", verdict.Certificate?.Names ?? []);
        if (verdict.Certificate?.NotAfter is { } end)
        {
            json.WriteString("certificateEnds", end);
        }
        else
        {
            json.WriteNull("certificateEnds");
        }

        json.WriteEndObject();
    }

    private static void Step(Utf8JsonWriter json, ScpStep step)
    {
        json.WriteStartObject();
        json.WriteString("dn", step.DistinguishedName);
        json.WriteString("change", step switch
        {
            ScpStep.Add => "add",
            ScpStep.Modify => "modify",
            _ => "delete",
        });
        json.WriteString("why", step.Why);
        json.WriteStartArray("attributes");
        foreach (var (attribute, kind, values, why) in Attributes(step))
        {
            json.WriteStartObject();
            json.WriteString("attribute", attribute);
            json.WriteString("change", kind.ToString().ToLowerInvariant());
            Strings(json, "values", values);
            json.WriteString("why", why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static IEnumerable<(string Attribute, ChangeKind Kind, ImmutableArray<string> Values, string? Why)> Attributes(ScpStep step) => step switch
    {
        ScpStep.Add { Entry: var entry } => entry.AttributeNames.Select(name => (name, ChangeKind.Add, entry.Texts(name), (string?)null)),
        ScpStep.Modify { Changes: var changes } => changes.Select(change =>
            (change.Change.Attribute, change.Change.Kind, (ImmutableArray<string>)[.. change.Change.Values.Select(value => value.Text)], (string?)change.Why)),
        _ => [],
    };

    private static void Strings(Utf8JsonWriter json, string name, ImmutableArray<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
