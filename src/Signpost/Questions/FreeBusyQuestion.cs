using System.Collections.Immutable;
using Signpost.Availability;
using Signpost.Ews;

namespace Signpost.Questions;

/// <summary>When are these people free?</summary>
/// <param name="Attendees">Whose calendars. Each has an answer, in this order, also one that is named twice.</param>
/// <param name="Start">When the window begins.</param>
/// <param name="End">When it ends, itself not in it; at most 62 days later.</param>
public sealed record FreeBusyQuestion(ImmutableArray<Attendee> Attendees, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>About these addresses.</summary>
    public FreeBusyQuestion(IEnumerable<MailboxAddress> addresses, DateTimeOffset start, DateTimeOffset end)
        : this([.. addresses.Select(Attendee.Of)], start, end)
    {
    }

    /// <summary>Whose calendars.</summary>
    public ImmutableArray<Attendee> Attendees { get; init => field = value.IsDefault ? [] : value; } = Attendees.IsDefault ? [] : Attendees;

    /// <summary>Who asks: his settings say where; null is the first of the attendees.</summary>
    public MailboxAddress? Asker { get; init; }

    /// <summary>How long a slot is, in minutes.</summary>
    public int IntervalInMinutes { get; init; } = MergedFreeBusy.UsualInterval;

    /// <summary>How much is asked for; a server may show less.</summary>
    public FreeBusyViewKind View { get; init; } = FreeBusyViewKind.DetailedMerged;

    /// <summary>What meeting times are to be suggested, its window in <see cref="Zone"/>; null for none.</summary>
    public SuggestionsOptions? Suggestions { get; init; }

    /// <summary>The zone whose days and working hours suggestions are made for. The calendars are asked for in UTC, where no hour comes twice.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The Windows name of <see cref="Zone"/>, such as <c>W. Europe Standard Time</c>; "" where it is not known.</summary>
    public string ZoneId { get; init; } = "";

    /// <summary>Why this cannot be asked, as one clause; null where it can.</summary>
    public string? Problem => this switch
    {
        { Attendees: [] } => "nobody to ask for",
        { Start.UtcDateTime.Year: < 1602 or > 8998 } or { End.UtcDateTime.Year: < 1602 or > 8998 } => "a window outside the years 1602 to 8998",
        { IntervalInMinutes: < MergedFreeBusy.ShortestInterval or > MergedFreeBusy.LongestInterval } =>
            $"an interval of {IntervalInMinutes} minutes is not in {MergedFreeBusy.ShortestInterval} to {MergedFreeBusy.LongestInterval}",
        { View: <= FreeBusyViewKind.None or > FreeBusyViewKind.DetailedMerged } => "no view that can be asked for",
        _ when TimeWindow.Of(Window, SerializableTimeZone.Utc) is TimeWindow.Refused refused => refused.What,
        { Suggestions: null } => null,
        { Attendees.Length: > FreeBusyRequest.MostMailboxes } => $"times are suggested for at most {FreeBusyRequest.MostMailboxes} attendees",
        { Suggestions.Problem: { } problem } => problem,
        _ => TimeWindow.Of(Suggestions.Window, RequestZone) is TimeWindow.Refused refused ? refused.What : null,
    };

    /// <summary>The zone of the request for suggestions: by its rules of the year in which their window begins.</summary>
    internal SerializableTimeZone RequestZone => SerializableTimeZone.Of(Zone, Suggestions?.Window.Start.Clock.Year ?? Start.UtcDateTime.Year);

    private EwsDuration Window => new(EwsTime.Utc(Start), EwsTime.Utc(End));

    /// <inheritdoc/>
    public bool Equals(FreeBusyQuestion? other) =>
        other is not null && Attendees.SequenceEqual(other.Attendees) && Start == other.Start && End == other.End && Asker == other.Asker
        && IntervalInMinutes == other.IntervalInMinutes && View == other.View && Suggestions == other.Suggestions && Zone.Equals(other.Zone) && ZoneId == other.ZoneId;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Attendees.Length, Start, End, Asker, IntervalInMinutes, View);
}
