using Signpost.Ews;

namespace Signpost.Availability;

/// <summary>What meeting times are to be suggested (MS-OXWAVLS section 3.1.4.1.3.24, SuggestionsViewOptionsType).</summary>
/// <param name="Window">The days, whole and local.</param>
public sealed record SuggestionsOptions(EwsDuration Window)
{
    /// <summary>The highest <see cref="GoodThreshold"/>.</summary>
    public const int HighestGoodThreshold = 50;

    /// <summary>The most results of a day that can be asked for.</summary>
    public const int MostResultsByDay = 48;

    /// <summary>The shortest meeting in minutes.</summary>
    public const int ShortestMeeting = 30;

    /// <summary>The longest meeting in minutes.</summary>
    public const int LongestMeeting = 1440;

    /// <summary>What part of the attendees may be in conflict at a good time, in percent.</summary>
    public int GoodThreshold { get; init; } = 25;

    /// <summary>How many times a day at most.</summary>
    public int MaximumResultsByDay { get; init; } = 10;

    /// <summary>How many of them outside working hours.</summary>
    public int MaximumNonWorkHourResultsByDay { get; init; }

    /// <summary>How long the meeting is.</summary>
    public int MeetingDurationInMinutes { get; init; } = 60;

    /// <summary>What a time must be worth.</summary>
    public SuggestionQuality MinimumQuality { get; init; } = SuggestionQuality.Fair;

    /// <summary>When the meeting is that is being moved; null where it is a new one.</summary>
    public EwsTime? CurrentMeetingTime { get; init; }

    /// <summary>The calendar item not to count as a conflict; "" for none.</summary>
    public string GlobalObjectId { get; init; } = "";

    /// <summary>What is out of range, as one clause; null where nothing is.</summary>
    public string? Problem => this switch
    {
        { GoodThreshold: < 0 or > HighestGoodThreshold } => $"GoodThreshold {GoodThreshold} is not in 0 to {HighestGoodThreshold}",
        { MaximumResultsByDay: < 0 or > MostResultsByDay } => $"MaximumResultsByDay {MaximumResultsByDay} is not in 0 to {MostResultsByDay}",
        { MaximumNonWorkHourResultsByDay: < 0 or > MostResultsByDay } =>
            $"MaximumNonWorkHourResultsByDay {MaximumNonWorkHourResultsByDay} is not in 0 to {MostResultsByDay}",
        { MeetingDurationInMinutes: < ShortestMeeting or > LongestMeeting } =>
            $"MeetingDurationInMinutes {MeetingDurationInMinutes} is not in {ShortestMeeting} to {LongestMeeting}",
        _ => null,
    };
}

/// <summary>What a meeting time is worth, the best first (MS-OXWAVLS, SuggestionQuality).</summary>
public enum SuggestionQuality
{
    /// <summary>Nobody is in conflict.</summary>
    Excellent,

    /// <summary>Fewer are in conflict than the threshold.</summary>
    Good,

    /// <summary>At most half are in conflict.</summary>
    Fair,

    /// <summary>More than half are in conflict.</summary>
    Poor,
}
