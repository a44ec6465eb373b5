using System.Text;
using Signpost.Autodiscover;
using Signpost.Ews;
using Signpost.Oof;
using Signpost.Server.Ews;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Operation;
using Signpost.Server.Storage;
using Signpost.Server.Tests.Mailboxes;
using Signpost.Server.Tests.Storage;
using Signpost.Tests.Ews;
using Signpost.Transport;

namespace Signpost.Server.Tests.Endpoints;

public sealed class OofOperationTests : IMailboxDirectory, IAsyncDisposable
{
    private static readonly ServerVersionInfo Server = new(15, 1, 2507, 6, "V2017_07_11");
    private static readonly DateTimeOffset Today = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeOofStore store = new();
    private readonly CollectedLog log = new();
    private ExternalAudience ceiling = ExternalAudience.All;
    private MailboxLookup ann = new MailboxLookup.Here(OofSamples.Ann);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Who_never_was_away_is_told_all_there_is_and_empty()
    {
        var get = await GetAsync();

        Assert.Equal((EwsOutcome.Success, ExternalAudience.All), (get.Outcome, get.AllowExternalOof));
        Assert.Equal(OofSettings.Never(Today), get.Settings);
    }

    [Fact]
    public async Task What_was_set_is_handed_back_as_it_was_given()
    {
        Assert.Equal(EwsOutcome.Success, await SetAsync(OofSamples.Scheduled("2026-03-02T08:00:00+01:00", "2026-03-09T07:00:00Z")));

        Assert.Equal(OofSamples.Scheduled("2026-03-02T07:00:00Z", "2026-03-09T07:00:00Z"), (await GetAsync()).Settings);
    }

    [Fact]
    public async Task A_time_is_told_even_where_none_was_set()
    {
        await SetAsync(OofSamples.Enabled);

        Assert.Equal(OofSamples.Enabled with { Duration = OofSettings.Never(Today).Duration }, (await GetAsync()).Settings);
    }

    [Theory]
    [InlineData("", "2026-07-01T08:00:00Z")]
    [InlineData("W. Europe Standard Time", "2026-07-01T06:00:00Z")]
    [InlineData("Pacific Standard Time", "2026-07-01T15:00:00Z")]
    public async Task Times_without_a_zone_are_in_that_of_the_call_or_in_UTC(string zone, string start)
    {
        await SetAsync(OofSamples.Scheduled("2026-07-01T08:00:00", "2026-07-08T08:00:00"), zone);

        Assert.Equal(start, (await GetAsync()).Settings!.Duration!.Value.Start.ToString());
    }

    [Theory]
    [InlineData("2026-03-29T02:30:00", "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-25T02:30:00", "2026-10-25T00:30:00Z")]
    public async Task A_time_that_the_clock_skips_is_later_and_one_that_it_shows_twice_is_the_first(string start, string utc)
    {
        await SetAsync(OofSamples.Scheduled(start, "2026-12-01T00:00:00"), "W. Europe Standard Time");

        Assert.Equal(utc, (await GetAsync()).Settings!.Duration!.Value.Start.ToString());
    }

    [Theory]
    [InlineData("2026-03-02T08:00:00", "2026-03-02T08:00:00", "", "ErrorInvalidScheduledOofDuration")]
    [InlineData("2026-02-02T08:00:00Z", "2026-03-01T12:00:00Z", "", "ErrorInvalidScheduledOofDuration")]
    [InlineData("1601-01-01T00:00:00+14:00", "2026-03-09T00:00:00Z", "", "ErrorInvalidScheduledOofDuration")]
    [InlineData("2026-03-02T08:00:00Z", "9000-12-31T23:59:59-14:00", "", "ErrorInvalidScheduledOofDuration")]
    [InlineData("2026-03-02T08:00:00", "2026-03-09T08:00:00", "Nowhere Standard Time", "ErrorTimeZone")]
    [InlineData("2026-03-02T08:00:00Z", "2026-03-09T08:00:00Z", "Nowhere Standard Time", "NoError")]
    [InlineData("2026-02-02T08:00:00Z", "2026-03-01T12:00:01Z", "", "NoError")]
    public async Task A_schedule_has_to_end_after_it_begins_and_after_now(string start, string end, string zone, string code)
    {
        var outcome = await SetAsync(OofSamples.Scheduled(start, end), zone);

        Assert.Equal(code, outcome.Code.Text);
        Assert.Equal(code is "NoError" ? 1 : 0, store.Kept.Count);
    }

