using System.Collections.Immutable;
using Signpost.Autodiscover;
using Signpost.Logon;
using Signpost.Sites;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Discovery;

/// <summary>Everything a run found and tried: a fold over its events.</summary>
public sealed record DiscoveryReport
{
    /// <summary>The address asked for.</summary>
    public required MailboxAddress Address { get; init; }

    /// <summary>The name of the plan.</summary>
    public required string Plan { get; init; }

    /// <summary>The name of the race policy.</summary>
    public required string Race { get; init; }

    /// <summary>The directory that was asked; null when none answered.</summary>
    public string? Directory { get; init; }

    /// <summary>The client's site; null when no directory was asked.</summary>
    public ClientSite? Site { get; init; }

    /// <summary>The rounds: one for the address, one more for each address it was redirected to.</summary>
    public required ImmutableArray<RoundReport> Rounds { get; init; }

    /// <summary>The CAS, where one was found.</summary>
    public FoundCas? Found { get; init; }

    /// <summary>How the run ended.</summary>
    public required DiscoveryEnd End { get; init; }

    /// <summary>Why it ended so, one line; "" when the CAS was found.</summary>
    public required string Why { get; init; }

    /// <summary>When to run again, by <see cref="RefreshTimes"/>; null is never by itself.</summary>
    public TimeSpan? RefreshAfter { get; init; }

    /// <summary>How long the run took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What was found wrong, in the order of finding.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>The events themselves.</summary>
    public required ImmutableArray<TraceEvent> Events { get; init; }

    /// <summary>The settings of the mailbox.</summary>
    /// <exception cref="CasNotFoundException">There are none; it carries this report.</exception>
    public MailboxSettings RequireSettings() => Found?.Settings ?? throw new CasNotFoundException(this);

    /// <summary>Reads a report off events, also off those of a run that is still going on.</summary>
    public static DiscoveryReport From(ImmutableArray<TraceEvent> events) => ReportFold.Of(events);
}

/// <summary>The CAS of the mailbox.</summary>
/// <param name="Candidate">The candidate that led to it.</param>
/// <param name="Url">The Autodiscover URL that answered: the candidate's, or where it redirected to.</param>
/// <param name="Settings">The mailbox's settings; null when no credentials were given, or they could not be used.</param>
public sealed record FoundCas(CandidateEndpoint Candidate, Uri Url, MailboxSettings? Settings)
{
    /// <summary>Whether the client is inside: an SCP led to the answer (the rule of the EWS Managed API).</summary>
    public Vantage Vantage => (Candidate.Remembered?.Step ?? Candidate.Step) is StepKind.Scp ? Vantage.Inside : Vantage.Outside;
}

/// <summary>The plan, once through, for one address.</summary>
public sealed record RoundReport(MailboxAddress Address, ImmutableArray<StepReport> Steps);

/// <summary>A step of a round.</summary>
/// <param name="Step">Which.</param>
/// <param name="Skipped">Why it was left out; null when it was not.</param>
/// <param name="Nothing">Why it found nothing, or what went wrong.</param>
/// <param name="Failed">Whether something went wrong.</param>
/// <param name="Candidates">What it found, best first.</param>
public sealed record StepReport(StepKind Step, string? Skipped, string? Nothing, bool Failed, ImmutableArray<CandidateReport> Candidates);

/// <summary>What became of a candidate.</summary>
public sealed record CandidateReport
{
    /// <summary>Its place in the round, from 1.</summary>
    public required int Rank { get; init; }

    /// <summary>The candidate.</summary>
    public required CandidateEndpoint Candidate { get; init; }

    /// <summary>When its attempt began; null when it never did.</summary>
    public TimeSpan? Started { get; init; }

    /// <summary>When its attempt, or its conversation, ended.</summary>
    public TimeSpan? Ended { get; init; }

    /// <summary>How long its attempt took: how fast it answered, without the time that its answer was held back, and without the conversation.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>Its outcome; null while it is still being tried.</summary>
    public AttemptOutcome? Outcome { get; init; }

    /// <summary>How the conversation with it ended; null when there was none.</summary>
    public ConversationOutcome? Conversation { get; init; }

    /// <summary>The redirects it was followed through.</summary>
    public ImmutableArray<HopFollowed> Hops { get; init; } = [];

    /// <summary>What the certificate was like that was shown last, by the candidate or where it redirected to; null where none was.</summary>
    public TlsVerdict? Tls { get; init; }

    /// <summary>The dialects that were tried after the first, because the host did not speak the one before.</summary>
    public ImmutableArray<DialectTried> Turns { get; init; } = [];

    /// <summary>The dialect of the conversation; null where there was none.</summary>
    public AutodiscoverDialect? Dialect { get; init; }

    /// <summary>How the server was convinced of who asks; null where it was not.</summary>
    public LogonMethod? Method { get; init; }

    /// <summary>Whether it is the CAS.</summary>
    public bool IsFound { get; init; }
}
