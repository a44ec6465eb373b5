using Signpost.Availability;

namespace Signpost.Questions;

/// <summary>Busy types as reports say them.</summary>
internal static class BusyWords
{
    public static string Of(BusyType type) => type switch
    {
        BusyType.Free => "free",
        BusyType.Tentative => "tentative",
        BusyType.Busy => "busy",
        BusyType.OutOfOffice => "away",
        BusyType.WorkingElsewhere => "working-elsewhere",
        _ => "unknown",
    };

    /// <summary>Days of a week, Monday first.</summary>
    public static IEnumerable<DayOfWeek> DaysIn(DaysOfWeek days) =>
        Enumerable.Range(1, 7).Select(day => (DayOfWeek)(day % 7)).Where(day => days.HasFlag((DaysOfWeek)(1 << (int)day)));
}
