namespace Signpost.Conformance.Availability;

/// <summary>What is answered while somebody is away, set by one stranger and read by another.</summary>
public sealed class OofOnTheLabTests : IDisposable
{
    private const string Always = "state Enabled\naudience {0}\ninternal Away & <gone>\nexternal Bjørn: 田中\n";
    private const string Later = "2035-03-24T07:00Z/2035-10-26T12:00Z";

    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("signpost-oof-").FullName;

    [Fact]
    public async Task Nobody_is_away_who_has_not_said_so()
    {
        await using var cas1 = await ServeAsync();

        Assert.Equal("state Disabled\n", await ExchangelibAsync());
        Assert.Equal("state Disabled\n", await EvolutionAsync());
    }

    [Fact]
    public async Task What_exchangelib_sets_Evolution_reads()
    {
        await using var cas1 = await ServeAsync();

        Assert.Equal(Always.Replace("{0}", "All", StringComparison.Ordinal), await ExchangelibAsync("--set", "enabled"));
        Assert.Equal(Always.Replace("{0}", "All", StringComparison.Ordinal), await EvolutionAsync());

        var scheduled = $"state Scheduled\naudience Known\ninternal Until Monday\nexternal Until then\ntime {Later}\n";
        Assert.Equal(scheduled, await ExchangelibAsync("--set", Later));
        Assert.Equal(scheduled, await EvolutionAsync());
    }

    [Fact]
    public async Task What_Evolution_sets_exchangelib_reads()
    {
        await using var cas1 = await ServeAsync();

        var enabled = Always.Replace("{0}", "Known", StringComparison.Ordinal);
        Assert.Equal(enabled, await EvolutionAsync("enabled"));
        Assert.Equal(enabled, await ExchangelibAsync());

        var scheduled = enabled.Replace("Enabled", "Scheduled", StringComparison.Ordinal) + $"time {Later}\n";
        Assert.Equal(scheduled, await EvolutionAsync(Later));
        Assert.Equal(scheduled, await ExchangelibAsync());
    }

    [Theory]
    [InlineData("exchangelib")]
    [InlineData("evolution")]
    public async Task Who_is_back_is_not_away(string program)
    {
        await using var cas1 = await ServeAsync();
        await ExchangelibAsync("--set", "enabled");

        Assert.Equal("state Disabled\n", await (program is "exchangelib" ? ExchangelibAsync("--set", "disabled") : EvolutionAsync("disabled")));
        Assert.Equal("state Disabled\n", await ExchangelibAsync());
    }

    [Theory]
    [InlineData("--of", Diaries.Bjorn)]
    [InlineData("--of", Diaries.Bjorn, "--set", "enabled")]
    public async Task Nobody_reads_or_sets_what_others_answer(params string[] what)
    {
        await using var cas1 = await ServeAsync();

        var run = await Stranger.RunAsync("exchangelib", ["oof", Stranger.Ews, Diaries.Anna, .. what]);

        Assert.StartsWith("ErrorAccessDenied: ", run.Ends(1).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_absence_that_ends_before_it_begins_is_not_taken()
    {
        await using var cas1 = await ServeAsync();

        var run = await Stranger.RunAsync("evolution", "oof", Stranger.Ews, Diaries.Anna, "2035-10-26T12:00Z/2035-03-24T07:00Z");

        Assert.Equal("not taken: The absence has to end after it begins, and after now.\n", run.Ends(1).Error);
        Assert.Equal("state Disabled\n", await EvolutionAsync());
    }

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    private async Task<IAsyncDisposable> ServeAsync()
    {
        Lab.Require();
        return await Lab.ServeAsync("cas1", $"Calendars__Folder={folder}", $"Storage__Sqlite={Path.Combine(folder, "state.db")}");
    }

    private static async Task<string> ExchangelibAsync(params string[] set) => (await Stranger.RunAsync("exchangelib", ["oof", Stranger.Ews, Diaries.Anna, .. set])).Ends(0).Output;

    private static async Task<string> EvolutionAsync(params string[] set) => (await Stranger.RunAsync("evolution", ["oof", Stranger.Ews, Diaries.Anna, .. set])).Ends(0).Output;
}
