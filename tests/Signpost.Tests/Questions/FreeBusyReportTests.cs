using System.Collections.Immutable;
using System.Text;
using Signpost.Availability;
using Signpost.Discovery;
using Signpost.Ews;
using Signpost.Oof;
using Signpost.Questions;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Questions;

/// <summary>What people, programs and calendars are told of free/busy.</summary>
public sealed class FreeBusyReportTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(1));
    private static readonly WorkingHours Office = new(SerializableTimeZone.Of(Berlin, 2026), [new WorkingPeriod(DaysOfWeek.Weekdays, 9 * 60, 17 * 60)]);

    [Fact]
    public void A_working_day_is_a_line_for_each()
    {
        Snapshot.Matches("freebusy-day", Text(WorkingDay(), new FreeBusyLayout { Zone = Berlin }));
    }

    [Fact]
    public void Without_colour_and_without_Unicode_all_can_still_be_told_apart()
    {
        Snapshot.Matches("freebusy-ascii", Text(WorkingDay(), new FreeBusyLayout { Zone = Berlin, IsAscii = true }));
    }

    [Fact]
    public void Where_there_is_no_room_a_character_stands_for_an_hour()
    {
        var report = Report(
            new FreeBusyQuestion(Nobody, Monday, Monday.AddDays(1)), ("ann@contoso.test", Given(Office, Busy(9.5, 10), Busy(11, 12), Busy(16.5, 17))), ("bob@contoso.test", Given(Office)));

        Snapshot.Matches("freebusy-narrow", Text(report, new FreeBusyLayout { Zone = Berlin, Width = 44, Meeting = TimeSpan.FromHours(1) }));
    }

    [Fact]
    public void Several_days_are_a_block_for_each()
    {
        var question = new FreeBusyQuestion(Nobody, Monday, Monday.AddDays(3));
        Snapshot.Matches("freebusy-days", Text(
            Report(question, ("ann@contoso.test", Given(Office, Busy(10, 12), Busy(30, 60, BusyType.OutOfOffice))), ("room1@contoso.test", Given(null, Busy(9, 10), Busy(38, 40)))),
            new FreeBusyLayout { Zone = Berlin }));
    }

    [Fact]
    public void A_day_on_which_clocks_change_has_as_many_hours_as_it_has()
    {
        var sunday = new DateTimeOffset(2026, 10, 25, 0, 0, 0, TimeSpan.FromHours(2));
        var question = new FreeBusyQuestion(Nobody, sunday, sunday.AddHours(25)) { IntervalInMinutes = 60 };

        var lines = Text(Report(question, ("ann@contoso.test", Given(null, new BusyInterval(sunday.AddHours(2), sunday.AddHours(4), BusyType.Busy)))), new FreeBusyLayout { Zone = Berlin }).Split('\n');

        Assert.Equal("                  00  03 06 09 12 15 18 21", lines[1]);
        Assert.Equal("ann@contoso.test  ··██·····················", lines[2]);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(25)]
    [InlineData(30)]
    [InlineData(90)]
    [InlineData(240)]
    [InlineData(1440)]
    public void No_line_is_wider_than_the_terminal(int interval)
    {
        var question = new FreeBusyQuestion(Nobody, Monday.AddMinutes(10), Monday.AddDays(9)) { IntervalInMinutes = interval };
        var report = Report(question, ("somebody.with.a.very.long.name@contoso.test", Given(Office, Busy(10, 12))), ("b@c.test", Given(Office, Busy(10, 12))));

        Assert.All(new[] { 40, 60, 80, 200 }, width => Assert.All(
            report.ToLines(new FreeBusyLayout { Zone = Berlin, Width = width }).TakeWhile(line => !line.ToString().Contains("tentative", StringComparison.Ordinal)),
            line => Assert.InRange(line.ToString().Length, 0, width)));
    }

    [Fact]
    public void What_all_met_with_is_said_once()
    {
        var failed = new FreeBusyOutcome.Failed(new EwsFailure.Refused(403));

        Assert.Equal(
            "https://cas1.contoso.test/EWS/Exchange.asmx  refused: HTTP 403; ask whoever runs the server whether this user may use Exchange Web Services\n",
            Text(Report(Day, ("ann@contoso.test", failed), ("bob@contoso.test", failed)), new FreeBusyLayout()));
    }

    [Fact]
    public void Who_is_not_known_does_not_count_as_free_and_does_not_hide_when_the_others_are() => Assert.Contains(
        "free for the 1 of 2 that are known\n",
        Text(Report(Day, ("ann@contoso.test", Given(null)), ("bob@contoso.test", new FreeBusyOutcome.Given(new MailboxCalendar()))), new FreeBusyLayout()), StringComparison.Ordinal);

    [Fact]
    public void Where_nobody_is_known_nobody_is_free() => Assert.Contains(
        "nobody's calendar is known there\n",
        Text(Report(Day, ("bob@contoso.test", new FreeBusyOutcome.Given(new MailboxCalendar()))), new FreeBusyLayout()), StringComparison.Ordinal);

    [Fact]
    public void What_strangers_write_is_not_obeyed_by_a_terminal()
    {
        var text = Text(
            Report(Day, ("ann@contoso.test", Given(null)), ("b\u001b[31m\nb", new FreeBusyOutcome.Error(new EwsErrorCode("x\u001b[0m"), "y\r\nz"))), new FreeBusyLayout());

        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void Programs_are_told_all_of_it()
    {
        Snapshot.Matches("freebusy-json", Encoding.UTF8.GetString(WorkingDay().ToJson()));
    }

    [Fact]
    public void Calendars_are_told_busy_time_by_its_type()
    {
        Snapshot.Matches("freebusy-ics", WorkingDay().ToICalendar(Monday));
    }

    [Fact]
    public void Lines_of_iCalendar_end_and_are_folded_as_RFC_5545_wants()
    {
        var long1 = string.Concat(Enumerable.Repeat("müller-", 8)) + "lüdenscheidt@contoso.test";

        var text = Report(Day, (long1, Given(null, Busy(1, 2)))).ToICalendar(Monday);

        Assert.DoesNotContain("\n", text.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.Contains($"-{long1}\r\n", text.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_only_slots_are_shown_iCalendar_is_made_of_them()
    {
        var slots = new FreeBusyOutcome.Given(new MailboxCalendar { View = FreeBusyViewKind.MergedOnly, Merged = new MergedFreeBusy("0122033400") });

        var lines = Report(new FreeBusyQuestion(Nobody, Monday, Monday.AddHours(5)), ("ann@contoso.test", slots)).ToICalendar(Monday).Split("\r\n");

        Assert.Equal(
            [
                "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260301T233000Z/20260302T000000Z", "FREEBUSY;FBTYPE=BUSY:20260302T000000Z/20260302T010000Z",
                "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260302T013000Z/20260302T023000Z",
            ],
            lines.Where(line => line.StartsWith("FREEBUSY", StringComparison.Ordinal)));
        Assert.Contains("COMMENT:Not all of the time is known.", lines);
    }

    [Fact]
    public void What_is_busy_beyond_the_window_is_cut_and_what_is_beside_it_left_out()
    {
        var lines = Report(new FreeBusyQuestion(Nobody, Monday.AddHours(9), Monday.AddHours(12)), ("ann@contoso.test", Given(null, Busy(7, 9), Busy(8, 10), Busy(11, 20))))
            .ToICalendar(Monday).Split("\r\n");

        Assert.Equal(
            ["FREEBUSY;FBTYPE=BUSY:20260302T080000Z/20260302T090000Z", "FREEBUSY;FBTYPE=BUSY:20260302T100000Z/20260302T110000Z"],
            lines.Where(line => line.StartsWith("FREEBUSY", StringComparison.Ordinal)));
    }

    [Fact]
    public void Out_of_office_is_told_to_people_and_programs()
    {
        var report = new OofReport(
            MailboxAddress.Parse("ann@contoso.test"),
            new OofOutcome.Given(
                new OofSettings
                {
                    State = OofState.Scheduled,
                    ExternalAudience = ExternalAudience.All,
                    Duration = new EwsDuration(EwsTime.Utc(Monday.AddHours(8)), EwsTime.Utc(Monday.AddDays(7))),
                    InternalReply = new OofReply("Back on Monday.\nAsk Bob."),
                    ExternalReply = OofReply.Empty,
                },
                ExternalAudience.Known),
            new Uri("https://cas1.contoso.test/EWS/Exchange.asmx"), null, TimeSpan.FromMilliseconds(12), []);

        Snapshot.Matches("oof", string.Join('\n', report.ToLines(Berlin)) + "\n" + Encoding.UTF8.GetString(report.ToJson()));
    }

    private static ImmutableArray<Attendee> Nobody => [];

    private static FreeBusyQuestion Day => new(Nobody, Monday.AddHours(8), Monday.AddHours(18));

    private static FreeBusyReport WorkingDay() => Report(
        Day,
        ("ann@contoso.test", Given(Office, Busy(9.5, 10.5), Busy(12, 13, BusyType.Tentative), Busy(15, 20, BusyType.OutOfOffice))),
        ("bob@contoso.test", new FreeBusyOutcome.Given(Given(Office, Busy(7, 9.25), Busy(13, 14)).Calendar with { Note = "as of 07:45" })),
        ("nobody@contoso.test", new FreeBusyOutcome.Error(EwsErrorCode.MailRecipientNotFound, "no such address")),
        ("room1@contoso.test", new FreeBusyOutcome.Given(new MailboxCalendar { View = FreeBusyViewKind.MergedOnly, Merged = new MergedFreeBusy("00000000220000000044") }))) with
    {
        Suggestions = new SuggestionsOutcome.Given(
        [
            new SuggestedDay(new DateOnly(2026, 3, 2), SuggestionQuality.Excellent,
            [
                new SuggestedTime(Monday.AddHours(10.5), true, SuggestionQuality.Excellent, [new AttendeeConflict.Individual(BusyType.Free), new AttendeeConflict.Unknown()]),
                new SuggestedTime(Monday.AddHours(17), false, SuggestionQuality.Fair, [new AttendeeConflict.Individual(BusyType.OutOfOffice), new AttendeeConflict.Group(3, 2, 1, 0)]),
            ]),
        ]),
    };

    private static BusyInterval Busy(double from, double to, BusyType type = BusyType.Busy) => new(Monday.AddHours(from), Monday.AddHours(to), type);

    private static FreeBusyOutcome.Given Given(WorkingHours? hours, params BusyInterval[] events) => new FreeBusyOutcome.Given(new MailboxCalendar
    {
        View = FreeBusyViewKind.Detailed,
        WorkingHours = hours,
        Events = [.. events.Select((one, n) => new BusyEvent(one, n is 0 ? new CalendarEventDetails { Id = "0A", Subject = "Design review", Location = "Room 1", IsMeeting = true } : null))],
    });

    private static FreeBusyReport Report(FreeBusyQuestion question, params (string Address, FreeBusyOutcome Outcome)[] answers)
    {
        ImmutableArray<FreeBusyAnswer> all = [.. answers.Select(answer => new FreeBusyAnswer(new Attendee(new EwsAddress(answer.Address)), answer.Outcome))];
        return new FreeBusyReport(
            question with { Attendees = [.. all.Select(answer => answer.Attendee)] }, all, null, new Uri("https://cas1.contoso.test/EWS/Exchange.asmx"), null, TimeSpan.FromMilliseconds(34), []);
    }

    private static string Text(FreeBusyReport report, FreeBusyLayout layout) => string.Concat(report.ToLines(layout).Select(line => $"{line}\n"));
}
