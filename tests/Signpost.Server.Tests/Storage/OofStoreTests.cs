using System.Collections.Immutable;
using Signpost.Ews;
using Signpost.Oof;
using Signpost.Server.Mailboxes;
using Signpost.Server.Storage;

namespace Signpost.Server.Tests.Storage;

/// <summary>What every engine does; each has a class of its own that says where it keeps things.</summary>
public abstract class OofStoreTests
{
    private static readonly DateTimeOffset Then = new(2026, 3, 2, 7, 0, 0, TimeSpan.Zero);
    private static readonly OofKey Ann = OofKey.Of(Mailbox("ann@contoso.test", new Guid("11111111-2222-3333-4444-555555555555")));

    private protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Texts =>
    [
        "", " ", "Away until Monday.", "<html><body>\r\n<p>Grüße &amp; \"Küsse\" 🏖</p>\r\n</body></html>", "'; DROP TABLE oof; --", "$1 $mailbox \\ \t\n", new string('ä', 65536),
    ];

    [Fact]
    public async Task Who_never_set_anything_has_no_settings()
    {
        await using var store = Open();

        Assert.Equal(OofReading.Never.It, await store.ReadAsync(Ann, Cancelled));
    }

    [Theory]
    [InlineData(OofState.Disabled, ExternalAudience.None)]
    [InlineData(OofState.Enabled, ExternalAudience.Known)]
    [InlineData(OofState.Scheduled, ExternalAudience.All)]
    public async Task What_was_set_is_read_as_it_was_with_who_set_it_and_when(OofState state, ExternalAudience audience)
    {
        await using var store = Open();
        var settings = Settings("Away") with { State = state, ExternalAudience = audience, InternalReply = new OofReply("in", "de-DE"), ExternalReply = new OofReply("out") };

        var written = await store.ReplaceAsync(Ann, settings, "CONTOSO\\ann", Then.AddTicks(10), Cancelled);

        Assert.Equal(new OofWriting.Written(1), written);
        Assert.Equal(new OofReading.Found(new KeptOof(settings, 1, "CONTOSO\\ann", Then.AddTicks(10))), await store.ReadAsync(Ann, Cancelled));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_reply_is_handed_back_as_it_was_given(string text)
    {
        await using var store = Open();

        await store.ReplaceAsync(Ann, Settings(text), "ann", Then, Cancelled);

        Assert.Equal(text, (await FoundAsync(store)).Settings.ExternalReply!.Message);
    }

    [Fact]
    public async Task Times_are_kept_as_instants_to_the_microsecond_and_may_be_missing()
    {
        await using var store = Open();
        var local = new EwsDuration(EwsTime.At(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(1)).AddTicks(12345678)), EwsTime.Utc(new DateTimeOffset(8999, 12, 31, 23, 59, 59, TimeSpan.Zero)));

        await store.ReplaceAsync(Ann, Settings("Away") with { Duration = local }, "ann", Then, Cancelled);
        var kept = (await FoundAsync(store)).Settings.Duration!.Value;
        await store.ReplaceAsync(Ann, Settings("Away") with { Duration = null }, "ann", Then, Cancelled);

        Assert.Equal(("2026-03-02T07:00:01.234567Z", "8999-12-31T23:59:59Z"), (kept.Start.ToString(), kept.End.ToString()));
        Assert.Null((await FoundAsync(store)).Settings.Duration);
    }

    [Fact]
    public async Task All_of_it_is_replaced_and_counted()
    {
        await using var store = Open();
        await store.ReplaceAsync(Ann, Settings("first"), "ann", Then, Cancelled);

        var second = await store.ReplaceAsync(Ann, Settings("second") with { State = OofState.Disabled, Duration = null }, "deputy", Then.AddDays(1), Cancelled);

        Assert.Equal(new OofWriting.Written(2), second);
        Assert.Equal(new KeptOof(Settings("second") with { State = OofState.Disabled, Duration = null }, 2, "deputy", Then.AddDays(1)), await FoundAsync(store));
    }

    [Fact]
    public async Task What_was_set_is_there_when_the_store_is_opened_again_and_one_mailbox_is_not_another()
    {
        var other = OofKey.Of(Mailbox("bob@contoso.test", Guid.Empty));
        await using (var store = Open())
        {
            await store.ReplaceAsync(Ann, Settings("Ann is away"), "ann", Then, Cancelled);
            await store.ReplaceAsync(other, Settings("Bob is away"), "bob", Then, Cancelled);
        }

        await using var again = Open();

        Assert.Equal("Ann is away", (await FoundAsync(again)).Settings.InternalReply!.Message);
        Assert.Equal("Bob is away", (await FoundAsync(again, other)).Settings.InternalReply!.Message);
    }

