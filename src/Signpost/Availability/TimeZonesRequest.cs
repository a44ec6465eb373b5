using System.Collections.Immutable;
using Signpost.Ews;

namespace Signpost.Availability;

/// <summary>Which zones does the server know (MS-OXWSGTZ, GetServerTimeZones)? exchangelib asks before every question for free/busy.</summary>
public sealed record TimeZonesRequest : EwsCall
{
    /// <summary>Whether the rules are asked for; else the names are.</summary>
    public bool IsFull { get; init; } = true;

    /// <summary>Which zones; none asks for all.</summary>
    public ImmutableArray<string> Ids { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <inheritdoc/>
    public bool Equals(TimeZonesRequest? other) => base.Equals(other) && IsFull == other.IsFull && Ids.SequenceEqual(other.Ids);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), IsFull, Ids.Length);
}
