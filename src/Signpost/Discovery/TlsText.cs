using System.Collections.Immutable;
using System.Globalization;
using Signpost.Transport;

namespace Signpost.Discovery;

/// <summary>A certificate and its chain as lines, for people who want to know exactly.</summary>
public static class TlsText
{
    /// <summary>The verdict on a line, then each certificate of the chain, the server's own first.</summary>
    public static ImmutableArray<ReportLine> Of(TlsVerdict verdict) =>
    [
        ReportLine.Of(
            new ReportSpan($"{verdict.Host}: ", ReportTone.Strong), new ReportSpan(verdict.Describe(), verdict.IsTrusted ? ReportTone.Good : ReportTone.Bad),
            new ReportSpan(verdict.Protocol is "" ? "" : $" ({verdict.Protocol}, {verdict.CipherSuite})", ReportTone.Faint)),
        .. verdict.Chain.SelectMany(Lines),
    ];

    private static IEnumerable<ReportLine> Lines(TlsCertificate certificate, int index)
    {
        yield return ReportLine.Of(
            new ReportSpan(string.Create(CultureInfo.InvariantCulture, $"  {index + 1} ")), new ReportSpan(certificate.Subject),
            new ReportSpan(certificate.IsSelfIssued ? ", issued by itself" : $", issued by {certificate.Issuer}"),
            new ReportSpan(certificate.Faults is [] ? "" : $"  {string.Join(", ", certificate.Faults.Select(fault => fault.Word))}", ReportTone.Bad));
        yield return ReportLine.Of(new ReportSpan(
            string.Create(CultureInfo.InvariantCulture, $"    {certificate.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd}, {certificate.Key}, {certificate.SignatureAlgorithm}"),
            ReportTone.Faint));
        yield return ReportLine.Of(new ReportSpan($"    SHA-256 {certificate.Thumbprint}", ReportTone.Faint));
    }
}
