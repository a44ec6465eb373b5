using Signpost.Tracing;

namespace Signpost.Diagnostics;

/// <summary>Tells others of a run while it goes on, by its events alone.</summary>
internal interface IRunView
{
    /// <summary>An event, in their order and one at a time.</summary>
    void See(TraceEvent happened);

    /// <summary>The run is over; no event follows.</summary>
    void End(RunEnd end);
}
