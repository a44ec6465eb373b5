using System.Text;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;
using Signpost.Transport;

namespace Signpost.Tests.Autodiscover.Soap;

public sealed class SoapResponseTests
{
    private const string Open = "<e:Envelope xmlns:e='" + SoapSchema.Envelope + "'><e:Body>";
    private const string Close = "</e:Body></e:Envelope>";

    [Fact]
    public void Lists_that_are_absent_are_read_as_empty() =>
        Assert.Equal(Read(Answer("<UserResponse><UserSettingErrors/><UserSettings/></UserResponse>")), Read(Answer("<UserResponse/>")));

    [Fact]
    public void Where_no_code_is_given_all_is_well()
    {
        var answer = Assert.IsType<SoapResponse.GetUserSettings>(Read(Answer("<UserResponse><ErrorMessage>fine</ErrorMessage></UserResponse>")));

        Assert.Equal(SoapErrorKind.NoError, answer.ErrorCode.Kind);
        Assert.Equal(new UserResponse { ErrorMessage = "fine" }, Assert.Single(answer.Users));
    }

    [Fact]
    public void A_code_that_is_not_known_is_kept()
    {
        var answer = Assert.IsType<SoapResponse.GetUserSettings>(Read(Answer("<UserResponse><ErrorCode>MailboxIsOnTheMoon</ErrorCode></UserResponse>")));

        Assert.Equal((SoapErrorKind.Other, "MailboxIsOnTheMoon"), (answer.Users[0].ErrorCode.Kind, answer.Users[0].ErrorCode.Text));
    }

    [Fact]
    public void Every_known_code_is_known_by_its_name() =>
        Assert.All(Enum.GetValues<SoapErrorKind>().Where(kind => kind is not SoapErrorKind.Other), kind => Assert.Equal(kind, new SoapErrorCode(kind.ToString()).Kind));

    [Fact]
    public void A_user_may_be_sent_to_another_URL_or_address_while_the_others_are_answered()
    {
        var answer = Assert.IsType<SoapResponse.GetUserSettings>(Read(Encoding.UTF8.GetString(SoapGolden.Bytes("example-response"))));

        Assert.Equal([SoapErrorKind.NoError, SoapErrorKind.RedirectAddress], answer.Users.Select(user => user.ErrorCode.Kind));
        Assert.Equal(["", "bob@fabrikam.test"], answer.Users.Select(user => user.RedirectTarget));
    }

    [Theory]
    [InlineData("<Name>X</Name><Value>v</Value>", UserSettingClass.StringSetting)]
    [InlineData("<Value/><Name>AlternateMailboxes</Name>", UserSettingClass.StringSetting)]
    [InlineData("<Name>X</Name><WebClientUrls/>", UserSettingClass.WebClientUrlCollectionSetting)]
    [InlineData("<Name>X</Name><ProtocolConnections/>", UserSettingClass.ProtocolConnectionCollectionSetting)]
    [InlineData("<Name>X</Name><AlternateMailboxes/>", UserSettingClass.AlternateMailboxCollectionSetting)]
    [InlineData("<Name>X</Name><DocumentSharingLocations/>", UserSettingClass.DocumentSharingLocationCollectionSetting)]
    [InlineData("<Name>ExternalSmtpConnections</Name>", UserSettingClass.ProtocolConnectionCollectionSetting)]
    [InlineData("<Name>InternalEwsUrl</Name>", UserSettingClass.StringSetting)]
    [InlineData("<Name>X</Name>", UserSettingClass.StringSetting)]
    public void Without_a_type_the_content_tells_what_a_setting_is_and_then_the_name(string content, UserSettingClass told)
    {
        var answer = Assert.IsType<SoapResponse.GetUserSettings>(Read(Answer($"<UserResponse><UserSettings><UserSetting>{content}</UserSetting></UserSettings></UserResponse>")));

        Assert.Equal(told, answer.Users[0].Settings[0].Class);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("True", true)]
    [InlineData("0", false)]
    [InlineData("", false)]
    public void Yes_and_no_are_read_in_any_spelling_of_XML_Schema(string text, bool meant)
    {
        var answer = Assert.IsType<SoapResponse.GetUserSettings>(Read(Answer(
            "<UserResponse><UserSettings><UserSetting><Name>DocumentSharingLocations</Name><DocumentSharingLocations><DocumentSharingLocation>"
            + $"<IsDefault>{text}</IsDefault></DocumentSharingLocation></DocumentSharingLocations></UserSetting></UserSettings></UserResponse>")));

        var setting = Assert.IsType<UserSetting.DocumentSharingLocationCollectionSetting>(answer.Users[0].Settings[0]);
        Assert.Equal(meant, setting.Locations[0].IsDefault);
    }

