using System.Collections.Immutable;
using Signpost.Discovery;
using Signpost.Doctor.Clients;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Doctor;

/// <summary>What an examination found.</summary>
public sealed record DoctorReport
{
    /// <summary>The address examined.</summary>
    public required MailboxAddress Address { get; init; }

    /// <summary>Where this client ends, by the plan it was given.</summary>
    public required DiscoveryReport Discovery { get; init; }

    /// <summary>Every candidate of every step, whether discovery needed it or not.</summary>
    public required ImmutableArray<CandidateCheck> Candidates { get; init; }

    /// <summary>What is wrong, the worst first.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>Where the clients asked about would end, in the order they were asked about.</summary>
    public ImmutableArray<ClientVerdict> Clients { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether everything could be looked at in the time given.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The events of the whole examination.</summary>
    public required ImmutableArray<TraceEvent> Events { get; init; }

    /// <summary>The worst severity; null where nothing was found.</summary>
    public FindingSeverity? Worst => Findings is [] ? null : Findings.Max(finding => finding.Severity);
}

/// <summary>A candidate, looked at.</summary>
/// <param name="Candidate">Which.</param>
/// <param name="Outcome">How its URL ended, redirects followed.</param>
/// <param name="Says">What it says of the mailbox, one clause; "" where nothing was heard.</param>
/// <param name="Path">The URLs on the way, its own first.</param>
/// <param name="Dialects">The dialects that are spoken where it ends.</param>
/// <param name="Tls">The certificate where it ends; null where none was seen.</param>
public sealed record CandidateCheck(
    CandidateEndpoint Candidate, AttemptOutcome Outcome, string Says, ImmutableArray<Uri> Path, ImmutableArray<Autodiscover.AutodiscoverDialect> Dialects, TlsVerdict? Tls);
