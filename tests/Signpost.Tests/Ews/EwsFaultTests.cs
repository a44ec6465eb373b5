using System.Text;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Tests.Ews;

public sealed class EwsFaultTests
{
    [Fact]
    public void A_busy_server_says_how_long_to_wait() => Assert.Equal(
        new EwsFault(EwsErrorCode.ServerBusy, "The server cannot service this request right now.") { BackOff = TimeSpan.FromMilliseconds(297749) },
        Read("""
            <faultcode xmlns:a="http://schemas.microsoft.com/exchange/services/2006/types">a:ErrorServerBusy</faultcode>
            <faultstring xml:lang="en-US">other words</faultstring>
            <detail>
              <e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">ErrorServerBusy</e:ResponseCode>
              <e:Message xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">The server cannot service this request right now.</e:Message>
              <t:MessageXml xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><t:Value Name="Policy">x</t:Value><t:Value Name="BackOffMilliseconds">297749</t:Value></t:MessageXml>
            </detail>
            """));

    [Fact]
    public void The_fault_of_Exchange_2007_is_understood() => Assert.Equal(
        new EwsFault(new EwsErrorCode("-2146233088"), "The request failed."),
        Read("""
            <faultcode>soap:Client</faultcode><faultstring>The request failed.</faultstring>
            <detail><m:ErrorCode xmlns:m="http://schemas.microsoft.com/exchange/services/2006/errors">-2146233088</m:ErrorCode></detail>
            """));

    [Fact]
    public void A_fault_without_details_is_its_code_and_its_text() => Assert.Equal(
        new EwsFault(new EwsErrorCode("Server"), "Down."), Read("<faultcode>soap:Server</faultcode><faultstring>Down.</faultstring>"));

    // exchangelib works with no server that does not say its version, and takes code and text from the detail.
    [Fact]
    public void A_fault_is_written_with_the_version_and_with_code_and_text_in_the_detail()
    {
        var written = Encoding.UTF8.GetString(AvailabilityCodec.WriteResponse(
            new FreeBusyResponse.Fault(new EwsFault(EwsErrorCode.TimeIntervalTooBig, "Too long.")) { Server = new ServerVersionInfo(15, 1, 2507, 6, "V2017_07_11") }));

        Assert.Contains("<t:ServerVersionInfo MajorVersion=\"15\" MinorVersion=\"1\" MajorBuildNumber=\"2507\" MinorBuildNumber=\"6\" Version=\"V2017_07_11\" />", written, StringComparison.Ordinal);
        Assert.Contains("<faultcode>t:ErrorTimeIntervalTooBig</faultcode>", written, StringComparison.Ordinal);
        Assert.Contains(">ErrorTimeIntervalTooBig</e:ResponseCode>", written, StringComparison.Ordinal);
        Assert.Contains(">Too long.</e:Message>", written, StringComparison.Ordinal);
    }

    private static EwsFault Read(string inside)
    {
        var message = $"<soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'><soap:Body><soap:Fault>{inside}</soap:Fault></soap:Body></soap:Envelope>";
        var reading = Assert.IsType<CodecReading<FreeBusyResponse>.Ok>(AvailabilityCodec.ReadResponse(Encoding.UTF8.GetBytes(message)));
        return Assert.IsType<FreeBusyResponse.Fault>(reading.Value).Why;
    }
}
