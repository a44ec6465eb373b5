using System.Net;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Signpost.Availability;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Server.Availability;
using Signpost.Server.Calendars;
using Signpost.Server.Calendars.Proxy;
using Signpost.Server.Configuration;
using Signpost.Server.Endpoints;
using Signpost.Server.Ews;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Recurrence;
using Signpost.Server.Services;
using Signpost.Server.Tests.Availability;
using Signpost.Server.Tests.Mailboxes;
using Signpost.Transport;

namespace Signpost.Server.Tests.Calendars.Proxy;

public sealed class EwsCalendarsTests : IAsyncDisposable
{
    private static readonly UtcInterval Morning = new(Instant.FromUtc(2026, 3, 2, 7, 0), Instant.FromUtc(2026, 3, 2, 12, 0));

    private readonly Diaries there = new();
    private readonly Clock clock = new();
    private readonly CollectedLog log = new();
    private EwsCalendars? calendars;
    private HttpStatusCode? instead;
    private int asked;

    public ValueTask DisposeAsync() => calendars?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task What_the_other_server_shows_is_what_there_is()
    {
        there["bob"] = Diaries.Of(Diaries.At("09:00", "10:00"), Diaries.At("11:00", "12:30", BusyType.OutOfOffice));

        var known = Assert.IsType<CalendarReading.Known>(await ReadAsync("bob"));

        Assert.Equal([Diaries.At("09:00", "10:00").Time, Diaries.At("11:00", "12:30", BusyType.OutOfOffice).Time], known.Events.Select(one => one.Time));
        Assert.Equal(Diaries.Office.In(2026), known.Hours.In(2031));
    }

    [Fact]
    public async Task Slots_without_events_are_taken_for_events()
    {
        there["bob"] = Diaries.Of([.. Enumerable.Repeat(Diaries.At("09:00", "10:00"), 1001)]);

        var known = Assert.IsType<CalendarReading.Known>(await ReadAsync("bob"));

        Assert.Equal(Diaries.At("09:00", "10:00").Time, Assert.Single(known.Events).Time);
    }

    [Fact]
    public async Task A_mailbox_that_is_not_there_has_no_calendar_here() => Assert.IsType<CalendarReading.None>(await ReadAsync("nobody"));

    [Fact]
    public async Task An_answer_is_remembered_for_a_while()
    {
        there["bob"] = Diaries.Of();

        await ReadAsync("bob");
        await ReadAsync("bob");
        Assert.Equal(1, asked);
        clock.Pass(TimeSpan.FromMinutes(1));
        await ReadAsync("bob");

        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task While_the_other_server_does_not_answer_its_last_answer_is_shown_as_old()
    {
        there["bob"] = Diaries.Of(Diaries.At("09:00", "10:00"));
        await ReadAsync("bob");
        (instead, clock.Now) = (HttpStatusCode.BadGateway, clock.Now + TimeSpan.FromMinutes(1));

        var old = Assert.IsType<CalendarReading.Known>(await ReadAsync("bob"));
        var other = Assert.IsType<CalendarReading.Failed>(await ReadAsync("carl"));

        Assert.Equal("the server that has it has not answered since 2026-03-02 08:00 UTC", old.Stale);
        Assert.True(other.IsAway);
        Assert.Equal(["Error CalendarServerAway: The calendar server https://mail.contoso.test/EWS/Exchange.asmx: refused: HTTP 502"], log.Lines);
    }

    [Fact]
    public async Task A_question_that_would_go_round_is_asked_of_nobody()
    {
        there["bob"] = Diaries.Of();

        var round = Assert.IsType<CalendarReading.Failed>(await ReadAsync("bob", "https://cas1.contoso.test/EWS/Exchange.asmx"));

        Assert.Equal((true, 0), (round.IsAway, asked));
    }

    [Fact]
    public async Task What_another_CAS_asks_for_somebody_is_not_asked_of_a_third()
    {
        var operation = new AvailabilityOperation(new AvailabilityService(there.Contoso, there, there, there.Configuration, clock), isProxy: true);
        var question = new EwsQuestion(AvailabilityCodec.WriteRequest(Diaries.Ask("bob")), new Caller("cas", "Basic"), new ServerVersionInfo(15, 1, 2507, 0, "")) { IsProxied = true };

        var fault = Assert.IsType<EwsReply.Fault>(await operation.AnswerAsync(question, TestContext.Current.CancellationToken)).Why;

        Assert.Equal("ErrorProxyRequestNotAllowed", fault.Code.ToString());
    }

    private async Task<CalendarReading> ReadAsync(string who, string url = "https://mail.contoso.test/EWS/Exchange.asmx")
    {
        Assert.True(UrlTemplate.TryParse(url, "cas1.contoso.test", out var template, out _));
        var place = new CalendarPlace.Ews(template, new CalendarLogon("svc-calendars@contoso.test", new Secret("secret")));
        calendars ??= new EwsCalendars(
            place, new CalendarConfiguration(place, Diaries.Office), "cas1.contoso.test",
            new DirectoryConfiguration(new ForestChoice.File("none.ldif"), new DirectoryLogon.Anonymous(), TlsTrust.Platform, TimeSpan.FromSeconds(5)), log, clock, _ => new Wire(this));
        var address = MailboxAddress.Parse($"{who}@contoso.test");
        return await calendars.ReadAsync(new Mailbox { PrimaryAddress = address, Addresses = [address] }, Morning, TestContext.Current.CancellationToken);
    }

    /// <summary>Leads to another CAS of ours.</summary>
    private sealed class Wire(EwsCalendarsTests test) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            test.asked++;
            if (test.instead is { } status)
            {
                return new HttpResponseMessage(status) { RequestMessage = request };
            }

            Assert.Equal("cas1.contoso.test", Assert.Single(request.Headers.GetValues(ProxiedMark.Header)));
            var answer = new MemoryStream();
            var exchange = new DefaultHttpContext { Request = { Method = request.Method.Method, ContentType = "text/xml", Body = await request.Content!.ReadAsStreamAsync(cancellationToken) }, Response = { Body = answer } };
            var there = test.there;
            await new ExchangeWebServices(
                [new AvailabilityOperation(new AvailabilityService(there.Contoso, there, there, there.Configuration, test.clock))], new ServerVersionInfo(15, 1, 2507, 0, ""))
                .AnswerAsync(exchange, new Caller("svc-calendars@contoso.test", "Basic"));
            var response = new HttpResponseMessage((HttpStatusCode)exchange.Response.StatusCode) { RequestMessage = request, Content = new ByteArrayContent(answer.ToArray()) };
            response.Content.Headers.TryAddWithoutValidation("Content-Type", exchange.Response.ContentType);
            return response;
        }
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero) + Now;

        public void Pass(TimeSpan time) => Now += time;
    }
}
