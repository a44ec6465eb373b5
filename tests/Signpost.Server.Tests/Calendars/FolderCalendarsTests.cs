using System.Text;
using Signpost.Server.Calendars;
using Signpost.Server.Conduct;
using Signpost.Server.Configuration;
using Signpost.Server.Hosting;
using Signpost.Server.Mailboxes;
using Signpost.Server.Tests.Calendars.Reading;
using Signpost.Server.Tests.Mailboxes;

namespace Signpost.Server.Tests.Calendars;

public sealed class FolderCalendarsTests : IAsyncDisposable
{
    private static readonly string Some = Ics.Event("DTSTART:20260302T080000Z", "DURATION:PT1H");
    private static readonly string Other = Ics.Event("DTSTART:20260302T090000Z", "DURATION:PT2H");

    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("signpost-calendars-");
    private readonly StillTime time = new();
    private readonly CollectedLog log = new();
    private readonly FolderCalendars calendars;

    public FolderCalendarsTests() => calendars = new FolderCalendars(folder.FullName, new LoggedNames(LoggedAddress.Hashed), log, time);

    internal static Mailbox Ann { get; } = new() { PrimaryAddress = Ics.Ann[0], Addresses = Ics.Ann };

    public async ValueTask DisposeAsync()
    {
        await calendars.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_mailbox_without_file_has_no_calendar() => Assert.IsType<StoredCalendar.None>(await ReadAsync());

    [Fact]
    public async Task Its_file_and_those_of_its_folder_are_one_calendar()
    {
        Write("ann@contoso.test.ics", Some);
        Write("ann@contoso.test/work.ics", Other);
        Write("ann@contoso.test/Home.ICS", Some);
        Write("ann@contoso.test/.hidden.ics", Some);
        Write("ann@contoso.test/notes.txt", Some);
        Write("bob@contoso.test.ics", Some);

        Assert.Equal(["ann@contoso.test.ics", "ann@contoso.test/Home.ICS", "ann@contoso.test/work.ics"], (await ObjectsAsync()).Select(one => one.Name));
    }

    [Fact]
    public async Task An_empty_folder_is_an_empty_calendar()
    {
        folder.CreateSubdirectory("ann@contoso.test");

        Assert.Empty(await ObjectsAsync());
    }

    [Fact]
    public async Task Another_address_counts_where_the_primary_one_has_nothing()
    {
        Write("ann.lee@contoso.test.ics", Other);

        Assert.Equal("ann.lee@contoso.test.ics", Assert.Single(await ObjectsAsync()).Name);
    }

    [Fact]
    public async Task Addresses_are_looked_for_in_lower_case()
    {
        Write("ann@contoso.test.ics", Some);

        var shouted = MailboxAddress.Parse("ANN@Contoso.Test");

        Assert.IsType<StoredCalendar.Known>(await calendars.ReadAsync(new Mailbox { PrimaryAddress = shouted, Addresses = [shouted] }, CancellationToken.None));
    }

    [Theory]
    [InlineData("a/b@contoso.test")]
    [InlineData("../ann@contoso.test")]
    [InlineData("\"a\\b\"@contoso.test")]
    [InlineData("\".ann\"@contoso.test", false)]
    public void An_address_that_would_be_a_path_is_no_name(string address, bool isPath = true) =>
        Assert.Equal(isPath, !MailboxAddress.TryParse(address, out var parsed) || CalendarFile.NameOf(parsed) is null);

    [Fact]
    public async Task What_has_not_changed_is_the_same_object()
    {
        Write("ann@contoso.test.ics", Some);

        Assert.Same(Assert.Single(await ObjectsAsync()), Assert.Single(await ObjectsAsync()));
    }

    [Fact]
    public async Task What_has_changed_is_another_at_once()
    {
        Write("ann@contoso.test.ics", Some);
        var before = Assert.Single(await ObjectsAsync());

        Write("ann@contoso.test.ics", Other, minutesAgo: 5);

        Assert.NotSame(before, Assert.Single(await ObjectsAsync()));
    }

    [Fact]
    public async Task A_young_file_is_read_again_because_it_may_change_without_looking_so()
    {
        var (one, two) = (Ics.Event("DTSTART:20260302T080000Z", "SUMMARY:a"), Ics.Event("DTSTART:20260302T080000Z", "SUMMARY:b"));
        Write("ann@contoso.test.ics", one, minutesAgo: 0);
        var first = Assert.Single(await ObjectsAsync());
        Assert.Same(first, Assert.Single(await ObjectsAsync()));

        Write("ann@contoso.test.ics", two, minutesAgo: 0);

        Assert.Equal(two, Encoding.UTF8.GetString(Assert.Single(await ObjectsAsync()).Text.Span));
    }

    [Fact]
    public async Task While_a_file_is_being_written_it_is_what_it_was()
    {
        Write("ann@contoso.test.ics", Some);
        var before = Assert.Single(await ObjectsAsync());
        Write("ann@contoso.test.ics", Other[..40], minutesAgo: 0);

        Assert.Same(before, Assert.Single(await ObjectsAsync()));
        time.Now += TimeSpan.FromSeconds(2);
        Assert.Equal(40, Assert.Single(await ObjectsAsync()).Text.Length);
    }

    [Fact]
    public async Task A_link_shows_what_its_file_says_now()
    {
        Write("elsewhere.txt", Some);
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "ann@contoso.test.ics"), Path.Combine(folder.FullName, "elsewhere.txt"));
        var before = Assert.Single(await ObjectsAsync());

