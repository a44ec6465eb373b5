namespace Signpost.Server.Recurrence;

/// <summary>One time at which an event takes place.</summary>
/// <param name="Time">From when to when.</param>
/// <param name="By">The override that says so; null where it is the series itself.</param>
internal readonly record struct Occurrence(UtcInterval Time, SeriesOverride? By);
