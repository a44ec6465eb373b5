using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Signpost.Server.Calendars;
using Signpost.Server.Hosting;
using Signpost.Server.Mailboxes;
using Signpost.Server.Operation;

namespace Signpost.Cli.Demo;

/// <summary>A made-up calendar for every mailbox, the same each time: what it holds follows from the address.</summary>
internal sealed class DemoCalendars : ICalendarStore
{
    // Weekly, by a clock on the wall: day, beginning, end, what, and how its owner sees it.
    private static readonly (string Days, string Start, string End, string What, string Busy)[] Habits =
    [
        ("MO,TU,WE,TH,FR", "093000", "094500", "Stand-up", "BUSY"),
        ("MO,WE", "100000", "113000", "Design review", "BUSY"),
        ("TU,TH", "140000", "160000", "Customers", "BUSY"),
        ("WE", "130000", "140000", "Lunch with the board", "TENTATIVE"),
        ("FR", "120000", "180000", "Away", "OOF"),
        ("MO,TH", "150000", "160000", "One to one", "TENTATIVE"),
        ("TU,FR", "083000", "093000", "On the train", "WORKINGELSEWHERE"),
        ("MO,TU,WE,TH,FR", "110000", "120000", "Support", "BUSY"),
    ];

    private readonly ConcurrentDictionary<MailboxAddress, StoredCalendar> calendars = new();

    public ImmutableArray<HealthCheck> HealthChecks => [];

    public ValueTask<StoredCalendar> ReadAsync(Mailbox mailbox, CancellationToken cancellationToken) =>
        ValueTask.FromResult(calendars.GetOrAdd(mailbox.PrimaryAddress, address => new StoredCalendar.Known([new CalendarObject($"{address}.ics", Encoding.UTF8.GetBytes(Text(address)))])));

    public Task<ImmutableArray<CheckLine>> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<CheckLine>>([new CheckLine("calendars", "made up")]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Text(MailboxAddress address)
    {
        var choice = SHA256.HashData(Encoding.UTF8.GetBytes(address.ToString().ToUpperInvariant()))[0];
        var text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Signpost//Demo//EN\r\n");
        foreach (var (at, habit) in Habits.Index())
        {
            // The stand-up is everybody's.
            if (at is 0 || ((choice >> at) & 1) is 1)
            {
                text.Append(CultureInfo.InvariantCulture, $"BEGIN:VEVENT\r\nUID:{at}\r\nDTSTART:20240101T{habit.Start}\r\nDTEND:20240101T{habit.End}\r\n")
                    .Append(CultureInfo.InvariantCulture, $"RRULE:FREQ=WEEKLY;BYDAY={habit.Days}\r\nEXDATE:20240101T{habit.Start}\r\nSUMMARY:{habit.What}\r\nX-MICROSOFT-CDO-BUSYSTATUS:{habit.Busy}\r\nEND:VEVENT\r\n");
            }
        }

        return text.Append("END:VCALENDAR\r\n").ToString();
    }
}
