using System.Collections.Immutable;

namespace Signpost.Availability;

/// <summary>A zone with the rules of its years (MS-OXWSGTZ, TimeZoneDefinitionType): what a server says of a zone that a client names.</summary>
/// <param name="Id">Its name, for example <c>W. Europe Standard Time</c>.</param>
/// <param name="Name">What people read; "" where that is not said.</param>
/// <param name="Eras">Its rules, the oldest first; none where only the names are said.</param>
public sealed record TimeZoneDefinition(string Id, string Name, ImmutableArray<TimeZoneEra> Eras)
{
    /// <summary>A zone of the platform by its rules of some years. Before the first year and after the last their rules go on.</summary>
    /// <remarks>A year in which clocks do not change to one other time and back, as in a Ramadan around New Year, has an era for each change.</remarks>
    /// <param name="id">What it is to be called.</param>
    /// <param name="name">What people are to read.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="first">The first year, from 1602 on.</param>
    /// <param name="last">The last year, up to 8999.</param>
    public static TimeZoneDefinition Of(string id, string name, TimeZoneInfo zone, int first, int last)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return Of(id, name, utc => zone.GetUtcOffset(utc), first, last);
    }

    /// <summary>A zone of any other table by its rules of some years, as of one of the platform.</summary>
    /// <param name="id">What it is to be called.</param>
    /// <param name="name">What people are to read.</param>
    /// <param name="offsetAt">How far its clocks are ahead of UTC at an instant, which is given in UTC; whole minutes count.</param>
    /// <param name="first">The first year, from 1602 on.</param>
    /// <param name="last">The last year, up to 8999.</param>
    public static TimeZoneDefinition Of(string id, string name, Func<DateTime, TimeSpan> offsetAt, int first, int last)
    {
        ArgumentNullException.ThrowIfNull(offsetAt);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, last);
        var eras = ImmutableArray.CreateBuilder<TimeZoneEra>();
        for (var year = first; year <= last; year++)
        {
            var rules = SerializableTimeZone.Of(offsetAt, year);
            Begin(new DateTime(year, 1, 1), rules);
            foreach (var change in rules.HasDaylight ? [] : PlatformChanges.Of(offsetAt, year))
            {
                Begin(change.Clock, new SerializableTimeZone(-change.After, ZoneTransition.None, ZoneTransition.None));
            }
        }

        return new TimeZoneDefinition(id, name, eras.ToImmutable());

        void Begin(DateTime clock, SerializableTimeZone rules)
        {
            if (eras is [] || eras[^1].Rules != rules)
            {
                eras.Add(new TimeZoneEra(eras is [] ? null : clock, rules));
            }
        }
    }

    /// <summary>The rules at a time of the zone's own clock; null where the definition has none.</summary>
    public SerializableTimeZone? RulesAt(DateTime clock) => Eras.LastOrDefault(era => era.From is not { } from || from <= clock)?.Rules;

    /// <inheritdoc/>
    public bool Equals(TimeZoneDefinition? other) => other is not null && (Id, Name) == (other.Id, other.Name) && Eras.SequenceEqual(other.Eras);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Name, Eras.Length);
}

/// <summary>Some years of a zone in which the same rules hold.</summary>
/// <param name="From">What its clock shows when they begin; null for the first rules, which have always held.</param>
/// <param name="Rules">The rules; none of them of one year only.</param>
public sealed record TimeZoneEra(DateTime? From, SerializableTimeZone Rules);
