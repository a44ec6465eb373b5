using Signpost.Autodiscover;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Server.Calendars;
using Signpost.Server.Configuration;
using Signpost.Server.Mailboxes;
using Signpost.Server.Mailboxes.AddressBook;
using Signpost.Server.Tests.Endpoints;

namespace Signpost.Server.Tests.Availability;

public sealed class AvailabilityServiceTests
{
    private static readonly CalendarEventDetails Secret = new() { Id = "0E2A2", Subject = "Doctor", Location = "Main street", IsPrivate = true };

    [Fact]
    public async Task A_calendar_becomes_the_documented_digits()
    {
        var diaries = new Diaries
        {
            ["bob"] = Diaries.Of(
                Diaries.At("09:00", "10:00"), Diaries.At("09:45", "10:15", BusyType.Tentative), Diaries.At("11:00", "11:00"), Diaries.At("12:50", "14:00", BusyType.OutOfOffice)),
        };

        var bob = Assert.Single(await diaries.MailboxesAsync(Diaries.Ask("bob")));

        Assert.Equal("0022100003", bob.View.Merged!.Value.Digits);
    }

    [Fact]
    public async Task Events_are_told_whole_and_by_the_clock_of_the_request()
    {
        var diaries = new Diaries { ["bob"] = Diaries.Of(Diaries.At("12:50", "14:00")) };

        var bob = Assert.Single(await diaries.MailboxesAsync(Diaries.Ask("bob")));

        var told = Assert.Single(bob.View.Events);
        Assert.Equal(("2026-03-02T12:50:00", "2026-03-02T14:00:00"), (told.Start.ToString(), told.End.ToString()));
    }

    [Fact]
    public async Task Each_is_answered_in_order_also_one_asked_for_twice_who_is_read_once()
    {
        var diaries = new Diaries { ["bob"] = Diaries.Of(Diaries.At("09:00", "10:00")), ["carl"] = Diaries.Of() };

        var all = await diaries.MailboxesAsync(Diaries.Ask("bob", "carl", "bob"));

        Assert.Equal(["0022000000", "0000000000", "0022000000"], all.Select(one => one.View.Merged!.Value.Digits));
        Assert.Equal(2, diaries.Reads);
    }

    [Fact]
    public async Task A_list_is_busy_when_any_of_its_members_is()
    {
        var diaries = new Diaries { ["bob"] = Diaries.Of(Diaries.At("09:00", "10:00")), ["carl"] = Diaries.Of(Diaries.At("09:30", "10:30", BusyType.OutOfOffice)) }.With("all", "bob", "carl");

        var all = Assert.Single(await diaries.MailboxesAsync(Diaries.Ask("all")));

        Assert.Equal((FreeBusyViewKind.MergedOnly, "0023300000"), (all.View.Kind, all.View.Merged!.Value.Digits));
        Assert.Empty(all.View.Events);
    }

    [Fact]
    public async Task Who_is_asked_for_himself_and_in_lists_is_read_once_and_answered_each_time()
    {
        var diaries = new Diaries { ["bob"] = Diaries.Of(Diaries.At("09:00", "10:00")), ["carl"] = Diaries.Of() }.With("all", "bob", "carl").With("some", "carl");

        var all = await diaries.MailboxesAsync(Diaries.Ask("all", "bob", "some"));

        Assert.Equal(["0022000000", "0022000000", "0000000000"], all.Select(one => one.View.Merged!.Value.Digits));
        Assert.Equal(2, diaries.Reads);
    }

    [Fact]
    public async Task Members_without_a_mailbox_here_hide_no_other()
    {
        var diaries = new Diaries { ["bob"] = Diaries.Of(Diaries.At("09:00", "10:00")) }.With("all", "bob", "carl@fabrikam.test", "nobody");

        var all = Assert.Single(await diaries.MailboxesAsync(Diaries.Ask("all")));

        Assert.Equal("0022000000", all.View.Merged!.Value.Digits);
        Assert.Equal("Of 3 members of this list, 2 are not known.", all.Outcome.Message);
    }

