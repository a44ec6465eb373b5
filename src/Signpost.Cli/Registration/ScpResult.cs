using Signpost.Discovery;
using Signpost.Server.Registration;

namespace Signpost.Cli.Registration;

/// <summary>What came of a command about an SCP, as it is shown.</summary>
/// <param name="Directory">Which directory.</param>
/// <param name="Subject">What was meant.</param>
internal sealed record ScpResult(string Directory, ScpSubject Subject)
{
    /// <summary>A word or two for it: <c>published</c>, <c>unchanged</c>.</summary>
    public string Word { get; init; } = "";

    /// <summary>Whether it is what would be written, and was not.</summary>
    public bool IsPlan { get; init; }

    /// <summary>What the endpoint answered; null where it was not asked.</summary>
    public EndpointVerdict? Endpoint { get; init; }

    /// <summary>Whether it was written although the endpoint did not answer well.</summary>
    public bool IsForced { get; init; }

    /// <summary>What is, or would be, written; null where it came to nothing.</summary>
    public ScpPlan? Plan { get; init; }

    /// <summary>Why it came to nothing; null where it did not.</summary>
    public ScpProblem? Problem { get; init; }

    /// <summary>What is to be said of the names; null when nothing is.</summary>
    public string? Note { get; init; }
}
