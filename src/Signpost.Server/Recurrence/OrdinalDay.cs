using NodaTime;

namespace Signpost.Server.Recurrence;

/// <summary>A day of the week, every one or the nth from the start or the end: MO, 2MO, -1MO.</summary>
/// <param name="Ordinal">0 is every one, 1 the first, -1 the last.</param>
/// <param name="Day">The day of the week.</param>
internal readonly record struct OrdinalDay(int Ordinal, IsoDayOfWeek Day);
