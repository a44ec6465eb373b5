using Signpost.Ews;

namespace Signpost.Oof;

/// <summary>What is answered while somebody is away (MS-OXWOOF, UserOofSettings).</summary>
public sealed record OofSettings
{
    /// <summary>Whether, and when.</summary>
    public OofState State { get; init; }

    /// <summary>Who outside the organization gets an answer.</summary>
    public ExternalAudience ExternalAudience { get; init; }

    /// <summary>From when to when; it counts only where it is <see cref="OofState.Scheduled"/>. Some Outlooks and evolution-ews do not bear answers without it.</summary>
    public EwsDuration? Duration { get; init; }

    /// <summary>What colleagues read; null where there is no such element, which no request may do.</summary>
    public OofReply? InternalReply { get; init; }

    /// <summary>What others read; null where there is no such element.</summary>
    public OofReply? ExternalReply { get; init; }

    /// <summary>What a mailbox has that never was away: all of it there and empty, as every client bears it.</summary>
    /// <param name="now">The time: the schedule is the day from then.</param>
    public static OofSettings Never(DateTimeOffset now) => new()
    {
        Duration = new EwsDuration(EwsTime.Utc(now), EwsTime.Utc(now + TimeSpan.FromDays(1))),
        InternalReply = OofReply.Empty,
        ExternalReply = OofReply.Empty,
    };

    /// <summary>Whether its owner is away at an instant: the end of a schedule is not in it.</summary>
    /// <param name="instant">When.</param>
    /// <param name="toUtc">The zone of times that do not say theirs.</param>
    public bool IsAwayAt(DateTimeOffset instant, Func<DateTime, DateTimeOffset> toUtc) => State switch
    {
        OofState.Enabled => true,
        OofState.Scheduled => Duration is { } when && Instant(when.Start, toUtc) <= instant && instant < Instant(when.End, toUtc),
        _ => false,
    };

    /// <summary>Why such settings are not to be taken over; null where they may be.</summary>
    /// <param name="now">The time: what has ended is no absence.</param>
    /// <param name="toUtc">The zone of times that do not say theirs: that of the call, or UTC.</param>
    public EwsErrorCode? Refusal(DateTimeOffset now, Func<DateTime, DateTimeOffset> toUtc) => this switch
    {
        { InternalReply: null } or { ExternalReply: null } => EwsErrorCode.InvalidUserOofSettings,
        { State: not OofState.Scheduled } => null,
        { Duration: { Start: var start, End: var end } } when Instant(end, toUtc) > Instant(start, toUtc) && Instant(end, toUtc) > now => null,
        _ => EwsErrorCode.InvalidScheduledOofDuration,
    };

    private static DateTimeOffset Instant(EwsTime time, Func<DateTime, DateTimeOffset> toUtc) => time.Instant ?? toUtc(time.Clock);
}

/// <summary>Whether somebody is away (MS-OXWOOF, OofState).</summary>
public enum OofState
{
    /// <summary>No.</summary>
    Disabled,

    /// <summary>Yes, until it is changed.</summary>
    Enabled,

    /// <summary>From a time to another.</summary>
    Scheduled,
}