    [Fact]
    public async Task Times_count_for_a_schedule_only()
    {
        var outcome = await SetAsync(OofSamples.Scheduled("1601-01-01T00:00:00+14:00", "1601-01-01T00:00:00+14:00") with { State = OofState.Disabled });

        Assert.Equal(EwsOutcome.Success, outcome);
    }

    [Fact]
    public async Task A_schedule_that_has_ended_is_handed_back_as_it_was()
    {
        var ended = OofSamples.Scheduled("2020-03-02T07:00:00Z", "2020-03-09T07:00:00Z");
        store.Kept[OofKey.Of(OofSamples.Ann)] = new KeptOof(ended, 1, "ann", Today);

        Assert.Equal(ended, (await GetAsync()).Settings);
    }

    [Theory]
    [InlineData(OofIntake.LongestReply, "en", "NoError")]
    [InlineData(OofIntake.LongestReply + 1, "en", "ErrorInvalidUserOofSettings")]
    [InlineData(1, "this-is-no-language-but-a-long-text-of-somebody", "ErrorInvalidUserOofSettings")]
    public async Task A_reply_has_a_greatest_length(int length, string language, string code)
    {
        var outcome = await SetAsync(OofSamples.Enabled with { ExternalReply = new OofReply(new string('x', length), language) });

        Assert.Equal(code, outcome.Code.Text);
    }

    [Fact]
    public async Task Bytes_are_counted_and_not_characters()
    {
        var outcome = await SetAsync(OofSamples.Enabled with { InternalReply = new OofReply(new string('ä', (OofIntake.LongestReply / 2) + 1)) });

        Assert.Equal(EwsErrorCode.InvalidUserOofSettings, outcome.Code);
    }

    [Fact]
    public async Task Both_replies_have_to_be_there()
    {
        Assert.Equal(EwsErrorCode.InvalidUserOofSettings, (await SetAsync(OofSamples.Enabled with { ExternalReply = null })).Code);
        Assert.Equal(EwsErrorCode.NoError, (await SetAsync(OofSamples.Enabled with { ExternalReply = OofReply.Empty })).Code);
    }

    [Theory]
    [InlineData(ExternalAudience.None, ExternalAudience.None)]
    [InlineData(ExternalAudience.Known, ExternalAudience.Known)]
    [InlineData(ExternalAudience.All, ExternalAudience.All)]
    public async Task What_is_answered_is_below_the_administrators_ceiling_and_what_is_kept_is_as_it_was_given(ExternalAudience most, ExternalAudience answered)
    {
        ceiling = most;
        await SetAsync(OofSamples.Enabled);

        var get = await GetAsync();

        Assert.Equal((answered, (ExternalAudience?)most), (get.Settings!.ExternalAudience, get.AllowExternalOof));
        Assert.Equal(ExternalAudience.All, Assert.Single(store.Kept.Values).Settings.ExternalAudience);
    }

    [Fact]
    public async Task A_mailbox_that_does_not_exist_looks_like_somebody_elses()
    {
        var others = await AnswerAsync(new OofRequest.Get(new EwsAddress("bob@contoso.test")), "ann@contoso.test");
        var nobodys = await AnswerAsync(new OofRequest.Get(new EwsAddress("nobody@contoso.test")), "ann@contoso.test");

        Assert.Equal(EwsErrorCode.AccessDenied, Assert.IsType<OofResponse.Get>(Read(others)).Outcome.Code);
        Assert.Equal(Document(others), Document(nobodys));
    }

    [Fact]
    public async Task Nobody_sets_what_is_not_his()
    {
        var outcome = Assert.IsType<OofResponse.Set>(Read(await AnswerAsync(new OofRequest.Set(new EwsAddress("ann@contoso.test"), OofSamples.Enabled), "bob@contoso.test"))).Outcome;

        Assert.Equal((EwsErrorCode.AccessDenied, 0), (outcome.Code, store.Kept.Count));
    }

    [Fact]
    public async Task A_mailbox_may_be_named_by_its_legacy_DN()
    {
        var reply = await AnswerAsync(new OofRequest.Get(new EwsAddress("/o=Contoso/cn=ann") { RoutingType = "EX" }), "ann@contoso.test");

        Assert.Equal(EwsOutcome.Success, Assert.IsType<OofResponse.Get>(Read(reply)).Outcome);
    }

