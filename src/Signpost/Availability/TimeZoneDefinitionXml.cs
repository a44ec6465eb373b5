using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Availability;

/// <summary>A zone described in full (MS-OXWSGTZ, TimeZoneDefinition): by a server that is asked for it, and in the headers of the EWS Managed API, which has no other for Exchange 2010 and later.</summary>
internal static class TimeZoneDefinitionXml
{
    /// <summary>Writes a zone: its periods, a group of changes for each of its eras, and when each era begins.</summary>
    /// <exception cref="ArgumentException">It has rules that are impossible, or of one year only.</exception>
    public static void Write(XmlWriter xml, TimeZoneDefinition zone)
    {
        if (zone.Eras.FirstOrDefault(era => era.Rules is { Problem: not null } or { StandardTime.Year: not 0 } or { DaylightTime.Year: not 0 }) is { } wrong)
        {
            throw new ArgumentException($"{zone.Id}: {wrong.Rules.Problem ?? "rules of one year only"}", nameof(zone));
        }

        xml.WriteStartElement("TimeZoneDefinition", EwsSchema.Types);
        xml.WriteAttributeString("Id", CodecXml.Clean(zone.Id));
        if (zone.Name is not "")
        {
            xml.WriteAttributeString("Name", CodecXml.Clean(zone.Name));
        }

        if (zone.Eras is not [])
        {
            var eras = zone.Eras.Select((era, at) => (Era: era, Group: at.ToString(CultureInfo.InvariantCulture), Prefix: string.Create(CultureInfo.InvariantCulture, $"trule:Microsoft/Registry/{zone.Id}/{at + 1}-"))).ToImmutableArray();
            xml.TypeList("Periods", eras, one => Periods(xml, one.Era.Rules, one.Prefix));
            xml.TypeList("TransitionsGroups", eras, one => Group(xml, one.Era.Rules, one.Group, one.Prefix));
            xml.TypeList("Transitions", eras, one => xml.InTypes(one.Era.From is null ? "Transition" : "AbsoluteDateTransition", () =>
            {
                To(xml, "Group", one.Group);
                if (one.Era.From is { } from)
                {
                    xml.Type("DateTime", EwsTime.Local(from).ToString());
                }
            }));
        }

        xml.WriteEndElement();
    }

    /// <summary>Reads all there is of a zone. Without one of its eras another would seem to go on, so one that can't be read, or said with one pair of rules, leaves the names alone.</summary>
    public static TimeZoneDefinition ReadAll(XmlPart definition)
    {
        var groups = definition.Child("TransitionsGroups")?.ChildrenNamed("TransitionsGroup") ?? [];
        var eras = Begins(definition.Child("Transitions"))
            .Select(begin => (begin.Name is "Transition" || DateOf(begin) is not null)
                && groups.FirstOrDefault(one => one.Attribute("Id") == begin.TextOf("To")) is { } rules
                && Zone(rules, definition.Child("Periods")) is { Problem: null } zone
                    ? new TimeZoneEra(DateOf(begin), zone)
                    : null)
            .ToArray();
        return new TimeZoneDefinition(definition.Attribute("Id"), definition.Attribute("Name"), eras.Contains(null) ? [] : [.. eras.OfType<TimeZoneEra>()]);
    }

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
    private static string? GroupAt(XmlPart? transitions, DateTime at) => Begins(transitions)
        .Where(one => one.Name is "Transition" || (DateOf(one) is { } from && from <= at))
        .LastOrDefault()?.TextOf("To");

    private static IEnumerable<XmlPart> Begins(XmlPart? transitions) => transitions?.Children.Where(one => one.Child("To")?.Attribute("Kind") is "Group") ?? [];

    // Clients look for exactly these names of periods.
    private static void Periods(XmlWriter xml, SerializableTimeZone rules, string prefix)
    {
        Period(rules.Bias + rules.StandardTime.Bias, "Standard");
        if (rules.HasDaylight)
        {
            Period(rules.Bias + rules.DaylightTime.Bias, "Daylight");
        }

        void Period(int bias, string name)
        {
            xml.WriteStartElement("Period", EwsSchema.Types);
            xml.WriteAttributeString("Bias", XmlConvert.ToString(TimeSpan.FromMinutes(bias)));
            xml.WriteAttributeString("Name", name);
            xml.WriteAttributeString("Id", CodecXml.Clean(prefix + name));
            xml.WriteEndElement();
        }
    }

    private static void Group(XmlWriter xml, SerializableTimeZone rules, string id, string prefix)
    {
        xml.WriteStartElement("TransitionsGroup", EwsSchema.Types);
        xml.WriteAttributeString("Id", id);
        if (rules.HasDaylight)
        {
            Change(rules.DaylightTime, "Daylight");
            Change(rules.StandardTime, "Standard");
        }
        else
        {
            xml.InTypes("Transition", () => To(xml, "Period", prefix + "Standard"));
        }

        xml.WriteEndElement();

        void Change(ZoneTransition change, string period) => xml.InTypes("RecurringDayTransition", () =>
        {
            To(xml, "Period", prefix + period);
            xml.Type("TimeOffset", XmlConvert.ToString(change.Time));
            xml.Type("Month", change.Month);
            xml.Type("DayOfWeek", change.Day.ToString());
            xml.Type("Occurrence", change.DayOrder is 5 ? -1 : change.DayOrder);
        });
    }

    private static void To(XmlWriter xml, string kind, string target)
    {
        xml.WriteStartElement("To", EwsSchema.Types);
        xml.WriteAttributeString("Kind", kind);
        xml.WriteString(CodecXml.Clean(target));
        xml.WriteEndElement();
    }

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
