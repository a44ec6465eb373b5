using NodaTime;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Availability;

/// <summary>The clock of a request: times without a zone are by it, both ways.</summary>
/// <param name="zone">The zone; it has no problem.</param>
internal sealed class RequestClock(SerializableTimeZone zone)
{
    // What can be written as a time of a message, with room for any zone.
    private static readonly DateTimeOffset First = new(1602, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = new(8999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The zone.</summary>
    public SerializableTimeZone Zone => zone;

    /// <summary>The clock that a request names: described in it, or by a name of Windows in its header, or UTC; null where nobody knows that name.</summary>
    public static RequestClock? Of(FreeBusyRequest asked) => asked switch
    {
        { TimeZone: { } given } => given.Problem is null ? new RequestClock(given) : null,
        { TimeZoneId: "" } => new RequestClock(SerializableTimeZone.Utc),
        _ => EventZones.Nameable().Find(asked.TimeZoneId, new StepBudget()) is ZoneReading.Known { Zone: var known }
            ? new RequestClock(SerializableTimeZone.Of(utc => known.GetUtcOffset(Instant.FromDateTimeUtc(utc)).ToTimeSpan(), YearOf(asked)))
            : null,
    };

    /// <summary>An instant as this clock shows it.</summary>
    public EwsTime Tell(DateTimeOffset instant) => EwsTime.Local(zone.ToLocal(instant < First ? First : instant > Last ? Last : instant));

    private static int YearOf(FreeBusyRequest asked) => Math.Clamp((asked.FreeBusy?.Window ?? asked.Suggestions?.Window)?.Start.Clock.Year ?? First.Year, First.Year, Last.Year - 1);
}
