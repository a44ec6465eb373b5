using System.Collections.Immutable;

namespace Signpost.Conformance.Availability;

/// <summary>What strangers make of what is not simply somebody's time: changes, people who are not there, calendars that are not there, and what one may not see.</summary>
public sealed class FreeBusyOnTheLabTests : IDisposable
{
    private const string Daiki = "daiki@contoso.test";
    private const string Nobody = "nobody@contoso.test";
    private const string Meeting = "2026-03-30T08:00Z 2026-03-30T09:00Z busy";

    private static readonly ImmutableArray<Period> Day = [Period.Parse("2026-03-30T07:00Z 2026-03-30T12:00Z free")];

    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("signpost-calendars-").FullName;

    [Fact]
    public async Task A_file_that_has_changed_is_another_answer_to_the_next_question()
    {
        await using var cas1 = await ServeAsync();
        Write(Diaries.Anna, Meeting);
        var before = await Stranger.ExchangelibAsync(Day, Diaries.Anna, Diaries.Anna);

        Write(Diaries.Anna, "2026-03-30T10:00Z 2026-03-30T11:30Z busy");
        var after = await Stranger.ExchangelibAsync(Day, Diaries.Anna, Diaries.Anna);

        Assert.Equal(Meeting, BusyMinutes.Words(before.Of(Diaries.Anna), Day));
        Assert.Equal("2026-03-30T10:00Z 2026-03-30T11:30Z busy", BusyMinutes.Words(after.Of(Diaries.Anna), Day));
    }

    [Fact]
    public async Task Somebody_unknown_is_an_error_beside_the_others_to_exchangelib()
    {
        await using var cas1 = await ServeAsync();
        Write(Diaries.Bjorn, Meeting);

        var answers = await Stranger.ExchangelibAsync(Day, Diaries.Anna, Nobody, Diaries.Bjorn);

        Assert.Equal("ErrorMailRecipientNotFound", answers.Error(Nobody));
        Assert.Equal(Meeting, BusyMinutes.Words(answers.Of(Diaries.Bjorn), Day));
    }

    [Fact]
    public async Task Somebody_unknown_is_the_end_of_the_question_to_Evolution()
    {
        await using var cas1 = await ServeAsync();
        Write(Diaries.Bjorn, Meeting);

        var run = await Stranger.RunAsync("evolution", "freebusy", Stranger.Ews, Day[0].Question, Diaries.Anna, Diaries.Bjorn, Nobody);

        Assert.Equal($"nothing answered: Nobody here has the address {Nobody}.", run.Ends(1).Error.TrimEnd());
    }

    [Fact]
    public async Task Somebody_whose_time_is_not_shown_is_the_end_of_the_question_to_exchangelib_and_to_Evolution()
    {
        await using var cas1 = await ServeAsync("Calendars__ForOthers=nothing");
        Write(Diaries.Anna, Meeting);
        Write(Diaries.Bjorn, Meeting);

        var its = await Stranger.RunAsync("exchangelib", "freebusy", Stranger.Ews, Day[0].Question, Diaries.Anna, Diaries.Anna, Diaries.Bjorn, Diaries.Anna);
        var evolutions = await Stranger.RunAsync("evolution", "freebusy", Stranger.Ews, Day[0].Question, Diaries.Anna, Diaries.Anna, Diaries.Bjorn);

        Assert.Equal($"{Diaries.Anna} merged 00002222000000000000\n{Diaries.Anna} {Meeting}\n", its.Ends(1).Output);
        Assert.StartsWith("ErrorNoFreeBusyAccess: ", its.Error, StringComparison.Ordinal);
        Assert.Equal("", evolutions.Ends(1).Output);
    }

    [Fact]
    public async Task DavMail_says_nothing_of_whom_it_can_not_have_slots_of()
    {
        await using var cas1 = await ServeAsync();
        Write(Diaries.Bjorn, Meeting);

        var answers = await Stranger.DavMailAsync(Day, Diaries.Anna, Nobody, Daiki, Diaries.Bjorn);

        Assert.Equal("left-out", answers.Error(Nobody));
        Assert.Equal("left-out", answers.Error(Daiki));
        Assert.Equal(Meeting, BusyMinutes.Words(answers.Of(Diaries.Bjorn), Day));
    }

