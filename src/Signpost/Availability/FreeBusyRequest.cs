using System.Collections.Immutable;
using Signpost.Ews;

namespace Signpost.Availability;

/// <summary>When are these people free (MS-OXWAVLS section 3.1.4.1.1.1, GetUserAvailabilityRequest)?</summary>
public sealed record FreeBusyRequest : EwsCall
{
    /// <summary>The most mailboxes one request may be about.</summary>
    public const int MostMailboxes = 100;

    /// <summary>The zone of times that do not say theirs; null where the header names it only (<see cref="EwsCall.TimeZoneId"/>), or nobody does.</summary>
    public SerializableTimeZone? TimeZone { get; init; }

    /// <summary>Whose calendars. Each is answered, in this order, also one that is named twice.</summary>
    public ImmutableArray<Attendee> Attendees { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What of the calendars is asked for; null for nothing.</summary>
    public FreeBusyOptions? FreeBusy { get; init; }

    /// <summary>What meeting times are to be suggested; null for none.</summary>
    public SuggestionsOptions? Suggestions { get; init; }

    /// <inheritdoc/>
    public bool Equals(FreeBusyRequest? other) =>
        base.Equals(other) && TimeZone == other.TimeZone && Attendees.SequenceEqual(other.Attendees) && FreeBusy == other.FreeBusy && Suggestions == other.Suggestions;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), TimeZone, Attendees.Length, FreeBusy, Suggestions);
}

/// <summary>Somebody, or a room, whose calendar is asked for (MS-OXWAVLS section 3.1.4.1.3.14, MailboxData).</summary>
/// <param name="Mailbox">The mailbox.</param>
public sealed record Attendee(EwsAddress Mailbox)
{
    /// <summary>Whoever has this SMTP address.</summary>
    public static Attendee Of(MailboxAddress address) => new(new EwsAddress(address.ToString()) { RoutingType = EwsAddress.SmtpRouting });

    /// <summary>In what part; only suggestions care.</summary>
    public AttendeeKind Kind { get; init; } = AttendeeKind.Required;

    /// <summary>Whether times at which this one is not free are not to be suggested.</summary>
    public bool ExcludeConflicts { get; init; }
}

/// <summary>The part of an attendee (MeetingAttendeeType).</summary>
public enum AttendeeKind
{
    /// <summary>Calls the meeting.</summary>
    Organizer,

    /// <summary>Must be there.</summary>
    Required,

    /// <summary>May be there.</summary>
    Optional,

    /// <summary>Where it is.</summary>
    Room,

    /// <summary>What is used.</summary>
    Resource,
}

/// <summary>What of the calendars is asked for (MS-OXWAVLS section 3.1.4.1.3.13, FreeBusyViewOptionsType).</summary>
/// <param name="Window">From when to when; <see cref="TimeWindow.Of"/> says whether that can be answered.</param>
public sealed record FreeBusyOptions(EwsDuration Window)
{
    /// <summary>How long a slot is, in minutes.</summary>
    public int IntervalInMinutes { get; init; } = MergedFreeBusy.UsualInterval;

    /// <summary>How much is to be shown.</summary>
    public FreeBusyViewKind View { get; init; } = FreeBusyViewKind.FreeBusy;
}
