using System.Xml;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Availability;

/// <summary>A zone as the header of a request describes it in full (MS-OXWSGTZ, TimeZoneDefinition): the EWS Managed API has no other for Exchange 2010 and later.</summary>
internal static class TimeZoneDefinitionXml
{
    /// <summary>The rules that are in force at a time; null where there are none that can be read, or that can be said with one pair of rules.</summary>
    public static SerializableTimeZone? Read(XmlPart definition, DateTime at)
    {
        var groups = definition.Child("TransitionsGroups")?.ChildrenNamed("TransitionsGroup") ?? [];
        var id = GroupAt(definition.Child("Transitions"), at);
        return groups.FirstOrDefault(group => id is null || group.Attribute("Id") == id) is { } rules
            && Zone(rules, definition.Child("Periods")) is { Problem: null } zone
            ? zone
            : null;
    }

    // The first has no date; each later one is in force from its own on.
    private static string? GroupAt(XmlPart? transitions, DateTime at) => transitions?.Children
        .Where(one => one.Child("To")?.Attribute("Kind") is "Group" && (one.Name is "Transition" || (DateOf(one) is { } from && from <= at)))
        .LastOrDefault()?.TextOf("To");

    private static DateTime? DateOf(XmlPart transition) =>
        EwsTime.TryParse(transition.TextOf("DateTime"), out var time) ? time.Clock : null;

    private static SerializableTimeZone? Zone(XmlPart rules, XmlPart? periods) => rules.Children.Where(one => one.Child("To") is not null).ToArray() switch
    {
        [{ Name: "Transition" } only] when BiasOf(only, periods) is { } bias => new SerializableTimeZone(bias, ZoneTransition.None, ZoneTransition.None),
        [{ Name: "RecurringDayTransition" } one, { Name: "RecurringDayTransition" } other]
            when BiasOf(one, periods) is { } bias && BiasOf(other, periods) is { } more && Change(one) is { } first && Change(other) is { } second => bias >= more
                ? new SerializableTimeZone(bias, first, second with { Bias = more - bias })
                : new SerializableTimeZone(more, second, first with { Bias = bias - more }),
        _ => null,
    };

    // The bias of a period is the whole of it; more than a day is none, and keeps the difference of two within bounds.
    private static int? BiasOf(XmlPart transition, XmlPart? periods) =>
        periods?.ChildrenNamed("Period").FirstOrDefault(period => period.Attribute("Id") == transition.TextOf("To")) is { } period
        && Duration(period.Attribute("Bias")) is { } bias && bias.Duration() <= TimeSpan.FromDays(1)
            ? (int)bias.TotalMinutes
            : null;

    private static ZoneTransition? Change(XmlPart transition) =>
        Duration(transition.TextOf("TimeOffset")) is { } time && transition.NumberOf("Month") is { } month && transition.NumberOf("Occurrence") is { } occurrence
            ? new ZoneTransition
            {
                Time = time,
                Month = month,
                DayOrder = occurrence is -1 ? 5 : occurrence,
                Day = Enum.GetValues<TransitionDay>().FirstOrDefault(day => day.ToString() == transition.TextOf("DayOfWeek")),
            }
            : null;

    private static TimeSpan? Duration(string text)
    {
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception bad) when (bad is FormatException or OverflowException)
        {
            return null;    // no duration of XML Schema
        }
    }
}