    [Fact]
    public async Task Who_has_no_calendar_is_not_free()
    {
        await using var cas1 = await ServeAsync();

        var its = await Stranger.ExchangelibAsync(Day, Diaries.Anna, Daiki);
        var evolutions = await Stranger.EvolutionAsync(Day, Diaries.Anna, Daiki);

        Assert.Equal(["2026-03-30T07:00Z 2026-03-30T12:00Z nodata"], its.Of(Daiki).Select(period => period.ToString()));
        Assert.Equal([new string('4', 20)], its.Slots(Daiki));
        Assert.Equal(["2026-03-30T07:00Z 2026-03-30T12:00Z busy"], evolutions.Of(Daiki).Select(period => period.ToString()));
    }

    [Fact]
    public async Task Who_works_elsewhere_is_free_but_Evolution_says_busy_from_its_second_question_on()
    {
        await using var cas1 = await ServeAsync();
        FolderCas.Write(folder, Daiki, new CalendarEntry("At home", "DTSTART:20260330T080000Z\nDTEND:20260330T090000Z\nX-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE"));

        var its = await Stranger.ExchangelibAsync(Day, Diaries.Anna, Daiki);
        var evolutions = await Stranger.EvolutionAsync([Day[0], Day[0]], Diaries.Anna, Daiki);

        Assert.Equal(["2026-03-30T08:00Z 2026-03-30T09:00Z elsewhere"], its.Of(Daiki).Select(period => period.ToString()));
        Assert.Equal([new string('0', 20)], its.Slots(Daiki));

        // It asks as if Exchange 2007 were here, then as if 2013, which knows the word; it does not.
        Assert.Equal(["2026-03-30T08:00Z 2026-03-30T09:00Z free", Meeting], evolutions.Of(Daiki).Select(period => period.ToString()));
    }

    [Fact]
    public async Task A_hundred_and_twenty_people_are_answered_in_their_order()
    {
        await using var cas1 = await ServeAsync();
        Write(Diaries.Anna, Meeting);
        Write(Diaries.Bjorn, "2026-03-30T10:00Z 2026-03-30T11:30Z oof");

        var answers = await Stranger.ExchangelibAsync(Day, Diaries.Anna, Enumerable.Repeat<string[]>([Diaries.Anna, Nobody, Diaries.Bjorn], 40).SelectMany(three => three));

        Assert.Equal(Enumerable.Repeat("00002222000000000000", 40), answers.Slots(Diaries.Anna));
        Assert.Equal(Enumerable.Repeat("00000000000033333300", 40), answers.Slots(Diaries.Bjorn));
        Assert.Equal("ErrorMailRecipientNotFound", answers.Error(Nobody));
    }

    [Fact]
    public async Task A_list_is_slots_of_all_its_members_of_which_Evolution_sees_none()
    {
        const string research = "research@contoso.test";
        await using var cas1 = await ServeAsync();
        Write(Diaries.Bjorn, Meeting);
        Write(Daiki, "2026-03-30T08:30Z 2026-03-30T10:00Z oof");

        var its = await Stranger.ExchangelibAsync(Day, Diaries.Anna, research);
        var evolutions = await Stranger.EvolutionAsync(Day, Diaries.Anna, research);

        Assert.Equal(["00002233333300000000"], its.Slots(research));
        Assert.Empty(its.Of(research));
        Assert.Empty(evolutions.Of(research));
        Assert.Null(evolutions.Error(research));
    }

    [Fact]
    public async Task A_window_that_is_too_long_is_said_to_be()
    {
        await using var cas1 = await ServeAsync();

        var run = await Stranger.RunAsync("exchangelib", "freebusy", Stranger.Ews, "2026-03-01T00:00Z/2026-06-01T00:00Z", Diaries.Anna, Diaries.Anna);

        Assert.StartsWith("ErrorTimeIntervalTooBig: ", run.Ends(1).Error, StringComparison.Ordinal);
    }

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    private async Task<IAsyncDisposable> ServeAsync(params string[] settings)
    {
        Lab.Require();
        return await Lab.ServeAsync("cas1", [$"Calendars__Folder={folder}", "Calendars__TimeZone=Europe/Paris", .. settings]);
    }

    private void Write(string address, string period)
    {
        var busy = Period.Parse(period);
        FolderCas.Write(folder, address, new CalendarEntry("Meeting", $"DTSTART:{busy.From:yyyyMMdd'T'HHmmss'Z'}\nDTEND:{busy.To:yyyyMMdd'T'HHmmss'Z'}\nX-MICROSOFT-CDO-BUSYSTATUS:{busy.Kind.ToUpperInvariant()}"));
    }
}
