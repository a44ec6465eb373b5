using System.Text;
using Signpost.Ews;
using Signpost.MailTips;
using Signpost.Oof;
using Signpost.Tests.Availability;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.MailTips;

public sealed class MailTipsCodecTests
{
    private static readonly EwsAddress Ann = new("ann@contoso.example") { RoutingType = "SMTP" };
    private static readonly EwsAddress All = new("all@contoso.example") { Name = "All of us", RoutingType = "SMTP" };

    [Fact]
    public void Tips_are_written_as_it_was_agreed_upon() => Snapshot.Matches("tips", Written(new MailTipsResponse.Tips(
        EwsOutcome.Success,
        [
            new RecipientAnswer(EwsOutcome.Success, new RecipientTips(Ann)
            {
                OutOfOffice = new OutOfOfficeTip(
                    new OofReply("Gone fishing", "en-US"), new EwsDuration(AvailabilitySamples.Time("2026-03-02T07:00:00Z"), AvailabilitySamples.Time("2026-03-09T07:00:00Z"))),
                IsMailboxFull = false,
                IsInvalid = false,
            }),
            new RecipientAnswer(EwsOutcome.Success, new RecipientTips(All)
            {
                Pending = MailTipKinds.OutOfOfficeMessage | MailTipKinds.MailboxFullStatus,
                Custom = "Think twice.",
                TotalMembers = 120,
                ExternalMembers = 3,
                MaxMessageSize = 1024,
                IsDeliveryRestricted = true,
                IsModerated = true,
            }),
        ])));

    [Fact]
    public void The_configuration_is_written_as_it_was_agreed_upon() => Snapshot.Matches("configuration", Written(new MailTipsResponse.Configuration(
        EwsOutcome.Success,
        new MailTipsConfiguration
        {
            IsEnabled = true,
            MostRecipients = 100,
            MaxMessageSize = 10485760,
            LargeAudienceThreshold = 25,
            ShowsExternalRecipients = true,
            InternalDomains = [new InternalDomain("contoso.example"), new InternalDomain("fabrikam.example", WithSubdomains: true)],
            LargeAudienceCap = 1000,
        })));

    [Fact]
    public void A_question_for_tips_is_understood() => Assert.Equal(
        new MailTipsRequest.Tips(Ann, [All, new EwsAddress("/o=Contoso/cn=bob") { RoutingType = "EX" }], MailTipKinds.OutOfOfficeMessage | MailTipKinds.TotalMemberCount),
        Read("""
            <m:GetMailTips>
              <m:SendingAs><t:EmailAddress>ann@contoso.example</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType></m:SendingAs>
              <m:Recipients>
                <t:Mailbox><t:Name>All of us</t:Name><t:EmailAddress>all@contoso.example</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType></t:Mailbox>
                <t:Mailbox><t:EmailAddress>/o=Contoso/cn=bob</t:EmailAddress><t:RoutingType>EX</t:RoutingType></t:Mailbox>
              </m:Recipients>
              <m:MailTipsRequested>OutOfOfficeMessage
                TotalMemberCount</m:MailTipsRequested>
            </m:GetMailTips>
            """));

    [Theory]
    [InlineData("<m:MailTipsRequested>All</m:MailTipsRequested>", MailTipKinds.All)]
    [InlineData("<m:MailTipsRequested>All Scope</m:MailTipsRequested>", MailTipKinds.All)]
    [InlineData("", MailTipKinds.All)]
    [InlineData("<m:MailTipsRequested/>", MailTipKinds.None)]
    [InlineData("<m:MailTipsRequested>Weather Scope None</m:MailTipsRequested>", MailTipKinds.Scope)]
    public void What_is_wanted_is_a_list_of_words(string requested, MailTipKinds kinds) =>
        Assert.Equal(kinds, Assert.IsType<MailTipsRequest.Tips>(Read($"<m:GetMailTips><m:Recipients/>{requested}</m:GetMailTips>")).Requested);

