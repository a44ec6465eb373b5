using System.Globalization;
using System.Text;
using CsCheck;
using NodaTime;
using Signpost.Availability;
using Signpost.Server.Calendars.Reading;
using Signpost.Server.Recurrence;
using Signpost.Server.Tests.Recurrence;

namespace Signpost.Server.Tests.Calendars.Reading;

/// <summary>What is written is read again, and what is spoiled spoils nothing else.</summary>
public sealed class ReadingLawTests
{
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia"];
    private static readonly string[] Rules = ["", "FREQ=DAILY;COUNT=5", "FREQ=WEEKLY;BYDAY=MO,FR", "FREQ=MONTHLY;BYDAY=-1SU;UNTIL=20270101"];
    private static readonly (string Word, BusyType Type)[] Statuses = [("FREE", BusyType.Free), ("TENTATIVE", BusyType.Tentative), ("BUSY", BusyType.Busy), ("OOF", BusyType.OutOfOffice), ("WORKINGELSEWHERE", BusyType.WorkingElsewhere)];

    private static Gen<LocalDateTime> AnyLocal { get; } = Gen.Select(Gen.Int[1970, 2060], Gen.Int[1, 12], Gen.Int[1, 28], Gen.Int[0, 86_399], (year, month, day, second) => new LocalDateTime(year, month, day, 0, 0).PlusSeconds(second));

    private static Gen<CalendarTime> AnyTime { get; } = Gen.Select(AnyLocal, Gen.Int[0, Zones.Length + 2], (local, kind) =>
        kind == Zones.Length ? new CalendarTime.Day(local.Date)
        : kind == Zones.Length + 1 ? new CalendarTime.Floating(local)
        : (CalendarTime)new CalendarTime.Zoned(local, kind == Zones.Length + 2 ? DateTimeZone.Utc : Diary.Zone(Zones[kind])));

    private static Gen<string> AnySubject { get; } = Gen.OneOf(Gen.Char['a', 'z'], Among(',', ';', '\\', ':', '"', 'ß', '語', ' ')).Array[0, 60].Select(chars => new string(chars).Trim());

    private static Gen<EventPart> AnyEvent { get; } = Gen.Select(
        Gen.Int[0, 1_000_000], AnyTime, Gen.Int[0, 500], Gen.Int[0, Rules.Length - 1], AnyTime.Array[0, 3], Gen.Int[0, Statuses.Length - 1], AnySubject, Gen.Bool,
        (uid, start, length, rule, excluded, status, subject, isPrivate) => new EventPart
        {
            Uid = Text(uid),
            Object = "ann.ics",
            Line = 3,
            Times = new RecurrenceSet(start, EventLength.DaysAndTime(1, 60L * length)) { Rules = rule == 0 ? [] : [Diary.Rule(Rules[rule])], Excluded = [.. excluded] },
            Busy = Statuses[status].Type,
            Details = new CalendarEventDetails { Id = CalendarWords.Id(Text(uid)), Subject = subject, IsRecurring = rule != 0, IsPrivate = isPrivate },
        });

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_event_that_is_written_is_read_again_however_it_is_folded() =>
        Gen.Select(AnyEvent, Gen.Int[1, 80]).Sample((written, width) => Same(written, Assert.Single(Assert.IsType<ObjectReading.Understood>(Ics.Read(Folded(Write(written), width))).Parts)), iter: 2000);

    [Fact]
    public void What_is_spoiled_in_one_event_leaves_those_beside_it() =>
        Gen.Select(AnyEvent, Gen.Select(Gen.Double.Unit, Gen.Byte).Array[1, 6]).Sample((spoiled, noise) =>
        {
            var (before, middle, after) = (Good("first", 10), Encoding.UTF8.GetBytes(Write(spoiled)), Good("last", 20));
            // Its first byte and its last belong to the lines before and after as well.
            foreach (var (where, with) in noise)
            {
                middle[1 + (int)(where * (middle.Length - 3))] = with;
            }

            byte[] all = [.. "BEGIN:VCALENDAR\r\n"u8, .. before, .. middle, .. after, .. "END:VCALENDAR\r\n"u8];
            var parts = Assert.IsType<ObjectReading.Understood>(Ics.Read(all)).Parts;
            return parts.Count(part => part.Details.Subject == "first" && part.Times.Start.Reading.Day == 10) == 1
                && parts.Count(part => part.Details.Subject == "last" && part.Times.Start.Reading.Day == 20) == 1;
        }, iter: 5000);

