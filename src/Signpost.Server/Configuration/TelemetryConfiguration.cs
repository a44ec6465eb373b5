namespace Signpost.Server.Configuration;

/// <summary>What is measured, and who is told.</summary>
public sealed record TelemetryConfiguration
{
    /// <summary>Whether <c>/metrics</c> answers, on the management addresses only.</summary>
    public bool Prometheus { get; init; } = true;

    /// <summary>Where traces and metrics are sent by OTLP; null sends none.</summary>
    public Uri? OtlpEndpoint { get; init; }
}
