using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Signpost.Server.Calendars;
using Signpost.Server.Calendars.Reading;
using Signpost.Server.Conduct;
using Signpost.Server.Configuration;
using Signpost.Server.Mailboxes;
using Signpost.Server.Recurrence;

namespace Signpost.Bench;

/// <summary>What calendars cost: read, expanded, changed, and answered from memory. The peer measures the same text in the same run.</summary>
internal static class CalendarTimes
{
    private const int Rounds = 15;
    private const int Attendees = 100;

    private static readonly string[] Rules =
        ["FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=SU", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=WEEKLY;COUNT=500"];

    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    /// <summary>Sixty days, as long as a client may ask for and a bit less.</summary>
    public static UtcInterval SixtyDays { get; } = new(Instant.FromUtc(2026, 3, 1, 0, 0), Instant.FromUtc(2026, 4, 30, 0, 0));

    private static UtcInterval Window(int hour) => new(Instant.FromUtc(2026, 3, 1, hour % 24, 0), Instant.FromUtc(2026, 5, 2, hour % 24, 0));

    /// <summary>A calendar of so many series.</summary>
    public static string Calendar(int series, int salt = 0)
    {
        var text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n");
        for (var i = 0; i < series; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"BEGIN:VEVENT\r\nUID:series-{i}@contoso.test\r\nDTSTAMP:20260101T000000Z\r\n")
                .Append(CultureInfo.InvariantCulture, $"DTSTART;TZID=Europe/Berlin:20{18 + i % 8}{1 + i % 12:00}{1 + i % 28:00}T{i % 24:00}{i % 4 * 15:00}00\r\nDURATION:PT1H\r\n")
                .Append(CultureInfo.InvariantCulture, $"RRULE:{Rules[i % Rules.Length]}\r\nSUMMARY:Design review no. {i + salt}\\, weekly\r\nLOCATION:Room {i % 40}\r\n")
                .Append("ORGANIZER:mailto:bob@contoso.test\r\nATTENDEE;PARTSTAT=ACCEPTED;CN=\"Lee, Ann\":mailto:ann@contoso.test\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\n");
        }

        return text.Append("END:VCALENDAR\r\n").ToString();
    }

    /// <summary>Measures, and writes a table.</summary>
    public static async Task RunAsync(Func<string, (TimeSpan Parse, TimeSpan Expand, int Found)>? peer)
    {
        var text = Calendar(1000);
        Console.WriteLine($"1,000 series, {text.Length} bytes, sixty days; the median of {Rounds}, and the first");
        var (read, expand) = (new List<double>(), new List<double>());
        var (theirRead, theirExpand) = (new List<double>(), new List<double>());
        var (found, theirFound) = (0, 0);
        for (var i = 0; i < Rounds; i++)
        {
            var (a, b, c) = Ours(text);
            (found, _) = (c, 0);
            read.Add(a.TotalMilliseconds);
            expand.Add(b.TotalMilliseconds);
            if (peer is not null && i < 5)
            {
                (a, b, theirFound) = peer(text);
                theirRead.Add(a.TotalMilliseconds);
                theirExpand.Add(b.TotalMilliseconds);
            }
        }

        Write("read", read);
        Write("expand", expand);
        Console.WriteLine($"  occurrences {found}, of the peer {theirFound}");
        Write("peer: read", theirRead);
        Write("peer: expand", theirExpand);
        await ChangedAsync();
        await AttendeesAsync(100);
        await AttendeesAsync(1000);
    }

    private static (TimeSpan Read, TimeSpan Expand, int Found) Ours(string text)
    {
        var source = new CalendarObject("ann.ics", Encoding.UTF8.GetBytes(text));
        var start = Stopwatch.GetTimestamp();
        var reading = (ObjectReading.Understood)ObjectReader.Read(source, [MailboxAddress.Parse("ann@contoso.test")], Berlin, CancellationToken.None);
        var series = CalendarSeries.Of(reading.Parts, []);
        var read = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        var events = new List<BusyEvent>();
        foreach (var one in series)
        {
            one.TryExpand(SixtyDays, Berlin, new StepBudget(), events);
        }

        return (read, Stopwatch.GetElapsedTime(start), events.Count);
    }

    private static async Task ChangedAsync()
    {
        using var folder = new BenchFolder();
        await using var calendars = Open(folder.Path);
        var mailbox = MailboxOf(0);
        var times = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            folder.Write(0, Calendar(1000, i), i);
            var start = Stopwatch.GetTimestamp();
            var reading = (CalendarReading.Known)await calendars.ReadAsync(mailbox, Window(0), CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (reading.Events.Length < 10_000)
            {
                throw new InvalidOperationException($"only {reading.Events.Length} events");
            }
        }

        Console.WriteLine("62 days of a file of 1,000 series that has changed");
        Write("answer", times);
    }

    private static async Task AttendeesAsync(int series)
    {
        using var folder = new BenchFolder();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var calendars = Open(folder.Path);
        var mailboxes = Enumerable.Range(0, Attendees).Select(MailboxOf).ToList();
        for (var i = 0; i < Attendees; i++)
        {
            folder.Write(i, Calendar(series, i), 0);
        }

        var start = Stopwatch.GetTimestamp();
        var events = await AllAsync(calendars, mailboxes, Window(0));
        var cold = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var (same, moved) = (new List<double>(), new List<double>());
        for (var i = 0; i < Rounds; i++)
        {
            start = Stopwatch.GetTimestamp();
            await AllAsync(calendars, mailboxes, Window(i));
            moved.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            start = Stopwatch.GetTimestamp();
            await AllAsync(calendars, mailboxes, Window(i));
            same.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Console.WriteLine($"{Attendees} calendars of {series} series, 62 days, {events} events; {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1024 / 1024} MiB remembered");
        Write("for the first time", [cold]);
        Write("from memory, another window", moved);
        Write("from memory, the same window", same);
    }

    private static async Task<int> AllAsync(ExpandedCalendars calendars, List<Mailbox> mailboxes, UtcInterval window)
    {
        var events = 0;
        foreach (var mailbox in mailboxes)
        {
            events += ((CalendarReading.Known)await calendars.ReadAsync(mailbox, window, CancellationToken.None)).Events.Length;
        }

        return events;
    }

    private static ExpandedCalendars Open(string folder)
    {
        var names = new LoggedNames(LoggedAddress.Hashed);
        var configuration = new CalendarConfiguration(new CalendarPlace.Folder(folder), new OwnerHours(Berlin, [])) { Timeout = TimeSpan.FromMinutes(1) };
        return new ExpandedCalendars(new FolderCalendars(folder, names, NullLogger.Instance, TimeProvider.System), configuration, names, NullLogger.Instance, TimeProvider.System);
    }

    private static Mailbox MailboxOf(int number)
    {
        var address = MailboxAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"user{number}@contoso.test"));
        return new Mailbox { PrimaryAddress = address, Addresses = [address] };
    }

    private static void Write(string what, List<double> milliseconds)
    {
        if (milliseconds is not [])
        {
            var first = milliseconds[0];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-30} {milliseconds.Order().ElementAt(milliseconds.Count / 2),8:0.0} ms   first {first,8:0.0} ms"));
        }
    }

    private sealed class BenchFolder : IDisposable
    {
        private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("signpost-bench-");

        public string Path => folder.FullName;

        public void Write(int number, string text, int minutes)
        {
            var path = System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"user{number}@contoso.test.ics"));
            File.WriteAllText(path, text);
            File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1, 0, minutes, 0, DateTimeKind.Utc));
        }

        public void Dispose() => folder.Delete(recursive: true);
    }
}
