using System.Text;
using CsCheck;
using Signpost.Discovery;
using Signpost.Sites;

namespace Signpost.Tests.Discovery;

/// <summary>The memory in a file: its owner's alone, whole at all times, shared by processes.</summary>
public sealed class LastKnownGoodFileTests : IDisposable
{
    private static readonly MailboxAddress Ada = MailboxAddress.Parse("ada@contoso.test");
    private static readonly DateTimeOffset Noon = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("signpost-").FullName;
    private readonly string path;
    private readonly LastKnownGoodFile file;

    public LastKnownGoodFileTests()
    {
        path = Path.Combine(folder, "state", "signpost", "known.json");
        file = new LastKnownGoodFile(path);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_is_remembered_is_found_again_by_whoever_opens_the_file()
    {
        var entry = Entry("ada@contoso.test", "Berlin") with { RefreshAt = Noon.AddHours(1) };

        Assert.Null(await file.RememberAsync(entry, new SiteName("Berlin"), Cancelled));
        var recall = await new LastKnownGoodFile(path).FindAsync(Ada, "CONTOSO.test", Cancelled);

        Assert.Equal(entry, Assert.Single(recall.Entries));
        Assert.Equal(new SiteName("Berlin"), recall.LastSite);
        Assert.Null(recall.Finding);
    }

    [Fact]
    public async Task Without_a_file_nothing_is_remembered_and_none_is_made()
    {
        var recall = await file.FindAsync(Ada, "contoso.test", Cancelled);

        Assert.Empty(recall.Entries);
        Assert.Null(recall.Finding);
        Assert.Empty(System.IO.Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task The_same_address_forest_and_site_have_one_entry_and_other_sites_their_own()
    {
        await file.RememberAsync(Entry("ada@contoso.test", "Berlin"), null, Cancelled);
        await file.RememberAsync(Entry("ADA@contoso.test", "berlin", "cas2"), null, Cancelled);
        await file.RememberAsync(Entry("ada@contoso.test", null, "cas3"), null, Cancelled);

        Assert.Equal(["cas2.contoso.test", "cas3.contoso.test"], (await file.FindAsync(Ada, "contoso.test", Cancelled)).Entries.Select(entry => entry.Url.Host).Order());
    }

    [Fact]
    public async Task Forgotten_is_what_was_tried_and_not_what_another_run_put_in_its_place()
    {
        var tried = Entry("ada@contoso.test", "Berlin");
        await file.RememberAsync(tried, null, Cancelled);
        await file.RememberAsync(tried with { Url = new Uri("https://new.contoso.test/") }, null, Cancelled);

        await file.ForgetAsync(tried, Cancelled);
        Assert.Single((await file.FindAsync(Ada, "contoso.test", Cancelled)).Entries);
        await file.ForgetAsync(tried with { Url = new Uri("https://new.contoso.test/") }, Cancelled);

        Assert.Empty((await file.FindAsync(Ada, "contoso.test", Cancelled)).Entries);
    }

    [Fact]
    public async Task Folder_and_files_are_their_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes");
        await file.RememberAsync(Entry("ada@contoso.test", null), null, Cancelled);

        Assert.Equal("700", Mode(Path.GetDirectoryName(path)!));
        Assert.All(System.IO.Directory.GetFiles(Path.GetDirectoryName(path)!), each => Assert.Equal("600", Mode(each)));
        Assert.Equal(["known.json", "known.json.lock"], System.IO.Directory.GetFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_file_that_others_may_write_is_not_believed_and_replaced_by_one_they_may_not()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes");
        await file.RememberAsync(Entry("ada@contoso.test", null), null, Cancelled);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
        }

        var recall = await file.FindAsync(Ada, "contoso.test", Cancelled);
        await file.RememberAsync(Entry("bob@contoso.test", null), null, Cancelled);

        Assert.Empty(recall.Entries);
        Assert.Equal("it is not used: others may write it", recall.Finding!.Evidence);
        Assert.Equal("600", Mode(path));
    }

    [Theory]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.GroupWrite)]
    public async Task Where_others_may_put_a_file_none_is_believed_and_none_written(UnixFileMode others)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await file.RememberAsync(Entry("ada@contoso.test", null), null, Cancelled);
        var home = Path.GetDirectoryName(path)!;
        File.SetUnixFileMode(home, File.GetUnixFileMode(home) | others);

