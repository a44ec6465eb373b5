using System.Globalization;
using System.Xml;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Availability;

/// <summary>A zone in requests and in working hours (MS-OXWAVLS, SerializableTimeZone).</summary>
internal static class TimeZoneXml
{
    private static readonly string[] Forms = ["hh\\:mm\\:ss", "hh\\:mm\\:ss\\.FFFFFFF", "hh\\:mm"];

    public static void Write(XmlWriter xml, SerializableTimeZone zone) => xml.InTypes("TimeZone", () =>
    {
        xml.Type("Bias", zone.Bias);
        Write(xml, "StandardTime", zone.StandardTime);
        Write(xml, "DaylightTime", zone.DaylightTime);
    });

    /// <summary>Reads one, possible or not; null where it is none.</summary>
    public static SerializableTimeZone? Read(XmlPart part) =>
        part.NumberOf("Bias") is { } bias && Transition(part.Child("StandardTime")) is { } standard && Transition(part.Child("DaylightTime")) is { } daylight
            ? new SerializableTimeZone(bias, standard, daylight)
            : null;

    private static void Write(XmlWriter xml, string name, ZoneTransition change) => xml.InTypes(name, () =>
    {
        xml.Type("Bias", change.Bias);
        xml.Type("Time", change.Time.ToString(change.Time.Ticks % TimeSpan.TicksPerSecond is 0 ? Forms[0] : Forms[1], CultureInfo.InvariantCulture));
        xml.Type("DayOrder", change.DayOrder);
        xml.Type("Month", change.Month);
        xml.Type("DayOfWeek", change.Day.ToString());
        if (change.Year is not 0)
        {
            xml.Type("Year", change.Year);
        }
    });

    // With a year, the day of the week may be absent, and means nothing.
    private static ZoneTransition? Transition(XmlPart? part) =>
        part?.NumberOf("Bias") is { } bias && part.NumberOf("Month") is { } month
        && TimeSpan.TryParseExact(part.TextOf("Time"), Forms, CultureInfo.InvariantCulture, out var time)
            ? new ZoneTransition
            {
                Bias = bias,
                Time = time,
                DayOrder = part.NumberOf("DayOrder") ?? 0,
                Month = month,
                Day = Enum.GetValues<TransitionDay>().FirstOrDefault(day => day.ToString() == part.TextOf("DayOfWeek")),
                Year = part.NumberOf("Year") ?? 0,
            }
            : null;
}
