using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Doctor.Rules;

/// <summary>What redirects do to clients: questions to the user, and dialects that lead elsewhere.</summary>
internal static class RedirectRules
{
    public static IEnumerable<Finding> Of(DoctorFacts facts, RedirectPolicy policy) =>
        [.. Unconfirmed(facts, policy), .. SoapRedirect(facts), .. Addresses(facts)];

    private static IEnumerable<Finding> Unconfirmed(DoctorFacts facts, RedirectPolicy policy) =>
        from chain in facts.Chains
        where chain is { Answers: true, Candidate.IsHearsay: true }
        let host = chain.Last.Url.IdnHost
        where policy.AnswerFor(host, [facts.Address.Domain], null) is not RedirectAnswer.Allow
        select new Finding(
            "redirect.unconfirmed", FindingSeverity.Information, host,
            chain.Candidate.Step is StepKind.HttpRedirect ? $"only the plain http redirect of {chain.Candidate.Url.IdnHost} names it" : "only an SRV record names it",
            $"Outlook asks the user about it, other clients refuse: give the CAS a name in {facts.Address.Domain}, or list the host in RedirectServers (--allow-host here)");

    private static IEnumerable<Finding> SoapRedirect(DoctorFacts facts)
    {
        var pox = facts.Chains.FirstOrDefault(chain => chain.Candidate.Step is StepKind.HttpRedirect)?.Facts[0].Response;
        if (pox is { IsRedirect: true } && facts.SoapRedirect?.Response is { } soap
            && !(soap is { IsRedirect: true, Location: { } location } && location.EndsWith(".svc", StringComparison.OrdinalIgnoreCase)))
        {
            yield return new Finding(
                "redirect.svc", FindingSeverity.Information, facts.SoapRedirect.Url.AbsoluteUri,
                soap.IsRedirect ? $"it redirects to {OneLine.Of(soap.Location!)}, which is not SOAP's" : $"it does not redirect: HTTP {soap.Status}",
                "Redirect .svc to .svc, as .xml to .xml: exchangelib asks for it and sends SOAP wherever it leads");
        }
    }

    private static IEnumerable<Finding> Addresses(DoctorFacts facts) =>
        from host in facts.Hosts
        let address = (host.Pox.Answer as DialectAnswer.RedirectAddress)?.Address
        where address is not null && (!MailboxAddress.TryParse(address, out var next) || next == facts.Address)
        select new Finding(
            "redirect.address-loop", FindingSeverity.Error, host.Url.AbsoluteUri, $"it redirects {facts.Address} to {OneLine.Of(address!)}",
            "Set the target address of the user to the address of the mailbox, in another domain");
}
