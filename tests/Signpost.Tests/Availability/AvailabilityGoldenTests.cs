using System.Text;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Availability;

public sealed class AvailabilityGoldenTests
{
    [Fact]
    public void The_request_of_exchangelib_is_understood() => Assert.Equal(
        new EwsRequestReading<FreeBusyRequest>.Ok(AvailabilitySamples.Request), AvailabilityCodec.ReadRequest(AvailabilitySamples.Bytes("exchangelib-request")));

    [Fact]
    public void A_request_is_written_as_it_was_agreed_upon() =>
        Snapshot.Matches("request", Encoding.UTF8.GetString(AvailabilityCodec.WriteRequest(AvailabilitySamples.Request)));

    [Fact]
    public void An_answer_is_written_as_it_was_agreed_upon() =>
        Snapshot.Matches("answer", Encoding.UTF8.GetString(AvailabilityCodec.WriteResponse(AvailabilitySamples.Answer)));

    [Fact]
    public void The_answer_is_read_as_what_was_written() =>
        Assert.Equal(new CodecReading<FreeBusyResponse>.Ok(AvailabilitySamples.Answer), AvailabilityCodec.ReadResponse(AvailabilitySamples.Bytes("answer")));
}
