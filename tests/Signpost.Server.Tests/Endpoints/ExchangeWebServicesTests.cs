using System.Collections.Immutable;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Server.Endpoints;
using Signpost.Server.Ews;
using Signpost.Server.Logon;
using Signpost.Transport;

namespace Signpost.Server.Tests.Endpoints;

public sealed class ExchangeWebServicesTests
{
    private static readonly ServerVersionInfo Server = new(15, 1, 2507, 0, "V2017_07_11");

    [Fact]
    public async Task The_first_element_of_the_body_says_who_answers()
    {
        var (status, body) = await PostAsync(TimeZonesCodec.WriteRequest(new TimeZonesRequest { Ids = ["W. Europe Standard Time"] }));

        var answer = Assert.IsType<CodecReading<TimeZonesResponse>.Ok>(TimeZonesCodec.ReadResponse(body)).Value;
        Assert.Equal((200, "W. Europe Standard Time"), (status, Assert.Single(Assert.IsType<TimeZonesResponse.Answer>(answer).Zones).Id));
    }

    [Fact]
    public async Task What_is_not_done_here_is_a_fault_that_no_client_repeats()
    {
        var (status, body) = await PostAsync(Envelope("<m:FindItem xmlns:m='http://schemas.microsoft.com/exchange/services/2006/messages'/>"));

        Assert.Equal((500, "ErrorInvalidOperation"), (status, CodeOf(body)));
    }

    [Theory]
    [InlineData("", "ErrorSchemaValidation")]
    [InlineData("<a/>", "ErrorSchemaValidation")]
    [InlineData("<a", "ErrorSchemaValidation")]
    [InlineData("<!DOCTYPE a []><a/>", "ErrorSchemaValidation")]
    public async Task What_is_no_message_is_a_fault_that_says_so(string text, string code)
    {
        var (status, body) = await PostAsync(Encoding.UTF8.GetBytes(text));

        Assert.Equal((500, code), (status, CodeOf(body)));
    }

    [Fact]
    public async Task Every_answer_says_which_server_this_is_faults_included()
    {
        var (_, fault) = await PostAsync(Envelope("<x/>"));
        var (_, answer) = await PostAsync(TimeZonesCodec.WriteRequest(new TimeZonesRequest()));

        Assert.All([fault, answer], body => Assert.Equal("15", Document(body).Descendants(XName.Get("ServerVersionInfo", EwsSchema.Types)).Single().Attribute("MajorVersion")!.Value));
    }

    [Fact]
    public async Task Who_only_looks_sees_a_page()
    {
        var exchange = new DefaultHttpContext { Request = { Method = "GET" }, Response = { Body = new MemoryStream() } };

        await Service().AnswerAsync(exchange, new Caller("ann", "Basic"));

        Assert.Equal((200, "text/plain; charset=utf-8"), (exchange.Response.StatusCode, exchange.Response.ContentType));
    }

    private static ExchangeWebServices Service() => new(ImmutableArray.Create<IEwsOperation>(new TimeZonesOperation()), Server);

    private static async Task<(int Status, byte[] Body)> PostAsync(byte[] body)
    {
        var answer = new MemoryStream();
        var exchange = new DefaultHttpContext { Request = { Method = "POST", ContentType = "text/xml", Body = new MemoryStream(body) }, Response = { Body = answer } };
        await Service().AnswerAsync(exchange, new Caller("ann", "Basic"));
        return (exchange.Response.StatusCode, answer.ToArray());
    }

    private static byte[] Envelope(string body) => Encoding.UTF8.GetBytes($"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>{body}</s:Body></s:Envelope>");

    private static XDocument Document(byte[] body) => XDocument.Load(new MemoryStream(body));

    private static string CodeOf(byte[] body) => Document(body).Descendants(XName.Get("ResponseCode", EwsSchema.Errors)).Single().Value;
}
