using System.Collections.Immutable;

namespace Signpost.Availability;

/// <summary>When somebody works (MS-OXWAVLS, WorkingHours).</summary>
/// <param name="TimeZone">The zone of the mailbox, not of the request.</param>
/// <param name="Periods">The hours.</param>
public sealed record WorkingHours(SerializableTimeZone TimeZone, ImmutableArray<WorkingPeriod> Periods)
{
    /// <summary>The hours.</summary>
    public ImmutableArray<WorkingPeriod> Periods { get; init => field = value.IsDefault ? [] : value; } = Periods.IsDefault ? [] : Periods;

    /// <inheritdoc/>
    public bool Equals(WorkingHours? other) => other is not null && TimeZone == other.TimeZone && Periods.SequenceEqual(other.Periods);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(TimeZone, Periods.Length);
}

/// <summary>The same hours of some days (MS-OXWAVLS, WorkingPeriod).</summary>
/// <param name="Days">The days.</param>
/// <param name="StartTimeInMinutes">When work begins, in minutes from midnight.</param>
/// <param name="EndTimeInMinutes">When it ends.</param>
public sealed record WorkingPeriod(DaysOfWeek Days, int StartTimeInMinutes, int EndTimeInMinutes);

/// <summary>Days of the week.</summary>
[Flags]
public enum DaysOfWeek
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>Sunday.</summary>
    Sunday = 1,

    /// <summary>Monday.</summary>
    Monday = 2,

    /// <summary>Tuesday.</summary>
    Tuesday = 4,

    /// <summary>Wednesday.</summary>
    Wednesday = 8,

    /// <summary>Thursday.</summary>
    Thursday = 16,

    /// <summary>Friday.</summary>
    Friday = 32,

    /// <summary>Saturday.</summary>
    Saturday = 64,

    /// <summary>Monday to Friday.</summary>
    Weekdays = Monday | Tuesday | Wednesday | Thursday | Friday,

    /// <summary>Saturday and Sunday.</summary>
    Weekend = Saturday | Sunday,

    /// <summary>All of them.</summary>
    All = Weekdays | Weekend,
}
