using System.Text;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Autodiscover.Soap;

public sealed class SoapGoldenTests
{
    public static TheoryData<string> Requests { get; } = [.. SoapGolden.Requests.Keys];

    public static TheoryData<string> Responses { get; } = [.. SoapGolden.Responses.Keys];

    [Fact]
    public void The_example_of_a_request_is_read() =>
        Assert.Equal(new SoapRequestReading.Ok(SoapGolden.Request), SoapCodec.ReadRequest(SoapGolden.Bytes("example-request")));

    [Fact]
    public void The_example_of_an_answer_is_read() =>
        Assert.Equal(new CodecReading<SoapResponse>.Ok(SoapGolden.Response), SoapCodec.ReadResponse(SoapGolden.Bytes("example-response")));

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_is_written_as_in_the_document(string name) =>
        Snapshot.Matches(name, Encoding.UTF8.GetString(SoapCodec.WriteRequest(SoapGolden.Requests[name])));

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_is_read_from_the_document(string name) =>
        Assert.Equal(new SoapRequestReading.Ok(SoapGolden.Requests[name]), SoapCodec.ReadRequest(SoapGolden.Bytes(name)));

    [Theory]
    [MemberData(nameof(Responses))]
    public void A_response_is_written_as_in_the_document(string name) =>
        Snapshot.Matches(name, Encoding.UTF8.GetString(SoapCodec.WriteResponse(SoapGolden.Responses[name])));

    [Theory]
    [MemberData(nameof(Responses))]
    public void A_response_is_read_from_the_document(string name) =>
        Assert.Equal(new CodecReading<SoapResponse>.Ok(SoapGolden.Responses[name]), SoapCodec.ReadResponse(SoapGolden.Bytes(name)));
}
