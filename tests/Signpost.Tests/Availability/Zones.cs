using Signpost.Availability;

namespace Signpost.Tests.Availability;

/// <summary>Real zones in the form of the wire, with what the platform knows of them.</summary>
internal static class Zones
{
    public static readonly IReadOnlyDictionary<string, SerializableTimeZone> All = new Dictionary<string, SerializableTimeZone>
    {
        ["Europe/Berlin"] = new(-60, Change(10, 5, 3), Change(3, 5, 2, -60)),
        ["Europe/London"] = new(0, Change(10, 5, 2), Change(3, 5, 1, -60)),
        ["America/New_York"] = new(300, Change(11, 1, 2), Change(3, 2, 2, -60)),
        ["Australia/Sydney"] = new(-600, Change(4, 1, 3), Change(10, 1, 2, -60)),
        ["Pacific/Auckland"] = new(-720, Change(4, 1, 3), Change(9, 5, 2, -60)),
        ["Australia/Lord_Howe"] = new(-630, Change(4, 1, 2), Change(10, 1, 2, -30)),
    };

    public static SerializableTimeZone Berlin => All["Europe/Berlin"];

    public static TimeZoneInfo Platform(string name) => TimeZoneInfo.FindSystemTimeZoneById(name);

    /// <summary>The instant of a clock's time by the platform alone: forward over what is skipped, and the one wanted of two.</summary>
    public static DateTime Utc(TimeZoneInfo zone, DateTime local, bool lastOfTwo)
    {
        var day = DateTime.SpecifyKind(local, DateTimeKind.Utc);
        var (before, after) = (zone.GetUtcOffset(day.AddDays(-2)), zone.GetUtcOffset(day.AddDays(2)));
        var fitting = new[] { day - before, day - after }.Where(utc => utc + zone.GetUtcOffset(utc) == day).Distinct().Order().ToArray();
        return fitting switch
        {
            [] => day - before,
            [var only] => only,
            [var first, var last] => lastOfTwo ? last : first,
            _ => throw new InvalidOperationException(),
        };
    }

    private static ZoneTransition Change(int month, int order, int hour, int bias = 0) =>
        new() { Month = month, DayOrder = order, Day = TransitionDay.Sunday, Time = TimeSpan.FromHours(hour), Bias = bias };
}
