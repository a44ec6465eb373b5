using System.Globalization;
using Signpost.Autodiscover;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Doctor.Rules;

/// <summary>What is wrong with logons, and with the clocks that Kerberos needs.</summary>
internal static class LogonRules
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(5);       // RFC 4120 section 1.6, and the default of Active Directory

    public static IEnumerable<Finding> Of(DoctorFacts facts) => [.. Refused(facts), .. facts.Hosts.SelectMany(Of), .. Clocks(facts)];

    private static IEnumerable<Finding> Of(HostFacts host)
    {
        if (host.Pox is { Response.Status: 200, Answer: DialectAnswer.Settings })
        {
            yield return new Finding(
                "logon.not-required", FindingSeverity.Warning, host.Url.AbsoluteUri, "it gives the settings of a mailbox without a logon",
                "Require one: the answer tells anybody who has a mailbox here, and their names");
        }

        if (host.Pox is { LoggedOn: LogonOutcome.NotPossible { Why: var why }, Response.Challenges: not [] })
        {
            yield return new Finding("logon.not-possible", FindingSeverity.Warning, host.Url.IdnHost, why, "See the evidence");
        }
    }

    private static IEnumerable<Finding> Refused(DoctorFacts facts)
    {
        if (facts.RefusedBy is not { } server || facts.Hosts.Any(host => IsLocked(host.Pox)))
        {
            yield break;    // the rule about answers names the URL that says so
        }

        if (facts.IsLocked || facts.Hosts.Any(host => IsLocked(host.Soap) || IsLocked(host.Json)))
        {
            yield return new Finding(
                "logon.locked", FindingSeverity.Error, server, "it says that the account is locked (HTTP 456); nobody else was given the credentials", "Unlock the account");
        }
        else
        {
            yield return new Finding(
                "logon.refused", FindingSeverity.Error, server, "it refused the credentials; nobody else was given them",
                "Check the user and the password; each further try counts towards a lock-out");
        }
    }

    private static bool IsLocked(EndpointFact fact) => fact.LoggedOn is LogonOutcome.Answered { Response.Status: 456 };

    private static IEnumerable<Finding> Clocks(DoctorFacts facts)
    {
        foreach (var (server, clock) in facts.Chains.SelectMany(chain => chain.Facts).Select(Clock).OfType<(string, DateTimeOffset)>().DistinctBy(one => one.Item1))
        {
            if ((clock - facts.Now).Duration() > Tolerated)
            {
                yield return Skew(server, clock - facts.Now);
            }
        }

        if (facts.DirectoryClock is { } its && (its - facts.Now).Duration() > Tolerated)
        {
            yield return Skew("the directory", its - facts.Now);
        }
    }

    private static Finding Skew(string server, TimeSpan ahead) => new(
        "clock.skew", FindingSeverity.Warning, server, $"its clock is {Words.Duration(ahead)} {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} this machine's",
        "Set both by the same time server: Kerberos refuses more than 5 minutes");

    private static (string, DateTimeOffset)? Clock(EndpointFact fact) =>
        fact.Response is { } response && response.Headers.TryGetValue("Date", out var date)
        && DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var clock)
            ? (fact.Url.IdnHost, clock)
            : null;
}
