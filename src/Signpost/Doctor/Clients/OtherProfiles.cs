using System.Collections.Immutable;
using Signpost.Autodiscover;
using Signpost.Discovery;

namespace Signpost.Doctor.Clients;

/// <summary>The clients that are not Outlook.</summary>
internal static class OtherProfiles
{
    private const string Documents = "Microsoft developer documentation of Autodiscover";
    private const string ApiSource = "source of the EWS Managed API";
    private const string ApiMeasured = "measured: the .NET port of the EWS Managed API";
    private const string LibSource = "source of exchangelib 5";
    private const string LibMeasured = "measured: exchangelib 4.9.0";
    private const string EvolutionMeasured = "measured: Evolution-EWS 3.46.4";
    private const string Xml = "/autodiscover/autodiscover.xml";
    private const string Svc = "/autodiscover/autodiscover.svc";

    public static ClientProfile EwsManagedApi { get; } = new(
        "ews-managed-api", "EWS Managed API",
        Steps(ApiSource, StepKind.Scp, StepKind.HttpsRootDomain, StepKind.HttpsAutodiscoverDomain, StepKind.HttpRedirect, StepKind.SrvRecord),
        new ClientHabits
        {
            Passes =
            [
                new ClientPass(
                    AutodiscoverDialect.Soap, Svc, HostHabit.ProbesTheHost,
                    new(new Patience(TimeSpan.FromSeconds(10), 1), "loses 10 s at each dead endpoint while it looks for SOAP", ApiMeasured),
                    new ClientRule("speaks SOAP to a host whose answer carries X-SOAP-Enabled, and to no other", ApiSource)),
                new ClientPass(
                    AutodiscoverDialect.Pox, Xml, HostHabit.AsksTheUrl,
                    new(new Patience(TimeSpan.FromSeconds(100), 1), "loses 100 s at each dead endpoint when it speaks POX", ApiMeasured),
                    new ClientRule("ExchangeService.AutodiscoverUrl begins again in POX where SOAP found nothing; AutodiscoverService does not", ApiSource)),
            ],
            Scps = new(
                ScpHabit.ThreeTiers, "tries in-site SCPs as the directory listed them, siteless ones in reverse, then the others; with an unknown site it drops every SCP", ApiSource),
            SrvPort = new(SrvPortHabit.Only443, "only SRV records of port 443 count", ApiSource),
            SrvChoice = new(SrvChoice.Rfc2782, "the first SRV record in DNS order fixes priority and weight; one is drawn among its equals", ApiSource),
            SrvTries = new(1, "asks one SRV target", ApiSource),
            Redirects = new(
                new RedirectHabit([301, 302, 303, 307], 10, InAll: true, RefusesRepeats: false), "follows 301, 302, 303 and 307, at most 10 in one discovery", ApiSource),
            HttpTargets = new(HttpTarget.PoxPath, "takes a redirect from plain http to a path of autodiscover.xml on https", ApiSource),
            RepeatedAddress = new(RepeatedAddress.DropsScps, "a redirect to an address that was asked for makes it start again without SCPs", ApiSource),
            Errors = new(ErrorHabit.OutsideScp, "an error of a server that an SCP led to is inconclusive; any other ends the search", ApiSource),
            LockedEnds = new(true, "HTTP 456, the account is locked, ends the search", ApiSource),
            Certificates = new(CertificateHabit.FailsTheUrl, "a bad certificate fails the URL", ClientRule.Approximate),
            Lookup = new(HostLookup.AsTheSystem, "looks hosts up as the system does", ClientRule.Approximate),
            Consent = new(
                ConsentHabit.Program, "asks the program, by its redirection callback, about the target of a redirect from plain http or of an SRV record", ApiSource),
            Logon = new(LogonHabit.AsOffered, "asks without credentials, then logs on as the server offers", ApiMeasured),
            NeedsOffer = new(false, "an answer without an offer of a logon is one more that says no", ClientRule.Approximate),
            RefusedLogon = new("a refused logon is not conclusive", Documents),
            UselessAnswer = new("a connection that fails, an HTTP status that says no or an answer that cannot be read: the next is asked", Documents),
        });

