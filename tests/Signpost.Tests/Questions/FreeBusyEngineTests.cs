using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Availability;
using Signpost.Discovery;
using Signpost.Ews;
using Signpost.Logon;
using Signpost.Questions;
using Signpost.Tests.Availability;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Questions;

/// <summary>Free/busy: batches, long windows, faults, and who sees the password.</summary>
public sealed class FreeBusyEngineTests
{
    private const string Cas = "https://cas1.contoso.test";

    private static readonly MailboxAddress Ada = MailboxAddress.Parse("ada@contoso.test");
    private static readonly MailboxAddress Bob = MailboxAddress.Parse("bob@contoso.test");
    private static readonly MailboxLogon AdasLogon = new MailboxLogon.Password("ada", new Secret("right"));
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly BusyInterval Meeting = new(Monday.AddHours(9), Monday.AddHours(10.5), BusyType.Busy);

    private readonly VirtualTime time = new();

    [Fact]
    public void Each_attendee_has_a_calendar_of_his_own_in_the_order_of_the_question()
    {
        var net = Net((Cas, FakeEws.Calendars(address => address.StartsWith("ada", StringComparison.Ordinal) ? [Meeting] : [])));

        var report = Ask(net, [Bob, Ada, Bob], hours: 12, interval: 60);

        Assert.Equal(["bob@contoso.test", "ada@contoso.test", "bob@contoso.test"], report.Answers.Select(answer => answer.Attendee.Mailbox.Address));
        Assert.Equal(["000000000000", "000000000220", "000000000000"], report.Answers.Select(answer => Calendar(answer).Merged.ToString()));
        Assert.Equal([new BusyEvent(Meeting)], Calendar(report.Answers[1]).Events);
        Assert.Equal(net.Opened, net.Closed);
    }

    [Fact]
    public void It_is_asked_in_UTC_and_as_every_Exchange_since_2007_understands()
    {
        FreeBusyRequest? asked = null;
        var net = Net((Cas, FakeEws.FreeBusy(request =>
        {
            asked = request;
            return new FreeBusyResponse.Answer([FakeEws.Slots("00")], null);
        })));

        Ask(net, [Ada], hours: 1);

        Assert.Equal(
            ("Exchange2007_SP1", "UTC", SerializableTimeZone.Utc, "2026-03-02T00:00:00", FreeBusyViewKind.DetailedMerged),
            (asked!.RequestServerVersion, asked.TimeZoneId, asked.TimeZone, asked.FreeBusy!.Window.Start.ToString(), asked.FreeBusy.View));
    }

    [Fact]
    public void The_password_goes_to_the_endpoint_that_asks_for_it()
    {
        var net = Net((Cas, FakeEws.Calendars(_ => []).Behind("right")));

        Ask(net, [Ada]);

        Assert.Equal([null, "right"], net.Requests.Select(request => request.Password));
    }

    [Fact]
    public void A_mailbox_that_fails_leaves_the_others_their_calendars()
    {
        var net = Net((Cas, FakeEws.FreeBusy(_ => new FreeBusyResponse.Answer(
            [MailboxFreeBusy.Failed(EwsErrorCode.MailRecipientNotFound, "no such\naddress"), FakeEws.Slots("02")], null))));

        var report = Ask(net, [Bob, Ada], hours: 1);

        Assert.Equal(new FreeBusyOutcome.Error(EwsErrorCode.MailRecipientNotFound, "no such address"), report.Answers[0].Outcome);
        Assert.Equal("02", Calendar(report.Answers[1]).Merged.ToString());
    }

    [Fact]
    public void What_a_server_says_beside_a_calendar_is_kept()
    {
        var net = Net((Cas, FakeEws.FreeBusy(_ => new FreeBusyResponse.Answer(
            [FakeEws.Slots("00") with { Outcome = EwsOutcome.Success with { Message = "as of 08:00" } }], null))));

        Assert.Equal("as of 08:00", Calendar(Ask(net, [Ada], hours: 1).Answers[0]).Note);
    }

    [Fact]
    public void A_hundred_and_one_are_two_requests()
    {
        var sizes = new List<int>();
        var net = Net((Cas, FakeEws.FreeBusy(request =>
        {
            sizes.Add(request.Attendees.Length);
            return new FreeBusyResponse.Answer([.. request.Attendees.Select(_ => FakeEws.Slots("00"))], null);
        })));

        var report = Ask(net, Many(101), hours: 1);

        Assert.Equal([100, 1], sizes.Distinct());     // the host thinks once at its connection, and once at the request
        Assert.All(report.Answers, answer => Calendar(answer));
    }

