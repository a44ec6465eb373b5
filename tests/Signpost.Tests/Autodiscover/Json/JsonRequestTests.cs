using CsCheck;
using Signpost.Autodiscover.Json;

namespace Signpost.Tests.Autodiscover.Json;

public sealed class JsonRequestTests
{
    private static readonly JsonRequest Ews = new(MailboxAddress.Parse("ada@contoso.test"), "Ews", null);

    [Theory]
    [InlineData(JsonForm.Path, "https://mail.contoso.test/autodiscover/autodiscover.json/v1.0/ada@contoso.test?Protocol=Ews")]
    [InlineData(JsonForm.Query, "https://mail.contoso.test/autodiscover/autodiscover.json?Email=ada@contoso.test&Protocol=Ews")]
    public void A_request_is_written_in_two_forms(JsonForm form, string url) =>
        Assert.Equal(url, JsonCodec.WriteRequest(Ews, "mail.contoso.test", form).AbsoluteUri);

    [Theory]
    [InlineData("192.0.2.7", 443, "https://192.0.2.7/")]
    [InlineData("2001:db8::7", 8443, "https://[2001:db8::7]:8443/")]
    [InlineData("mail.contoso.test", 444, "https://mail.contoso.test:444/")]
    public void Any_host_and_port_may_be_asked(string host, int port, string start) =>
        Assert.StartsWith(start, JsonCodec.WriteRequest(Ews, host, JsonForm.Path, port).AbsoluteUri, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("evil.test/x")]
    [InlineData("ada@evil.test")]
    [InlineData("mail.contoso.test:444")]
    public void What_is_no_host_is_refused(string host) => Assert.Throws<ArgumentException>(() => JsonCodec.WriteRequest(Ews, host, JsonForm.Path));

    [Theory]
    [InlineData("/autodiscover/autodiscover.json/v1.0/ada@contoso.test?Protocol=AutodiscoverV1&RedirectCount=1", "ada@contoso.test", "AutodiscoverV1", 1)]
    [InlineData("/Autodiscover/AutoDiscover.JSON/V1.0/ada%40contoso.test?PROTOCOL=ews", "ada@contoso.test", "ews", null)]
    [InlineData("/autodiscover/autodiscover.json?email=ada@contoso.test&protocol=ActiveSync", "ada@contoso.test", "ActiveSync", null)]
    [InlineData("/autodiscover/autodiscover.json/?Protocol=Ews&ServerLocation=true&Email=ada%2Bnews%40contoso.test", "ada+news@contoso.test", "Ews", null)]
    [InlineData("/autodiscover/autodiscover.json?Email=ada+news@contoso.test&Protocol=Ews&RedirectCount=x", "ada+news@contoso.test", "Ews", null)]
    [InlineData("/autodiscover/autodiscover.json?Email=ada@contoso.test&Email=bob@contoso.test&Protocol=Ews", "ada@contoso.test", "Ews", null)]
    [InlineData("/autodiscover/autodiscover.json?Em%61il=%C3%A5sa@contoso.test&Protocol=Ews", "\u00e5sa@contoso.test", "Ews", null)]
    public void Both_forms_are_read_in_any_case(string pathAndQuery, string address, string protocol, int? redirects) =>
        Assert.Equal(new JsonRequestReading.Ok(new JsonRequest(MailboxAddress.Parse(address), protocol, redirects)), JsonCodec.ReadRequest(pathAndQuery));

    [Theory]
    [InlineData("/autodiscover/autodiscover.json/v1.0/ada@contoso.test", "MissingProtocol")]
    [InlineData("/autodiscover/autodiscover.json?Email=ada@contoso.test&Protocol=", "MissingProtocol")]
    [InlineData("/autodiscover/autodiscover.json?Protocol=Ews", "MandatoryParameterMissing")]
    [InlineData("/autodiscover/autodiscover.json?Email=ada&Protocol=Ews", "MandatoryParameterMissing")]
    [InlineData("/autodiscover/autodiscover.json/v2.0/ada@contoso.test?Protocol=Ews", "MandatoryParameterMissing")]
    [InlineData("/autodiscover/autodiscover.json@contoso.test/ews/?Protocol=Ews&Email=ada@contoso.test", "MandatoryParameterMissing")]
    [InlineData("/autodiscover/autodiscover.json/v1.0/ada@contoso.test/mapi/nspi?Protocol=Ews", "MandatoryParameterMissing")]
    [InlineData("/autodiscover/autodiscover.json/v1.0/%zz%ff@?Protocol=Ews", "MandatoryParameterMissing")]
    [InlineData("/autodiscover/autodiscover.xml?Email=ada@contoso.test&Protocol=Ews", "MandatoryParameterMissing")]
    [InlineData("", "MandatoryParameterMissing")]
    public void What_is_no_request_is_refused_in_the_words_of_the_protocol(string pathAndQuery, string code)
    {
        var refused = Assert.IsType<JsonRequestReading.Refused>(JsonCodec.ReadRequest(pathAndQuery));

        Assert.Equal(code, refused.Answer.ErrorCode);
        Assert.NotEmpty(refused.Answer.ErrorMessage);
    }

    [Fact]
    public void Every_request_comes_back_in_both_forms()
    {
        var locals = Gen.OneOf(
            Gen.OneOf("ada", "a.b+c", "o'hara", "100%25", "a&b=c", "x?y/z", "#1", "\"a b@c\"", "\"q\\\\\"", "\u00e5sa", "\ud83d\ude00", "\u0627\u0644"),
            Gen.Char['!', '~'].Array[1, 10].Select(chars => new string(chars)));
        var protocols = Gen.OneOf(Gen.OneOf("Ews", "AutodiscoverV1", "a&b=c#d%20+ ?", "\u00e5\ud83d\ude00"), Gen.Char['\u0001', '\ud7ff'].Array[1, 8].Select(chars => new string(chars)));
        var counts = Gen.OneOf(Gen.Const<int?>((int?)null), Gen.Int[0, 99].Select(n => (int?)n));

        Gen.Select(locals, protocols, counts, Gen.Enum<JsonForm>()).Sample((local, protocol, count, form) =>
        {
            if (MailboxAddress.TryParse($"{local}@contoso.test", out var address))
            {
                var request = new JsonRequest(address, protocol, count);

                Assert.Equal(new JsonRequestReading.Ok(request), JsonCodec.ReadRequest(JsonCodec.WriteRequest(request, "mail.contoso.test", form).PathAndQuery));
            }
        });
    }

    [Fact]
    public void No_text_makes_it_throw() =>
        Gen.Select(Gen.OneOf("", "/autodiscover/autodiscover.json", "/autodiscover/autodiscover.json/v1.0/", "/autodiscover/autodiscover.json?Email="), Gen.String)
            .Sample((start, rest) => JsonCodec.ReadRequest(start + rest) is not null);
}
