using Signpost.Discovery;

namespace Signpost.Server.Registration;

/// <summary>Whether clients may be sent to a CAS now.</summary>
public abstract record HealthVerdict
{
    private HealthVerdict()
    {
    }

    /// <summary>What the answer of the announced URL says of it.</summary>
    public static HealthVerdict Of(EndpointVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return verdict.IsGood ? new Healthy() : new Unhealthy($"{verdict.Url.AbsoluteUri}: {verdict.Describe()}");
    }

    /// <summary>They may.</summary>
    public sealed record Healthy : HealthVerdict;

    /// <summary>They would not be served.</summary>
    /// <param name="Why">Why, in one clause.</param>
    public sealed record Unhealthy(string Why) : HealthVerdict;
}
