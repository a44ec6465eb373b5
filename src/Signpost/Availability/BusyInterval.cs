namespace Signpost.Availability;

/// <summary>A time of a calendar, as instants.</summary>
/// <param name="Start">When it begins.</param>
/// <param name="End">When it ends, itself not in it.</param>
/// <param name="Busy">What it is to the owner.</param>
public readonly record struct BusyInterval(DateTimeOffset Start, DateTimeOffset End, BusyType Busy);
