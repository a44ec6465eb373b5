namespace Signpost.Server.Recurrence;

/// <summary>A part of a series that says otherwise: the component with a RECURRENCE-ID (RFC 5545 section 3.8.4.4).</summary>
/// <param name="Instead">When the series would have had its occurrence.</param>
/// <param name="Start">When it has it now.</param>
/// <param name="Length">How long it lasts now.</param>
internal sealed record SeriesOverride(CalendarTime Instead, CalendarTime Start, EventLength Length)
{
    /// <summary>Whether all later ones follow, moved as this one is: RANGE=THISANDFUTURE (RFC 5545 section 3.2.13).</summary>
    public bool AndFuture { get; init; }

    /// <summary>Whether nothing takes place: STATUS:CANCELLED.</summary>
    public bool IsCancelled { get; init; }
}
