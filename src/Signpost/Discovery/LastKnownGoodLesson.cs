using System.Collections.Immutable;
using Signpost.Autodiscover;
using Signpost.Sites;

namespace Signpost.Discovery;

/// <summary>What a run teaches for the next one: the endpoint to remember, and those to forget.</summary>
/// <remarks>
/// 1. Remembered is a find with settings, or, where no credentials were given, one that answered: never a host that is hearsay and was not allowed.
/// 2. Hearsay stays hearsay: a host that the user allowed in this run gets no password in the next without being allowed again.
/// 3. What a local file said or named is not remembered: the file itself is the memory, and ends with it.
/// 4. Forgotten is an endpoint that answered, but no longer as the CAS of the mailbox.
/// 5. One that did not answer is forgotten only where the run found another from the same site. Off the network nobody answers, and an
///    endpoint of the office does not answer at home: both will be good again.
/// </remarks>
internal static class LastKnownGoodLesson
{
    /// <summary>The endpoint to remember; null where there is none.</summary>
    /// <param name="report">The run, but for its end.</param>
    /// <param name="options">How it was to go.</param>
    /// <param name="forest">The forest's name.</param>
    /// <param name="now">The time.</param>
    /// <param name="refreshAfter">When it is to be run again; null is never.</param>
    public static LastKnownGoodEntry? Remembered(
        DiscoveryReport report, DiscoveryOptions options, string forest, DateTimeOffset now, TimeSpan? refreshAfter)
    {
        var round = report.Rounds[^1];
        if (round.Steps.SelectMany(step => step.Candidates).FirstOrDefault(candidate => candidate.IsFound) is not { Candidate: var candidate } run
            || report.Found is not { Url: var url } || candidate.Step is StepKind.LocalXml)
        {
            return null;
        }

        var isForeign = candidate.IsHearsay || !IsSameHost(candidate.Url, url);
        if (isForeign && !GotPassword(run) && options.Redirects.AnswerFor(url.IdnHost, [round.Address.Domain], null) is not RedirectAnswer.Allow)
        {
            return null;
        }

        // A foreign host that a trusted one redirected to was trusted for the sake of that one: so the way to it is kept, not the host.
        var isTrustedBySelf = candidate.IsHearsay || IsSameHost(candidate.Url, url) || RedirectPolicy.IsIn(url.IdnHost, round.Address.Domain);
        var kept = isTrustedBySelf ? url : candidate.Url;
        return !CanBeKept(kept) ? null : new LastKnownGoodEntry
        {
            Address = round.Address,
            Forest = forest,
            Site = candidate.Remembered is { } before ? before.Site : SiteOf(report, options),
            Url = kept,
            Dialect = report.Events.OfType<ConversationEnded>().Last(ended => ended.Candidate == candidate.Id).Dialect.Word,
            Step = candidate.Remembered?.Step ?? candidate.Step,
            Answered = now,
            RefreshAt = now + refreshAfter,
        };
    }

    /// <summary>The entries to forget.</summary>
    /// <param name="report">The run, but for its end.</param>
    /// <param name="options">How it was to go.</param>
    /// <param name="end">How it ended.</param>
    public static ImmutableArray<LastKnownGoodEntry> Forgotten(DiscoveryReport report, DiscoveryOptions options, DiscoveryEnd end) =>
    [
        .. from round in report.Rounds
           from step in round.Steps
           from run in step.Candidates
           let entry = run.Candidate.Remembered
           where entry is not null && !run.IsFound
           let isReplaced = end is DiscoveryEnd.Found && entry.Site == SiteOf(report, options)
           where SaidNo(run) || (isReplaced && SaidNothing(run))
           select entry,
    ];

    /// <summary>The site that the forest says this client is in; null where it was not asked, or for another client.</summary>
    public static SiteName? SiteLearned(DiscoveryReport report, DiscoveryOptions options) =>
        options.ClientAddress is null && report.Site is ClientSite.FromNetlogonPing or ClientSite.FromSubnet ? report.Site.Name : null;

    /// <summary>Whether a URL may stand in a file: one of https, without a password in it.</summary>
    public static bool CanBeKept(Uri url) => url.Scheme == Uri.UriSchemeHttps && url.UserInfo is "";

    private static SiteName? SiteOf(DiscoveryReport report, DiscoveryOptions options) => options.Site ?? report.Site?.Name;

    private static bool IsSameHost(Uri one, Uri other) => one.IdnHost.Equals(other.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether settings came for a password: then the host was trusted, or the user allowed it.</summary>
    private static bool GotPassword(CandidateReport run) => run is { Outcome: AttemptOutcome.Answered { Status: 401 }, Conversation: ConversationOutcome.Settings };

    private static bool SaidNo(CandidateReport run) =>
        run.Outcome is AttemptOutcome.Refused { Status: < 500 } or AttemptOutcome.NoRedirect or AttemptOutcome.BadRedirect or AttemptOutcome.Malformed
        || run.Conversation is ConversationOutcome.Error or ConversationOutcome.Refused { Status: < 500 } or ConversationOutcome.NoRedirect
            or ConversationOutcome.BadRedirect or ConversationOutcome.Malformed;

    // A certificate that is not good is silence too: it may be that of the hotel.
    private static bool SaidNothing(CandidateReport run) =>
        run.Outcome is AttemptOutcome.Unreachable or AttemptOutcome.TimedOut or AttemptOutcome.Untrusted or AttemptOutcome.Refused
        || run.Conversation is ConversationOutcome.Unreachable or ConversationOutcome.TimedOut or ConversationOutcome.Untrusted or ConversationOutcome.Refused;
}