    [Fact]
    public async Task What_is_no_address_is_said()
    {
        Assert.Equal(EwsErrorCode.InvalidSmtpAddress, Assert.IsType<OofResponse.Get>(Read(await AnswerAsync(new OofRequest.Get(new EwsAddress("ann")), "ann@contoso.test"))).Outcome.Code);
    }

    [Theory]
    [InlineData("ann@contoso.test", "ErrorNoApplicableProxyCASServersAvailable")]
    [InlineData("bob@contoso.test", "ErrorAccessDenied")]
    public async Task The_owner_is_told_that_another_server_serves_the_mailbox(string caller, string code)
    {
        ann = new MailboxLookup.ServedBy(OofSamples.Ann, new ServiceUrl("https://cas2.contoso.test/autodiscover/autodiscover.xml"));

        Assert.Equal(code, (await GetAsync(caller)).Outcome.Code.Text);
    }

    [Theory]
    [InlineData("ann@contoso.test", "ErrorMailRecipientNotFound")]
    [InlineData("bob@contoso.test", "ErrorAccessDenied")]
    public async Task The_owner_is_told_that_the_mailbox_has_moved(string caller, string code)
    {
        ann = new MailboxLookup.MovedTo(OofSamples.Ann, MailboxAddress.Parse("ann@fabrikam.test"));

        Assert.Equal(code, (await GetAsync(caller)).Outcome.Code.Text);
    }

