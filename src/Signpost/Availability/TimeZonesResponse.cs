using System.Collections.Immutable;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Availability;

/// <summary>What a CAS answers to a <see cref="TimeZonesRequest"/>.</summary>
public abstract record TimeZonesResponse
{
    private TimeZonesResponse()
    {
    }

    /// <summary>Which Exchange answers; null where it does not say, which exchangelib does not bear.</summary>
    public ServerVersionInfo? Server { get; init; }

    /// <summary>The zones.</summary>
    /// <param name="Outcome">How it went.</param>
    /// <param name="Zones">Those that are known.</param>
    public sealed record Answer(EwsOutcome Outcome, ImmutableArray<TimeZoneDefinition> Zones) : TimeZonesResponse
    {
        /// <inheritdoc/>
        public bool Equals(Answer? other) => base.Equals(other) && Outcome == other.Outcome && Zones.SequenceEqual(other.Zones);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Outcome, Zones.Length);
    }

    /// <summary>It could not be answered at all.</summary>
    /// <param name="Why">The fault.</param>
    public sealed record Fault(EwsFault Why) : TimeZonesResponse;
}
