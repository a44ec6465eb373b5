using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Signpost.Autodiscover;
using Signpost.Logon;
using Signpost.Sites;
using Signpost.Tracing;

namespace Signpost.Discovery;

/// <summary>The report as JSON. Its names are public API: they are added to, never changed.</summary>
public static class ReportJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole report, UTF-8.</summary>
    public static byte[] Of(DiscoveryReport report) => Write(json =>
    {
        json.WriteString("address", report.Address.ToString());
        json.WriteString("result", report.End.Word);
        json.WriteString("why", report.Why);
        json.WriteString("plan", report.Plan);
        json.WriteString("race", report.Race);
        json.WriteNumber("elapsedMs", Milliseconds(report.Elapsed));
        Seconds(json, "refreshAfterSeconds", report.RefreshAfter);
        json.WriteString("directory", report.Directory);
        Site(json, report.Site);
        Found(json, report.Found);
        json.WriteStartArray("rounds");
        foreach (var round in report.Rounds)
        {
            Round(json, round);
        }

        json.WriteEndArray();
        Findings(json, report.Findings);
        Wire(json, report.Events);
    });

    /// <summary>A ranked list: what <c>plan</c> and <c>scp list</c> print.</summary>
    public static byte[] Of(RankedList list) => Write(json =>
    {
        if (list.Address is { } address)
        {
            json.WriteString("address", address.ToString());
        }

        json.WriteString("plan", list.Plan);
        json.WriteString("directory", list.Directory);
        Site(json, list.Site);
        json.WriteStartArray("candidates");
        foreach (var (rank, candidate) in list.Candidates.Index())
        {
            json.WriteStartObject();
            Candidate(json, rank + 1, candidate);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("steps");
        foreach (var step in list.Steps)
        {
            json.WriteStartObject();
            json.WriteString("step", step.Step.Word);
            json.WriteString("skipped", step.Skipped);
            json.WriteString("nothing", step.Nothing);
            json.WriteBoolean("failed", step.Failed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Findings(json, list.Findings);
    });

    internal static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Escaped(buffer.ToArray());
    }

    // The encoder leaves marks of direction as they are. They stand inside strings only, where JSON may spell them out.
    private static byte[] Escaped(byte[] utf8)
    {
        var text = Encoding.UTF8.GetString(utf8);
        return text.Any(IsObeyed)
            ? Encoding.UTF8.GetBytes(string.Concat(text.Select(c => IsObeyed(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString())))
            : utf8;
    }

    private static bool IsObeyed(char c) => c is not ('\n' or '\r') && Rune.TryCreate(c, out var rune) && OneLine.IsObeyed(rune);

    internal static void Site(Utf8JsonWriter json, ClientSite? site)
    {
        if (site is null)
        {
            json.WriteNull("site");
            return;
        }

        json.WriteStartObject("site");
        json.WriteString("name", site.Name?.Value);
        json.WriteString("origin", site.Origin);
        switch (site)
        {
            case ClientSite.FromNetlogonPing ping:
                json.WriteString("domainController", ping.DomainController);
                json.WriteNumber("tookMs", Milliseconds(ping.Took));
                json.WriteString("nextClosest", ping.NextClosest?.Value);
                break;
            case ClientSite.FromSubnet subnet:
                json.WriteString("subnet", subnet.Subnet.ToString());
                json.WriteString("client", subnet.Client.ToString());
                break;
            case ClientSite.Unknown unknown:
                json.WriteString("why", unknown.Why);
                break;
            default:
                break;
        }

        json.WriteEndObject();
    }

    internal static void Findings(Utf8JsonWriter json, ImmutableArray<Finding> findings)
    {
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
    }

    private static void Found(Utf8JsonWriter json, FoundCas? found)
    {
        if (found is null)
        {
            json.WriteNull("found");
            return;
        }

        json.WriteStartObject("found");
        json.WriteString("url", found.Url.AbsoluteUri);
        json.WriteString("step", found.Candidate.Step.Word);
        json.WriteString("candidate", found.Candidate.Url.AbsoluteUri);
        json.WriteString("vantage", found.Vantage is Vantage.Inside ? "inside" : "outside");
        if (found.Settings is { } settings)
        {
            SettingsJson.Write(json, "settings", settings, found.Vantage);
        }
        else
        {
            json.WriteNull("settings");
        }

        json.WriteEndObject();
    }

    private static void Round(Utf8JsonWriter json, RoundReport round)
    {
        json.WriteStartObject();
        json.WriteString("address", round.Address.ToString());
        json.WriteStartArray("steps");
        foreach (var step in round.Steps)
        {
            json.WriteStartObject();
            json.WriteString("step", step.Step.Word);
            json.WriteString("skipped", step.Skipped);
            json.WriteString("nothing", step.Nothing);
            json.WriteBoolean("failed", step.Failed);
            json.WriteStartArray("candidates");
            foreach (var candidate in step.Candidates)
            {
                json.WriteStartObject();
                Candidate(json, candidate.Rank, candidate.Candidate);
                Course(json, candidate);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Candidate(Utf8JsonWriter json, int rank, CandidateEndpoint candidate)
    {
        json.WriteNumber("rank", rank);
        json.WriteString("url", candidate.Url.AbsoluteUri);
        json.WriteString("step", candidate.Step.Word);
        json.WriteString("affinity", candidate.Affinity?.Word);
        json.WriteStartArray("sites");
        foreach (var site in candidate.Scp?.Sites ?? [])
        {
            json.WriteStringValue(site.Value);
        }

        json.WriteEndArray();
        json.WriteString("dn", candidate.Scp?.DistinguishedName);
        if (candidate.Scp?.WhenCreated is { } created)
        {
            json.WriteString("whenCreated", created);
        }
        else
        {
            json.WriteNull("whenCreated");
        }

        json.WriteString("source", candidate.Source);
        if (candidate.AlsoAnnouncedBy is not [])
        {
            json.WriteStartArray("alsoAnnouncedBy");
            foreach (var dn in candidate.AlsoAnnouncedBy)
            {
                json.WriteStringValue(dn);
            }

            json.WriteEndArray();
        }

        if (candidate.Remembered is { } before)
        {
            json.WriteStartObject("remembered");
            json.WriteString("step", before.Step.Word);
            json.WriteString("site", before.Site?.Value);
            json.WriteString("dialect", before.Dialect);
            json.WriteString("answered", before.Answered);
            if (before.RefreshAt is { } refresh)
            {
                json.WriteString("refreshAt", refresh);
            }
            else
            {
                json.WriteNull("refreshAt");
            }

            json.WriteEndObject();
        }

        if (candidate.Service is { } service)
        {
            json.WriteNumber("priority", service.Priority);
            json.WriteNumber("weight", service.Weight);
        }
    }

    private static void Course(Utf8JsonWriter json, CandidateReport course)
    {
        json.WriteString("outcome", course.Outcome?.Word);
        json.WriteString("outcomeText", course.Outcome?.Describe());
        json.WriteString("conversation", course.Conversation?.Word);
        json.WriteString("conversationText", course.Conversation?.Describe());
        json.WriteString("dialect", course.Dialect?.Word);
        json.WriteString("logon", course.Method?.Scheme);
        Time(json, "startedMs", course.Started);
        Time(json, "endedMs", course.Ended);
        Time(json, "tookMs", course.Took);
        json.WriteBoolean("found", course.IsFound);
        json.WriteStartArray("hops");
        foreach (var hop in course.Hops)
        {
            json.WriteStartObject();
            json.WriteString("from", hop.From.AbsoluteUri);
            json.WriteString("to", hop.To.AbsoluteUri);
            json.WriteString("how", hop.How);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (course.Tls is { } tls)
        {
            TlsJson.Write(json, "tls", tls);
        }
        Turns(json, course.Turns);
    }

    private static void Turns(Utf8JsonWriter json, ImmutableArray<DialectTried> turns)
    {
        json.WriteStartArray("dialectsTried");
        foreach (var turn in turns)
        {
            json.WriteStartObject();
            json.WriteString("dialect", turn.Dialect.Word);
            json.WriteString("url", turn.Url.AbsoluteUri);
            json.WriteString("why", turn.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static void Wire(Utf8JsonWriter json, ImmutableArray<TraceEvent> events)
    {
        if (!events.Any(happened => happened is WireExchanged))
        {
            return;
        }

        json.WriteStartArray("wire");
        foreach (var exchange in events.OfType<WireExchanged>())
        {
            json.WriteStartObject();
            json.WriteNumber("atMs", Milliseconds(exchange.At));
            json.WriteString("peer", exchange.Peer);
            json.WriteString("sent", exchange.Sent);
            json.WriteString("received", exchange.Received);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Time(Utf8JsonWriter json, string name, TimeSpan? at)
    {
        if (at is { } time)
        {
            json.WriteNumber(name, Milliseconds(time));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Seconds(Utf8JsonWriter json, string name, TimeSpan? span)
    {
        if (span is { } time)
        {
            json.WriteNumber(name, Math.Round(time.TotalSeconds));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    internal static double Milliseconds(TimeSpan span) => Math.Round(span.TotalMilliseconds, 1);
}
