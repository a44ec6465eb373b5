using Signpost.Autodiscover;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Doctor.Rules;

/// <summary>Which dialects a host speaks, whether it says so, and whether they say the same.</summary>
internal static class DialectRules
{
    /// <summary>Whether somebody behind the URL understands the dialect: it wants a logon for it, or answers in it.</summary>
    public static bool IsSpoken(EndpointFact fact) => fact is { Response.Status: 401 } && fact.LoggedOn is not LogonOutcome.Answered
        || fact.Answer is DialectAnswer.Settings or DialectAnswer.Error or DialectAnswer.RedirectAddress or DialectAnswer.RedirectUrl;

    public static IEnumerable<Finding> Of(DoctorFacts facts) => facts.Hosts.SelectMany(Of);

    private static IEnumerable<Finding> Of(HostFacts host)
    {
        var name = host.Url.IdnHost;
        var (pox, soap) = (IsSpoken(host.Pox), IsSpoken(host.Soap));
        var announces = host.Pox.Response is { SpeaksSoap: true };
        if (IsAbsent(host.Pox) && soap)
        {
            yield return new Finding(
                "pox.missing", FindingSeverity.Error, host.Url.AbsoluteUri, $"SOAP is spoken at {name}, but not POX", "Serve autodiscover.xml as well: Outlook asks nothing else");
        }
        else if (pox && soap && !announces)
        {
            yield return new Finding(
                "soap.not-announced", FindingSeverity.Warning, name, "SOAP is spoken, but the answer of autodiscover.xml has no header X-SOAP-Enabled",
                "Send X-SOAP-Enabled: True with it, also with the 401: clients of the EWS Managed API leave the host out otherwise");
        }
        else if (pox && announces && IsAbsent(host.Soap))
        {
            yield return new Finding(
                "soap.announced-but-missing", FindingSeverity.Warning, name,
                $"X-SOAP-Enabled is sent, but autodiscover.svc {Met(host.Soap)}", "Serve autodiscover.svc, or leave the header out");
        }
        else if (pox && IsAbsent(host.Soap))
        {
            yield return new Finding(
                "soap.missing", FindingSeverity.Information, name, $"autodiscover.svc {Met(host.Soap)}",
                "Serve SOAP as well: exchangelib and clients of the EWS Managed API ask for it first");
        }

        if (Disagreement(host) is { } evidence)
        {
            yield return new Finding(
                "dialects.disagree", FindingSeverity.Error, name, evidence, "Set the virtual directories' URLs alike: which one a client gets depends on the dialect it speaks");
        }
    }

    private static bool IsAbsent(EndpointFact fact) => fact.Answer is DialectAnswer.Refused { Status: 404 or 405 or 501 };

    private static string Met(EndpointFact fact) => $"answers HTTP {((DialectAnswer.Refused)fact.Answer!).Status}";

    private static string? Disagreement(HostFacts host)
    {
        var said = host.Settings.SelectMany(one => Services(one.Mailbox).Select(service => (service.What, service.Url, one.Dialect))).ToLookup(one => one.What);
        foreach (var what in said)
        {
            var urls = what.GroupBy(one => one.Url, StringComparer.OrdinalIgnoreCase).ToArray();
            if (urls.Length > 1)
            {
                return $"{what.Key} is {string.Join(", but ", urls.Select(url => $"{OneLine.Of(url.Key)} in {string.Join(" and ", url.Select(one => one.Dialect.Title))}"))}";
            }
        }

        return null;
    }

    private static IEnumerable<(string What, string Url)> Services(MailboxSettings mailbox) =>
        from service in new[] { (What: "EWS outside", Service: CasService.Ews), (What: "OAB outside", Service: CasService.AddressBook) }
        let url = mailbox.UrlOf(service.Service, Vantage.Outside).Text.TrimEnd('/')
        where url is not ""
        select (service.What, url);
}
