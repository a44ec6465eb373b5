using NodaTime.TimeZones;

namespace Signpost.Cli;

/// <summary>The zone of <c>--zone</c>, by its name in the tz database or in Windows; without ICU the platform knows only one of the two.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="WindowsId">Its name in Windows; "" where it has none.</param>
internal sealed record ZoneOption(TimeZoneInfo Zone, string WindowsId)
{
    /// <exception cref="UsageException">There is no such zone.</exception>
    public static ZoneOption Read(string? text)
    {
        if (text is null)
        {
            return new ZoneOption(TimeZoneInfo.Local, WindowsIdOf(TimeZoneInfo.Local.Id));
        }

        var mapping = TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping;
        var windows = mapping.Keys.FirstOrDefault(id => id.Equals(text, StringComparison.OrdinalIgnoreCase));
        return TimeZoneInfo.TryFindSystemTimeZoneById(windows is null ? text : mapping[windows], out var zone)
            ? new ZoneOption(zone, windows ?? WindowsIdOf(text))
            : throw new UsageException($"--zone: '{new string([.. text.Where(c => !char.IsControl(c)).Take(80)])}' is not a zone, such as Europe/Berlin or W. Europe Standard Time");
    }

    // An alias such as Europe/Amsterdam may have a zone of its own in Windows, and else has that of the zone it is an alias of.
    private static string WindowsIdOf(string id)
    {
        var source = TzdbDateTimeZoneSource.Default;
        return Named(id) ?? (source.CanonicalIdMap.TryGetValue(id, out var canonical) ? Named(canonical) : null) ?? "";

        string? Named(string name) => source.WindowsMapping.MapZones.FirstOrDefault(zone => zone.TzdbIds.Contains(name))?.WindowsId;
    }
}