    [Fact]
    public void Whoever_is_asked_for_has_his_own_answer_however_many_there_are() =>
        Gen.Select(Gen.Int[1, 450], Gen.Bool).Sample((count, wantsPassword) =>
        {
            var clock = new VirtualTime();
            var host = FakeEws.Calendars(address => [new(Monday.AddMinutes(30 * (address.Length % 4)), Monday.AddHours(3), BusyType.Busy)]);
            var net = new FakeNet(clock).Host(Cas, wantsPassword ? host.Behind("right") : host);

            var report = clock.Run(() => Engine(net, clock).AskAsync(
                new Uri(Cas + FakeEws.Path), Question(Many(count), 6), Ada, CancellationToken.None));

            Assert.Equal(Many(count).Select(address => address.ToString()), report.Answers.Select(answer => answer.Attendee.Mailbox.Address));
            Assert.All(report.Answers, answer => Assert.Equal(
                Monday.AddMinutes(30 * (answer.Attendee.Mailbox.Address.Length % 4)), Calendar(answer).Events.Single().Time.Start));
            Assert.Equal(net.Opened, net.Closed);
        }, iter: 30);

    [Fact]
    public void Batches_are_under_way_side_by_side_once_the_first_has_its_answer()
    {
        var most = 0;
        FakeNet net = new(time);
        net.Host(Cas, FakeEws.FreeBusy(request =>
        {
            most = Math.Max(most, net.UnderWay);
            return new FreeBusyResponse.Answer([.. request.Attendees.Select(_ => FakeEws.Slots("00"))], null);
        }).Behind("right"));

        Ask(net, Many(800), hours: 1);

        Assert.Equal(3, most);
        Assert.Equal(8, net.Requests.Count(request => request.Password is "right"));
    }

    [Fact]
    public void A_refused_password_is_sent_once_however_many_are_asked_for()
    {
        var net = Net((Cas, FakeEws.Calendars(_ => []).Behind("another")));

        var report = Ask(net, Many(350));

        Assert.Single(net.SawPassword);
        Assert.All(report.Answers, answer => Assert.Equal(
            new FreeBusyOutcome.Failed(new EwsFailure.Call(new ConversationOutcome.LogonRefused("ada"))), answer.Outcome));
    }

    [Fact]
    public void A_server_that_is_not_there_is_asked_once()
    {
        var net = Net();

        var report = Ask(net, Many(350));

        Assert.Equal(1, net.Opened);
        Assert.All(report.Answers, answer => Assert.Equal("unreachable: no such host", answer.Outcome.Describe()));
    }

    [Theory]
    [InlineData(42)]
    [InlineData(35)]
    [InlineData(40)]
    public void A_window_too_long_for_the_server_is_asked_for_in_parts(int mostDays)
    {
        var net = Net((Cas, FakeEws.Calendars(_ => [Meeting, Meeting with { Start = Monday.AddDays(41), End = Monday.AddDays(43) }], mostDays)));

        var calendar = Calendar(Ask(net, [Ada], hours: 62 * 24, interval: 1440).Answers[0]);

        Assert.Equal("2" + new string('0', 40) + "22" + new string('0', 19), calendar.Merged.ToString());
        Assert.Equal(2, calendar.Events.Length);
    }

    [Fact]
    public void The_limit_of_a_server_is_learned_once()
    {
        var net = Net((Cas, FakeEws.Calendars(_ => [], 42)));

        Ask(net, Many(250), hours: 62 * 24);

        Assert.Equal(1 + (3 * 2), net.Requests.Count);
    }

    [Fact]
    public void A_window_that_is_too_long_in_any_part_is_the_fault_of_the_server()
    {
        var net = Net((Cas, FakeEws.Calendars(_ => [], 10)));

        Assert.Equal("ErrorTimeIntervalTooBig: too long", Ask(net, [Ada], hours: 62 * 24).Answers[0].Outcome.Describe());
    }