    [Fact]
    public async Task While_the_directory_is_away_clients_are_to_wait_and_ask_again()
    {
        ann = new MailboxLookup.Away("dc1 does not answer");

        var fault = Assert.IsType<EwsReply.Fault>(await AnswerAsync(new OofRequest.Get(new EwsAddress("ann@contoso.test")), "ann@contoso.test")).Why;

        Assert.Equal((EwsErrorCode.ServerBusy, TimeSpan.FromSeconds(30)), (fault.Code, fault.BackOff));
        Assert.DoesNotContain("dc1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_store_is_away_owners_are_told_so_and_others_nothing()
    {
        store.Trouble = "/var/lib/signpost/signpost.db: the disk is full";

        var get = await AnswerAsync(new OofRequest.Get(new EwsAddress("ann@contoso.test")), "ann@contoso.test");

        Assert.Equal(EwsErrorCode.MailboxStoreUnavailable, Assert.IsType<OofResponse.Get>(Read(get)).Outcome.Code);
        Assert.Equal(RequestResult.Away, Assert.IsType<EwsReply.Message>(get).Result);
        Assert.DoesNotContain("/var/lib", Document(get), StringComparison.Ordinal);
        Assert.Equal(EwsErrorCode.MailboxStoreUnavailable, (await SetAsync(OofSamples.Enabled)).Code);
        Assert.Equal(EwsErrorCode.AccessDenied, (await GetAsync("bob@contoso.test")).Outcome.Code);
    }

    [Fact]
    public async Task A_change_is_logged_without_names_or_replies()
    {
        await SetAsync(OofSamples.Enabled);
        await SetAsync(OofSamples.Enabled with { ExternalReply = null });

        Assert.Equal(["Information OofChanged: out of office of <ann@contoso.test> set by <ann@contoso.test>: Enabled, outside All, version 1 request-id=7"], log.Lines);
    }

    [Fact]
    public async Task Who_set_it_and_when_is_kept()
    {
        await SetAsync(OofSamples.Enabled);

        var kept = Assert.Single(store.Kept.Values);
        Assert.Equal(("ann@contoso.test", Today), (kept.SetBy, kept.SetAt));
    }

    [Fact]
    public async Task What_exchangelib_sends_is_understood()
    {
        const string Body = """
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><s:Header><t:RequestServerVersion Version="Exchange2019"/><t:TimeZoneContext><t:TimeZoneDefinition Id="W. Europe Standard Time"/></t:TimeZoneContext></s:Header><s:Body><m:SetUserOofSettingsRequest><t:Mailbox><t:Address>ann@contoso.test</t:Address><t:RoutingType>SMTP</t:RoutingType></t:Mailbox><t:UserOofSettings><t:OofState>Disabled</t:OofState><t:ExternalAudience>All</t:ExternalAudience><t:InternalReply><t:Message></t:Message></t:InternalReply><t:ExternalReply><t:Message></t:Message></t:ExternalReply></t:UserOofSettings></m:SetUserOofSettingsRequest></s:Body></s:Envelope>
            """;

        var reply = await AnswerAsync(Encoding.UTF8.GetBytes(Body), "ann@contoso.test");

        Assert.Equal(EwsOutcome.Success, Assert.IsType<OofResponse.Set>(Read(reply)).Outcome);
        Assert.Equal(OofState.Disabled, Assert.Single(store.Kept.Values).Settings.State);
    }

    [Fact]
    public async Task Each_answer_obeys_the_published_schema()
    {
        EwsXsd.Published();
        List<EwsReply> replies =
        [
            await AnswerAsync(new OofRequest.Get(new EwsAddress("ann@contoso.test")), "ann@contoso.test"),
            await AnswerAsync(new OofRequest.Get(new EwsAddress("ann@contoso.test")), "bob@contoso.test"),
            await AnswerAsync(new OofRequest.Set(new EwsAddress("ann@contoso.test"), OofSamples.Scheduled("2026-03-02T08:00:00Z", "2026-03-09T08:00:00Z")), "ann@contoso.test"),
            await AnswerAsync(new OofRequest.Get(new EwsAddress("ann@contoso.test")), "ann@contoso.test"),
            await AnswerAsync(new OofRequest.Set(new EwsAddress("ann@contoso.test"), OofSamples.Enabled with { InternalReply = null }), "ann@contoso.test"),
            await AnswerAsync(new OofRequest.Set(new EwsAddress("ann@contoso.test"), OofSamples.Scheduled("2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z")), "ann@contoso.test"),
        ];
        store.Trouble = "away";
        replies.Add(await AnswerAsync(new OofRequest.Get(new EwsAddress("ann@contoso.test")), "ann@contoso.test"));
        ann = new MailboxLookup.ServedBy(OofSamples.Ann, new ServiceUrl("https://cas2.contoso.test/autodiscover/autodiscover.xml"));
        replies.Add(await AnswerAsync(new OofRequest.Get(new EwsAddress("ann@contoso.test")), "ann@contoso.test"));

        Assert.All(replies, reply => Assert.Empty(EwsXsd.Faults(Assert.IsType<EwsReply.Message>(reply).Document.ToArray())));
    }

    ValueTask<bool> IMailboxDirectory.AcceptsAsync(string domain, CancellationToken cancellationToken) => ValueTask.FromResult(domain is "contoso.test");

    ValueTask<MailboxLookup> IMailboxDirectory.FindAsync(MailboxAddress address, CancellationToken cancellationToken) => ValueTask.FromResult(address.LocalPart switch
    {
        "ann" => ann,
        "bob" => new MailboxLookup.Here(new Mailbox { PrimaryAddress = address, Addresses = [address], UserPrincipalName = "bob@contoso.test" }),
        _ => MailboxLookup.Unknown.It,
    });

    ValueTask<MailboxLookup> IMailboxDirectory.FindAsync(string legacyDn, CancellationToken cancellationToken) => ValueTask.FromResult(legacyDn is "/o=Contoso/cn=ann" ? ann : MailboxLookup.Unknown.It);

    private static OofResponse Read(EwsReply reply) =>
        Assert.IsType<CodecReading<OofResponse>.Ok>(OofCodec.ReadResponse(Assert.IsType<EwsReply.Message>(reply).Document)).Value;

    private static string Document(EwsReply reply) => Encoding.UTF8.GetString(Assert.IsType<EwsReply.Message>(reply).Document.Span);

    private async Task<OofResponse.Get> GetAsync(string caller = "ann@contoso.test") =>
        Assert.IsType<OofResponse.Get>(Read(await AnswerAsync(new OofRequest.Get(new EwsAddress("ann@contoso.test")), caller)));

    private async Task<EwsOutcome> SetAsync(OofSettings settings, string zone = "") =>
        Assert.IsType<OofResponse.Set>(Read(await AnswerAsync(new OofRequest.Set(new EwsAddress("ann@contoso.test"), settings) { TimeZoneId = zone }, "ann@contoso.test"))).Outcome;

    private Task<EwsReply> AnswerAsync(OofRequest request, string caller) => AnswerAsync(OofCodec.WriteRequest(request), caller);

    private async Task<EwsReply> AnswerAsync(byte[] message, string caller) =>
        await new OofOperation(this, store, ceiling, log, new FixedTime()).AnswerAsync(
            new EwsQuestion(message, new Caller(caller, "Basic"), Server) { Id = "7", InLog = name => $"<{name}>" }, TestContext.Current.CancellationToken);

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Today;
    }
}
