using System.Text;
using Signpost.Ews;
using Signpost.Oof;
using Signpost.Tests.Availability;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Oof;

public sealed class OofCodecTests
{
    private const string Mailbox = "<t:Mailbox><t:Address>user1@example.test</t:Address><t:RoutingType>SMTP</t:RoutingType></t:Mailbox>";
    private const string Replies = "<t:InternalReply><t:Message>Internal text</t:Message></t:InternalReply><t:ExternalReply><t:Message>External text</t:Message></t:ExternalReply>";

    private static readonly OofSettings Away = new()
    {
        State = OofState.Scheduled,
        ExternalAudience = ExternalAudience.Known,
        Duration = new EwsDuration(AvailabilitySamples.Time("2026-03-02T07:00:00Z"), AvailabilitySamples.Time("2026-03-09T07:00:00Z")),
        InternalReply = new OofReply("Away until Monday.", "en-US"),
        ExternalReply = new OofReply("<html><body>Away until Monday.</body></html>"),
    };

    private static readonly EwsAddress User = new("user1@example.test") { RoutingType = "SMTP" };

    [Fact]
    public void A_request_is_written_as_it_was_agreed_upon() => Snapshot.Matches("set-request", Encoding.UTF8.GetString(OofCodec.WriteRequest(
        new OofRequest.Set(User, Away) { RequestServerVersion = "Exchange2010", TimeZoneId = "W. Europe Standard Time" })));

    [Fact]
    public void An_answer_is_written_as_it_was_agreed_upon() => Snapshot.Matches("answer", Encoding.UTF8.GetString(OofCodec.WriteResponse(
        new OofResponse.Get(EwsOutcome.Success, Away, ExternalAudience.All) { Server = new ServerVersionInfo(15, 1, 2507, 6, "V2017_07_11") })));

    [Fact]
    public void The_question_of_exchangelib_is_understood() => Assert.Equal(
        new OofRequest.Get(User) { RequestServerVersion = "Exchange2019", TimeZoneId = "W. Europe Standard Time" },
        Read($"<m:GetUserOofSettingsRequest>{Mailbox}</m:GetUserOofSettingsRequest>"));

    [Fact]
    public void The_settings_of_exchangelib_are_understood() => Assert.Equal(
        new OofSettings
        {
            State = OofState.Scheduled,
            ExternalAudience = ExternalAudience.Known,
            Duration = new EwsDuration(AvailabilitySamples.Time("2035-03-02T08:00:00+01:00"), AvailabilitySamples.Time("2035-03-09T08:00:00+01:00")),
            InternalReply = new OofReply("Internal text"),
            ExternalReply = new OofReply("External text"),
        },
        ReadSettings($"""
            <t:OofState>Scheduled</t:OofState><t:ExternalAudience>Known</t:ExternalAudience>
            <t:Duration><t:StartTime>2035-03-02T08:00:00+01:00</t:StartTime><t:EndTime>2035-03-09T08:00:00+01:00</t:EndTime></t:Duration>{Replies}
            """));

    // exchangelib, for an absence that is over: no Duration, replies that say nothing.
    [Fact]
    public void Empty_replies_are_replies()
    {
        var settings = ReadSettings("""
            <t:OofState>Disabled</t:OofState><t:ExternalAudience>All</t:ExternalAudience>
            <t:InternalReply><t:Message></t:Message></t:InternalReply><t:ExternalReply><t:Message></t:Message></t:ExternalReply>
            """);

        Assert.Equal((OofReply.Empty, OofReply.Empty, null, null), (settings.InternalReply, settings.ExternalReply, settings.Duration, Refusal(settings)));
    }

    [Fact]
    public void What_newer_schemas_have_more_is_skipped() => Assert.Equal(OofState.Enabled, ReadSettings(
        $"<t:OofState>Enabled</t:OofState><t:ExternalAudience>All</t:ExternalAudience>{Replies}<t:DeclineMeetingReply/><t:CreateOOFEvent>true</t:CreateOOFEvent>").State);

