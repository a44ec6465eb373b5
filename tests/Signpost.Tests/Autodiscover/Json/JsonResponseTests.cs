using System.Text;
using CsCheck;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Json;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Autodiscover.Json;

public sealed class JsonResponseTests
{
    private const string Found = """{"Protocol":"AutodiscoverV1","Url":"https://mail.contoso.test/autodiscover/autodiscover.xml"}""";

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Char['\0', '\ud7ff'].Array[0, 12].Select(chars => new string(chars)),
        Gen.OneOf("", "\"\\/\b\f\n\r\t", "<&>'+", "\ud83d\ude00", "\u2028\u2029\u0000\u007f\uffff"));

    private static readonly Gen<JsonResponse> Responses = Gen.OneOf<JsonResponse>(
        Gen.Select(Texts, Texts).Select((protocol, url) => (JsonResponse)new JsonResponse.Endpoint(protocol, new ServiceUrl("h" + url))),
        Gen.Select(Texts, Texts).Select((code, message) => (JsonResponse)new JsonResponse.Error("E" + code, message)));

    [Fact]
    public void An_endpoint_is_written_as_Exchange_writes_it() =>
        Assert.Equal(Found, Text(new JsonResponse.Endpoint("AutodiscoverV1", new("https://mail.contoso.test/autodiscover/autodiscover.xml"))));

    [Fact]
    public void An_error_is_written_with_its_code_first() =>
        Assert.Equal("""{"ErrorCode":"MissingProtocol","ErrorMessage":"none"}""", Text(new JsonResponse.Error(JsonErrorCode.MissingProtocol, "none")));

    [Theory]
    [InlineData(Found)]
    [InlineData("\ufeff \n" + Found + "\n")]
    [InlineData("""{"url":"https:\/\/mail.contoso.test\/autodiscover\/autodiscover.xml","PROTOCOL":"\u0041utodiscoverV1","New":{"Url":[1]},"ErrorCode":null}""")]
    public void An_endpoint_is_read_whatever_else_is_said(string document) =>
        Assert.Equal(new JsonResponse.Endpoint("AutodiscoverV1", new("https://mail.contoso.test/autodiscover/autodiscover.xml")), Read(document));

    [Fact]
    public void An_error_is_read_with_any_code() =>
        Assert.Equal(new JsonResponse.Error("InvalidProtocol", ""), Read("""{"ErrorCode":"InvalidProtocol","Url":""}"""));

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" \r\n", "empty")]
    [InlineData("<html/>", "not JSON")]
    [InlineData("{\"Url\":\"https://a.test/\"", "not JSON")]
    [InlineData("{\"Url\":\"a\",}", "not JSON")]
    [InlineData("{\"Url\":\"a\"} {}", "not JSON")]
    [InlineData("[]", "no JSON object")]
    [InlineData("\"Url\"", "no JSON object")]
    [InlineData("{}", "neither Url nor ErrorCode in it")]
    [InlineData("{\"Url\":1}", "neither Url nor ErrorCode in it")]
    [InlineData("{\"Url\":\"\\ud800\"}", "a text in it is not Unicode")]
    [InlineData("{\"\\ud800\":\"\"}", "a text in it is not Unicode")]
    public void What_is_no_answer_is_refused_with_the_reason(string document, string why) => Assert.Equal(why, Refused(Encoding.UTF8.GetBytes(document)).What);

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused() => Assert.NotEmpty(Refused([.. "{\"Url\":\""u8, 0xff, 0xc3, .. "\"}"u8]).What);

    [Fact]
    public void What_is_wrong_has_its_place()
    {
        var bad = Refused("{\n  \"Url\": x}"u8.ToArray());

        Assert.Equal(("not JSON", 2, 10), (bad.What, bad.Line, bad.Column));
    }

    [Fact]
    public void Nesting_and_size_have_an_end()
    {
        Assert.Equal("not JSON", Refused(Encoding.UTF8.GetBytes($"{{\"a\":{new string('[', 1000)}{new string(']', 1000)}}}")).What);
        Assert.Equal("larger than 64 KiB", Refused(new byte[65537]).What);
    }

    [Fact]
    public void Half_a_character_is_replaced_when_it_is_written() =>
        Assert.Equal(new JsonResponse.Error("E", "a\ufffdb"), Read(Text(new JsonResponse.Error("E", "a\ud800b"))));

    [Fact]
    public void Every_response_comes_back() =>
        Responses.Sample(response => Assert.Equal(new CodecReading<JsonResponse>.Ok(response), JsonCodec.ReadResponse(JsonCodec.WriteResponse(response))));

    [Fact]
    public void An_answer_cut_off_at_any_byte_is_refused()
    {
        var whole = Encoding.UTF8.GetBytes(Found);

        for (var length = 0; length < whole.Length; length++)
        {
            Refused(whole[..length]);
        }
    }

    [Fact]
    public void A_damaged_answer_never_throws() =>
        Mutation.Any.Sample(damage => JsonCodec.ReadResponse(damage(Encoding.UTF8.GetBytes(Found))) is not null);

    private static string Text(JsonResponse response) => Encoding.UTF8.GetString(JsonCodec.WriteResponse(response));

    private static JsonResponse Read(string document) =>
        Assert.IsType<CodecReading<JsonResponse>.Ok>(JsonCodec.ReadResponse(Encoding.UTF8.GetBytes(document))).Value;

    private static CodecReading<JsonResponse>.Bad Refused(byte[] document) => Assert.IsType<CodecReading<JsonResponse>.Bad>(JsonCodec.ReadResponse(document));
}