        Write("elsewhere.txt", Other, minutesAgo: 5);

        Assert.NotSame(before, Assert.Single(await ObjectsAsync()));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_told_to_clients_without_its_name_and_to_the_log_once()
    {
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "ann@contoso.test.ics"), Path.Combine(folder.FullName, "nothing"));

        var failed = Assert.IsType<StoredCalendar.Failed>(await ReadAsync());
        await ReadAsync();

        Assert.Equal(("its calendar can't be read from its file", false), (failed.Why, failed.IsAway));
        Assert.Matches(@"^Error CalendarUnreadable: A calendar can't be read: .*/#[0-9a-f]{12}: no such file$", Assert.Single(log.Lines));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_away()
    {
        folder.Delete(recursive: true);

        var failed = Assert.IsType<StoredCalendar.Failed>(await ReadAsync());
        folder.Create();

        Assert.Equal(("the folder of the calendars is not there", true), (failed.Why, failed.IsAway));
    }

    [Fact]
    public async Task Its_health_is_that_of_the_folder()
    {
        var check = Assert.Single(calendars.HealthChecks);
        var before = await check.AskAsync(CancellationToken.None);
        folder.Delete(recursive: true);

        var after = await check.AskAsync(CancellationToken.None);
        folder.Create();

        Assert.Equal(("calendars", true, false, $"{folder.FullName}: there is no such folder"), (check.Name, before.IsGood, after.IsGood, after.Detail));
    }

    [Fact]
    public async Task A_check_counts_calendars_and_tells_what_is_wrong_with_them()
    {
        Write("ann@contoso.test.ics", Ics.Event("DTSTART:soon"));
        Write("bob@contoso.test/work.ics", Some);
        Write("Carol@contoso.test.ics", Some);

        Assert.Equal(
            [
                new CheckLine("calendars", $"{folder.FullName} has 2 calendars"),
                new CheckLine("calendars", $"names in {folder.FullName} that are no addresses in lower case, so they are nobody's (1): Carol@contoso.test", CheckVerdict.Warning),
                new CheckLine("calendars", "findings in the first 2 files: 1, for example", CheckVerdict.Warning),
                new CheckLine("calendars", "ann@contoso.test.ics line 5 has the DTSTART 'soon', which is no time; the event is left out", CheckVerdict.Warning),
            ],
            await calendars.CheckAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_check_says_that_there_is_no_folder() =>
        Assert.Equal(
            [new CheckLine("calendars", "/nowhere/at/all can't be read: there is no such folder", CheckVerdict.Error)],
            await new FolderCalendars("/nowhere/at/all", new LoggedNames(LoggedAddress.Full), log, time).CheckAsync(CancellationToken.None));

    private ValueTask<StoredCalendar> ReadAsync() => calendars.ReadAsync(Ann, CancellationToken.None);

    private async Task<IReadOnlyList<CalendarObject>> ObjectsAsync() => Assert.IsType<StoredCalendar.Known>(await ReadAsync()).Objects;

    private void Write(string name, string text, int minutesAgo = 60)
    {
        var path = Path.Combine(folder.FullName, name);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, time.Now.UtcDateTime.AddMinutes(-minutesAgo));
    }
}
