using Signpost.Autodiscover;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Doctor.Rules;

/// <summary>What is wrong with the URLs that a mailbox is given.</summary>
internal static class SettingsRules
{
    public static IEnumerable<Finding> Of(DoctorFacts facts) =>
        [.. facts.Hosts.SelectMany(host => host.Settings.Take(1).SelectMany(one => Of(host.Url, one.Dialect, one.Mailbox))).DistinctBy(finding => (finding.Code, finding.Evidence)), .. Dead(facts)];

    private static IEnumerable<Finding> Of(Uri url, AutodiscoverDialect dialect, MailboxSettings mailbox)
    {
        if (!mailbox.UrlOf(CasService.Ews, Vantage.Outside).IsGiven)
        {
            yield return new Finding(
                "settings.no-ews", FindingSeverity.Error, url.AbsoluteUri, "the settings name no URL of Exchange Web Services", "Set it with Set-WebServicesVirtualDirectory -InternalUrl and -ExternalUrl");
            yield break;
        }

        if (Urls(mailbox, ProtocolKind.Exch) is not [] && Urls(mailbox, ProtocolKind.Expr) is [])
        {
            yield return new Finding(
                "settings.no-outside", FindingSeverity.Information, url.AbsoluteUri, "only the inside block (EXCH) has URLs",
                "Set the ExternalUrl of the virtual directories, if the mailbox is to be used from outside");
        }

        // JSON has no word for it: where nothing else was heard, nobody knows.
        if (dialect is not AutodiscoverDialect.Json && !mailbox.Protocols.Any(block => block.OabUrl.IsGiven))
        {
            yield return new Finding(
                "settings.no-oab", FindingSeverity.Information, url.AbsoluteUri, "the settings name no offline address book", "Set it with Set-OabVirtualDirectory, if there is one");
        }
    }

    private static string[] Urls(MailboxSettings mailbox, ProtocolKind kind) =>
        [.. mailbox.Protocols.Where(block => block.Kind == kind).SelectMany(block => new[] { block.EwsUrl, block.AsUrl }).Where(given => given.IsGiven).Select(given => given.Text)];

    private static IEnumerable<Finding> Dead(DoctorFacts facts)
    {
        foreach (var service in facts.Services)
        {
            var subject = OneLine.Of(service.Url);
            if (service.Parsed is null)
            {
                yield return new Finding("settings.bad-url", FindingSeverity.Error, subject, $"the URL of {service.What} is none", "Correct it on the CAS");
            }
            else if (!service.Parsed.MayCarryCredentials)
            {
                yield return new Finding(
                    "settings.plain-http", FindingSeverity.Error, subject, $"the URL of {service.What} is not https", "Set it to https: clients would send passwords in the clear, or refuse");
            }
            else if (service.Outcome is HttpOutcome.Unreachable or HttpOutcome.Malformed || service.Outcome is HttpOutcome.Answered { Response.Status: 404 or >= 500 })
            {
                yield return new Finding(
                    "settings.dead-url", FindingSeverity.Error, subject, $"the URL of {service.What}: {Met(service.Outcome)}", "Start the service there, or correct the URL on the CAS");
            }
            else if (service.Outcome is HttpOutcome.Untrusted { Verdict: var verdict })
            {
                yield return new Finding(
                    "settings.untrusted-url", FindingSeverity.Error, subject, $"the URL of {service.What}: {verdict.Describe()}", "Give the server a certificate for that name");
            }
        }
    }

    private static string Met(HttpOutcome outcome) => outcome switch
    {
        HttpOutcome.Unreachable u => u.Reason,
        HttpOutcome.Malformed m => m.What,
        HttpOutcome.Answered { Response: var response } => $"HTTP {response.Status}",
        HttpOutcome.Untrusted u => u.Verdict.Describe(),
        _ => throw new UnreachableException(),
    };
}
