using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Ews;
using Signpost.Logon;
using Signpost.Oof;
using Signpost.Questions;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Questions;

/// <summary>Out-of-office: asked for, and set.</summary>
public sealed class OofEngineTests
{
    private static readonly Uri Cas = new("https://cas1.contoso.test/EWS/Exchange.asmx");
    private static readonly MailboxAddress Ada = MailboxAddress.Parse("ada@contoso.test");
    private static readonly OofSettings Away = new()
    {
        State = OofState.Scheduled,
        ExternalAudience = ExternalAudience.Known,
        Duration = new EwsDuration(EwsTime.At(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(1))), EwsTime.Local(new DateTime(2026, 3, 9, 7, 0, 0))),
        InternalReply = new OofReply("Away."),
        ExternalReply = OofReply.Empty,
    };

    private readonly VirtualTime time = new();
    private OofRequest? asked;

    [Fact]
    public void What_is_set_is_told_with_what_the_administrator_allows()
    {
        var report = Get(new OofResponse.Get(EwsOutcome.Success, Away, ExternalAudience.All));

        Assert.Equal(new OofOutcome.Given(Away, ExternalAudience.All), report.Outcome);
        Assert.Equal(new EwsAddress("ada@contoso.test") { RoutingType = "SMTP" }, Assert.IsType<OofRequest.Get>(asked).Mailbox);
    }

    [Fact]
    public void Times_are_set_in_UTC_and_say_so()
    {
        Assert.IsType<OofOutcome.Done>(Set(Away, new OofResponse.Set(EwsOutcome.Success)).Outcome);

        var sent = Assert.IsType<OofRequest.Set>(asked).Settings;
        Assert.Equal(("2026-03-02T07:00:00Z", "2026-03-09T07:00:00Z"), (sent.Duration!.Value.Start.ToString(), sent.Duration.Value.End.ToString()));
        Assert.Equal(Away, sent with { Duration = Away.Duration });
    }

    [Fact]
    public void Anothers_mailbox_is_refused_in_the_words_of_the_server() => Assert.Equal(
        new OofOutcome.Error(EwsErrorCode.AccessDenied, "not yours"),
        Get(new OofResponse.Get(EwsOutcome.Failed(EwsErrorCode.AccessDenied, "not yours"), null, null)).Outcome);

    [Fact]
    public void A_refusal_of_what_was_to_be_set_is_not_taken_for_done() => Assert.Equal(
        new OofOutcome.Error(EwsErrorCode.InvalidScheduledOofDuration, ""),
        Set(Away, new OofResponse.Set(EwsOutcome.Failed(EwsErrorCode.InvalidScheduledOofDuration, ""))).Outcome);

    [Fact]
    public void A_fault_is_one_clause() =>
        Assert.Equal("ErrorInternalServerError: oh", Get(new OofResponse.Fault(new EwsFault(EwsErrorCode.InternalServerError, "oh"))).Outcome.Describe());

    [Fact]
    public void An_answer_to_another_question_is_none() =>
        Assert.Equal("malformed answer: no settings in the answer", Get(new OofResponse.Set(EwsOutcome.Success)).Outcome.Describe());

    [Theory]
    [InlineData("2026-03-09T07:00:00Z", "2026-03-02T07:00:00Z")]
    [InlineData("1969-03-02T07:00:00Z", "1969-03-09T07:00:00Z")]
    public void An_absence_that_never_is_is_not_sent(string from, string to)
    {
        Assert.True(EwsTime.TryParse(from, out var start));
        Assert.True(EwsTime.TryParse(to, out var end));

        var report = Set(Away with { Duration = new EwsDuration(start, end) }, new OofResponse.Set(EwsOutcome.Success));

        Assert.Equal(
            new OofOutcome.NotSent(EwsErrorCode.InvalidScheduledOofDuration, $"an absence from {from} to {to} does not end after it begins, or has ended"), report.Outcome);
        Assert.Null(asked);
    }

    [Fact]
    public void Settings_without_a_reply_are_not_sent()
    {
        Assert.Equal(
            "not sent: both replies must be there, also one that is empty",
            Set(Away with { ExternalReply = null }, new OofResponse.Set(EwsOutcome.Success)).Outcome.Describe());
        Assert.Null(asked);
    }

    [Fact]
    public void The_URL_for_it_is_that_of_the_settings()
    {
        var net = new FakeNet(time)
            .Host("https://contoso.test", FakeHost.Says(new Signpost.Autodiscover.Pox.PoxResponse.Settings(new MailboxSettings
            {
                Protocols = [new ProtocolSettings { Kind = ProtocolKind.Expr, AsUrl = new ServiceUrl("https://cas2.contoso.test/as"), OofUrl = new ServiceUrl(Cas.AbsoluteUri) }],
            })))
            .Host("https://cas1.contoso.test", Host(new OofResponse.Get(EwsOutcome.Success, Away, null)));

        var report = time.Run(() => Engine(net).GetAsync(null, Ada, CancellationToken.None));

        Assert.Equal((Cas, "settings"), (report.Url, report.Outcome.Word));
    }

    private OofReport Get(OofResponse answer) => time.Run(() => Engine(Net(answer)).GetAsync(Cas, Ada, CancellationToken.None));

    private OofReport Set(OofSettings settings, OofResponse answer) => time.Run(() => Engine(Net(answer)).SetAsync(Cas, Ada, settings, CancellationToken.None));

    private FakeNet Net(OofResponse answer) => new FakeNet(time).Host("https://cas1.contoso.test", Host(answer).Behind("right"));

    private FakeHost Host(OofResponse answer) => new(request =>
    {
        asked = Assert.IsType<EwsRequestReading<OofRequest>.Ok>(OofCodec.ReadRequest(request.Body!)).Value;
        return new HttpOutcome.Answered(new CasResponse(answer is OofResponse.Fault ? 500 : 200, null, [], "text/xml", OofCodec.WriteResponse(answer)));
    });

    private OofEngine Engine(FakeNet net) => new(
        new EwsRun(
            new DiscoveryOptions { Logon = new MailboxLogon.Password("ada", new Secret("right")), Excluded = [StepKind.Scp], Race = RacePolicy.OneAtATime },
            new FakeResolver(), time, new Random(1), net, new CasLogon(FakeTokens.None)),
        time);
}
