using System.Collections.Immutable;
using Signpost.Discovery;
using Signpost.Tracing;

namespace Signpost.Questions;

/// <summary>What came of a question about somebody's absence.</summary>
/// <param name="Mailbox">Whose.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Url">Who was asked; null where nobody was.</param>
/// <param name="Discovery">How that was found; null where it was given, or nobody was to be asked.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Events">What happened on the way, without the discovery.</param>
public sealed record OofReport(
    MailboxAddress Mailbox, OofOutcome Outcome, Uri? Url, DiscoveryReport? Discovery, TimeSpan Elapsed, ImmutableArray<TraceEvent> Events)
{
    /// <summary>The report as lines.</summary>
    /// <param name="zone">The zone whose clock is shown.</param>
    public ImmutableArray<ReportLine> ToLines(TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return OofText.Of(this, zone);
    }

    /// <summary>The report as JSON.</summary>
    public byte[] ToJson() => OofJson.Of(this);
}
