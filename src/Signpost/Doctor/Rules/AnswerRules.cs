using System.Text;
using Signpost.Autodiscover;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Doctor.Rules;

/// <summary>How the answers are made: what one client overlooks and another stumbles over.</summary>
internal static class AnswerRules
{
    public static IEnumerable<Finding> Of(DoctorFacts facts) => facts.Hosts.SelectMany(host => Of(host.Pox, facts.Question));

    private static IEnumerable<Finding> Of(EndpointFact fact, AutodiscoverQuestion question)
    {
        var response = (fact.LoggedOn as LogonOutcome.Answered)?.Response ?? fact.Response;
        return (response, fact.Answer) switch
        {
            ({ } r, DialectAnswer.Settings { Mailbox: var mailbox }) => [.. Form(fact.Url, r), .. Blocks(fact.Url, mailbox, question)],
            (not null, DialectAnswer.Malformed malformed) when fact.LoggedOn is LogonOutcome.Answered => [new Finding(
                "answer.malformed", FindingSeverity.Error, fact.Url.AbsoluteUri, malformed.What, "Correct the document: no client gets its settings from it")],
            ({ Status: 401, Challenges: [] }, _) => [new Finding(
                "logon.none-offered", FindingSeverity.Error, fact.Url.AbsoluteUri, "it wants a logon, but its 401 has no WWW-Authenticate",
                "Offer the logons that it takes: no client guesses")],
            ({ Status: 456 }, _) => [new Finding(
                "logon.locked", FindingSeverity.Error, fact.Url.AbsoluteUri, "it says that the account is locked (HTTP 456)", "Unlock the account")],
            (_, DialectAnswer.Error { Code: "500" } error) => [Mailbox("mailbox.unknown", fact, error, "Give the mailbox this address, or ask for the one it has")],
            (_, DialectAnswer.Error { Code: "501" } error) => [Mailbox("mailbox.not-configured", fact, error, "Give the user a mailbox")],
            (_, DialectAnswer.Error { Code: "602" } error) => [Mailbox("server.misconfigured", fact, error, "Set the URLs of the CAS's virtual directories")],
            (_, DialectAnswer.Error { Code: "603" } error) => [Mailbox("server.internal-error", fact, error, "Look into the event log of the CAS")],
            (_, DialectAnswer.Error { Code: "600" or "601" } error) => [Mailbox("server.not-understood", fact, error, "The question was Outlook's own: look for what changes it on the way")],
            _ => [],
        };
    }

    private static Finding Mailbox(string code, EndpointFact fact, DialectAnswer.Error error, string remedy) => new(
        code, FindingSeverity.Error, fact.Url.AbsoluteUri, $"error {error.Code}: {error.Message}", remedy);

    private static IEnumerable<Finding> Form(Uri url, CasResponse response)
    {
        if (Text(response).Contains("=\"https://schemas.microsoft.com/exchange/autodiscover/", StringComparison.Ordinal))
        {
            yield return new Finding(
                "answer.https-namespace", FindingSeverity.Error, url.AbsoluteUri, "its namespaces begin with https://",
                "Write them with http://, as on every wire: Outlook takes no others");
        }

        if (!response.ContentType.Equals("text/xml", StringComparison.OrdinalIgnoreCase))
        {
            yield return new Finding(
                "answer.content-type", FindingSeverity.Warning, url.AbsoluteUri, $"its settings come as {(response.ContentType is "" ? "no media type at all" : response.ContentType)}",
                "Send them as text/xml; charset=utf-8");
        }

        if (!Text(response).StartsWith("<?xml", StringComparison.Ordinal))
        {
            yield return new Finding(
                "answer.no-declaration", FindingSeverity.Warning, url.AbsoluteUri, "its settings have no XML declaration",
                "Begin them with <?xml version=\"1.0\" encoding=\"utf-8\"?>: the EWS Managed API reads nothing else first");
        }
    }

    private static IEnumerable<Finding> Blocks(Uri url, MailboxSettings mailbox, AutodiscoverQuestion question)
    {
        if (mailbox.Protocols.Any(block => (block.Kind == ProtocolKind.MapiHttp && !question.MapiHttp) || (block.Kind == ProtocolKind.ExHttp && !question.ExHttp)))
        {
            yield return new Finding(
                "answer.unasked-block", FindingSeverity.Warning, url.AbsoluteUri, "it sends mapiHttp or EXHTTP blocks to a client that did not ask for them",
                "Send them only for X-MapiHttpCapability and X-ClientCanHandle: clients of the EWS Managed API give up on them");
            yield break;
        }

        foreach (var kind in mailbox.Protocols.GroupBy(block => block.Kind).Where(kind => kind.Count() > 1))
        {
            yield return new Finding(
                "answer.repeated-block", FindingSeverity.Warning, url.AbsoluteUri, $"it sends {Words.Count(kind.Count(), "block")} of type {OneLine.Of(kind.Key.ToString())}",
                "Send one block of each type: clients of the EWS Managed API give up on a second one");
        }
    }

    private static string Text(CasResponse response) => Encoding.UTF8.GetString(response.Body).TrimStart('\ufeff');
}
