namespace Signpost.Questions;

/// <summary>How calendars are drawn for people.</summary>
public sealed record FreeBusyLayout
{
    /// <summary>The zone whose days and hours are shown.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>How many characters a line may have; fewer than 40 are taken for 40.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Whether only characters of ASCII are used.</summary>
    public bool IsAscii { get; init; }

    /// <summary>How long a time must be that is listed as free for all; zero lists all.</summary>
    public TimeSpan Meeting { get; init; }
}
