namespace Signpost.Server.Recurrence;

/// <summary>One more occurrence: an RDATE (RFC 5545 section 3.8.5.2).</summary>
/// <param name="Start">When it begins.</param>
/// <param name="Length">How long it lasts, when that was a PERIOD; null for as long as all.</param>
internal sealed record AddedTime(CalendarTime Start, EventLength? Length = null);