    [Fact]
    public void A_reply_keeps_its_language_and_its_white_space() => Assert.Equal(
        new OofReply("\n Away.\n", "en-US"),
        ReadSettings("<t:OofState>Enabled</t:OofState><t:ExternalAudience>All</t:ExternalAudience><t:InternalReply xml:lang='en-US'><t:Message>\n Away.\n</t:Message></t:InternalReply>").InternalReply);

    [Theory]
    [InlineData("<t:OofState>Sometimes</t:OofState><t:ExternalAudience>All</t:ExternalAudience>")]
    [InlineData("<t:OofState>Enabled</t:OofState><t:ExternalAudience>Friends</t:ExternalAudience>")]
    [InlineData("<t:OofState>Enabled</t:OofState>")]
    [InlineData("<t:OofState>Scheduled</t:OofState><t:ExternalAudience>All</t:ExternalAudience><t:Duration><t:StartTime>soon</t:StartTime></t:Duration>")]
    public void Settings_that_are_not_understood_are_not_set(string inside) =>
        Assert.Equal(EwsErrorCode.SchemaValidation, Refused($"<m:SetUserOofSettingsRequest>{Mailbox}<t:UserOofSettings>{inside}{Replies}</t:UserOofSettings></m:SetUserOofSettingsRequest>").Code);

    [Theory]
    [InlineData("<m:SetUserOofSettingsRequest/>", "no Mailbox in it")]
    [InlineData("<m:GetUserOofSettingsRequest/>", "no Mailbox in it")]
    [InlineData("<m:SetUserOofSettingsRequest>" + Mailbox + "</m:SetUserOofSettingsRequest>", "no UserOofSettings in it")]
    public void A_request_with_a_part_missing_is_refused(string message, string what) => Assert.Equal(what, Refused(message).What);

    [Fact]
    public void Another_operation_is_not_done_here() => Assert.Equal(EwsErrorCode.InvalidOperation, Refused("<m:GetUserAvailabilityRequest/>").Code);

    // The one is of the types, the other of the messages.
    [Fact]
    public void The_answer_has_its_elements_in_the_namespaces_of_the_schema()
    {
        var written = Encoding.UTF8.GetString(OofCodec.WriteResponse(new OofResponse.Get(EwsOutcome.Success, OofSettings.Never(DateTimeOffset.UnixEpoch), ExternalAudience.Known)));

        Assert.Contains("<t:OofSettings>", written, StringComparison.Ordinal);
        Assert.Contains("<m:AllowExternalOof>Known</m:AllowExternalOof>", written, StringComparison.Ordinal);
    }

    // Some Outlooks crash without them; evolution-ews does not look whether they are there.
    [Fact]
    public void A_mailbox_that_never_was_away_has_a_duration_and_both_replies()
    {
        var never = OofSettings.Never(DateTimeOffset.UnixEpoch);

        Assert.Equal(
            (OofState.Disabled, "1970-01-01T00:00:00Z", "1970-01-02T00:00:00Z", OofReply.Empty, OofReply.Empty),
            (never.State, never.Duration!.Value.Start.ToString(), never.Duration.Value.End.ToString(), never.InternalReply, never.ExternalReply));
    }

    [Fact]
    public void Access_to_the_settings_of_another_is_denied_in_the_answer()
    {
        var denied = new OofResponse.Get(EwsOutcome.Failed(EwsErrorCode.AccessDenied, "Not yours."), null, null);

        Assert.Equal(new CodecReading<OofResponse>.Ok(denied), OofCodec.ReadResponse(OofCodec.WriteResponse(denied)));
    }

