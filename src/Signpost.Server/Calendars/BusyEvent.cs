using Signpost.Availability;

namespace Signpost.Server.Calendars;

/// <summary>An event of a calendar at one time, as its owner sees it.</summary>
/// <param name="Time">When, and what it is to the owner.</param>
/// <param name="Details">What it is about: the same object for all of a series.</param>
internal readonly record struct BusyEvent(BusyInterval Time, CalendarEventDetails Details);