    [Fact]
    public void Parts_make_the_same_calendar_as_the_whole() =>
        Gen.Select(
            Gen.Int[36, 62], Gen.Int[5, 1440], Gen.Int[0, 1439],
            Gen.Select(Gen.Int[-200, 1600], Gen.Int[1, 900], Gen.Int[0, 3].Select(type => (BusyType)type)).Array[0, 30]).Sample((days, interval, minute, events) =>
        {
            var start = Monday.AddMinutes(minute);
            ImmutableArray<BusyInterval> calendar = [.. events.Select(one => new BusyInterval(start.AddHours(one.Item1), start.AddHours(one.Item1).AddMinutes(one.Item2 * 3), one.Item3))];
            var question = new FreeBusyQuestion([Ada], start, start.AddDays(days).AddMinutes(-minute)) { IntervalInMinutes = interval };

            Assert.Equal(Of(62), Of(35));

            MailboxCalendar Of(int mostDays)
            {
                var clock = new VirtualTime();
                var net = new FakeNet(clock).Host(Cas, FakeEws.Calendars(_ => calendar, mostDays));
                return Calendar(clock.Run(() => Engine(net, clock).AskAsync(new Uri(Cas + FakeEws.Path), question, Ada, CancellationToken.None)).Answers[0]);
            }
        }, iter: 100);

