namespace Signpost.Server.Operation;

/// <summary>Something that has to be well for clients to be served.</summary>
/// <param name="Name">One word of lower-case letters, seen by everybody: <c>directory</c>, <c>certificate</c>.</param>
/// <param name="AskAsync">Finds out; given up after <see cref="Readiness.LongestCheck"/>.</param>
public sealed record HealthCheck(string Name, Func<CancellationToken, ValueTask<HealthResult>> AskAsync)
{
    /// <summary>Whether clients should go elsewhere when it is bad. What all CASs of an organization share is no reason for that: each would send them to the next.</summary>
    public bool IsVital { get; init; } = true;
}
