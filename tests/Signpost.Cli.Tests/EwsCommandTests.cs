using System.Text.Json.Nodes;
using Signpost.Oof;

namespace Signpost.Cli.Tests;

/// <summary><c>freebusy</c> and <c>oof</c> against a real server, over TLS, with a password.</summary>
public sealed class EwsCommandTests : IAsyncLifetime
{
    private EwsResponder server = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await EwsResponder.StartAsync(Cancelled);

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Calendars_are_drawn_by_the_clock_of_the_zone() => Assert.Equal(
        """
        Monday 2 March 2026  Europe/Berlin
                          08  10  12  14  16
        ann@contoso.test  ··███···············
        bob@contoso.test  ··███···············
        all free          ▲▲   ▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲

        █ busy  ~ tentative  ◆ away  ? not known  ░ free, at work  · free  ▲ all free
        free for all 2
              Mon 2 March  08:00-09:00  1 h
              Mon 2 March  10:30-18:00  7 h 30 min

        """,
        await RunAsync("freebusy ann@contoso.test bob@contoso.test --from 2026-03-02 --zone Europe/Berlin"));

    [Fact]
    public async Task A_zone_may_have_its_Windows_name() => Assert.StartsWith(
        "Monday 2 March 2026  Europe/Berlin\n",
        await server.RunAsync(["freebusy", "ann@contoso.test", "--from", "2026-03-02", "--zone", "W. Europe Standard Time"], Cancelled), StringComparison.Ordinal);

    [Fact]
    public async Task Where_some_are_not_known_the_exit_code_says_so() => Assert.EndsWith(
        "nobody@contoso.test  ErrorMailRecipientNotFound: no such address\n[exit 3]\n",
        await RunAsync("freebusy ann@contoso.test nobody@contoso.test --from 2026-03-02 --zone UTC"), StringComparison.Ordinal);

    [Fact]
    public async Task Where_none_is_known_that_is_all() => Assert.Equal(
        "nobody@contoso.test  ErrorMailRecipientNotFound: no such address\n[exit 1]\n",
        await RunAsync("freebusy nobody@contoso.test --from 2026-03-02 --zone UTC"));

    [Fact]
    public async Task Times_that_the_server_suggests_stand_below() => Assert.EndsWith(
        "suggested by the server\n      Mon 2 March  14:00  good\n",
        await RunAsync("freebusy ann@contoso.test --from 2026-03-02 --zone Europe/Berlin --suggest 1h"), StringComparison.Ordinal);

    [Fact]
    public async Task Programs_are_told_all_of_it()
    {
        var text = await RunAsync("freebusy ann@contoso.test --from 2026-03-02T08:00+01:00 --to +2h --zone UTC --interval 15 --json");

        var report = JsonNode.Parse(text.Replace('…', '0'))!;     // the time it took

        Assert.Equal(("2026-03-02T07:00:00Z", "2026-03-02T09:00:00Z"), ((string?)report["start"], (string?)report["end"]));
        Assert.Equal("00002222", (string?)report["answers"]![0]!["slots"]);
    }

    [Fact]
    public async Task Calendars_are_written_for_calendars()
    {
        var text = await RunAsync("freebusy ann@contoso.test nobody@contoso.test --from 2026-03-02 --zone UTC --ics");

        Assert.Contains("FREEBUSY;FBTYPE=BUSY:20260302T080000Z/20260302T093000Z\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith("END:VCALENDAR\r\n! signpost: nobody@contoso.test: ErrorMailRecipientNotFound: no such address\n[exit 3]\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_password_is_printed_of_what_went_over_the_wire()
    {
        var text = await RunAsync("freebusy ann@contoso.test --from 2026-03-02 --zone UTC --verbose");

        Assert.Contains("GetUserAvailabilityRequest", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Pa55-w0rd", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("ann@contoso.test:Pa55-w0rd"u8), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_set_is_told() => Assert.Equal(
        """
        ann@contoso.test  https://cas1.contoso.test/EWS/Exchange.asmx
              away      no
              outside   nobody is answered
              internal  Gone fishing.
              external  (empty)

        """,
        await RunAsync("oof get ann@contoso.test --zone UTC"));

    [Fact]
    public async Task What_is_not_given_stays_as_it_is()
    {
        Assert.Equal(
            "ann@contoso.test  https://cas1.contoso.test/EWS/Exchange.asmx  set\n",
            await RunAsync("oof set ann@contoso.test --state scheduled --from 2099-03-02 --to 2099-03-06 --audience known --external Away. --zone Europe/Berlin"));

        Assert.Equal(
            (OofState.Scheduled, ExternalAudience.Known, "2099-03-01T23:00:00Z", "2099-03-06T23:00:00Z", "Gone fishing.", "Away."),
            (server.Oof.State, server.Oof.ExternalAudience, server.Oof.Duration!.Value.Start.ToString(), server.Oof.Duration.Value.End.ToString(),
                server.Oof.InternalReply!.Message, server.Oof.ExternalReply!.Message));
    }

    [Fact]
    public async Task An_absence_that_is_over_is_not_sent()
    {
        Assert.Equal(
            "ann@contoso.test  not sent: an absence from 2020-03-02T00:00:00Z to 2020-03-03T00:00:00Z does not end after it begins, or has ended\n[exit 1]\n",
            await RunAsync("oof set ann@contoso.test --from 2020-03-02 --to 2020-03-02 --zone UTC"));

        Assert.Equal(OofState.Disabled, server.Oof.State);
    }

    private Task<string> RunAsync(string command) => server.RunAsync(command.Split(' '), Cancelled);
}
