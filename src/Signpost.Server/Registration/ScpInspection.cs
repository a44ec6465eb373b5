using System.Collections.Immutable;
using Signpost.Tracing;

namespace Signpost.Server.Registration;

/// <summary>What came of looking at an SCP.</summary>
public abstract record ScpInspection
{
    private ScpInspection()
    {
    }

    /// <summary>It was looked at.</summary>
    /// <param name="DistinguishedName">The SCP; "" where there is none.</param>
    /// <param name="Url">The URL that clients are sent to; null where there is none.</param>
    /// <param name="Findings">What is so and what is wrong: what is as it should be is <see cref="FindingSeverity.Information"/>.</param>
    public sealed record Inspected(string DistinguishedName, Uri? Url, ImmutableArray<Finding> Findings) : ScpInspection;

    /// <summary>It could not be looked at.</summary>
    public sealed record Failed(ScpProblem Problem) : ScpInspection;
}