    [Theory]
    [InlineData("0", "0444", "1 slots instead of 4")]
    [InlineData("00000000", "0000", "8 slots instead of 4")]
    [InlineData("", "4444", "0 slots instead of 4")]
    [InlineData("09x2", "0442", "")]
    public void Slots_are_as_many_as_the_window_has_whatever_a_server_writes(string written, string read, string note)
    {
        var net = Net((Cas, FakeEws.FreeBusy(_ => new FreeBusyResponse.Answer([FakeEws.Slots("0000")], null)) switch
        {
            var host => host with { Answers = request => Replaced(host.Answers(request), "<t:MergedFreeBusy>0000<", $"<t:MergedFreeBusy>{written}<") },
        }));

        var calendar = Calendar(Ask(net, [Ada], hours: 2).Answers[0]);

        Assert.Equal((read, note), (calendar.Merged.ToString(), calendar.Note));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Where_calendars_are_missing_or_too_many_nobody_is_given_anothers(int count)
    {
        var net = Net((Cas, FakeEws.FreeBusy(_ => new FreeBusyResponse.Answer([.. Enumerable.Repeat(FakeEws.Slots("00"), count)], null))));

        Assert.All(Ask(net, [Ada, Bob], hours: 1).Answers, answer => Assert.Equal($"malformed answer: {count} calendars for 2 mailboxes", answer.Outcome.Describe()));
    }

    [Fact]
    public void A_busy_server_is_asked_once_more_after_the_pause_it_wants()
    {
        var answers = new Queue<FreeBusyResponse>([Busy(7), Busy(7), new FreeBusyResponse.Answer([FakeEws.Slots("00")], null)]);
        var net = Net((Cas, FakeEws.FreeBusy(_ => answers.Count > 1 ? answers.Dequeue() : answers.Peek())));    // asked twice for its first request: it connects

        Calendar(Ask(net, [Ada], hours: 1).Answers[0]);

        Assert.InRange(time.Elapsed.TotalSeconds, 7, 7.1);
    }

    [Fact]
    public void A_server_that_stays_busy_is_asked_twice_and_not_for_the_next_batch()
    {
        var net = Net((Cas, FakeEws.FreeBusy(_ => Busy(7))));

        var report = Ask(net, Many(300), hours: 1);

        Assert.Equal(2, net.Requests.Count);
        Assert.All(report.Answers, answer => Assert.Equal("ErrorServerBusy: later (it wants to be asked again in 7 s)", answer.Outcome.Describe()));
    }

    [Fact]
    public void A_pause_that_is_longer_than_the_run_may_take_is_not_waited_for()
    {
        var net = Net((Cas, FakeEws.FreeBusy(_ => Busy(300))));

        Ask(net, [Ada], hours: 1);

        Assert.Single(net.Requests);
    }

    [Fact]
    public void The_fault_of_Exchange_2007_is_understood()
    {
        var net = Net((Cas, FakeHost.Says(500, """
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault><faultcode>soap:Client</faultcode>
            <faultstring>Microsoft.Exchange.InfoWorker.Common.Availability.IdentityArrayEmptyException: The identity array is empty.</faultstring>
            <detail><m:ErrorCode xmlns:m="http://schemas.microsoft.com/exchange/services/2006/errors">-2146233088</m:ErrorCode></detail>
            </soap:Fault></soap:Body></soap:Envelope>
            """, "text/xml")));

        Assert.StartsWith("-2146233088: Microsoft.Exchange.InfoWorker", Ask(net, [Ada]).Answers[0].Outcome.Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "refused: HTTP 403; ask whoever runs the server whether this user may use Exchange Web Services")]
    [InlineData(404, "not there: HTTP 404; compare the URL with the EWS URL of the mailbox's settings")]
    [InlineData(500, "refused: HTTP 500")]
    [InlineData(502, "refused: HTTP 502")]
    [InlineData(503, "refused: HTTP 503; ask again in 120 s")]
    [InlineData(456, "says that the account ada@contoso.test is locked")]
    public void A_status_that_says_no_is_one_clause(int status, string clause)
    {
        var net = Net((Cas, FakeHost.Fails(new HttpOutcome.Answered(Said.Status(status) with { Headers = CasResponse.NoHeaders.Add("Retry-After", status is 503 ? "120" : "soon") }))));

        Assert.Equal(clause, Ask(net, [Ada]).Answers[0].Outcome.Describe());
    }

    [Fact]
    public void A_page_is_no_answer()
    {
        var net = Net((Cas, FakeHost.Html));

        Assert.StartsWith("malformed answer: ", Ask(net, [Ada]).Answers[0].Outcome.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_silent_server_costs_the_time_of_one_call()
    {
        var net = Net((Cas, FakeHost.Hanging));

        var report = Ask(net, Many(250), options: new DiscoveryOptions { EwsTimeout = TimeSpan.FromSeconds(20) });

        Assert.Equal("no answer in 20 s", report.Answers[249].Outcome.Describe());
        Assert.Equal(20, Math.Floor(time.Elapsed.TotalSeconds));
    }

    [Fact]
    public void What_was_not_asked_when_the_time_was_over_says_so_and_what_was_is_kept()
    {
        var requests = 0;
        var slow = FakeEws.Calendars(_ => []);
        var net = Net((Cas, slow with { Answers = request => Counted(slow.Answers(request)), ThinksFor = 40_000 }));

        var report = Ask(net, Many(150), hours: 1);

        Calendar(report.Answers[99]);
        Assert.Equal("not asked: the 50 s given to the run were over; give more with --timeout", report.Answers[149].Outcome.Describe());
        Assert.Equal(net.Opened, net.Closed);

        HttpOutcome Counted(HttpOutcome outcome)
        {
            requests++;
            return outcome;
        }
    }

    [Fact]
    public void The_callers_cancellation_is_thrown_and_leaves_nothing_behind()
    {
        var net = Net((Cas, FakeHost.Hanging));
        using var leaving = new CancellationTokenSource(TimeSpan.FromSeconds(3), time);

        Assert.ThrowsAny<OperationCanceledException>(() => time.Run(() => Engine(net, time).AskAsync(
            new Uri(Cas + FakeEws.Path), Question([Ada], 1), Ada, leaving.Token)));

        Assert.Equal((net.Opened, 0), (net.Closed, net.UnderWay));
    }

    [Fact]
    public void Without_an_endpoint_the_settings_say_whom_to_ask()
    {
        var net = Net(("https://contoso.test", Settings("https://cas1.contoso.test/EWS/Exchange.asmx")), (Cas, FakeEws.Calendars(_ => []).Behind("right")));

        var report = Ask(net, [Bob], endpoint: null);

        Assert.Equal(("https://cas1.contoso.test/EWS/Exchange.asmx", DiscoveryEnd.Found), (report.Url!.AbsoluteUri, report.Discovery!.End));
        Calendar(report.Answers[0]);
    }

    [Fact]
    public void A_foreign_host_in_the_settings_gets_no_password_unasked()
    {
        var net = Net(("https://contoso.test", Settings("https://ews.hosting.test/EWS/Exchange.asmx")), ("https://ews.hosting.test", FakeEws.Calendars(_ => []).Behind("right")));

        var report = Ask(net, [Bob], endpoint: null);

        Assert.DoesNotContain("ews.hosting.test", net.SawPassword);
        Assert.StartsWith("the credentials were withheld: ", report.Answers[0].Outcome.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_foreign_host_in_the_settings_is_not_believed_either()
    {
        var net = Net(("https://contoso.test", Settings("https://ews.hosting.test/EWS/Exchange.asmx")), ("https://ews.hosting.test", FakeEws.Calendars(_ => [])));

        Assert.IsType<FreeBusyOutcome.Failed>(Ask(net, [Bob], endpoint: null).Answers[0].Outcome);
    }

    [Fact]
    public void A_foreign_host_that_the_user_allows_is_asked()
    {
        var net = Net(("https://contoso.test", Settings("https://ews.hosting.test/EWS/Exchange.asmx")), ("https://ews.hosting.test", FakeEws.Calendars(_ => []).Behind("right")));

        Calendar(Ask(net, [Bob], endpoint: null, options: new DiscoveryOptions { Redirects = RedirectPolicy.Default with { TrustedHosts = ["ews.hosting.test"] } }).Answers[0]);
    }

    [Theory]
    [InlineData("http://cas1.contoso.test/EWS/Exchange.asmx", "nobody to ask: the settings of bob@contoso.test name a URL that is not https, or has a user name in it")]
    [InlineData("", "nobody to ask: the settings of bob@contoso.test name no URL for free/busy")]
    public void Settings_without_a_URL_that_may_be_asked_are_said_so(string url, string why)
    {
        var net = Net(("https://contoso.test", Settings(url)));

        Assert.Equal(why, Ask(net, [Bob], endpoint: null).Answers[0].Outcome.Describe());
    }

    [Fact]
    public void Where_no_CAS_is_found_that_is_the_answer()
    {
        var report = Ask(Net(), [Bob], endpoint: null);

        Assert.Equal(new FreeBusyOutcome.Failed(new EwsFailure.NoEndpoint(report.Discovery!.Why)), report.Answers[0].Outcome);
    }

    [Fact]
    public void A_redirect_is_followed_and_plain_http_is_not()
    {
        var net = Net(
            (Cas, FakeHost.Redirects("https://cas2.contoso.test" + FakeEws.Path)), ("https://cas2.contoso.test", FakeEws.Calendars(_ => []).Behind("right")),
            ("https://cas3.contoso.test", FakeHost.Redirects("http://cas2.contoso.test" + FakeEws.Path)));

        Calendar(Ask(net, [Ada]).Answers[0]);

        Assert.Equal(
            "redirects to http://cas2.contoso.test/EWS/Exchange.asmx: plain http is not followed", Ask(net, [Ada], endpoint: "https://cas3.contoso.test").Answers[0].Outcome.Describe());
    }

    [Fact]
    public void Suggestions_are_asked_for_in_the_zone_of_the_question_and_come_as_instants()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var asked = new List<FreeBusyRequest>();
        var net = Net((Cas, FakeEws.FreeBusy(request =>
        {
            asked.Add(request);
            return request.Suggestions is null
                ? new FreeBusyResponse.Answer([FakeEws.Slots("00")], null)
                : new FreeBusyResponse.Answer([], new SuggestionsResult(EwsOutcome.Success,
                [
                    new SuggestionDay(Local(0), SuggestionQuality.Excellent,
                        [new Suggestion(Local(10), true, SuggestionQuality.Excellent, [new AttendeeConflict.Individual(BusyType.Free)])]),
                ]));
        })));
        var question = Question([Ada], 1) with
        {
            Zone = berlin, ZoneId = "W. Europe Standard Time", Suggestions = new SuggestionsOptions(new EwsDuration(Local(0), Local(24))),
        };

        var report = time.Run(() => Engine(net, time).AskAsync(new Uri(Cas + FakeEws.Path), question, Ada, CancellationToken.None));

        Assert.Equal(("W. Europe Standard Time", SerializableTimeZone.Of(berlin, 2026), null), (asked[^1].TimeZoneId, asked[^1].TimeZone, asked[^1].FreeBusy));
        var day = Assert.Single(Assert.IsType<SuggestionsOutcome.Given>(report.Suggestions).Days);
        Assert.Equal((new DateOnly(2026, 3, 2), Monday.AddHours(9)), (day.Date, Assert.Single(day.Times).Start));

        static EwsTime Local(int hour) => EwsTime.Local(Monday.AddHours(hour).DateTime);
    }

    [Fact]
    public void Of_suggestions_that_failed_the_calendars_are_kept()
    {
        var net = Net((Cas, FakeEws.FreeBusy(request => request.Suggestions is null
            ? new FreeBusyResponse.Answer([FakeEws.Slots("00")], null)
            : FakeEws.Fault(EwsErrorCode.InternalServerError, "oh"))));
        var window = new EwsDuration(EwsTime.Local(Monday.DateTime), EwsTime.Local(Monday.DateTime.AddDays(1)));

        var report = time.Run(() => Engine(net, time).AskAsync(
            new Uri(Cas + FakeEws.Path), Question([Ada], 1) with { Suggestions = new SuggestionsOptions(window) }, Ada, CancellationToken.None));

        Calendar(report.Answers[0]);
        Assert.Equal("ErrorInternalServerError: oh", report.Suggestions!.Describe());
    }

    [Fact]
    public void Whatever_a_server_answers_can_be_told() =>
        Gen.Select(AnyAvailability.Responses, Mutation.Any, Gen.Bool, Gen.Int[1, 60], Gen.OneOf(Gen.Const(5), Gen.Const(30), Gen.Const(1440))).Sample((response, damage, isDamaged, days, interval) =>
        {
            var clock = new VirtualTime();
            var answer = AvailabilityCodec.WriteResponse(response);
            var net = new FakeNet(clock).Host(Cas, new FakeHost(_ => new HttpOutcome.Answered(Said.Text(200, "") with { Body = isDamaged ? damage(answer) : answer })));
            var count = response is FreeBusyResponse.Answer { Mailboxes.Length: > 0 and var some } ? some : 1;
            var window = new EwsDuration(EwsTime.Local(Monday.DateTime), EwsTime.Local(Monday.DateTime.AddDays(days)));
            var question = new FreeBusyQuestion(Many(count), Monday, Monday.AddDays(days)) { IntervalInMinutes = interval, Suggestions = new SuggestionsOptions(window) };

            var report = clock.Run(() => Engine(net, clock).AskAsync(new Uri(Cas + FakeEws.Path), question, Ada, CancellationToken.None));

            Assert.Equal(count, report.Answers.Length);
            Assert.NotNull(report.Suggestions);
            Assert.NotEmpty(report.ToLines(new FreeBusyLayout { Zone = TimeZoneInfo.FindSystemTimeZoneById("America/Santiago") }));
            using var json = System.Text.Json.JsonDocument.Parse(report.ToJson());
            Assert.EndsWith("END:VCALENDAR\r\n", report.ToICalendar(Monday), StringComparison.Ordinal);
            Assert.Equal(net.Opened, net.Closed);
        }, iter: 300);

    private static FakeHost Settings(string ews) => FakeHost.Says(new PoxResponse.Settings(new MailboxSettings
    {
        Protocols = [new ProtocolSettings { Kind = ProtocolKind.Expr, AsUrl = new ServiceUrl(ews) }],
    }));

    private static HttpOutcome Replaced(HttpOutcome outcome, string old, string fresh) => outcome is HttpOutcome.Answered { Response: var response }
        ? new HttpOutcome.Answered(response with { Body = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(response.Body).Replace(old, fresh, StringComparison.Ordinal)) })
        : outcome;

    private static FreeBusyResponse.Fault Busy(int seconds) => FakeEws.Fault(EwsErrorCode.ServerBusy, "later", TimeSpan.FromSeconds(seconds));

    private static MailboxCalendar Calendar(FreeBusyAnswer answer) => Assert.IsType<FreeBusyOutcome.Given>(answer.Outcome).Calendar;

    private FakeNet Net(params (string Url, FakeHost Host)[] hosts) => hosts.Aggregate(new FakeNet(time), (net, host) => net.Host(host.Url, host.Host));

    private FreeBusyReport Ask(FakeNet net, ImmutableArray<MailboxAddress> addresses, int hours = 24, int interval = 30, string? endpoint = Cas, DiscoveryOptions? options = null) =>
        time.Run(() => Engine(net, time, options).AskAsync(
            endpoint is null ? null : new Uri(endpoint + FakeEws.Path), Question(addresses, hours) with { IntervalInMinutes = interval }, addresses[0], CancellationToken.None));

    private static FreeBusyQuestion Question(ImmutableArray<MailboxAddress> addresses, int hours) => new(addresses, Monday, Monday.AddHours(hours));

    private static FreeBusyEngine Engine(FakeNet net, VirtualTime clock, DiscoveryOptions? options = null) => new(new EwsRun(
        (options ?? new DiscoveryOptions()) with { Logon = AdasLogon, Excluded = [StepKind.Scp], Race = RacePolicy.OneAtATime, Timeout = TimeSpan.FromSeconds(50) },
        new FakeResolver(), clock, new Random(1), net, new CasLogon(FakeTokens.None)));

    private static ImmutableArray<MailboxAddress> Many(int count) =>
        [.. Enumerable.Range(0, count).Select(n => MailboxAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"u{n}@contoso.test")))];
}
