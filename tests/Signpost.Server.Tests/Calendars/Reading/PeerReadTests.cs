using System.Globalization;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using NodaTime;
using Signpost.Server.Calendars.Reading;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Tests.Calendars.Reading;

/// <summary>The random rules of Recurrence/Corpus as one calendar, beside what Ical.Net reads there.</summary>
public sealed class PeerReadTests
{
    private static readonly string Text = Ics.Calendar([.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Recurrence", "Corpus", "recurrences.txt")).Select(line => line.Split('|')).SelectMany((columns, i) => Ics.Component(
        "VEVENT",
        string.Create(CultureInfo.InvariantCulture, $"UID:{i}"),
        $"DTSTART;TZID={columns[0]}:{columns[1]}",
        string.Create(CultureInfo.InvariantCulture, $"DTEND;TZID={columns[0]}:{Later(columns[1], i)}"),
        $"RRULE:{columns[2]}",
        string.Create(CultureInfo.InvariantCulture, $"SUMMARY:Event\\, no. {i}\\; from \\\\ {columns[0]}"),
        $"EXDATE;TZID={columns[0]}:{columns[1]},{Later(columns[1], 1)}",
        $"STATUS:{(i % 3 == 0 ? "TENTATIVE" : "CONFIRMED")}"))]);

    [Fact]
    public void Another_library_reads_the_same_events()
    {
        var ours = Ics.Understood(Text).Parts.ToDictionary(part => part.Uid, Words);

        var theirs = Ical.Net.Calendar.Load(Text)!.Events.ToDictionary(one => one.Uid!, Words);

        Assert.Equal(4000, theirs.Count);
        Assert.Equal(theirs, ours);
    }

    private static string Words(EventPart part) => string.Join('|',
        [
            part.Details.Subject,
            Clock(part.Times.Start.Reading),
            part.Times.Start.ZoneFor(DateTimeZone.Utc).Id,
            Number(part.Times.Length.ByClock),
            part.Busy is Signpost.Availability.BusyType.Tentative ? "TENTATIVE" : "CONFIRMED",
            .. part.Times.Excluded.Select(time => Clock(time.Reading)),
            .. part.Times.Rules.Select(rule => string.Join(' ',
            [
                rule.Frequency.ToString(), Number(rule.Interval), rule.Count is { } count ? Number(count) : "", rule.Until is { } until ? Clock(until.Reading) : "", rule.WeekStart.ToString(),
                List(rule.BySecond), List(rule.ByMinute), List(rule.ByHour), List(rule.ByMonthDay), List(rule.ByYearDay), List(rule.ByWeekNumber), List(rule.ByMonth), List(rule.BySetPosition),
                string.Join(',', rule.ByDay.Select(day => $"{Number(day.Ordinal)}{day.Day}").Order(StringComparer.Ordinal)),
            ])),
        ]);

    private static string Words(CalendarEvent one) => string.Join('|',
        [
            one.Summary!,
            Clock(LocalDateTime.FromDateTime(one.Start!.Value)),
            one.Start.TzId!,
            Number((long)(one.End!.Value - one.Start.Value).TotalSeconds),
            one.Status!,
            .. one.ExceptionDates.GetAllDates().Select(time => Clock(LocalDateTime.FromDateTime(time.Value))),
            .. new[] { one.RecurrenceRule! }.Select(rule => string.Join(' ',
            [
                rule.Frequency.ToString(), Number(rule.Interval), rule.Count is { } count ? Number(count) : "", rule.Until is { } until ? Clock(LocalDateTime.FromDateTime(until.Value)) : "", rule.FirstDayOfWeek.ToString(),
                List(rule.BySecond), List(rule.ByMinute), List(rule.ByHour), List(rule.ByMonthDay), List(rule.ByYearDay), List(rule.ByWeekNo), List(rule.ByMonth), List(rule.BySetPosition),
                string.Join(',', rule.ByDay.Select(day => $"{Number(day.Offset ?? 0)}{day.DayOfWeek}").Order(StringComparer.Ordinal)),
            ])),
        ]);

    private static string Later(string start, int minutes) => Clock(LocalDateTime.FromDateTime(DateTime.ParseExact(start, "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture).AddMinutes(minutes)));

    private static string Clock(LocalDateTime local) => local.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string List(IEnumerable<int> numbers) => string.Join(',', numbers.Order());
}
