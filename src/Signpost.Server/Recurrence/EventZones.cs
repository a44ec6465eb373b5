using System.Collections.Frozen;
using System.Collections.Immutable;
using NodaTime;
using NodaTime.TimeZones;

namespace Signpost.Server.Recurrence;

/// <summary>The zones that the TZIDs of one calendar object mean: what it defines itself, else the names of the tz database and of Windows.</summary>
internal sealed class EventZones(ImmutableDictionary<string, ImmutableArray<ZoneObservance>> definitions)
{
    private static readonly FrozenDictionary<string, string> Names = AllNames();

    private readonly Dictionary<string, ZoneReading> found = new(StringComparer.Ordinal);

    /// <summary>For objects that define no zone.</summary>
    public static EventZones Nameable() => new(ImmutableDictionary<string, ImmutableArray<ZoneObservance>>.Empty);

    /// <summary>The zone of a TZID. One that is defined, but not so that it can be used, is looked for by its name.</summary>
    /// <param name="id">The TZID.</param>
    /// <param name="budget">What a definition may cost.</param>
    public ZoneReading Find(string id, StepBudget budget)
    {
        if (!found.TryGetValue(id, out var reading))
        {
            reading = definitions.TryGetValue(id, out var observances) ? DefinedZone.Of(id, observances, budget) : null;
            if (reading is not ZoneReading.Known)
            {
                reading = ByName(id) is { } zone ? new ZoneReading.Known(zone) : reading ?? new ZoneReading.Unknown(id, "it is neither defined nor a name of the tz database or of Windows");
            }

            found[id] = reading;
        }

        return reading;
    }

    // Old Evolution and Mozilla put a prefix of their own before the name, as in /mozilla.org/20070129_1/Europe/Berlin.
    private static DateTimeZone? ByName(string id)
    {
        for (var rest = id.Trim().Trim('"'); ;)
        {
            if (Names.TryGetValue(rest, out var name))
            {
                return DateTimeZoneProviders.Tzdb[name];
            }

            if (!id.StartsWith('/') || rest.IndexOf('/', StringComparison.Ordinal) is not (>= 0 and var slash))
            {
                return null;
            }

            rest = rest[(slash + 1)..];
        }
    }

    private static FrozenDictionary<string, string> AllNames()
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var id in TzdbDateTimeZoneSource.Default.GetIds())
        {
            names[id] = id;
        }

        // The names of Windows come second: "UTC" is one of both.
        foreach (var (windows, id) in TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping)
        {
            names.TryAdd(windows, id);
        }

        return names.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
