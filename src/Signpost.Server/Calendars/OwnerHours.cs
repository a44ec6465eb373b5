using System.Collections.Immutable;
using NodaTime;
using Signpost.Availability;

namespace Signpost.Server.Calendars;

/// <summary>When the owner of a mailbox works.</summary>
/// <param name="Zone">The zone of the mailbox: floating times and whole days are read in it too.</param>
/// <param name="Periods">The hours, by the clock of that zone.</param>
public sealed record OwnerHours(DateTimeZone Zone, ImmutableArray<WorkingPeriod> Periods)
{
    /// <summary>What another server has said of them, which is told as it is; null where they are ours to say.</summary>
    public WorkingHours? Told { get; init; }

    /// <summary>As a message writes it: with the rules of the zone in one year.</summary>
    public WorkingHours In(int year) => Told ?? new WorkingHours(SerializableTimeZone.Of(utc => Zone.GetUtcOffset(Instant.FromDateTimeUtc(utc)).ToTimeSpan(), year), Periods);

    /// <inheritdoc/>
    public bool Equals(OwnerHours? other) => other is not null && Zone.Equals(other.Zone) && Periods.SequenceEqual(other.Periods) && Told == other.Told;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Zone, Periods.Length);
}
