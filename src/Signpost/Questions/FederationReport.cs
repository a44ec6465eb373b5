using System.Collections.Immutable;
using Signpost.Discovery;
using Signpost.Tracing;

namespace Signpost.Questions;

/// <summary>Whom the organization of a domain trusts to issue tokens, and who said so.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Attempts">Who was asked, in this order; the last one answered, if anybody did.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Events">What happened on the way.</param>
public sealed record FederationReport(string Domain, ImmutableArray<FederationAttempt> Attempts, TimeSpan Elapsed, ImmutableArray<TraceEvent> Events)
{
    /// <summary>The answer; null where nobody gave one.</summary>
    public FederationOutcome? Answer => Attempts is [.., { Outcome: not FederationOutcome.Failed and var answer }] ? answer : null;

    /// <summary>The report as lines.</summary>
    public ImmutableArray<ReportLine> ToLines()
    {
        var lines = ImmutableArray.CreateBuilder<ReportLine>();
        lines.Add(ReportLine.Of(new ReportSpan(Domain, ReportTone.Strong)));
        foreach (var attempt in Attempts)
        {
            var tone = attempt.Outcome switch
            {
                FederationOutcome.Federated => ReportTone.Good,
                FederationOutcome.NotFederated => ReportTone.Warning,
                _ => ReportTone.Bad,
            };
            lines.Add(ReportLine.Of(new ReportSpan($"  {attempt.Candidate}  ", ReportTone.Faint), new ReportSpan(attempt.Outcome.Describe(), tone)));
        }

        if (Answer is FederationOutcome.Federated federated)
        {
            lines.Add(Row("application", federated.ApplicationUri));
            lines.AddRange(federated.Domains.Select(domain => Row("domain", domain)));
            lines.AddRange(federated.TokenIssuers.Select(issuer => Row("issuer", issuer.Endpoint.Text is "" ? issuer.Uri : $"{issuer.Uri}  {issuer.Endpoint.Text}")));
        }

        return lines.ToImmutable();
    }

    /// <summary>The report as JSON.</summary>
    public byte[] ToJson() => ReportJson.Write(json =>
    {
        json.WriteString("domain", Domain);
        json.WriteString("result", Answer?.Word ?? "failed");
        json.WriteNumber("elapsedMs", ReportJson.Milliseconds(Elapsed));
        if (Answer is FederationOutcome.Federated federated)
        {
            json.WriteString("applicationUri", federated.ApplicationUri);
            json.WriteStartArray("domains");
            foreach (var domain in federated.Domains)
            {
                json.WriteStringValue(domain);
            }

            json.WriteEndArray();
            json.WriteStartArray("tokenIssuers");
            foreach (var issuer in federated.TokenIssuers)
            {
                json.WriteStartObject();
                json.WriteString("uri", issuer.Uri);
                json.WriteString("endpoint", issuer.Endpoint.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("attempts");
        foreach (var attempt in Attempts)
        {
            json.WriteStartObject();
            json.WriteString("candidate", attempt.Candidate.AbsoluteUri);
            json.WriteString("url", attempt.Url.AbsoluteUri);
            json.WriteString("outcome", attempt.Outcome.Word);
            json.WriteString("text", attempt.Outcome.Describe());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        ReportJson.Wire(json, Events);
    });

    private static ReportLine Row(string name, string value) =>
        ReportLine.Of(new ReportSpan($"      {name,-11}  ", ReportTone.Faint), new ReportSpan(OneLine.Of(value)));
}

/// <summary>One endpoint that was asked.</summary>
/// <param name="Candidate">Where it was asked first.</param>
/// <param name="Url">Who answered: the candidate, or where it redirected to.</param>
/// <param name="Outcome">What came of it.</param>
public sealed record FederationAttempt(Uri Candidate, Uri Url, FederationOutcome Outcome);
