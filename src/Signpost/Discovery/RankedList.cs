using System.Collections.Immutable;
using Signpost.Sites;
using Signpost.Tracing;

namespace Signpost.Discovery;

/// <summary>What a run would try, in which order; no CAS was contacted to know it.</summary>
/// <param name="Address">The address; null for a list of SCPs alone.</param>
/// <param name="Plan">The name of the plan.</param>
/// <param name="Directory">The directory that was asked; null when none answered.</param>
/// <param name="Site">The client's site; null when no directory was asked.</param>
/// <param name="Candidates">Best first.</param>
/// <param name="Steps">The steps, with why one is left out or found nothing; their candidates are in <paramref name="Candidates"/>.</param>
/// <param name="Findings">What was found wrong.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Events">The events themselves.</param>
public sealed record RankedList(
    MailboxAddress? Address, string Plan, string? Directory, ClientSite? Site, ImmutableArray<CandidateEndpoint> Candidates,
    ImmutableArray<StepReport> Steps, ImmutableArray<Finding> Findings, TimeSpan Elapsed, ImmutableArray<TraceEvent> Events);
