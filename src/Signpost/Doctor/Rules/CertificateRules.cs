using System.Globalization;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Doctor.Rules;

/// <summary>What is wrong with certificates that are good today. What is wrong with bad ones the candidates say themselves.</summary>
internal static class CertificateRules
{
    private static readonly TimeSpan Near = TimeSpan.FromDays(30);

    public static IEnumerable<Finding> Of(DoctorFacts facts) =>
        from verdict in facts.Chains.SelectMany(chain => chain.Facts).Select(fact => fact.Response?.Tls).OfType<TlsVerdict>().DistinctBy(verdict => verdict.Host)
        where verdict is { IsTrusted: true, NotAfter: { } end } && end - facts.Now < Near
        select new Finding(
            "tls.near-expiry", FindingSeverity.Warning, verdict.Host,
            string.Create(CultureInfo.InvariantCulture, $"its certificate expires on {verdict.NotAfter:yyyy-MM-dd}, in {Words.Count((int)(verdict.NotAfter!.Value - facts.Now).TotalDays, "day")}"),
            "Renew it: from that day on no client gets its settings there");
}
