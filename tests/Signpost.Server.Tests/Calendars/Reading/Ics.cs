using System.Collections.Immutable;
using System.Text;
using NodaTime;
using Signpost.Server.Calendars;
using Signpost.Server.Calendars.Reading;
using Signpost.Server.Recurrence;
using Signpost.Server.Tests.Recurrence;

namespace Signpost.Server.Tests.Calendars.Reading;

/// <summary>Short words for calendar objects and what is read of them. Their owner is Ann, in Berlin.</summary>
internal static class Ics
{
    public static ImmutableArray<MailboxAddress> Ann { get; } = [MailboxAddress.Parse("ann@contoso.test"), MailboxAddress.Parse("ann.lee@contoso.test")];

    public static DateTimeZone Berlin { get; } = Diary.Zone("Europe/Berlin");

    public static UtcInterval March { get; } = Diary.Window("20260301T000000", "20260401T000000");

    /// <summary>A calendar of these lines.</summary>
    public static string Calendar(params string[] lines) => $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{string.Concat(lines.Select(line => line + "\r\n"))}END:VCALENDAR\r\n";

    /// <summary>A calendar with one event, of these lines.</summary>
    public static string Event(params string[] lines) => Calendar(["BEGIN:VEVENT", "UID:1", .. lines, "END:VEVENT"]);

    public static string[] Component(string name, params string[] lines) => [$"BEGIN:{name}", .. lines, $"END:{name}"];

    public static ObjectReading Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static ObjectReading Read(byte[] text) => ObjectReader.Read(new CalendarObject("ann.ics", text), Ann, Berlin, CancellationToken.None);

    public static ObjectReading.Understood Understood(string text) => Assert.IsType<ObjectReading.Understood>(Read(text));

    public static EventPart Only(string text) => Assert.Single(Understood(text).Parts);

    /// <summary>What is wrong, each as "line: what".</summary>
    public static string Findings(string text) => string.Join('\n', Read(text).Findings.Select(finding => $"{finding.Line}: {finding.What}"));

    public static List<BusyEvent> Events(ObjectReading.Understood reading, UtcInterval window)
    {
        var events = new List<BusyEvent>();
        foreach (var series in CalendarSeries.Of(reading.Parts, []))
        {
            Assert.True(series.TryExpand(window, reading.Zone ?? Berlin, new StepBudget(), events));
        }

        return [.. events.OrderBy(one => one.Time.Start).ThenBy(one => one.Time.End)];
    }

    /// <summary>What is in it in March 2026, each as "0302T0800/0302T0900 Busy", in UTC.</summary>
    public static string Busy(params string[] lines) => BusyIn(Event(lines));

    /// <inheritdoc cref="Busy"/>
    public static string BusyIn(string text) =>
        string.Join(' ', Events(Understood(text), March).Select(one => $"{one.Time.Start.UtcDateTime:MMdd'T'HHmm}/{one.Time.End.UtcDateTime:MMdd'T'HHmm} {one.Time.Busy}"));
}
