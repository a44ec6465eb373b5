using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Signpost.Autodiscover;
using Signpost.Ews;
using Signpost.MailTips;
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

public sealed class MailTipsOperationTests : IMailboxDirectory, IAsyncDisposable
{
    private static readonly ServerVersionInfo Server = new(15, 1, 2507, 6, "V2017_07_11");
    private static readonly DateTimeOffset Today = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly EwsAddress Ann = new("ann@contoso.test") { Name = "Ann", RoutingType = "SMTP" };
    private static readonly EwsAddress All = new("all@contoso.test");
    private static readonly Recipient AllOfUs = Somebody("all@contoso.test", RecipientKind.List);

    private readonly FakeOofStore store = new();
    private readonly FakeAddressBook book = new();
    private MailboxLookup ann = new MailboxLookup.Here(OofSamples.Ann);
    private bool isKept = true;

    public MailTipsOperationTests() => book.Recipients.AddRange([AllOfUs, Somebody("eve@fabrikam.test", RecipientKind.Contact)]);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Who_is_away_is_told_with_what_colleagues_are_answered()
    {
        Keep(OofSamples.Enabled);

        var tips = await TipsAsync(Ann);

        Assert.Equal(new OutOfOfficeTip(OofSamples.Enabled.InternalReply!, null), tips.OutOfOffice);
        Assert.Equal((Ann, MailTipKinds.None), (tips.Recipient, tips.Pending));
    }

