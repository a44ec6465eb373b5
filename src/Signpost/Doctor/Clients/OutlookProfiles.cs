using System.Collections.Immutable;
using Signpost.Autodiscover;
using Signpost.Discovery;

namespace Signpost.Doctor.Clients;

/// <summary>The Outlooks.</summary>
internal static class OutlookProfiles
{
    private const string Documents = "Microsoft developer documentation of Autodiscover";
    private const string Coexistence = "Exchange 2010 and 2007 coexistence guidance";
    private const string Article = "Microsoft support article 3211279";
    private const string Policies = "approximate: recalled, consistent with the policies of the AutoDiscover registry key";
    private const string Gromox = "notes of the gromox developers";

    private static readonly ClientHabits Habits = new()
    {
        Passes =
        [
            new ClientPass(
                AutodiscoverDialect.Pox, "/autodiscover/autodiscover.xml", HostHabit.AsksTheUrl,
                new Habit<Patience>(
                    new Patience(TimeSpan.FromSeconds(10), 1), "waits 10 s for an endpoint that does not answer",
                    "approximate: the least that the registry value Timeout allows, by field guides"),
                new ClientRule("speaks POX", "MS-OXDSCLI 3.1.4")),
        ],
        Scps = new(ScpHabit.TwoLists, "tries the SCPs of its site first, then all others, oldest first", Coexistence),
        SrvPort = new(SrvPortHabit.Ignores, "ignores the port of an SRV record and asks on 443", Gromox),
        SrvChoice = new(SrvChoice.Rfc2782, "takes SRV records by priority and weight", $"{ClientRule.Approximate}: MS-OXDISCO 3.1.5.3 does not say which"),
        SrvTries = new(1, "asks one SRV target", ClientRule.Approximate),
        Redirects = new(
            new RedirectHabit([301, 302, 307, 308], 10, InAll: true, RefusesRepeats: true),
            "follows at most 10 redirects, to https only and not to a URL that has failed", Documents),
        HttpTargets = new(HttpTarget.PoxPath, "takes a redirect from plain http to an Autodiscover path on https", "MS-OXDISCO 2.2.3 and 3.1.5.4"),
        RepeatedAddress = new(RepeatedAddress.FailsTheUrl, "a redirect to an address that was asked for fails the URL", Documents),
        Errors = new(ErrorHabit.Never, "an error is not conclusive, the search goes on to the first success", Gromox),
        LockedEnds = new(false, "a locked account is one more HTTP status that says no", Documents),
        Certificates = new(
            CertificateHabit.PromptsForName, "asks the user about a wrong name; an untrusted or expired certificate fails the step silently", "Microsoft support articles on Autodiscover prompts"),
        Lookup = new(HostLookup.AsTheSystem, "looks hosts up as the system does", ClientRule.Approximate),
        Consent = new(
            ConsentHabit.User, "asks the user before it trusts the target of a redirect from plain http or of an SRV record; RedirectServers lists whom it trusts unasked",
            "Microsoft support articles on Autodiscover prompts"),
        Logon = new(LogonHabit.AsOffered, "logs on as the server offers, never by Basic over plain http", "Microsoft support articles on Autodiscover prompts"),
        NeedsOffer = new(false, "an answer without an offer of a logon is one more that says no", ClientRule.Approximate),
        RefusedLogon = new("a refused logon is not conclusive; the user is asked after several", Documents),
        UselessAnswer = new("a host that refuses or filters counts like HTTP 404, the next is asked", Gromox),
    };

    public static ClientProfile Outlook2007 { get; } = new(
        "outlook2007", "Outlook 2007 and 2010",
        [
            Step(StepKind.Scp, Documents), Step(StepKind.HttpsRootDomain, Documents), Step(StepKind.HttpsAutodiscoverDomain, Documents),
            Step(StepKind.HttpRedirect, Documents), Step(StepKind.SrvRecord, "Microsoft support: an update after the first release of Outlook 2007"),
            Unseen("local XML", "Microsoft documentation of PreferLocalXML: last, unless it is preferred"),
        ],
        Habits with
        {
            Remarks =
            [
                new ClientRule("a last known good URL comes first from Outlook 2010 14.0.7140.5001 on", Documents),
                new ClientRule("Outlook 2013 begins with the DNS steps at the same time as with the SCPs", "a Microsoft field engineer's blog"),
            ],
        });

    public static ClientProfile Outlook2016 { get; } = new(
        "outlook2016", "Outlook 2016 and later",
        [
            Unseen("payload kept for a restart", Article), Unseen("preferred local XML", Policies), Unseen("last known good URL", Policies),
            Unseen("Microsoft 365 first", Policies), Step(StepKind.Scp, Policies), Step(StepKind.HttpsRootDomain, Policies), Step(StepKind.HttpsAutodiscoverDomain, Policies),
            Unseen("local XML", Policies), Step(StepKind.HttpRedirect, Policies), Step(StepKind.SrvRecord, Policies), Unseen("Microsoft 365 last", Policies),
        ],
        Habits with
        {
            Scps = new(ScpHabit.TwoLists, "tries the SCPs of its site first, then all others, oldest first", $"{ClientRule.Approximate}: as the older ones, {Coexistence}"),
            Remarks = [new ClientRule("stops at the first POST that succeeds", Gromox)],
        });

    private static ClientStep Step(StepKind kind, string source) => new(kind, kind.Title, new ClientRule($"its steps in their order: {kind.Title}", source));

    private static ClientStep Unseen(string title, string source) => new(null, title, new ClientRule($"its steps in their order: {title}", source));
}