    [Fact]
    public async Task A_list_of_strangers_only_is_not_found()
    {
        var diaries = new Diaries().With("all", "carl@fabrikam.test");

        var all = Assert.Single(await diaries.MailboxesAsync(Diaries.Ask("all")));

        Assert.Equal(EwsErrorCode.MailRecipientNotFound, all.Outcome.Code);
    }

    [Fact]
    public async Task A_list_that_is_too_long_is_an_error_of_the_list()
    {
        var diaries = new Diaries { ["bob"] = Diaries.Of() }.With("all", ListReading.TooMany.It);

        var all = await diaries.MailboxesAsync(Diaries.Ask("all", "bob"));

        Assert.Equal([EwsErrorCode.FreeBusyDLLimitReached, EwsErrorCode.NoError], all.Select(one => one.Outcome.Code));
    }

    [Fact]
    public async Task A_list_that_nobody_can_look_into_is_an_error_of_the_list()
    {
        var diaries = new Diaries { ["bob"] = Diaries.Of() }.With("all", new ListReading.Away("it is down"));

        var all = await diaries.MailboxesAsync(Diaries.Ask("all", "bob"));

        Assert.Equal([EwsErrorCode.MailboxStoreUnavailable, EwsErrorCode.NoError], all.Select(one => one.Outcome.Code));
    }

    [Theory]
    [InlineData(40, true)]
    [InlineData(41, false)]
    public async Task More_than_a_hundred_mailboxes_in_all_are_a_fault_and_no_member_is_read(int inSecondList, bool isAnswered)
    {
        string[] members = [.. Enumerable.Range(0, 59).Select(one => $"m{one}")];
        var diaries = new Diaries().With("all", members).With("some", [.. Enumerable.Range(0, inSecondList).Select(one => $"s{one}")]);

        var answer = await diaries.AnswerAsync(Diaries.Ask("all", "some", "bob"));

        Assert.Equal(isAnswered ? null : EwsErrorCode.IndividualMailboxLimitReached, (answer as FreeBusyResponse.Fault)?.Why.Code);
        Assert.Equal(isAnswered ? 100 : 1, diaries.Reads);
    }

    [Fact]
    public async Task Nobody_looks_for_lists_of_other_domains()
    {
        var diaries = new Diaries { ["bob"] = Diaries.Of() }.With("all", "bob");

        var all = Assert.Single(await diaries.MailboxesAsync(Diaries.Ask("all@fabrikam.test")));

        Assert.Equal(EwsErrorCode.MailRecipientNotFound, all.Outcome.Code);
    }

    [Theory]
    [InlineData("nobody@contoso.test", "ErrorMailRecipientNotFound")]
    [InlineData("ann@fabrikam.test", "ErrorMailRecipientNotFound")]
    [InlineData("moved@contoso.test", "ErrorAddressSpaceNotFound")]
    [InlineData("there@contoso.test", "ErrorNoApplicableProxyCASServersAvailable")]
    [InlineData("away@contoso.test", "ErrorMailboxStoreUnavailable")]
    [InlineData("@", "ErrorInvalidSmtpAddress")]
    [InlineData("broken@contoso.test", "ErrorFreeBusyGenerationFailed")]
    [InlineData("down@contoso.test", "ErrorMailboxStoreUnavailable")]
    public async Task What_cannot_be_had_is_an_error_of_that_mailbox_and_hides_no_other(string address, string code)
    {
        var diaries = new Diaries
        {
            Contoso = new Contoso
            {
                Knows = one => one.LocalPart switch
                {
                    "nobody" => MailboxLookup.Unknown.It,
                    "moved" => new MailboxLookup.MovedTo(Mailbox(one), MailboxAddress.Parse("moved@fabrikam.test")),
                    "there" => new MailboxLookup.ServedBy(Mailbox(one), new ServiceUrl("https://cas2.contoso.test/Autodiscover/Autodiscover.xml")),
                    "away" => new MailboxLookup.Away("it is down"),
                    _ => null,
                },
            },
            ["bob"] = Diaries.Of(),
            ["broken"] = new CalendarReading.Failed("it is broken"),
            ["down"] = new CalendarReading.Failed("the calendar server does not answer") { IsAway = true },
        };

        var all = await diaries.MailboxesAsync(Diaries.Ask(address, "bob"));

        Assert.Equal([code, "NoError"], all.Select(one => one.Outcome.Code.ToString()));
        Assert.Equal([FreeBusyViewKind.None, FreeBusyViewKind.FreeBusyMerged], all.Select(one => one.View.Kind));
    }

