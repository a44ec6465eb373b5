using Signpost.Discovery;
using Signpost.Tracing;

namespace Signpost.Diagnostics;

/// <summary>How a run ended, for those who watch it.</summary>
/// <param name="Word">The end of a discovery in one word, <c>answered</c> for any other question, <c>cancelled</c> or <c>failed</c>.</param>
/// <param name="IsGood">Whether the question has its answer.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Fault">What broke, by the name of its type; null where nothing did.</param>
internal sealed record RunEnd(string Word, bool IsGood, TimeSpan Took, string? Fault = null)
{
    public const string Cancelled = "cancelled";

    /// <summary>The end of a run that has come back.</summary>
    public static RunEnd Of(RunEnded? end, TimeSpan took) =>
        end is null ? new RunEnd("answered", true, took) : new RunEnd(end.End.Word, end.End is DiscoveryEnd.Found, took);

    /// <summary>The end of a run that was called off, or of one that ran into a bug.</summary>
    public static RunEnd Of(Exception thrown, TimeSpan took) => thrown is OperationCanceledException
        ? new RunEnd(Cancelled, false, took)
        : new RunEnd("failed", false, took, thrown.GetType().FullName);
}