    [Theory]
    [InlineData("2026-03-02T08:00:00Z", "2026-03-09T08:00:00Z", null)]
    [InlineData("2026-03-02T08:00:00", "2026-03-09T08:00:00", null)]
    [InlineData("2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z", "ErrorInvalidScheduledOofDuration")]
    [InlineData("2026-02-01T08:00:00Z", "2026-02-02T08:00:00Z", "ErrorInvalidScheduledOofDuration")]
    [InlineData("2026-02-01T08:00:00Z", "2026-03-01T12:00:00Z", "ErrorInvalidScheduledOofDuration")]
    public void A_scheduled_absence_ends_after_it_begins_and_after_now(string start, string end, string? code)
    {
        var settings = OofSettings.Never(DateTimeOffset.UnixEpoch) with
        {
            State = OofState.Scheduled,
            Duration = new EwsDuration(AvailabilitySamples.Time(start), AvailabilitySamples.Time(end)),
        };

        Assert.Equal(code, Refusal(settings)?.ToString());
    }

    [Fact]
    public void Settings_without_a_reply_are_refused() => Assert.Equal(
        EwsErrorCode.InvalidUserOofSettings, Refusal(OofSettings.Never(DateTimeOffset.UnixEpoch) with { ExternalReply = null }));

    [Fact]
    public void A_schedule_without_a_duration_is_refused() => Assert.Equal(
        EwsErrorCode.InvalidScheduledOofDuration, Refusal(OofSettings.Never(DateTimeOffset.UnixEpoch) with { State = OofState.Scheduled, Duration = null }));

    [Theory]
    [InlineData(OofState.Disabled, "2026-03-02T12:00:00Z", false)]
    [InlineData(OofState.Enabled, "2020-01-01T00:00:00Z", true)]
    [InlineData(OofState.Scheduled, "2026-03-02T06:59:59Z", false)]
    [InlineData(OofState.Scheduled, "2026-03-02T07:00:00Z", true)]
    [InlineData(OofState.Scheduled, "2026-03-09T06:59:59Z", true)]
    [InlineData(OofState.Scheduled, "2026-03-09T07:00:00Z", false)]
    public void Somebody_is_away_from_the_start_of_a_schedule_up_to_its_end(OofState state, string instant, bool isAway)
    {
        var settings = OofSettings.Never(DateTimeOffset.UnixEpoch) with
        {
            State = state,
            Duration = new EwsDuration(AvailabilitySamples.Time("2026-03-02T08:00:00"), AvailabilitySamples.Time("2026-03-09T07:00:00Z")),
        };

        Assert.Equal(isAway, settings.IsAwayAt(AvailabilitySamples.Time(instant).Instant!.Value, clock => new DateTimeOffset(clock, TimeSpan.FromHours(1))));
    }

    private static EwsErrorCode? Refusal(OofSettings settings) =>
        settings.Refusal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), clock => new DateTimeOffset(clock, TimeSpan.Zero));

    private static OofSettings ReadSettings(string inside) => Assert.IsType<OofRequest.Set>(
        Read($"<m:SetUserOofSettingsRequest>{Mailbox}<t:UserOofSettings>{inside}</t:UserOofSettings></m:SetUserOofSettingsRequest>")).Settings;

    private static OofRequest Read(string message) => Assert.IsType<EwsRequestReading<OofRequest>.Ok>(OofCodec.ReadRequest(Enveloped(message))).Value;

    private static EwsRequestReading<OofRequest>.Refused Refused(string message) =>
        Assert.IsType<EwsRequestReading<OofRequest>.Refused>(OofCodec.ReadRequest(Enveloped(message)));

    private static byte[] Enveloped(string message) => Encoding.UTF8.GetBytes(
        $"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' xmlns:m='{EwsSchema.Messages}' xmlns:t='{EwsSchema.Types}'><s:Header><t:RequestServerVersion Version='Exchange2019'/><t:TimeZoneContext><t:TimeZoneDefinition Id='W. Europe Standard Time'/></t:TimeZoneContext></s:Header><s:Body>{message}</s:Body></s:Envelope>");
}
