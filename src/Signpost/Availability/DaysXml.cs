namespace Signpost.Availability;

/// <summary>Days of the week as a list of words (MS-OXWSCDATA, DaysOfWeekType).</summary>
internal static class DaysXml
{
    private static readonly DaysOfWeek[] Single =
    [
        DaysOfWeek.Sunday, DaysOfWeek.Monday, DaysOfWeek.Tuesday, DaysOfWeek.Wednesday, DaysOfWeek.Thursday, DaysOfWeek.Friday, DaysOfWeek.Saturday,
    ];

    public static string Write(DaysOfWeek days) => string.Join(' ', Single.Where(day => days.HasFlag(day)));

    public static DaysOfWeek Read(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Aggregate(DaysOfWeek.None, (days, word) => days | Of(word));

    private static DaysOfWeek Of(string word) => word switch
    {
        "Day" => DaysOfWeek.All,
        "Weekday" => DaysOfWeek.Weekdays,
        "WeekendDay" => DaysOfWeek.Weekend,
        "Sunday" => DaysOfWeek.Sunday,
        "Monday" => DaysOfWeek.Monday,
        "Tuesday" => DaysOfWeek.Tuesday,
        "Wednesday" => DaysOfWeek.Wednesday,
        "Thursday" => DaysOfWeek.Thursday,
        "Friday" => DaysOfWeek.Friday,
        "Saturday" => DaysOfWeek.Saturday,
        _ => DaysOfWeek.None,
    };
}
