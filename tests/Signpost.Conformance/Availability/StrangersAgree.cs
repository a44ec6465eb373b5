namespace Signpost.Conformance.Availability;

/// <summary>Programs that other people wrote, and our own, are told the same of every calendar, and it is what was written down by hand.</summary>
public abstract class StrangersAgree(AskedCas cas)
{
    public static TheoryData<string, string> EachOfThemOfEachMailbox { get; } = new(
        from stranger in new[] { "exchangelib", "exchangelib in New York", "Evolution", "DavMail", "Signpost" }
        from mailbox in new[] { Diaries.Anna, Diaries.Bjorn, Diaries.Carla }
        select (stranger, mailbox));

    [Theory]
    [MemberData(nameof(EachOfThemOfEachMailbox))]
    public async Task A_stranger_is_told_when_somebody_is_busy(string stranger, string mailbox)
    {
        var answers = await cas.AnsweredAsync(stranger);

        // What DavMail makes of slots is as long as they are; and times without a zone do not say which of the two they are in the hour that comes twice.
        var slot = stranger is "DavMail" ? 15 : 1;
        var asked = stranger is "exchangelib" ? Diaries.AskedByAClockInParis : Diaries.Asked;
        Assert.Equal(BusyMinutes.Words(Written(mailbox), asked, slot), BusyMinutes.Words(answers.Of(mailbox), asked, slot));
    }

    [Fact]
    public async Task In_the_hour_that_comes_twice_exchangelib_takes_the_first_for_both()
    {
        var meant = Period.Parse("2026-10-25T00:30Z 2026-10-25T01:30Z busy");

        var told = (await cas.AnsweredAsync("exchangelib")).Of(Diaries.Bjorn);

        Assert.Contains(meant with { To = meant.From }, told);
        Assert.DoesNotContain(meant, told);
    }

    [Theory]
    [InlineData(Diaries.Anna)]
    [InlineData(Diaries.Bjorn)]
    [InlineData(Diaries.Carla)]
    public async Task The_slots_that_exchangelib_is_told_are_those_of_the_events(string mailbox)
    {
        var slots = (await cas.AnsweredAsync("exchangelib")).Slots(mailbox);

        var told = slots.Zip(Diaries.Asked).SelectMany(one => BusyMinutes.OfDigits(one.First, one.Second, 15));
        Assert.Equal(BusyMinutes.Words(Written(mailbox), Diaries.Asked, 15), BusyMinutes.Words(told, Diaries.Asked, 15));
    }

    private static IEnumerable<Period> Written(string mailbox) => Diaries.All[mailbox].SelectMany(entry => entry.Busy).Select(Period.Parse);
}

/// <summary>The calendars are files.</summary>
public sealed class StrangersAgreeOnFilesTests(FolderCas cas) : StrangersAgree(cas), IClassFixture<FolderCas>;

/// <summary>The calendars are in a CalDAV server.</summary>
public sealed class StrangersAgreeOnCalDavTests(CalDavCas cas) : StrangersAgree(cas), IClassFixture<CalDavCas>;