    [Fact]
    public void Names_of_configurations_may_be_several_in_one_element_also_such_as_are_not_known() => Assert.Equal(
        ["MailTips", "ProtectionRules", "OfficeIntegrationConfiguration", "OfTomorrow"],
        Assert.IsType<MailTipsRequest.Configuration>(Read("""
            <m:GetServiceConfiguration>
              <m:RequestedConfiguration>
                <m:ConfigurationName>MailTips ProtectionRules</m:ConfigurationName>
                <m:ConfigurationName>OfficeIntegrationConfiguration OfTomorrow</m:ConfigurationName>
              </m:RequestedConfiguration>
            </m:GetServiceConfiguration>
            """)).Names);

    [Fact]
    public void A_question_without_recipients_is_refused()
    {
        var refused = Refused("<m:GetMailTips/>");

        Assert.Equal((EwsErrorCode.SchemaValidation, "no Recipients in it"), (refused.Code, refused.What));
    }

    // exchangelib repeats what is refused as invalid for every version it knows.
    [Fact]
    public void Another_operation_is_not_done_here_and_not_invalid() => Assert.Equal(EwsErrorCode.InvalidOperation, Refused("<m:GetUserPhoto/>").Code);

    // Exchange, for who is not away.
    [Fact]
    public void A_reply_that_says_nothing_is_read_as_that()
    {
        var answer = ReadResponse("""
            <m:GetMailTipsResponse ResponseClass='Success'>
              <m:ResponseCode>NoError</m:ResponseCode>
              <m:ResponseMessages>
                <m:MailTipsResponseMessageType ResponseClass='Success'>
                  <m:ResponseCode>NoError</m:ResponseCode>
                  <m:MailTips><t:RecipientAddress/><t:PendingMailTips/><t:OutOfOffice><t:ReplyBody><t:Message/></t:ReplyBody></t:OutOfOffice></m:MailTips>
                </m:MailTipsResponseMessageType>
              </m:ResponseMessages>
            </m:GetMailTipsResponse>
            """);

        Assert.Equal(new OutOfOfficeTip(OofReply.Empty, null), Assert.Single(Assert.IsType<MailTipsResponse.Tips>(answer).Recipients).Tips!.OutOfOffice);
    }

    // Exchange 2010 says less.
    [Fact]
    public void A_configuration_may_say_less_than_newer_schemas_want()
    {
        var answer = ReadResponse("""
            <m:GetServiceConfigurationResponse ResponseClass='Success'>
              <m:ResponseCode>NoError</m:ResponseCode>
              <m:ResponseMessages>
                <m:ServiceConfigurationResponseMessageType ResponseClass='Success'>
                  <m:ResponseCode>NoError</m:ResponseCode>
                  <m:MailTipsConfiguration><t:MailTipsEnabled>true</t:MailTipsEnabled><t:LargeAudienceThreshold>25</t:LargeAudienceThreshold></m:MailTipsConfiguration>
                </m:ServiceConfigurationResponseMessageType>
              </m:ResponseMessages>
            </m:GetServiceConfigurationResponse>
            """);

        Assert.Equal(new MailTipsConfiguration { IsEnabled = true, LargeAudienceThreshold = 25 }, Assert.IsType<MailTipsResponse.Configuration>(answer).MailTips);
    }

    private static string Written(MailTipsResponse response) =>
        Encoding.UTF8.GetString(MailTipsCodec.WriteResponse(response with { Server = new ServerVersionInfo(15, 1, 2507, 6, "V2017_07_11") }));

    private static MailTipsRequest Read(string message) => Assert.IsType<EwsRequestReading<MailTipsRequest>.Ok>(MailTipsCodec.ReadRequest(Enveloped(message))).Value;

    private static MailTipsResponse ReadResponse(string message) => Assert.IsType<CodecReading<MailTipsResponse>.Ok>(MailTipsCodec.ReadResponse(Enveloped(message))).Value;

    private static EwsRequestReading<MailTipsRequest>.Refused Refused(string message) =>
        Assert.IsType<EwsRequestReading<MailTipsRequest>.Refused>(MailTipsCodec.ReadRequest(Enveloped(message)));

    private static byte[] Enveloped(string message) => Encoding.UTF8.GetBytes(
        $"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' xmlns:m='{EwsSchema.Messages}' xmlns:t='{EwsSchema.Types}'><s:Header/><s:Body>{message}</s:Body></s:Envelope>");
}
