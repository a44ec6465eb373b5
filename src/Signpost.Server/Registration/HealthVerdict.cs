namespace Signpost.Server.Registration;

/// <summary>Whether clients may be sent to a CAS now.</summary>
public abstract record HealthVerdict
{
    private HealthVerdict()
    {
    }

    /// <summary>They may.</summary>
    public sealed record Healthy : HealthVerdict;

    /// <summary>They would not be served.</summary>
    /// <param name="Why">Why, in one clause.</param>
    public sealed record Unhealthy(string Why) : HealthVerdict;
}
