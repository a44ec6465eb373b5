using System.Globalization;
using Signpost.Autodiscover;
using Signpost.Dns;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Discovery;

/// <summary>What a run of discovery finds wrong, and what to do about it.</summary>
internal static class DiscoveryFindings
{
    public static Finding ServiceRefused(string name) => new(
        "srv.refused", FindingSeverity.Information, name, "its only target is \".\": the service is decidedly not offered (RFC 2782)",
        "Remove the record if there is a CAS after all");

    public static Finding BadServiceTarget(string name, SrvRecord record) => new(
        "srv.bad-target", FindingSeverity.Warning, name, $"its target '{OneLine.Of(record.Target)}' is not a host name",
        "Correct the record");

    public static Finding ServiceNot443(string name, SrvRecord record) => new(
        "srv.not-443", FindingSeverity.Warning, name,
        string.Create(CultureInfo.InvariantCulture, $"it names port {record.Port} of {OneLine.Of(record.Target)}"),
        "Outlook ignores the port and other clients the record: answer on port 443");

    public static Finding Unconfirmed(Uri url) => new(
        "redirect.unconfirmed", FindingSeverity.Warning, url.IdnHost, "only a redirect or an SRV record names this host, and nobody vouches for it",
        $"Make sure that it is yours before it gets a password; then allow it with --allow-host {url.IdnHost}");

    public static Finding Forgotten(LastKnownGoodEntry entry) => new(
        "last-known-good.forgotten", FindingSeverity.Information, entry.Url.ToString(),
        string.Create(CultureInfo.InvariantCulture, $"it last answered for {entry.Address} at {entry.Answered:yyyy-MM-dd HH:mm} UTC, and no longer does"),
        "Nothing to do: it is not asked first any more");

    /// <summary>What the outcome of an attempt says about the forest or the host; null when it says nothing.</summary>
    public static Finding? Of(CandidateEndpoint candidate, AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Untrusted { Verdict: var verdict } => Of(candidate, verdict),
        AttemptOutcome.BadRedirect { Reason: RedirectChain.PlainHttp } bad => new Finding(
            "redirect.to-http", FindingSeverity.Warning, candidate.Url.ToString(), $"it redirects to {bad.Target}",
            "Redirect to https: no client follows this one with credentials"),
        AttemptOutcome.BadRedirect { Reason: RedirectChain.Loop } bad => new Finding(
            "redirect.loop", FindingSeverity.Warning, candidate.Url.ToString(), $"it comes back to {bad.Target}", "Break the circle on the server"),
        _ when candidate.Step is not StepKind.Scp => null,
        AttemptOutcome.Unreachable or AttemptOutcome.TimedOut => new Finding(
            "scp.dead-url", FindingSeverity.Warning, candidate.Scp?.DistinguishedName ?? candidate.Url.ToString(),
            $"it announces {candidate.Url}: {outcome.Describe()}", "Remove the SCP or start the service"),
        AttemptOutcome.Refused or AttemptOutcome.Malformed => new Finding(
            "scp.not-autodiscover", FindingSeverity.Warning, candidate.Scp?.DistinguishedName ?? candidate.Url.ToString(),
            $"it announces {candidate.Url}: {outcome.Describe()}", "Correct its serviceBindingInformation or the service there"),
        _ => null,
    };

    private static Finding Of(CandidateEndpoint candidate, TlsVerdict verdict)
    {
        if (candidate.Step is StepKind.HttpsRootDomain && verdict.Faults[0] is TlsFault.NameMismatch)
        {
            return new Finding(
                "apex.foreign-certificate", FindingSeverity.Information, verdict.Host, verdict.Describe(),
                "Outlook warns of it at each start: close port 443 of that host, or put the domain on its certificate");
        }

        // The domain's web server need not be a CAS: its certificate is nobody's fault.
        var severity = candidate.Step is StepKind.HttpsRootDomain ? FindingSeverity.Information : FindingSeverity.Warning;
        var (code, remedy) = verdict.Faults[0] switch
        {
            TlsFault.NameMismatch => ("tls.name-mismatch", $"Give the server a certificate that names {verdict.Host}"),
            TlsFault.Expired => ("tls.expired", "Renew the certificate"),
            TlsFault.NotYetValid => ("tls.not-yet-valid", "Check the clocks of both machines; if they are right, the certificate was installed too early"),
            TlsFault.SelfSigned => ("tls.self-signed", "Have the certificate signed by an authority the clients trust, or give it with --ca"),
            TlsFault.UnknownIssuer => ("tls.unknown-issuer", "Install the issuing authority on the clients, or give it with --ca"),
            TlsFault.IncompleteChain => ("tls.incomplete-chain",
                "Have the server send the certificates between its own and the root: not every client fetches them. If it is a root that is missing, give it with --ca"),
            TlsFault.Revoked => ("tls.revoked", "Replace the certificate"),
            TlsFault.RevocationUnknown => ("tls.revocation-unknown", "Make the issuer's list reachable from the clients, or ask with --revocation soft"),
            TlsFault.WrongUsage => ("tls.wrong-usage", "Give the server a certificate for server authentication"),
            TlsFault.Weak => ("tls.weak", "Replace the certificate by one of RSA 2048 bit or more, or EC 256, signed with SHA-256; speak TLS 1.2 or 1.3"),
            TlsFault.NoCertificate => ("tls.no-certificate", "Give the server a certificate"),
            _ => ("tls.untrusted", "See the evidence"),
        };
        return new Finding(code, severity, verdict.Host, verdict.Describe(), remedy);
    }
}
