using System.Collections.Immutable;
using Signpost.Availability;
using Signpost.Discovery;
using Signpost.Tracing;

namespace Signpost.Questions;

/// <summary>When people are free, as far as that could be had.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Answers">One for each attendee, in the order of the question.</param>
/// <param name="Suggestions">Null where none were asked for.</param>
/// <param name="Url">Who was asked; null where nobody was.</param>
/// <param name="Discovery">How that was found; null where it was given.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Events">What happened on the way, without the discovery.</param>
public sealed record FreeBusyReport(
    FreeBusyQuestion Question, ImmutableArray<FreeBusyAnswer> Answers, SuggestionsOutcome? Suggestions, Uri? Url, DiscoveryReport? Discovery, TimeSpan Elapsed,
    ImmutableArray<TraceEvent> Events)
{
    /// <summary>The calendars as lines: a block for each day, and when all are free.</summary>
    public ImmutableArray<ReportLine> ToLines(FreeBusyLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return FreeBusyText.Of(this, layout);
    }

    /// <summary>The report as JSON.</summary>
    public byte[] ToJson() => FreeBusyJson.Of(this);

    /// <summary>The calendars that were given as iCalendar: a VFREEBUSY for each.</summary>
    /// <param name="now">When they were asked for.</param>
    public string ToICalendar(DateTimeOffset now) => FreeBusyCalendar.Of(this, now);
}

/// <summary>What is said of one attendee.</summary>
public sealed record FreeBusyAnswer(Attendee Attendee, FreeBusyOutcome Outcome);
