using System.Collections.Immutable;
using Signpost.Autodiscover;
using Signpost.Logon;
using Signpost.Sites;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Discovery;

/// <summary>The plan begins for an address: the one asked for, or one it was redirected to.</summary>
public sealed record RoundStarted(MailboxAddress Address, string Plan, string Race) : TraceEvent
{
    /// <summary>The steps in the plan's order, those left out included: steps are asked side by side, so that the events alone do not tell it.</summary>
    public ImmutableArray<StepKind> Steps { get; init; } = [];
}

/// <summary>A step is left out.</summary>
public sealed record StepSkipped(StepKind Step, string Reason) : TraceEvent;

/// <summary>A step looks for candidates.</summary>
public sealed record StepStarted(StepKind Step) : TraceEvent;

/// <summary>A step has named its candidates.</summary>
/// <param name="Step">Which.</param>
/// <param name="Count">How many.</param>
/// <param name="Nothing">Why there are none, or what went wrong; null when all went well.</param>
/// <param name="Failed">Whether something went wrong, as opposed to there being nothing.</param>
public sealed record StepEnded(StepKind Step, int Count, string? Nothing, bool Failed) : TraceEvent;

/// <summary>A directory answers our questions.</summary>
public sealed record DirectoryOpened(string Source) : TraceEvent;

/// <summary>The site of the client is known, or known to be unknown.</summary>
public sealed record SiteLearned(ClientSite Site) : TraceEvent;

/// <summary>A candidate was found.</summary>
public sealed record CandidateFound(CandidateEndpoint Candidate) : TraceEvent;

/// <summary>An attempt at a candidate began.</summary>
public sealed record AttemptStarted(int Candidate) : TraceEvent;

/// <summary>A redirect was followed.</summary>
public sealed record HopFollowed(int Candidate, Uri From, Uri To, string How) : TraceEvent;

/// <summary>A certificate was shown, a good one or not.</summary>
/// <param name="Candidate">By the candidate, or where it redirected to.</param>
/// <param name="Verdict">What it is like.</param>
public sealed record TlsSeen(int Candidate, TlsVerdict Verdict) : TraceEvent;

/// <summary>Another dialect is tried at a candidate, because its host does not speak the one before.</summary>
/// <param name="Candidate">Which.</param>
/// <param name="Url">Where.</param>
/// <param name="Dialect">The dialect that is tried now.</param>
/// <param name="Why">What the one before met with.</param>
public sealed record DialectTried(int Candidate, Uri Url, AutodiscoverDialect Dialect, string Why) : TraceEvent;

/// <summary>An attempt at a candidate ended, or will never begin.</summary>
public sealed record AttemptEnded(int Candidate, AttemptOutcome Outcome) : TraceEvent;

/// <summary>The conversation with a candidate that had answered is over.</summary>
/// <param name="Candidate">Which.</param>
/// <param name="Url">Who was talked to: the candidate, or where it redirected to.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record ConversationEnded(int Candidate, Uri Url, ConversationOutcome Outcome) : TraceEvent
{
    /// <summary>The dialect that was spoken last.</summary>
    public AutodiscoverDialect Dialect { get; init; }

    /// <summary>How the server was convinced of who asks; null where it was not.</summary>
    public LogonMethod? Method { get; init; }
}

/// <summary>This candidate is the CAS.</summary>
public sealed record Found(int Candidate, Uri Url) : TraceEvent;

/// <summary>The run is over.</summary>
/// <param name="End">How.</param>
/// <param name="Why">In words, one line; "" when it was found.</param>
public sealed record RunEnded(DiscoveryEnd End, string Why) : TraceEvent
{
    /// <summary>When to run again; null is never.</summary>
    public TimeSpan? RefreshAfter { get; init; }
}

/// <summary>How a run ended.</summary>
public enum DiscoveryEnd
{
    /// <summary>A CAS answered; with settings, unless no credentials were given.</summary>
    Found,

    /// <summary>A CAS answered, but its settings could not be fetched although credentials were given.</summary>
    FoundWithoutSettings,

    /// <summary>Every candidate was tried, and none is a CAS of this mailbox.</summary>
    NotFound,

    /// <summary>A CAS refused the password; nobody else was asked.</summary>
    LogonRefused,

    /// <summary>The time given for the whole run was over.</summary>
    TimedOut,
}