    [Fact]
    public async Task A_calendar_that_another_CAS_serves_is_shown_where_its_place_is_shared()
    {
        var diaries = new Diaries
        {
            Contoso = new Contoso { Knows = one => new MailboxLookup.ServedBy(Mailbox(one), new ServiceUrl("https://cas2.contoso.test/Autodiscover/Autodiscover.xml")) },
            ["bob"] = Diaries.Of(Diaries.At("08:00", "13:00")),
        };

        Assert.Equal("2222222222", Assert.Single(await diaries.MailboxesAsync(Diaries.Ask("bob"))).View.Merged!.Value.Digits);
    }

    [Fact]
    public async Task That_somebody_without_a_calendar_is_free_is_not_said()
    {
        var bob = Assert.Single(await new Diaries().MailboxesAsync(Diaries.Ask("bob")));

        Assert.Equal(("NoError", "4444444444", BusyType.NoData), (bob.Outcome.Code.ToString(), bob.View.Merged!.Value.Digits, Assert.Single(bob.View.Events).Busy));
    }

    [Fact]
    public async Task What_is_of_before_says_so()
    {
        var diaries = new Diaries { ["bob"] = Diaries.Of() with { Stale = "the calendar server has not answered since noon" } };

        var outcome = Assert.Single(await diaries.MailboxesAsync(Diaries.Ask("bob"))).Outcome;

        Assert.Equal((EwsResponseClass.Success, "This may be out of date: the calendar server has not answered since noon."), (outcome.Class, outcome.Message));
    }

    [Fact]
    public async Task Others_are_shown_the_times_and_the_owner_everything()
    {
        var diaries = new Diaries { ["ann"] = Diaries.Of(Diaries.At("09:00", "10:00", details: Secret)), ["bob"] = Diaries.Of(Diaries.At("09:00", "10:00")) };

        var all = await diaries.MailboxesAsync(Diaries.Ask("ann", "bob"));

        Assert.Equal([FreeBusyViewKind.DetailedMerged, FreeBusyViewKind.FreeBusyMerged], all.Select(one => one.View.Kind));
        Assert.Equal(["Doctor", null], all.Select(one => one.View.Events[0].Details?.Subject));
    }

    [Fact]
    public async Task Where_details_are_shown_private_events_are_as_true_and_say_nothing()
    {
        var diaries = new Diaries
        {
            Configuration = new CalendarConfiguration(new CalendarPlace.Folder("/"), Diaries.Office) { ForOthers = CalendarView.Details },
            ["bob"] = Diaries.Of(Diaries.At("09:00", "10:00"), Diaries.At("11:00", "12:00", details: Secret)),
        };

        var view = Assert.Single(await diaries.MailboxesAsync(Diaries.Ask("bob"))).View;

        Assert.Equal(("0022002200", FreeBusyViewKind.DetailedMerged), (view.Merged!.Value.Digits, view.Kind));
        Assert.Equal(new CalendarEventDetails { IsPrivate = true }, view.Events[1].Details);
        Assert.Equal("Review", view.Events[0].Details!.Subject);
    }

