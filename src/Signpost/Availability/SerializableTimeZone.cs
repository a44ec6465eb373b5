using Signpost.Ews;

namespace Signpost.Availability;

/// <summary>A zone with one pair of rules, as free/busy requests carry it (MS-OXWAVLS, SerializableTimeZone): <c>UTC = local + Bias + the Bias of the season</c>, in minutes.</summary>
/// <param name="Bias">Minutes from local time to UTC, without the season: -60 for Berlin.</param>
/// <param name="StandardTime">When standard time begins.</param>
/// <param name="DaylightTime">When daylight saving time begins.</param>
public sealed record SerializableTimeZone(int Bias, ZoneTransition StandardTime, ZoneTransition DaylightTime)
{
    private const int FarthestBias = 14 * 60;       // XML Schema part 2 section 3.2.7.3

    /// <summary>UTC, as evolution-ews writes it: no month in which clocks change.</summary>
    public static SerializableTimeZone Utc { get; } = new(0, ZoneTransition.None, ZoneTransition.None);

    /// <summary>Whether clocks change at all. DavMail and old Java clients write UTC with months, and without a bias.</summary>
    public bool HasDaylight => StandardTime.Bias != DaylightTime.Bias && (StandardTime.Month is not 0 || DaylightTime.Month is not 0);

    /// <summary>What makes the zone impossible, as one clause; null where nothing does. Only without a problem times can be converted.</summary>
    public string? Problem => this switch
    {
        _ when IsTooFar(Bias) || IsTooFar(StandardTime.Bias) || IsTooFar(DaylightTime.Bias)
            || IsTooFar((long)Bias + StandardTime.Bias) || IsTooFar((long)Bias + DaylightTime.Bias) => "more than 14 hours from UTC",
        { HasDaylight: false } => null,
        _ when StandardTime.Problem is { } problem => $"standard time begins never: {problem}",
        _ when DaylightTime.Problem is { } problem => $"daylight saving time begins never: {problem}",
        _ when StandardTime.IsWith(DaylightTime) => "both times begin at once",
        _ => null,
    };

    private int StandardBias => Bias + StandardTime.Bias;

    private int DaylightBias => Bias + DaylightTime.Bias;

    /// <summary>A zone of the platform by its rules of one year; its winter is the standard time, also where the platform sees that otherwise (Dublin).</summary>
    /// <remarks>
    /// The rules are read off the changes themselves: the platform's own rules are one for each year on Linux, and end a tick early.
    /// A zone that changes otherwise than twice a year has no daylight saving time here.
    /// </remarks>
    public static SerializableTimeZone Of(TimeZoneInfo zone, int year)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return Of(utc => zone.GetUtcOffset(utc), year);
    }

    /// <summary>A zone by its rules of one year, as <see cref="Of(TimeZoneInfo, int)"/>.</summary>
    /// <param name="offsetAt">How far its clocks are ahead of UTC at an instant.</param>
    /// <param name="year">From 1602 to 8999.</param>
    public static SerializableTimeZone Of(Func<DateTime, TimeSpan> offsetAt, int year)
    {
        ArgumentNullException.ThrowIfNull(offsetAt);
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1602);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 8999);
        var changes = PlatformChanges.Of(offsetAt, year);
        var bias = -(int)offsetAt(new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc)).TotalMinutes;
        return changes switch
        {
            [var one, var other] when one.Before == other.After && one.Delta != 0 => one.Delta > 0 ? Of(other, one) : Of(one, other),
            _ => new SerializableTimeZone(bias, ZoneTransition.None, ZoneTransition.None),
        };

        static SerializableTimeZone Of(PlatformChanges.Change toStandard, PlatformChanges.Change toDaylight) =>
            new(-toStandard.After, toStandard.Transition, toDaylight.Transition with { Bias = -toDaylight.Delta });
    }

    /// <summary>What the clock on the wall shows at an instant.</summary>
    public DateTime ToLocal(DateTimeOffset instant)
    {
        RequireSense();
        return DateTime.SpecifyKind(instant.UtcDateTime.AddMinutes(-BiasAt(instant.UtcDateTime)), DateTimeKind.Unspecified);
    }

    /// <summary>The instant of what a clock on the wall shows. Where clocks skip that time, it is moved forward by as much as they skip.</summary>
    /// <param name="local">What the clock shows.</param>
    /// <param name="lastOfTwo">Where clocks show it twice: the second time, not the first.</param>
    public DateTimeOffset ToUtc(DateTime local, bool lastOfTwo = false)
    {
        RequireSense();
        var clock = DateTime.SpecifyKind(local, DateTimeKind.Utc);
        var (one, other) = (clock.AddMinutes(StandardBias), clock.AddMinutes(DaylightBias));
        var (isOne, isOther) = (BiasAt(one) == StandardBias, BiasAt(other) == DaylightBias);
        var (first, last) = one < other ? (one, other) : (other, one);
        return (isOne, isOther) switch
        {
            (true, true) => lastOfTwo ? last : first,
            (true, false) => one,
            (false, true) => other,
            (false, false) => last,
        };
    }

    /// <summary>The instant of a time of a message: its own, or that of its clock in this zone.</summary>
    public DateTimeOffset ToUtc(EwsTime time, bool lastOfTwo = false) => time.Instant ?? ToUtc(time.Clock, lastOfTwo);

    private static bool IsTooFar(long bias) => bias is < -FarthestBias or > FarthestBias;

    private int BiasAt(DateTime utc)
    {
        if (!HasDaylight)
        {
            return StandardBias;
        }

        // Clocks that change near New Year do so in another year of UTC; in the south, daylight saving time spans it.
        (DateTime At, bool IsDaylight)? last = null;
        (DateTime At, bool IsDaylight)? next = null;
        foreach (var change in Changes(utc.Year))
        {
            if (change.At <= utc && (last is null || change.At >= last.Value.At))
            {
                last = change;
            }
            else if (change.At > utc && (next is null || change.At < next.Value.At))
            {
                next = change;
            }
        }

        // Where clocks change once only, before the first change it is the other season.
        var isDaylight = last?.IsDaylight ?? next is { IsDaylight: false };
        return isDaylight ? DaylightBias : StandardBias;
    }

    private IEnumerable<(DateTime At, bool IsDaylight)> Changes(int year)
    {
        foreach (var one in YearsAround(year, DaylightTime))
        {
            if (DaylightTime.In(one) is { } clock)
            {
                yield return (clock.AddMinutes(StandardBias), true);
            }
        }

        foreach (var one in YearsAround(year, StandardTime))
        {
            if (StandardTime.In(one) is { } clock)
            {
                yield return (clock.AddMinutes(DaylightBias), false);
            }
        }
    }

    // An absolute change counts however long ago it was.
    private static IEnumerable<int> YearsAround(int year, ZoneTransition change) =>
        change.Year is not 0 ? [change.Year] : Enumerable.Range(Math.Clamp(year, 3, 9997) - 1, 3);

    private void RequireSense()
    {
        if (Problem is { } problem)
        {
            throw new InvalidOperationException($"This zone does not exist: {problem}.");
        }
    }
}
