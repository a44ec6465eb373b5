using System.Collections.Immutable;
using Signpost.Conformance.Calendars;

namespace Signpost.Conformance.Availability;

/// <summary>A Radicale whose calendars change, that is away, and comes back, seen by strangers through the CAS.</summary>
public sealed class CalDavOnTheLabTests : IAsyncDisposable
{
    private static readonly ImmutableArray<Period> Day = [Period.Parse("2026-03-30T07:00Z 2026-03-30T12:00Z free")];

    private readonly Radicale radicale = new();

    [Fact]
    public async Task What_was_changed_there_is_the_next_answer_and_what_is_away_is_answered_as_it_was()
    {
        await StartAsync();
        await PutAsync("20260330T080000Z", "20260330T090000Z");
        await using var cas1 = await Lab.ServeAsync("cas1", ["Calendars__CalDav__PollAfter=0s", .. radicale.Settings]);
        Assert.Equal("2026-03-30T08:00Z 2026-03-30T09:00Z busy", await BjornAsync());

        await PutAsync("20260330T100000Z", "20260330T113000Z");
        Assert.Equal("2026-03-30T10:00Z 2026-03-30T11:30Z busy", await BjornAsync());
        Assert.DoesNotContain("may be out of date", await SaidAsync(Diaries.Bjorn), StringComparison.Ordinal);

        await radicale.StopAsync();
        Assert.Equal("2026-03-30T10:00Z 2026-03-30T11:30Z busy", await BjornAsync());
        Assert.Contains("<m:MessageText>This may be out of date: ", await SaidAsync(Diaries.Bjorn), StringComparison.Ordinal);

        await radicale.StartAsync();
        await PutAsync("20260330T080000Z", "20260330T083000Z");
        await UntilAsync("2026-03-30T08:00Z 2026-03-30T08:30Z busy");
    }

    [Fact]
    public async Task Who_has_no_calendar_there_is_not_free()
    {
        await StartAsync();
        await using var cas1 = await Lab.ServeAsync("cas1", radicale.Settings);

        var answers = await Stranger.ExchangelibAsync(Day, Diaries.Anna, Diaries.Carla);

        Assert.Equal(["2026-03-30T07:00Z 2026-03-30T12:00Z nodata"], answers.Of(Diaries.Carla).Select(period => period.ToString()));
    }

    [Fact]
    public async Task Whose_calendar_was_never_read_is_an_error_while_Radicale_is_away()
    {
        await StartAsync();
        await using var cas1 = await Lab.ServeAsync("cas1", radicale.Settings);
        await radicale.StopAsync();

        var run = await Stranger.RunAsync("exchangelib", "freebusy", Stranger.Ews, Day[0].Question, Diaries.Anna, Diaries.Bjorn);

        // exchangelib takes each error but that of an unknown recipient for one of the whole question.
        Assert.StartsWith("ErrorMailboxStoreUnavailable: ", run.Ends(1).Error, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync() => await radicale.DisposeAsync();

    private async Task StartAsync()
    {
        Lab.Require();
        Radicale.Require();
        await radicale.StartAsync();
        await CalDavCas.MakeAsync(radicale, Diaries.Bjorn);
    }

    private Task PutAsync(string start, string end) => CalDavCas.PutAsync(radicale, Diaries.Bjorn, new CalendarEntry("Meeting", $"DTSTART:{start}\nDTEND:{end}"));

    private static async Task<string> BjornAsync() => BusyMinutes.Words((await Stranger.ExchangelibAsync(Day, Diaries.Anna, Diaries.Bjorn)).Of(Diaries.Bjorn), Day);

    /// <summary>Waits for an answer: who was away is not asked again at once.</summary>
    private static async Task UntilAsync(string expected)
    {
        var until = TimeProvider.System.GetUtcNow().AddSeconds(40);
        string answer;
        while ((answer = await BjornAsync()) != expected && TimeProvider.System.GetUtcNow() < until)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Equal(expected, answer);
    }

    /// <summary>The answer itself.</summary>
    private static async Task<string> SaidAsync(string address)
    {
        var question = EwsDoorTests.Question.Replace(Diaries.Carla, address, StringComparison.Ordinal);
        var run = await Lab.InAsync(
            "paris", new Dictionary<string, string>(), "curl", "--silent", "--user", $"{Diaries.Anna}:{Lab.Password}", "--header", EwsDoorTests.Xml, "--data", question, Stranger.Ews);
        return run.Ends(0).Output;
    }
}