    [Theory]
    [InlineData("<faultcode>e:Client</faultcode><faultstring>no</faultstring>", "Client", "no", "", "")]
    [InlineData("<faultcode xmlns:a='urn:a'>a:InternalServiceFault</faultcode><faultstring xml:lang='en-US'>oops</faultstring><detail/>", "InternalServiceFault", "oops", "", "")]
    [InlineData("<faultcode>Server</faultcode><detail><q:ErrorCode xmlns:q='urn:q'>ServerBusy</q:ErrorCode><Message>later</Message></detail>", "Server", "", "ServerBusy", "later")]
    [InlineData("<faultcode>x</faultcode><detail><ResponseCode>ErrorSchemaValidation</ResponseCode></detail>", "x", "", "ErrorSchemaValidation", "")]
    [InlineData("", "", "", "", "")]
    public void A_fault_is_read_with_what_it_says(string content, string code, string text, string errorCode, string message) =>
        Assert.Equal(new SoapResponse.Fault(code, text, new SoapErrorCode(errorCode), message), Read($"{Open}<e:Fault>{content}</e:Fault>{Close}"));

    [Theory]
    [InlineData("<a/>", "no SOAP: the root is a")]
    [InlineData("<html><body>Sign in</body></html>", "an HTML page, not XML")]
    [InlineData("<e:Envelope xmlns:e='" + SoapSchema.Envelope + "'/>", "no Body in it")]
    [InlineData(Open + Close, "nothing in the Body")]
    [InlineData(Open + "<GetUserSettingsResponseMessage/>" + Close, "no Response of Autodiscover in the GetUserSettingsResponseMessage")]
    [InlineData(Open + "<GetMailResponseMessage><Response/></GetMailResponseMessage>" + Close, "no Response of Autodiscover in the GetMailResponseMessage")]
    [InlineData(Open + "<a><Response/></a>" + Close, "no answer of Autodiscover: a")]
    [InlineData("<!DOCTYPE a [<!ENTITY x 'ha'><!ENTITY y '&x;&x;'>]><a>&y;</a>", "document type declaration refused")]
    public void What_is_no_answer_is_refused_with_the_reason(string document, string why) =>
        Assert.Equal(why, Assert.IsType<CodecReading<SoapResponse>.Bad>(SoapCodec.ReadResponse(Encoding.UTF8.GetBytes(document))).What);

    [Theory]
    [InlineData(SoapOperation.GetUserSettings)]
    [InlineData(SoapOperation.GetDomainSettings)]
    [InlineData(SoapOperation.GetFederationInformation)]
    [InlineData(SoapOperation.GetOrganizationRelationshipSettings)]
    public void A_call_that_failed_is_answered_in_the_shape_of_its_operation(SoapOperation operation)
    {
        var failed = SoapResponse.Failed(operation, SoapErrorCode.ServerBusy, "later");
        var written = SoapCodec.WriteResponse(failed);

        Assert.Empty(SoapXsd.Faults(written));
        Assert.Contains($"<{operation}ResponseMessage", Encoding.UTF8.GetString(written), StringComparison.Ordinal);
        Assert.Equal(failed, Read(Encoding.UTF8.GetString(written)));
    }

    [Fact]
    public void Characters_that_XML_cannot_hold_are_replaced()
    {
        var text = Encoding.UTF8.GetString(SoapCodec.WriteResponse(new SoapResponse.Fault("Server", "a\0b\ud800c\uffff", default, "")));

        Assert.Contains("<faultstring>a\ufffdb\ufffdc\ufffd</faultstring>", text, StringComparison.Ordinal);
    }

    private static string Answer(string users) =>
        $"{Open}<GetUserSettingsResponseMessage xmlns='{SoapSchema.Messages}'><Response><UserResponses>{users}</UserResponses></Response></GetUserSettingsResponseMessage>{Close}";

    private static SoapResponse Read(string document) =>
        Assert.IsType<CodecReading<SoapResponse>.Ok>(SoapCodec.ReadResponse(Encoding.UTF8.GetBytes(document))).Value;
}
