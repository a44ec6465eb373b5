using System.Text;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Oof;

namespace Signpost.Tests.Ews;

public sealed class EwsMessageTests
{
    private static readonly EwsAddress Ann = new("ann@contoso.test");

    public static TheoryData<string, byte[]> Written => new()
    {
        { "GetUserAvailabilityRequest", AvailabilityCodec.WriteRequest(new FreeBusyRequest { Attendees = [new Attendee(Ann)] }) },
        { "GetUserOofSettingsRequest", OofCodec.WriteRequest(new OofRequest.Get(Ann) { TimeZoneId = "UTC", RequestServerVersion = "Exchange2016" }) },
        { "GetServerTimeZones", TimeZonesCodec.WriteRequest(new TimeZonesRequest()) },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void The_operation_is_the_first_element_of_the_body(string name, byte[] message) => Assert.Equal(name, EwsMessage.OperationOf(message));

    [Theory]
    [InlineData("")]
    [InlineData("<a/>")]
    [InlineData("<a")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")]
    [InlineData("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body/></s:Envelope>")]
    [InlineData("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Header><m:GetServerTimeZones xmlns:m='http://schemas.microsoft.com/exchange/services/2006/messages'/></s:Header><s:Body/></s:Envelope>")]
    [InlineData("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><GetServerTimeZones/></s:Body></s:Envelope>")]
    [InlineData("<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body><m:GetServerTimeZones xmlns:m='http://schemas.microsoft.com/exchange/services/2006/messages'/></s:Body></s:Envelope>")]
    public void What_is_no_message_has_none_and_is_refused_with_a_reason(string text)
    {
        var message = Encoding.UTF8.GetBytes(text);

        Assert.Equal("", EwsMessage.OperationOf(message));
        Assert.NotEqual("", EwsMessage.Refusal(message).Message);
    }

    [Fact]
    public void A_refusal_says_where()
    {
        var fault = EwsMessage.Refusal("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'>\n<s:Body>\n  <FindItem/></s:Body></s:Envelope>"u8.ToArray());

        Assert.Equal(("ErrorInvalidOperation", "not done here: {}FindItem (line 3, column 4)."), (fault.Code.ToString(), fault.Message));
    }
}