    [Fact]
    public async Task Where_nothing_is_shown_to_others_their_calendars_are_not_even_read()
    {
        var diaries = new Diaries
        {
            Configuration = new CalendarConfiguration(new CalendarPlace.Folder("/"), Diaries.Office) { ForOthers = CalendarView.Nothing },
            ["ann"] = Diaries.Of(),
        };

        var all = await diaries.MailboxesAsync(Diaries.Ask("ann", "bob"));

        Assert.Equal(["NoError", "ErrorNoFreeBusyAccess"], all.Select(one => one.Outcome.Code.ToString()));
        Assert.Equal(1, diaries.Reads);
    }

    [Theory]
    [InlineData(FreeBusyViewKind.MergedOnly, true, 0, false)]
    [InlineData(FreeBusyViewKind.FreeBusy, false, 1, true)]
    [InlineData(FreeBusyViewKind.FreeBusyMerged, true, 1, true)]
    [InlineData(FreeBusyViewKind.Detailed, false, 1, true)]
    [InlineData(FreeBusyViewKind.DetailedMerged, true, 1, true)]
    public async Task A_view_has_what_goes_with_it(FreeBusyViewKind kind, bool hasSlots, int events, bool hasHours)
    {
        var diaries = new Diaries { ["ann"] = Diaries.Of(Diaries.At("09:00", "10:00")) };
        var asked = Diaries.Ask("ann");

        var view = Assert.Single(await diaries.MailboxesAsync(asked with { FreeBusy = asked.FreeBusy! with { View = kind } })).View;

        Assert.Equal((kind, hasSlots, events, hasHours), (view.Kind, view.Merged is not null, view.Events.Length, view.WorkingHours is not null));
    }

    [Fact]
    public async Task A_calendar_of_too_many_events_is_shown_as_slots()
    {
        var diaries = new Diaries { ["bob"] = Diaries.Of([.. Enumerable.Repeat(Diaries.At("09:00", "10:00"), 1001)]) };

        var view = Assert.Single(await diaries.MailboxesAsync(Diaries.Ask("bob"))).View;

        Assert.Equal((FreeBusyViewKind.MergedOnly, "0022000000", 0), (view.Kind, view.Merged!.Value.Digits, view.Events.Length));
    }

    [Theory]
    [InlineData("Exchange2010_SP2", BusyType.Free)]
    [InlineData("", BusyType.Free)]
    [InlineData("Exchange2013", BusyType.WorkingElsewhere)]
    [InlineData("Exchange2019", BusyType.WorkingElsewhere)]
    public async Task Who_works_elsewhere_is_free_to_clients_that_do_not_know_the_word(string version, BusyType busy)
    {
        var diaries = new Diaries { ["bob"] = Diaries.Of(Diaries.At("09:00", "10:00", BusyType.WorkingElsewhere)) };

        var view = Assert.Single(await diaries.MailboxesAsync(Diaries.Ask("bob") with { RequestServerVersion = version })).View;

        Assert.Equal((busy, "0000000000"), (view.Events[0].Busy, view.Merged!.Value.Digits));
    }

    [Fact]
    public async Task One_calendar_that_takes_too_long_does_not_hold_up_the_others()
    {
        var diaries = new Diaries
        {
            Configuration = new CalendarConfiguration(new CalendarPlace.Folder("/"), Diaries.Office) { Timeout = TimeSpan.FromMilliseconds(1) },
            Before = (mailbox, cancelled) => mailbox.PrimaryAddress.LocalPart is "slow" ? Task.Delay(Timeout.Infinite, cancelled) : Task.CompletedTask,
            ["bob"] = Diaries.Of(),
        };

        var all = await diaries.MailboxesAsync(Diaries.Ask("slow", "bob"));

        Assert.Equal(["ErrorTimeoutExpired", "NoError"], all.Select(one => one.Outcome.Code.ToString()));
    }

