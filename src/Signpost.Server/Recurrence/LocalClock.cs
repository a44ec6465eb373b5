using NodaTime;
using NodaTime.TimeZones;

namespace Signpost.Server.Recurrence;

/// <summary>Reads the clock of a zone, in seconds: which instant is meant (RFC 5545 section 3.3.5).</summary>
/// <remarks>A time that the clock shows twice is the first one; a time that it skips is read with the offset from before, and so comes out later.</remarks>
internal sealed class LocalClock(DateTimeZone zone)
{
    // No clock is changed by more than a day: Samoa left out one whole day in 2011.
    private const long LongestChange = CivilDay.Seconds;

    private long safeFrom = long.MaxValue;
    private long safeUntil = long.MinValue;
    private long offset;

    public DateTimeZone Zone => zone;

    /// <summary>The last second of 9998: what comes later is not looked at.</summary>
    public static long Horizon { get; } = CivilDay.NumberOf(9999, 1, 1) * CivilDay.Seconds - 1;

    /// <summary>The first second of year 2: what was earlier is not looked at.</summary>
    public static long Dawn { get; } = CivilDay.NumberOf(2, 1, 1) * CivilDay.Seconds;

    /// <summary>No occurrence ends later.</summary>
    public static long LastInstant { get; } = Instant.MaxValue.ToUnixTimeSeconds();

    /// <summary>The instant of a reading.</summary>
    public long ToUtc(long local)
    {
        local = Math.Clamp(local, Dawn, Horizon);
        if (local < safeFrom || local >= safeUntil)
        {
            var mapping = zone.MapLocal(LocalOf(local));
            var interval = mapping.EarlyInterval;
            Remember(interval);
            return local - interval.WallOffset.Seconds;
        }

        return local - offset;
    }

    /// <summary>What the clock shows at an instant.</summary>
    public long ToLocal(long utc)
    {
        utc = Math.Clamp(utc, Dawn, Horizon);
        return utc + zone.GetUtcOffset(Instant.FromUnixTimeSeconds(utc)).Seconds;
    }

    /// <summary>Readings before this one belong to instants before a given one.</summary>
    public long EarliestReading(long utc) => utc + zone.MinOffset.Seconds - LongestChange;

    /// <summary>Readings from this one on belong to instants after a given one.</summary>
    public long LatestReading(long utc) => utc + zone.MaxOffset.Seconds + LongestChange;

    private static LocalDateTime LocalOf(long local) => LocalDateTime.FromDateTime(DateTime.UnixEpoch.AddTicks(local * TimeSpan.TicksPerSecond));

    // Far enough from both changes, the offset of an interval is the only one.
    private void Remember(ZoneInterval interval)
    {
        offset = interval.WallOffset.Seconds;
        safeFrom = interval.HasStart ? interval.Start.ToUnixTimeSeconds() + offset + LongestChange : long.MinValue;
        safeUntil = interval.HasEnd ? interval.End.ToUnixTimeSeconds() + offset - LongestChange : long.MaxValue;
    }
}