        var recall = await file.FindAsync(Ada, "contoso.test", Cancelled);
        var fault = await file.RememberAsync(Entry("bob@contoso.test", null), null, Cancelled);
        File.SetUnixFileMode(home, File.GetUnixFileMode(home) & ~others);

        Assert.Empty(recall.Entries);
        Assert.Equal("it can't be read: others may write its folder", recall.Finding!.Evidence);
        Assert.Equal("it can't be written: others may write its folder", fault!.Evidence);
        Assert.Empty((await file.FindAsync(MailboxAddress.Parse("bob@contoso.test"), "contoso.test", Cancelled)).Entries);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"version\": 1, \"entries\": [")]
    [InlineData("[]")]
    [InlineData("{\"version\": 2, \"entries\": []}")]
    public async Task A_broken_file_is_noted_kept_and_begun_anew(string text)
    {
        MakeFolder();
        await File.WriteAllTextAsync(path, text, Cancelled);

        var recall = await file.FindAsync(Ada, "contoso.test", Cancelled);
        var fault = await file.RememberAsync(Entry("ada@contoso.test", null), null, Cancelled);

        Assert.Equal("last-known-good.broken", recall.Finding!.Code);
        Assert.Equal(recall.Finding, fault);
        Assert.Equal(text, await File.ReadAllTextAsync($"{path}.bad", Cancelled));
        Assert.Single((await file.FindAsync(Ada, "contoso.test", Cancelled)).Entries);
    }

    [Fact]
    public async Task An_entry_that_makes_no_sense_is_passed_over_and_the_others_are_read()
    {
        await file.RememberAsync(Entry("ada@contoso.test", null), null, Cancelled);
        await file.RememberAsync(Entry("bob@contoso.test", null), null, Cancelled);
        var text = await File.ReadAllTextAsync(path, Cancelled);

        foreach (var (good, bad) in new[] { ("ada@contoso.test", "ada"), ("https://cas1", "http://cas1"), ("https://cas1", "https://ada:secret@cas1"), ("\"scp\"", "\"guess\""), ("2024-05-01", "soon") })
        {
            var first = text.IndexOf(good, StringComparison.Ordinal);
            await File.WriteAllTextAsync(path, text[..first] + bad + text[(first + good.Length)..], Cancelled);

            Assert.True(LastKnownGoodJson.TryRead(await File.ReadAllBytesAsync(path, Cancelled), out var state, out _));
            Assert.Single(state.Entries);
        }
    }

    [Fact]
    public void What_somebody_spoilt_is_never_thrown_at()
    {
        var whole = LastKnownGoodJson.Write(LastKnownGoodState.Empty.With(Entry("ada@contoso.test", "Berlin"), new SiteName("Berlin")));

        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.OneOf(Gen.Byte, Gen.Char["{[\"0,"].Select(c => (byte)c))).Array[1, 4].Sample(changes =>
        {
            byte[] spoilt = [.. whole];
            foreach (var (at, what) in changes)
            {
                spoilt[at] = what;
            }

            Assert.NotEqual(LastKnownGoodJson.TryRead(spoilt, out var state, out var why), why is not null);
            Assert.Equal(state is null, why is not null);
        });
    }

    [Fact]
    public void The_oldest_make_room()
    {
        var state = LastKnownGoodState.Empty;
        for (var n = 0; n < LastKnownGoodState.MostEntries + 20; n++)
        {
            state = state.With(Entry($"user{n}@contoso.test", null) with { Forest = $"forest{n}", Answered = Noon.AddMinutes(n) }, new SiteName("Berlin"));
        }

        Assert.Equal(LastKnownGoodState.MostEntries, state.Entries.Length);
        Assert.DoesNotContain(state.Entries, entry => entry.Answered < Noon.AddMinutes(20));
        Assert.Equal(LastKnownGoodState.MostEntries, state.LastSites.Count);
    }

    [Fact]
    public void What_is_written_is_read_again() => Gen.Select(Gen.Int[0, 9], Gen.Int[0, 3], Gen.Int[0, 1000], Gen.Enum<StepKind>()).Array[0, 12].Sample(picks =>
    {
        var state = picks.Aggregate(LastKnownGoodState.Empty, (all, pick) => all.With(
            Entry($"user{pick.Item1}@contoso.test", pick.Item2 is 0 ? null : $"Site{pick.Item2}") with
            {
                Step = pick.Item4, Answered = Noon.AddSeconds(pick.Item3), RefreshAt = pick.Item3 % 2 is 0 ? null : Noon.AddDays(pick.Item3),
            },
            pick.Item2 is 0 ? null : new SiteName($"Site{pick.Item2}")));

        Assert.True(LastKnownGoodJson.TryRead(LastKnownGoodJson.Write(state), out var read, out _));
        Assert.Equal(state.Entries, read.Entries);
        Assert.Equal(state.LastSites.OrderBy(last => last.Key), read.LastSites.OrderBy(last => last.Key));
    });

    [Fact]
    public async Task Interleaved_writers_never_lose_each_others_entries() =>
        await Gen.Select(Gen.Int[0, 5], Gen.Bool).Array[1, 8].Array[2, 4].SampleAsync(async writers =>
        {
            var place = Path.Combine(folder, Guid.NewGuid().ToString("N"), "known.json");

            await Task.WhenAll(writers.Select((changes, writer) => Task.Run(async () =>
            {
                var mine = new LastKnownGoodFile(place);
                foreach (var (user, forgets) in changes)
                {
                    var entry = Entry($"user{user}.of{writer}@contoso.test", null);
                    Assert.Null(await (forgets ? mine.ForgetAsync(entry, Cancelled) : mine.RememberAsync(entry, null, Cancelled)));
                }
            })));

            foreach (var (writer, changes) in writers.Index())
            {
                foreach (var user in changes.Select(change => change.Item1).Distinct())
                {
                    var address = MailboxAddress.Parse($"user{user}.of{writer}@contoso.test");
                    var wasForgotten = changes.Last(change => change.Item1 == user).Item2;
                    Assert.Equal(wasForgotten ? 0 : 1, (await new LastKnownGoodFile(place).FindAsync(address, "contoso.test", Cancelled)).Entries.Length);
                }
            }
        }, iter: 20, threads: 1);

    [Fact]
    public async Task Who_holds_the_lock_for_ever_is_not_waited_for_longer_than_two_seconds()
    {
        using var held = await new OwnerFile(path, TimeProvider.System).LockAsync(Cancelled);
        var time = new Fakes.VirtualTime();

        var fault = time.Run(() => new LastKnownGoodFile(path, time).RememberAsync(Entry("ada@contoso.test", null), null, CancellationToken.None));

        Assert.Equal("last-known-good.unusable", fault!.Code);
        Assert.Equal(2, time.Elapsed.TotalSeconds, 0.05);
    }

    [Fact]
    public async Task A_place_where_nothing_can_be_written_is_a_finding()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "state"), "a file where a folder is wanted", Cancelled);

        Assert.Equal("last-known-good.unusable", (await file.RememberAsync(Entry("ada@contoso.test", null), null, Cancelled))!.Code);
    }

    [Theory]
    [InlineData("/l", false, null, "/home/ada", "/l/Signpost/last-known-good.json")]
    [InlineData("", false, null, "/home/ada", null)]
    [InlineData(null, false, null, "/home/ada", "/home/ada/.local/state/signpost/last-known-good.json")]
    [InlineData(null, false, "/state", "/home/ada", "/state/signpost/last-known-good.json")]
    [InlineData(null, false, "state", "/home/ada", "/home/ada/.local/state/signpost/last-known-good.json")]
    [InlineData(null, true, null, "/home/ada", "/home/ada/Library/Application Support/Signpost/last-known-good.json")]
    [InlineData(null, false, null, "", null)]
    public void Each_platform_has_its_place_for_it(string? windowsLocal, bool isMac, string? xdgState, string home, string? expected) =>
        Assert.Equal(expected?.Replace('/', Path.DirectorySeparatorChar), LastKnownGoodFile.PathIn(windowsLocal, isMac, xdgState, home)?.Replace('/', Path.DirectorySeparatorChar));

    // Whatever this user's umask says.
    private void MakeFolder()
    {
        var home = System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!OperatingSystem.IsWindows())
        {
            home.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }
    }

    private static string Mode(string path) => OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(path), 8);

    private static LastKnownGoodEntry Entry(string address, string? site, string host = "cas1") => new()
    {
        Address = MailboxAddress.Parse(address),
        Forest = "contoso.test",
        Site = site is null ? null : new SiteName(site),
        Url = new Uri($"https://{host}.contoso.test/autodiscover/autodiscover.xml"),
        Step = StepKind.Scp,
        Answered = Noon,
    };
}