    [Theory]
    [InlineData("2026-03-02T13:00:00", "2026-03-02T08:00:00", "ErrorInvalidTimeInterval")]
    [InlineData("2026-03-02T08:00:00", "2026-03-02T08:00:00", "ErrorInvalidTimeInterval")]
    [InlineData("2026-03-02T08:00:00", "2026-05-20T08:00:00", "ErrorTimeIntervalTooBig")]
    public async Task A_window_that_makes_no_sense_is_a_fault_and_nobody_is_asked(string start, string end, string code)
    {
        var diaries = new Diaries();

        var answer = await diaries.AnswerAsync(Diaries.Ask("bob") with { FreeBusy = new FreeBusyOptions(Diaries.Window(start, end)) });

        Assert.Equal((code, 0), (Assert.IsType<FreeBusyResponse.Fault>(answer).Why.Code.ToString(), diaries.Reads));
    }

    [Theory]
    [InlineData("W. Europe Standard Time", "0022000000")]
    [InlineData("", "2200000000")]
    public async Task Without_a_zone_in_the_body_that_of_the_header_counts_and_then_UTC(string zone, string digits)
    {
        var diaries = new Diaries { ["bob"] = Diaries.Of(Diaries.At("09:00", "10:00")) };

        var bob = Assert.Single(await diaries.MailboxesAsync(Diaries.Ask("bob") with { TimeZone = null, TimeZoneId = zone }));

        Assert.Equal(digits, bob.View.Merged!.Value.Digits);
    }

    [Fact]
    public async Task A_zone_that_nobody_knows_is_a_fault()
    {
        var answer = await new Diaries().AnswerAsync(Diaries.Ask("bob") with { TimeZone = null, TimeZoneId = "Middle-earth Standard Time" });

        Assert.Equal(new EwsFault(EwsErrorCode.TimeZone, "'Middle-earth Standard Time' is no time zone that is known here."), Assert.IsType<FreeBusyResponse.Fault>(answer).Why);
    }

    [Fact]
    public async Task The_working_hours_are_those_of_the_owner()
    {
        var hours = Assert.Single(await new Diaries { ["bob"] = Diaries.Of() }.MailboxesAsync(Diaries.Ask("bob"))).View.WorkingHours!;

        Assert.Equal((-60, new WorkingPeriod(DaysOfWeek.Weekdays, 480, 1020)), (hours.TimeZone.Bias, Assert.Single(hours.Periods)));
    }

    [Fact]
    public async Task Meeting_times_are_suggested_where_all_are_free()
    {
        var diaries = new Diaries
        {
            Clock = Diaries.Morning,
            ["ann"] = Diaries.Of(Diaries.At("08:00", "15:00")),
            ["bob"] = Diaries.Of(Diaries.At("15:30", "16:30")),
        };
        var asked = Diaries.Ask("ann", "bob") with
        {
            FreeBusy = null,
            Suggestions = new SuggestionsOptions(Diaries.Window("2026-03-02T00:00:00", "2026-03-03T00:00:00")) { MeetingDurationInMinutes = 30, MinimumQuality = SuggestionQuality.Excellent },
        };

        var answer = Assert.IsType<FreeBusyResponse.Answer>(await diaries.AnswerAsync(asked));

        Assert.Equal(["2026-03-02T15:00:00", "2026-03-02T16:30:00"], Assert.Single(answer.Suggestions!.Days).Suggestions.Select(one => one.Time.ToString()));
        Assert.Empty(answer.Mailboxes);
    }

    [Fact]
    public async Task The_item_that_is_being_moved_is_in_nobodys_way()
    {
        var diaries = new Diaries { Clock = Diaries.Morning, ["bob"] = Diaries.Of(Diaries.At("08:00", "17:00")) };
        var asked = Diaries.Ask("bob") with
        {
            FreeBusy = null,
            Suggestions = new SuggestionsOptions(Diaries.Window("2026-03-02T00:00:00", "2026-03-03T00:00:00")) { GlobalObjectId = "0e2a1", MinimumQuality = SuggestionQuality.Excellent },
        };

        var answer = Assert.IsType<FreeBusyResponse.Answer>(await diaries.AnswerAsync(asked));

        Assert.Equal(10, Assert.Single(answer.Suggestions!.Days).Suggestions.Length);
    }

    private static Mailbox Mailbox(MailboxAddress address) => new() { PrimaryAddress = address, Addresses = [address] };
}
