namespace Signpost.Server.Operation;

/// <summary>What a check found.</summary>
/// <param name="IsGood">Whether clients can be served, as far as this goes.</param>
/// <param name="Detail">How it is, or why not and what to do: one line, lower-case start, no full stop. For operators; clients never see it.</param>
public sealed record HealthResult(bool IsGood, string Detail)
{
    /// <summary>Whether clients should go elsewhere when it is bad (<see cref="HealthCheck.IsVital"/>).</summary>
    public bool IsVital { get; init; } = true;

    /// <summary>Clients can be served.</summary>
    public static HealthResult Good(string detail) => new(true, detail);

    /// <summary>They can't.</summary>
    public static HealthResult Bad(string detail) => new(false, detail);
}