    [Fact]
    public async Task What_others_are_answered_is_told_to_nobody()
    {
        Keep(OofSamples.Enabled with { ExternalReply = new OofReply("For strangers") });

        var document = Encoding.UTF8.GetString(Assert.IsType<EwsReply.Message>(await AnswerAsync(Request(MailTipKinds.All, Ann))).Document.Span);

        Assert.Contains("Gone fishing", document, StringComparison.Ordinal);
        Assert.DoesNotContain("For strangers", document, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-01T12:00:00Z", "2026-03-09T07:00:00Z", true)]
    [InlineData("2026-03-01T12:00:01Z", "2026-03-09T07:00:00Z", false)]
    [InlineData("2026-02-01T07:00:00Z", "2026-03-01T12:00:00Z", false)]
    public async Task A_schedule_is_told_while_it_lasts(string start, string end, bool isAway)
    {
        var scheduled = OofSamples.Scheduled(start, end);
        Keep(scheduled);

        Assert.Equal(isAway ? new OutOfOfficeTip(scheduled.InternalReply!, scheduled.Duration) : null, (await TipsAsync(Ann)).OutOfOffice);
    }

    [Fact]
    public async Task Who_is_not_away_says_nothing_whatever_is_prepared()
    {
        Keep(OofSamples.Enabled with { State = OofState.Disabled });

        var tips = await TipsAsync(Ann);

        Assert.Equal((null, MailTipKinds.None), (tips.OutOfOffice, tips.Pending));
    }

    [Fact]
    public async Task What_cannot_be_read_just_now_is_pending()
    {
        store.Trouble = "/var/lib/signpost/signpost.db: the disk is full";

        var tips = await TipsAsync(Ann);

        Assert.Equal((null, MailTipKinds.OutOfOfficeMessage, false), (tips.OutOfOffice, tips.Pending, tips.IsInvalid));
    }

    [Fact]
    public async Task Where_nobodys_absence_is_kept_nobody_is_away()
    {
        isKept = false;

        var tips = await TipsAsync(Ann);

        Assert.Equal((null, MailTipKinds.None), (tips.OutOfOffice, tips.Pending));
    }

    [Fact]
    public async Task A_mailbox_that_another_server_serves_is_there_and_no_more_is_known()
    {
        Keep(OofSamples.Enabled);
        ann = new MailboxLookup.ServedBy(OofSamples.Ann, new ServiceUrl("https://cas2.contoso.test/autodiscover/autodiscover.xml"));

        Assert.Equal(new RecipientTips(Ann) { IsInvalid = false }, await TipsAsync(Ann));
    }

    [Fact]
    public async Task A_mailbox_may_be_named_by_its_legacy_DN()
    {
        Keep(OofSamples.Enabled);

        Assert.NotNull((await TipsAsync(new EwsAddress("/o=Contoso/cn=ann") { RoutingType = "EX" })).OutOfOffice);
    }

    [Theory]
    [InlineData("ann@contoso.test", false)]
    [InlineData("all@contoso.test", false)]
    [InlineData("eve@fabrikam.test", false)]
    [InlineData("nobody@contoso.test", true)]
    [InlineData("stranger@fabrikam.test", false)]
    [InlineData("no address", true)]
    public async Task An_address_of_ours_that_nobody_has_is_invalid(string address, bool isInvalid) =>
        Assert.Equal(isInvalid, (await TipsAsync(new EwsAddress(address))).IsInvalid);

    [Theory]
    [InlineData(MailTipKinds.None)]
    [InlineData(MailTipKinds.OutOfOfficeMessage)]
    [InlineData(MailTipKinds.MailboxFullStatus)]
    [InlineData(MailTipKinds.InvalidRecipient)]
    [InlineData(MailTipKinds.DeliveryRestriction | MailTipKinds.ModerationStatus | MailTipKinds.Scope)]
    public async Task Only_what_is_asked_for_is_told(MailTipKinds requested)
    {
        Keep(OofSamples.Enabled);

        var tips = await TipsAsync(Ann, requested);

        Assert.Equal(requested is MailTipKinds.OutOfOfficeMessage, tips.OutOfOffice is not null);
        Assert.Equal(requested is MailTipKinds.MailboxFullStatus, tips.IsMailboxFull is false);
        Assert.Equal(requested is MailTipKinds.InvalidRecipient, tips.IsInvalid is false);
        Assert.Equal(new RecipientTips(Ann), tips with { OutOfOffice = null, IsMailboxFull = null, IsInvalid = null });
    }

    [Fact]
    public async Task Of_a_list_all_who_read_it_are_counted_once_and_those_outside()
    {
        var inner = Somebody("inner@contoso.test", RecipientKind.List);
        book.Members[AllOfUs.Address] = [Somebody("ann@contoso.test"), Somebody("eve@fabrikam.test", RecipientKind.Contact), inner];
        book.Members[inner.Address] = [Somebody("ann@contoso.test"), Somebody("bob@contoso.test"), AllOfUs];

        var tips = await TipsAsync(All);

        Assert.Equal((3, 1), (tips.TotalMembers, tips.ExternalMembers));
    }

    [Theory]
    [InlineData(MailTipKinds.TotalMemberCount, 1, null)]
    [InlineData(MailTipKinds.ExternalMemberCount, null, 0)]
    public async Task Either_count_may_be_asked_for_alone(MailTipKinds requested, int? total, int? outside)
    {
        book.Members[AllOfUs.Address] = [Somebody("ann@contoso.test")];

        var tips = await TipsAsync(All, requested);

        Assert.Equal((total, outside), (tips.TotalMembers, tips.ExternalMembers));
    }

    [Fact]
    public async Task Members_are_not_asked_for_where_nobody_wants_to_know()
    {
        await TipsAsync(All, MailTipKinds.InvalidRecipient | MailTipKinds.OutOfOfficeMessage);

        Assert.Equal(0, book.ListsRead);
    }

    [Fact]
    public async Task No_more_than_a_thousand_are_counted()
    {
        book.Members[AllOfUs.Address] = [.. Enumerable.Range(1, 1200).Select(n => Somebody(string.Create(CultureInfo.InvariantCulture, $"n{n}@contoso.test")))];

        Assert.Equal(1000, (await TipsAsync(All)).TotalMembers);
    }

    [Fact]
    public async Task More_lists_than_one_request_may_read_are_pending()
    {
        Recipient[] inner = [.. Enumerable.Range(1, 100).Select(n => Somebody(string.Create(CultureInfo.InvariantCulture, $"list{n}@contoso.test"), RecipientKind.List))];
        book.Members[AllOfUs.Address] = inner;

        var tips = await TipsAsync(All);

        Assert.Equal((MailTipKinds.TotalMemberCount | MailTipKinds.ExternalMemberCount, null, 100), (tips.Pending, tips.TotalMembers, book.ListsRead));
    }

    [Fact]
    public async Task A_list_that_is_asked_for_twice_is_read_once()
    {
        book.Members[AllOfUs.Address] = [Somebody("ann@contoso.test")];

        var tips = Assert.IsType<MailTipsResponse.Tips>(Read(await AnswerAsync(Request(MailTipKinds.All, All, All))));

        Assert.Equal([1, 1], tips.Recipients.Select(one => one.Tips!.TotalMembers));
        Assert.Equal(1, book.ListsRead);
    }

    [Fact]
    public async Task Each_recipient_is_answered_in_the_order_of_the_question()
    {
        ImmutableArray<EwsAddress> recipients = [All, Ann, new("nobody@contoso.test"), Ann];

        var tips = Assert.IsType<MailTipsResponse.Tips>(Read(await AnswerAsync(Request(MailTipKinds.All, recipients))));

        Assert.Equal(recipients, tips.Recipients.Select(one => one.Tips!.Recipient));
    }

    [Fact]
    public async Task A_request_with_nobody_but_such_as_are_not_there_is_counted_as_unknown()
    {
        Assert.Equal(RequestResult.Unknown, Assert.IsType<EwsReply.Message>(await AnswerAsync(Request(MailTipKinds.All, new EwsAddress("nobody@contoso.test")))).Result);
        Assert.Equal(RequestResult.Ok, Assert.IsType<EwsReply.Message>(await AnswerAsync(Request(MailTipKinds.All, Ann, new EwsAddress("nobody@contoso.test")))).Result);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task A_request_may_have_a_hundred_recipients(int recipients, bool isAnswered)
    {
        var reply = await AnswerAsync(Request(MailTipKinds.InvalidRecipient, [.. Enumerable.Repeat(Ann, recipients)]));

        Assert.Equal(isAnswered, reply is EwsReply.Message);
        Assert.Equal(isAnswered ? null : EwsErrorCode.IndividualMailboxLimitReached, (reply as EwsReply.Fault)?.Why.Code);
    }

    [Fact]
    public async Task While_the_directory_is_away_clients_are_to_wait_and_ask_again()
    {
        ann = new MailboxLookup.Away("dc1 does not answer");

        var fault = Assert.IsType<EwsReply.Fault>(await AnswerAsync(Request(MailTipKinds.All, Ann))).Why;

        Assert.Equal((EwsErrorCode.ServerBusy, TimeSpan.FromSeconds(30)), (fault.Code, fault.BackOff));
    }

    [Fact]
    public async Task While_the_address_book_is_away_clients_are_to_wait_and_ask_again()
    {
        book.Trouble = "dc1 does not answer";

        Assert.Equal(EwsErrorCode.ServerBusy, Assert.IsType<EwsReply.Fault>(await AnswerAsync(Request(MailTipKinds.All, All))).Why.Code);
    }

    [Fact]
    public async Task Clients_are_told_to_ask_for_tips_and_which_domains_are_not_outside()
    {
        var answer = await ConfigurationAsync(["contoso.test", "*.fabrikam.test"], "ProtectionRules", "MailTips");

        Assert.Equal(
            new MailTipsConfiguration
            {
                IsEnabled = true,
                MostRecipients = 100,
                MaxMessageSize = 10 * 1024 * 1024,
                LargeAudienceThreshold = 25,
                ShowsExternalRecipients = true,
                InternalDomains = [new InternalDomain("contoso.test"), new InternalDomain("fabrikam.test", WithSubdomains: true)],
                LargeAudienceCap = 1000,
            },
            answer.MailTips);
    }

    [Fact]
    public async Task While_nobody_can_say_which_domains_are_ours_nobody_is_said_to_be_outside() =>
        Assert.False((await ConfigurationAsync([], "MailTips")).MailTips!.ShowsExternalRecipients);

    [Fact]
    public async Task Of_other_configurations_nothing_is_said()
    {
        var answer = await ConfigurationAsync(["contoso.test"], "UnifiedMessagingConfiguration", "OfTomorrow");

        Assert.Equal((EwsOutcome.Success, null), (answer.Outcome, answer.MailTips));
    }

    [Fact]
    public async Task Each_answer_obeys_the_published_schema()
    {
        EwsXsd.Published();
        Keep(OofSamples.Scheduled("2026-03-01T08:00:00Z", "2026-03-09T08:00:00Z"));
        book.Members[AllOfUs.Address] = [Somebody("ann@contoso.test")];
        List<EwsReply> replies =
        [
            await AnswerAsync(Request(MailTipKinds.All, Ann, All, new EwsAddress("nobody@contoso.test"))),
            await AnswerAsync(Request(MailTipKinds.None, Ann)),
            await AnswerAsync(Request(MailTipKinds.All)),
            await AskConfigurationAsync(["contoso.test", "*.fabrikam.test"], "MailTips"),
            await AskConfigurationAsync(["contoso.test"], "ProtectionRules"),
        ];
        store.Trouble = "away";
        replies.Add(await AnswerAsync(Request(MailTipKinds.All, Ann)));

        Assert.All(replies, reply => Assert.Empty(EwsXsd.Faults(Assert.IsType<EwsReply.Message>(reply).Document.ToArray())));
    }

    ValueTask<bool> IMailboxDirectory.AcceptsAsync(string domain, CancellationToken cancellationToken) => ValueTask.FromResult(domain is "contoso.test");

    ValueTask<MailboxLookup> IMailboxDirectory.FindAsync(MailboxAddress address, CancellationToken cancellationToken) =>
        ValueTask.FromResult(address == OofSamples.Ann.PrimaryAddress ? ann : MailboxLookup.Unknown.It);

    ValueTask<MailboxLookup> IMailboxDirectory.FindAsync(string legacyDn, CancellationToken cancellationToken) => ValueTask.FromResult(legacyDn is "/o=Contoso/cn=ann" ? ann : MailboxLookup.Unknown.It);

    private static Recipient Somebody(string address, RecipientKind kind = RecipientKind.Mailbox) => new(address, MailboxAddress.Parse(address), kind);

    private static MailTipsRequest.Tips Request(MailTipKinds requested, params ImmutableArray<EwsAddress> recipients) => new(new EwsAddress("bob@contoso.test"), recipients, requested);

    private static MailTipsResponse Read(EwsReply reply) =>
        Assert.IsType<CodecReading<MailTipsResponse>.Ok>(MailTipsCodec.ReadResponse(Assert.IsType<EwsReply.Message>(reply).Document)).Value;

    private static EwsQuestion Question(MailTipsRequest request) => new(MailTipsCodec.WriteRequest(request), new Caller("bob@contoso.test", "Basic"), Server);

    private static async Task<MailTipsResponse.Configuration> ConfigurationAsync(ImmutableArray<string> domains, params ImmutableArray<string> names) =>
        Assert.IsType<MailTipsResponse.Configuration>(Read(await AskConfigurationAsync(domains, names)));

    private static async Task<EwsReply> AskConfigurationAsync(ImmutableArray<string> domains, params ImmutableArray<string> names) =>
        await new ServiceConfigurationOperation(_ => ValueTask.FromResult(domains)).AnswerAsync(
            Question(new MailTipsRequest.Configuration(names)), TestContext.Current.CancellationToken);

    private void Keep(OofSettings settings) => store.Kept[OofKey.Of(OofSamples.Ann)] = new KeptOof(settings, 1, "ann", Today);

    private async Task<RecipientTips> TipsAsync(EwsAddress recipient, MailTipKinds requested = MailTipKinds.All)
    {
        var answer = Assert.Single(Assert.IsType<MailTipsResponse.Tips>(Read(await AnswerAsync(Request(requested, recipient)))).Recipients);
        Assert.Equal(EwsOutcome.Success, answer.Outcome);
        return answer.Tips!;
    }

    private async Task<EwsReply> AnswerAsync(MailTipsRequest request) =>
        await new MailTipsOperation(this, book, isKept ? store : null, new FixedTime()).AnswerAsync(Question(request), TestContext.Current.CancellationToken);

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Today;
    }
}