    [Fact]
    public void Whatever_the_bytes_are_there_is_a_reading() =>
        Gen.Select(AnyEvent.Array[0, 5], Gen.Select(Gen.Double.Unit, Gen.OneOf(Gen.Byte, Among((byte)'\n', (byte)' ', (byte)'"', (byte)':', (byte)';', (byte)',', (byte)0))).Array[0, 60]).Sample((events, noise) =>
        {
            var bytes = Encoding.UTF8.GetBytes(Ics.Calendar([.. events.Select(Write)]));
            foreach (var (where, with) in noise)
            {
                bytes[(int)(where * bytes.Length)] = with;
            }

            return Ics.Read(bytes) is { } reading && (reading is not ObjectReading.Understood understood || understood.Parts.All(part =>
                Expansion.Of(part.Times, Ics.March, Ics.Berlin, new StepBudget()) is not null));
        }, iter: 3000);

    [Fact]
    public void Noise_is_no_calendar() => Gen.Byte.Array[0, 400].Sample(bytes => Ics.Read(bytes) is ObjectReading.Unreadable, iter: 2000);

    private static byte[] Good(string name, int day) =>
        Encoding.UTF8.GetBytes($"BEGIN:VEVENT\r\nUID:the {name} one\r\nSUMMARY:{name}\r\nDTSTART:202603{Text(day)}T080000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\n");

    private static bool Same(EventPart written, EventPart read) =>
        (written.Uid, written.Busy, written.Details, written.Times.Start, written.Times.Length) == (read.Uid, read.Busy, read.Details, read.Times.Start, read.Times.Length)
        && written.Times.Excluded.SequenceEqual(read.Times.Excluded)
        && written.Times.Rules.Select(Words).SequenceEqual(read.Times.Rules.Select(Words));

    private static string Words(RecurrenceRule rule) => $"{rule.Frequency} {rule.Interval} {rule.Count} {rule.Until} {string.Join(',', rule.ByDay)}";

    private static string Write(EventPart part) => string.Concat(
    [
        "BEGIN:VEVENT\r\n",
        $"UID:{part.Uid}\r\n",
        $"DTSTART{Write(part.Times.Start)}\r\n",
        $"DURATION:P1DT{Text(part.Times.Length.Elapsed / 60)}M\r\n",
        $"SUMMARY:{part.Details.Subject.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)}\r\n",
        .. part.Times.Rules.Select(rule => $"RRULE:{Rules.Single(text => text is not "" && Words(Diary.Rule(text)) == Words(rule))}\r\n"),
        .. part.Times.Excluded.Select(time => $"EXDATE{Write(time)}\r\n"),
        $"X-MICROSOFT-CDO-BUSYSTATUS:{Statuses.Single(status => status.Type == part.Busy).Word}\r\n",
        part.Details.IsPrivate ? "CLASS:PRIVATE\r\n" : "",
        "END:VEVENT\r\n",
    ]);

    private static string Write(CalendarTime time) => time switch
    {
        CalendarTime.Day day => $";VALUE=DATE:{day.Date.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}",
        CalendarTime.Zoned { Zone: var zone } zoned when zone == DateTimeZone.Utc => $":{Clock(zoned.Local)}Z",
        CalendarTime.Zoned zoned => $";TZID={zoned.Zone.Id}:{Clock(zoned.Local)}",
        _ => $":{Clock(time.Reading)}",
    };

    private static string Clock(LocalDateTime local) => local.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    // RFC 5545 section 3.1 folds octets, so also within a character.
    private static byte[] Folded(string text, int width)
    {
        var folded = new List<byte>();
        var column = 0;
        foreach (var octet in Encoding.UTF8.GetBytes(Ics.Calendar(text.TrimEnd())))
        {
            if (octet is (byte)'\r' or (byte)'\n')
            {
                column = 0;
            }
            else if (column++ == width)
            {
                folded.AddRange("\r\n "u8);
                column = 1;
            }

            folded.Add(octet);
        }

        return [.. folded];
    }
}
