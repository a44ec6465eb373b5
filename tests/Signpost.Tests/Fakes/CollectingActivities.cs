using System.Diagnostics;
using Signpost.Diagnostics;

namespace Signpost.Tests.Fakes;

/// <summary>Listens to the activities of one test: those below an activity of its own.</summary>
internal sealed class CollectingActivities : IDisposable
{
    private readonly Activity above = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
    private readonly ActivityListener listener;

    public CollectingActivities()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SignpostTelemetry.ActivitySourceName,
            Sample = (ref options) => options.TraceId == above.TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = stopped =>
            {
                if (stopped.TraceId == above.TraceId)
                {
                    Stopped.Add(stopped);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>Those that are over, in the order of their ends.</summary>
    public List<Activity> Stopped { get; } = [];

    /// <summary>The one above all of the test.</summary>
    public Activity Above => above;

    public Activity Run => Stopped.Single(activity => activity.OperationName is not "signpost.attempt");

    public IEnumerable<Activity> Attempts => Stopped.Where(activity => activity.OperationName is "signpost.attempt");

    public void Dispose()
    {
        listener.Dispose();
        above.Stop();
        above.Dispose();
    }
}
