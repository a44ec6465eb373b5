namespace Signpost.Server.Calendars.Reading;

/// <summary>Something in a calendar object that is not as it should be.</summary>
/// <param name="Name">The object.</param>
/// <param name="Line">Where it is, counted from 1.</param>
/// <param name="What">What is wrong, and what was made of it: one line, lower-case start, no full stop.</param>
internal sealed record CalendarFinding(string Name, int Line, string What);
