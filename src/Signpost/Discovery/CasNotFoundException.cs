namespace Signpost.Discovery;

/// <summary>There are no settings to be had; the report says all that was tried.</summary>
public sealed class CasNotFoundException(DiscoveryReport report)
    : Exception(report.Why is "" ? $"no settings for {report.Address}: no credentials were given" : report.Why)
{
    /// <summary>Everything that was tried.</summary>
    public DiscoveryReport Report { get; } = report;
}
