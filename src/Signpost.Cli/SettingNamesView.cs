using System.Text.Json;
using Signpost.Autodiscover.Soap;
using Signpost.Discovery;

namespace Signpost.Cli;

/// <summary>The settings that users may be asked for: name, class of the value, group.</summary>
internal static class SettingNamesView
{
    public static IEnumerable<ReportLine> Lines()
    {
        var (name, value) = (UserSettingNames.All.Max(known => known.Name.Length), UserSettingNames.All.Max(known => known.Class.ToString().Length));
        return UserSettingNames.All.Select(known => ReportLine.Of(
            new ReportSpan(known.Name.PadRight(name + 2), ReportTone.Strong),
            new ReportSpan(known.Class.ToString().PadRight(value + 2)),
            new ReportSpan(known.Group.ToString(), ReportTone.Faint)));
    }

    public static byte[] Json()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var known in UserSettingNames.All)
            {
                json.WriteStartObject();
                json.WriteString("name", known.Name);
                json.WriteString("class", known.Class.ToString());
                json.WriteString("group", known.Group.ToString());
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.ToArray();
    }
}