    public static ClientProfile Exchangelib { get; } = new(
        "exchangelib", "exchangelib",
        Steps(LibSource, StepKind.HttpsRootDomain, StepKind.HttpsAutodiscoverDomain, StepKind.HttpRedirect, StepKind.SrvRecord),
        new ClientHabits
        {
            Passes =
            [
                new ClientPass(
                    AutodiscoverDialect.Soap, Svc, HostHabit.AsksTheUrl,
                    new(new Patience(TimeSpan.FromSeconds(10), 1), "loses 10 s at each dead endpoint", LibMeasured),
                    new ClientRule("speaks SOAP and nothing else", LibSource)),
            ],
            Scps = new(ScpHabit.Never, "never reads SCPs", LibSource),
            SrvPort = new(SrvPortHabit.Only443, "only SRV records of port 443 count", LibSource),
            SrvChoice = new(SrvChoice.LargestPriority, "takes the SRV record of the numerically largest priority, which is everybody else's last, and ignores weights", LibSource),
            SrvTries = new(1, "asks one SRV target", LibSource),
            Redirects = new(
                new RedirectHabit([301, 302], 10, InAll: true, RefusesRepeats: true), "follows at most 10 redirects and none to a URL that it has asked", LibMeasured),
            HttpTargets = new(HttpTarget.AnyHttps, "asks for autodiscover.svc over plain http and speaks SOAP to whatever the redirect names", LibSource),
            RepeatedAddress = new(RepeatedAddress.EndsIt, "a redirect to an address that was asked for is a circle and ends discovery", LibMeasured),
            Errors = new(ErrorHabit.UnlessPassing, "an Autodiscover error ends discovery, unless the server is busy or has failed", LibMeasured),
            LockedEnds = new(false, "a locked account is one more HTTP status that says no", ClientRule.Approximate),
            Certificates = new(CertificateHabit.FailsTheUrl, "a bad certificate fails the URL", ClientRule.Approximate),
            Lookup = new(
                HostLookup.ARecordOfAuthority, "asks DNS for an A record of host and port before it asks a URL: what has only IPv6, or a port of its own, is not there", LibSource),
            Consent = new(ConsentHabit.Nobody, "asks nobody about redirects", ClientRule.Approximate),
            Logon = new(LogonHabit.StrongestOnly, "reads the offer of a request without credentials and takes the strongest logon; Negotiate or NTLM offered in vain break it", LibMeasured),
            NeedsOffer = new(
                true, "in SOAP, a first answer over https that is neither 200 nor an offer of Basic, NTLM or Digest ends discovery: also 404, 503 and a redirect", LibMeasured),
            RefusedLogon = new("a refused logon is not conclusive", ClientRule.Approximate),
            UselessAnswer = new("a connection that fails or any answer but Autodiscover: the next is asked", LibMeasured),
            Remarks =
            [
                new ClientRule("sends a HEAD first where a redirect or an SRV record leads it", LibMeasured),
                new ClientRule("asks DNS for the same name up to three times a step", LibMeasured),
            ],
        });

    public static ClientProfile Evolution { get; } = new(
        "evolution", "Evolution-EWS",
        Steps(EvolutionMeasured, StepKind.HttpsAutodiscoverDomain, StepKind.HttpsRootDomain, StepKind.SrvRecord),
        new ClientHabits
        {
            Passes =
            [
                new ClientPass(
                    AutodiscoverDialect.Pox, Xml, HostHabit.AsksTheUrl,
                    new(new Patience(TimeSpan.FromSeconds(20), 1), "loses 20 s at each dead endpoint", EvolutionMeasured), new ClientRule("speaks POX", EvolutionMeasured)),
            ],
            Scps = new(ScpHabit.Never, "never reads SCPs", EvolutionMeasured),
            SrvPort = new(SrvPortHabit.Only443, "only SRV records of port 443 count", EvolutionMeasured),
            SrvChoice = new(SrvChoice.Rfc2782, "takes SRV records by priority and weight", EvolutionMeasured),
            SrvTries = new(1, "asks one SRV target", EvolutionMeasured),
            Redirects = new(
                new RedirectHabit([301, 302, 303], 20, InAll: false, RefusesRepeats: false, LeavesHttps: true),
                "follows 301, 302 and 303 twenty times from each URL, also to plain http, and asks there without credentials first", EvolutionMeasured),
            HttpTargets = new(HttpTarget.None, "has no step over plain http", EvolutionMeasured),
            RepeatedAddress = new(RepeatedAddress.FailsTheUrl, "a redirect to an address that was asked for leads round the same URLs, and then nowhere", EvolutionMeasured),
            AddressesLater = new(11, "asks for another address when nothing is left to ask for the first, eleven times", EvolutionMeasured),
            LeavesAnsweredUrls = new("a redirect to a URL in an answer leads it nowhere", EvolutionMeasured),
            NeedsAsUrl = new("settings without ASUrl in EXCH or EXPR are nothing to it, whatever EwsUrl says", EvolutionMeasured),
            Errors = new(ErrorHabit.Never, "an error is not conclusive, only the last one is shown", EvolutionMeasured),
            LockedEnds = new(false, "a locked account is one more HTTP status that says no", EvolutionMeasured),
            Certificates = new(CertificateHabit.FailsTheUrl, "a bad certificate fails the URL, and is shown to the user where nothing is found", EvolutionMeasured),
            Lookup = new(HostLookup.AsTheSystem, "looks hosts up as the system does", EvolutionMeasured),
            Consent = new(ConsentHabit.Nobody, "asks nobody about redirects", EvolutionMeasured),
            Logon = new(LogonHabit.BasicAtOnce, "sends the password by Basic with its first request, offered or not, unless it is set to NTLM or GSSAPI", EvolutionMeasured),
            NeedsOffer = new(false, "an answer without an offer of a logon is one more that says no", EvolutionMeasured),
            RefusedLogon = new("a refused logon is not conclusive: the next gets the same password", EvolutionMeasured),
            UselessAnswer = new("a connection that fails or any answer but Autodiscover: the next is asked", EvolutionMeasured),
            Remarks = [new ClientRule("takes the URLs of EXPR before those of EXCH", EvolutionMeasured)],
        });

    private static ImmutableArray<ClientStep> Steps(string source, params ReadOnlySpan<StepKind> kinds)
    {
        var order = new List<string>();
        foreach (var kind in kinds)
        {
            order.Add(kind.Title);
        }

        var rule = new ClientRule($"its steps in their order: {string.Join(", ", order)}", source);
        return [.. kinds.ToArray().Select(kind => new ClientStep(kind, kind.Title, rule))];
    }
}
