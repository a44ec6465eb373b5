using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Doctor.Rules;

/// <summary>What the outcome of each candidate says: who is dead, who is something else, who redirects to nowhere.</summary>
internal static class CandidateRules
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(3);

    public static IEnumerable<Finding> Of(DoctorFacts facts) =>
        [.. facts.Chains.SelectMany(chain => Of(chain, facts)), .. SlowOnes(facts), .. NothingOutside(facts), .. Ipv6Only(facts), .. ServiceOrder(facts)];

    private static IEnumerable<Finding> Of(EndpointChain chain, DoctorFacts facts)
    {
        // A host that speaks SOAP but not POX is no stranger: that is said by the dialects' own rule.
        if (SpeaksSoap(chain, facts))
        {
            return [];
        }

        if (chain is { Facts: [{ Url.Scheme: "http" }, ..], Facts.Length: > 1, Outcome: AttemptOutcome.Unreachable or AttemptOutcome.TimedOut })
        {
            return [new Finding(
                "redirect.dead-target", FindingSeverity.Warning, chain.Candidate.Url.AbsoluteUri,
                $"it redirects to {OneLine.Of(chain.Last.Url.AbsoluteUri)}: {chain.Outcome.Describe()}", "Redirect to a CAS that answers, or close port 80")];
        }

        return DiscoveryFindings.Of(chain.Candidate, chain.Outcome) is { } known ? [known] : ByStep(chain);
    }

    private static IEnumerable<Finding> ByStep(EndpointChain chain)
    {
        var (url, said) = (chain.Candidate.Url.AbsoluteUri, chain.Outcome.Describe());
        return (chain.Candidate.Step, chain.Outcome) switch
        {
            (_, AttemptOutcome.BadRedirect bad) => [new Finding(
                "redirect.bad-target", FindingSeverity.Warning, url, $"it redirects to {bad.Target}: {bad.Reason}", "Redirect straight to the Autodiscover URL of the CAS, over https")],

            // A domain need not have the name; but where it has, every client tries it.
            (StepKind.HttpsAutodiscoverDomain, AttemptOutcome.Unreachable { Stage: AttemptStage.Name }) => [],
            (StepKind.HttpsAutodiscoverDomain, AttemptOutcome.Unreachable or AttemptOutcome.TimedOut) => [new Finding(
                "autodiscover.dead", FindingSeverity.Warning, url, said, "Start the service there, or remove the name from DNS: clients wait for it")],
            (StepKind.HttpsAutodiscoverDomain, AttemptOutcome.Refused or AttemptOutcome.Malformed) => [new Finding(
                "autodiscover.not-autodiscover", FindingSeverity.Warning, url, said, "Let the name lead to the CAS, or remove it from DNS")],

            (StepKind.HttpsRootDomain, AttemptOutcome.TimedOut) => [new Finding(
                "apex.silent", FindingSeverity.Information, url, said, "Let its firewall refuse port 443 instead of dropping it: clients wait 10 s and more before they look further")],
            (StepKind.HttpsRootDomain, AttemptOutcome.Malformed) when chain.Last.Response is { Status: 200 } => [new Finding(
                "apex.answers-anything", FindingSeverity.Information, url, $"the web server answers the question with a page of its own: {said}",
                "Let it answer 404 below /autodiscover/: some clients take any 200 for Autodiscover")],

            (StepKind.HttpRedirect, AttemptOutcome.NoRedirect { Status: 200 }) => [new Finding(
                "redirect.none", FindingSeverity.Information, url, "plain http answers, but does not redirect", "Redirect to https there, or close port 80")],

            (StepKind.SrvRecord, AttemptOutcome.Unreachable or AttemptOutcome.TimedOut) => [new Finding(
                "srv.dead-target", FindingSeverity.Warning, OneLine.Of(chain.Candidate.Service?.Target ?? url), $"an SRV record names it: {said}",
                "Start the service there, or correct the record")],
            (StepKind.SrvRecord, AttemptOutcome.Refused or AttemptOutcome.Malformed) => [new Finding(
                "srv.not-autodiscover", FindingSeverity.Warning, OneLine.Of(chain.Candidate.Service?.Target ?? url), $"an SRV record names it: {said}",
                "Correct the record, or the service there")],
            _ => [],
        };
    }

    private static bool SpeaksSoap(EndpointChain chain, DoctorFacts facts) =>
        facts.HostAt(chain.Last.Url) is { Soap: var soap } && DialectRules.IsSpoken(soap);

    private static IEnumerable<Finding> SlowOnes(DoctorFacts facts) =>
        from fact in facts.Chains.SelectMany(chain => chain.Facts).DistinctBy(fact => fact.Url.AbsoluteUri)
        where fact is { TimedOut: false, Response: not null } && fact.Took >= Slow
        select new Finding(
            "endpoint.slow", FindingSeverity.Information, fact.Url.AbsoluteUri, $"its answer took {Words.Duration(fact.Took)}", "Look for the cause: clients that hedge leave it for others");

    /// <summary>What a client finds that reaches no directory: the four steps that follow from the address.</summary>
    private static IEnumerable<Finding> NothingOutside(DoctorFacts facts)
    {
        var outside = facts.Chains.Where(chain => chain.Candidate.Step is not StepKind.Scp).ToArray();
        if (outside.Length > 0 && !outside.Any(chain => chain.Answers || SpeaksSoap(chain, facts)))
        {
            yield return new Finding(
                "outside.nothing", FindingSeverity.Warning, facts.Address.Domain, "neither the two https names nor the redirect nor an SRV record leads to a CAS",
                $"Give autodiscover.{facts.Address.Domain} to a CAS, or publish an SRV record: a client outside the domain finds nothing");
        }
    }

    private static IEnumerable<Finding> Ipv6Only(DoctorFacts facts) =>
        from name in facts.Names.OrderBy(name => name.Key, StringComparer.Ordinal)
        where name.Value is HostAnswer.Places { All: var places } && places.All(place => place.AddressFamily is System.Net.Sockets.AddressFamily.InterNetworkV6)
        select new Finding(
            "dns.ipv6-only", FindingSeverity.Information, name.Key, "it has IPv6 addresses only", "Give it an IPv4 address as well: exchangelib looks for no other, and so finds nothing there");

    // exchangelib takes the record with the greatest number, which RFC 2782 ranks last, and tries no other.
    private static IEnumerable<Finding> ServiceOrder(DoctorFacts facts)
    {
        var records = facts.Chains.Where(chain => chain.Candidate.Step is StepKind.SrvRecord).Select(chain => chain.Candidate.Service).OfType<SrvRecord>().ToArray();
        if (records.Select(record => record.Priority).Distinct().Count() > 1)
        {
            yield return new Finding(
                "srv.several-priorities", FindingSeverity.Information, $"_autodiscover._tcp.{facts.Address.Domain}",
                $"its records have {Words.Count(records.Select(record => record.Priority).Distinct().Count(), "priority").Replace("prioritys", "priorities", StringComparison.Ordinal)}",
                "Use one priority: some clients take the largest number first and try no other");
        }
    }
}