    [Fact]
    public async Task A_mailbox_that_gets_another_address_keeps_its_state()
    {
        await using var store = Open();
        await store.ReplaceAsync(Ann, Settings("Away"), "ann", Then, Cancelled);

        var married = OofKey.Of(Mailbox("ann.smith@contoso.test", new Guid("11111111-2222-3333-4444-555555555555")));

        Assert.IsType<OofReading.Found>(await store.ReadAsync(married, Cancelled));
    }

    [Fact]
    public async Task Several_writers_at_several_CASs_write_one_after_the_other_and_none_is_lost()
    {
        const int Writers = 4, Each = 25;
        await using var one = Open();
        await using var other = Open();

        var written = await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            var versions = new List<long>();
            for (var at = 0; at < Each; at++)
            {
                var text = $"{writer}.{at}";
                var outcome = await (writer % 2 == 0 ? one : other).ReplaceAsync(Ann, Settings(text) with { ExternalReply = new OofReply(text) }, text, Then, Cancelled);
                versions.Add(Assert.IsType<OofWriting.Written>(outcome).Version);
            }

            return versions;
        }));

        Assert.Equal(Enumerable.Range(1, Writers * Each).Select(number => (long)number), written.SelectMany(versions => versions).Order());
        var last = await FoundAsync(one);
        Assert.Equal((Writers * Each, last.SetBy, last.SetBy), (last.Version, last.Settings.InternalReply!.Message, last.Settings.ExternalReply!.Message));
    }

    [Fact]
    public async Task Several_CASs_may_make_the_store_at_once()
    {
        IOofStore[] stores = [.. Enumerable.Range(0, 6).Select(_ => Open())];

        var written = await Task.WhenAll(stores.Select((store, at) => store.ReplaceAsync(OofKey.Of(Mailbox($"u{at}@contoso.test", Guid.Empty)), Settings("Away"), "ann", Then, Cancelled).AsTask()));

        Assert.All(written, outcome => Assert.Equal(new OofWriting.Written(1), outcome));
        await Task.WhenAll(stores.Select(store => store.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task A_look_makes_nothing_and_a_check_is_good()
    {
        await using var store = Open();

        var before = await store.InspectAsync(Cancelled);
        var check = await store.CheckAsync(Cancelled);
        var after = await store.InspectAsync(Cancelled);

        Assert.Equal((true, true, true), (before.IsGood, check.IsGood, after.IsGood));
        Assert.Contains("will be made", before.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("will be made", after.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_of_a_newer_signpost_is_left_alone()
    {
        await using (var store = Open())
        {
            await store.CheckAsync(Cancelled);
        }

        await SetSchemaAsync(99);
        await using var again = Open();

        var why = Assert.IsType<OofWriting.Away>(await again.ReplaceAsync(Ann, Settings("Away"), "ann", Then, Cancelled)).Why;
        Assert.EndsWith("it is of a newer signpost: its schema is 99, and this one knows 1; update signpost", why, StringComparison.Ordinal);
        Assert.False((await again.InspectAsync(Cancelled)).IsGood);
        Assert.Equal(99, await SchemaAsync());
    }

    /// <summary>A store of its own at the place of this test.</summary>
    private protected abstract IOofStore Open();

    /// <summary>Pretends that another program was here.</summary>
    private protected abstract Task SetSchemaAsync(int version);

    private protected abstract Task<int> SchemaAsync();

    private protected static OofSettings Settings(string text) => new()
    {
        State = OofState.Scheduled,
        ExternalAudience = ExternalAudience.Known,
        Duration = new EwsDuration(EwsTime.Utc(Then), EwsTime.Utc(Then.AddDays(7))),
        InternalReply = new OofReply(text, "en-US"),
        ExternalReply = new OofReply(text, "en-US"),
    };

    private protected static Mailbox Mailbox(string address, Guid guid)
    {
        var parsed = MailboxAddress.Parse(address);
        return new Mailbox { PrimaryAddress = parsed, Addresses = ImmutableArray.Create(parsed), MailboxGuid = guid };
    }

    private static Task<KeptOof> FoundAsync(IOofStore store) => FoundAsync(store, Ann);

    private static async Task<KeptOof> FoundAsync(IOofStore store, OofKey mailbox) => Assert.IsType<OofReading.Found>(await store.ReadAsync(mailbox, Cancelled)).Kept;
}
