using System.Diagnostics;
using System.Diagnostics.Metrics;
using Signpost.Discovery;

namespace Signpost.Diagnostics;

/// <summary>The instruments of the meter. All their tags have a handful of values.</summary>
internal sealed class Instruments
{
    private const string EndTag = "signpost.end";
    private const string StepTag = "signpost.step";
    private const string OutcomeTag = "signpost.outcome";

    // From a host next door to the two minutes that a run may take.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
    };

    private readonly Counter<long> discoveries;
    private readonly Histogram<double> discoveryDuration;
    private readonly Counter<long> attempts;
    private readonly Histogram<double> attemptDuration;

    private Instruments(Meter meter)
    {
        discoveries = meter.CreateCounter<long>("signpost.discoveries", "{discovery}", "Runs of discovery, by how they ended");
        discoveryDuration = meter.CreateHistogram("signpost.discovery.duration", "s", "How long runs of discovery took", advice: Seconds);
        attempts = meter.CreateCounter<long>("signpost.attempts", "{attempt}", "Attempts at candidates, by step and outcome");
        attemptDuration = meter.CreateHistogram("signpost.attempt.duration", "s", "How long attempts at candidates took", advice: Seconds);
    }

    /// <summary>Those of whoever has no factory for them.</summary>
    public static Instruments OfProcess { get; } = new(new Meter(SignpostTelemetry.MeterName, SignpostTelemetry.Version));

    /// <summary>Whether anybody listens to any of them.</summary>
    public bool AreEnabled => discoveries.Enabled || discoveryDuration.Enabled || attempts.Enabled || attemptDuration.Enabled;

    public static Instruments Of(IMeterFactory factory) =>
        new(factory.Create(new MeterOptions(SignpostTelemetry.MeterName) { Version = SignpostTelemetry.Version }));

    public void Discovered(RunEnd end)
    {
        var tags = new TagList { { EndTag, end.Word } };
        discoveries.Add(1, tags);
        discoveryDuration.Record(end.Took.TotalSeconds, tags);
    }

    public void Attempted(StepKind step, AttemptOutcome outcome, TimeSpan took)
    {
        var tags = new TagList { { StepTag, step.Word }, { OutcomeTag, outcome.Word } };
        attempts.Add(1, tags);
        attemptDuration.Record(took.TotalSeconds, tags);
    }
}
