using System.Collections.Immutable;
using System.Text;

namespace Signpost.Conformance.Availability;

/// <summary>A resource of a calendar, as a calendar program writes it, and what it does to its owner's time.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Events">The lines of its VEVENT; where there are several, with an empty line between, they are one series and its overrides.</param>
/// <param name="Busy">The times, written down by hand: <c>FROM TO KIND</c> in UTC.</param>
internal sealed record CalendarEntry(string Name, string Events, params string[] Busy)
{
    /// <summary>A VTIMEZONE that it needs beside the usual ones.</summary>
    public string Zone { get; init; } = "";

    private static readonly string[] UsualZones =
    [
        "BEGIN:VTIMEZONE\nTZID:Europe/Paris\nBEGIN:STANDARD\nDTSTART:19961027T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\n" +
        "BEGIN:DAYLIGHT\nDTSTART:19810329T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nEND:VTIMEZONE",
        "BEGIN:VTIMEZONE\nTZID:America/New_York\nBEGIN:STANDARD\nDTSTART:20071104T020000\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nEND:STANDARD\n" +
        "BEGIN:DAYLIGHT\nDTSTART:20070311T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nEND:DAYLIGHT\nEND:VTIMEZONE",
    ];

    /// <summary>One iCalendar object with all of these in it.</summary>
    public static string Object(params IEnumerable<CalendarEntry> entries)
    {
        var all = entries.ToImmutableArray();
        var text = new StringBuilder("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//lab//EN\n");
        foreach (var zone in UsualZones.Concat(all.Select(entry => entry.Zone)).Where(zone => zone is not ""))
        {
            text.Append(zone).Append('\n');
        }

        foreach (var entry in all)
        {
            foreach (var one in entry.Events.ReplaceLineEndings("\n").Split("\n\n"))
            {
                text.Append("BEGIN:VEVENT\nDTSTAMP:20260301T000000Z\nUID:").Append(entry.Id).Append("\nSUMMARY:").Append(entry.Name).Append('\n').Append(one).Append("\nEND:VEVENT\n");
            }
        }

        return text.Append("END:VCALENDAR\n").ToString().ReplaceLineEndings("\r\n");
    }

    /// <summary>What the resource may be called.</summary>
    public string Id => Name.Replace(' ', '-');
}
