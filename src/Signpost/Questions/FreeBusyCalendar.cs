using System.Globalization;
using System.Text;
using Signpost.Availability;

namespace Signpost.Questions;

/// <summary>Free/busy as iCalendar (RFC 5545 section 3.6.4): a VFREEBUSY for each calendar that was given. Free time is what is not in it.</summary>
internal static class FreeBusyCalendar
{
    private const int LongestLine = 75;     // in octets, without the line break (RFC 5545 section 3.1)

    /// <summary>Writes it.</summary>
    /// <param name="report">The calendars.</param>
    /// <param name="now">When they were asked for.</param>
    public static string Of(FreeBusyReport report, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Signpost//Free/busy//EN");
        foreach (var answer in report.Answers.DistinctBy(answer => answer.Attendee.Mailbox.Address, StringComparer.OrdinalIgnoreCase))
        {
            if (answer.Outcome is FreeBusyOutcome.Given { Calendar: var calendar })
            {
                Component(text, report.Question, answer.Attendee.Mailbox.Address, calendar, now);
            }
        }

        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static void Component(StringBuilder text, FreeBusyQuestion question, string address, MailboxCalendar calendar, DateTimeOffset now)
    {
        Line(text, "BEGIN:VFREEBUSY");
        Line(text, $"UID:{Stamp(question.Start)}-{Stamp(question.End)}-{Text(address)}");
        Line(text, $"DTSTAMP:{Stamp(now)}");
        Line(text, $"ORGANIZER:{UriOf(address)}");      // RFC 5545 section 3.8.4.3: of published busy time, whose it is
        Line(text, $"DTSTART:{Stamp(question.Start)}");
        Line(text, $"DTEND:{Stamp(question.End)}");
        var intervals = IntervalsOf(question, calendar).ToList();
        if (intervals.Any(one => one.Busy is BusyType.NoData))
        {
            Line(text, "COMMENT:Not all of the time is known.");
        }

        foreach (var one in intervals)
        {
            if (TypeOf(one.Busy) is { } type)
            {
                Line(text, $"FREEBUSY;FBTYPE={type}:{Stamp(one.Start)}/{Stamp(one.End)}");
            }
        }

        Line(text, "END:VFREEBUSY");
    }

    // Within the window, the earliest first (RFC 5545 section 3.8.2.6).
    private static IEnumerable<BusyInterval> IntervalsOf(FreeBusyQuestion question, MailboxCalendar calendar) =>
        (calendar.View.HasEvents ? calendar.Events.Select(one => one.Time) : RunsOf(question, calendar.SlotsOf(question)))
            .Select(one => one with { Start = Later(one.Start, question.Start), End = Earlier(one.End, question.End) })
            .Where(one => one.End > one.Start)
            .OrderBy(one => one.Start).ThenBy(one => one.End);

    private static IEnumerable<BusyInterval> RunsOf(FreeBusyQuestion question, MergedFreeBusy slots)
    {
        for (var (from, to) = (0, 0); from < slots.Count; from = to)
        {
            while (to < slots.Count && slots[to] == slots[from])
            {
                to++;
            }

            yield return new BusyInterval(At(from), At(to), slots[from]);
        }

        DateTimeOffset At(int slot) => question.Start + (slot * TimeSpan.FromMinutes(question.IntervalInMinutes));
    }

    private static string? TypeOf(BusyType type) => type switch
    {
        BusyType.Tentative => "BUSY-TENTATIVE",
        BusyType.Busy => "BUSY",
        BusyType.OutOfOffice => "BUSY-UNAVAILABLE",
        _ => null,
    };

    private static string UriOf(string address) =>
        MailboxAddress.TryParse(address, out var mailbox) ? $"mailto:{Uri.EscapeDataString(mailbox.LocalPart)}@{mailbox.Domain}" : "invalid:nomail";

    // RFC 5545 section 3.3.11.
    private static string Text(string value) => OneLine.Of(value)
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal);

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    // Folded between characters, never within one.
    private static void Line(StringBuilder text, string content)
    {
        var octets = 0;
        foreach (var rune in content.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
