using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;
using Signpost.Availability;
using Signpost.Ews;

namespace Signpost.Server.Calendars;

/// <summary>The zones that clients may name: those of Windows. Their rules are those by which calendars are expanded, so neither ICU nor the host's own tables are needed.</summary>
internal static class ServerTimeZones
{
    // The past that calendars are still asked for, and as far as countries may have said what they will do.
    private const int FirstYear = 2015;
    private const int LastYear = 2037;

    private static readonly FrozenDictionary<string, Lazy<TimeZoneDefinition>> Known = TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.ToFrozenDictionary(
        one => one.Key, one => new Lazy<TimeZoneDefinition>(() => Define(one.Key, DateTimeZoneProviders.Tzdb[one.Value])), StringComparer.OrdinalIgnoreCase);

    /// <summary>Answers what is asked of them. Names that nobody knows are left out, as all of them may be: the client goes on with its own.</summary>
    public static TimeZonesResponse.Answer Answer(TimeZonesRequest request) => new(EwsOutcome.Success,
    [
        .. (request.Ids is [] ? Known.Keys.Order(StringComparer.Ordinal) : request.Ids.Distinct(StringComparer.OrdinalIgnoreCase).Where(Known.ContainsKey))
            .Select(id => request.IsFull ? Known[id].Value : Known[id].Value with { Eras = [] }),
    ]);

    private static TimeZoneDefinition Define(string id, DateTimeZone zone)
    {
        var all = TimeZoneDefinition.Of(id, "", utc => zone.GetUtcOffset(Instant.FromDateTimeUtc(utc)).ToTimeSpan(), FirstYear, LastYear);
        var last = all.Eras[^1].Rules;
        var offset = TimeSpan.FromMinutes(-(last.Bias + last.StandardTime.Bias));
        var city = zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');
        var name = offset == TimeSpan.Zero
            ? $"(UTC) {city}"
            : string.Create(CultureInfo.InvariantCulture, $"(UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}) {city}");
        return all with { Name = name };
    }
}
