using System.Text;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Transport;

namespace Signpost.Tests.Autodiscover.Pox;

public sealed class PoxRequestTests
{
    private const string Body =
        "<Request><EMailAddress>ada@contoso.test</EMailAddress><AcceptableResponseSchema>" + PoxSchema.OutlookResponse + "</AcceptableResponseSchema></Request>";

    [Theory]
    [InlineData("<?xml version='1.0' encoding='utf-8'?>\n<Autodiscover xmlns='" + PoxSchema.OutlookRequest + "'>" + Body + "</Autodiscover>")]
    [InlineData("<Autodiscover xmlns=\"" + PoxSchema.OutlookRequest + "\">" + Body + "</Autodiscover>")]
    [InlineData("\ufeff<?xml version=\"1.0\"?><Autodiscover xmlns=\"" + PoxSchema.OutlookRequest + "\">" + Body + "</Autodiscover>")]
    [InlineData("\r\n  <?xml version=\"1.0\"?>\r\n<Autodiscover\n xmlns=\"" + PoxSchema.OutlookRequest + "\">\n " + Body + "\n</Autodiscover>\r\n")]
    public void Declaration_mark_and_white_space_do_not_matter(string document) => Assert.Equal(Golden.OutlookRequest, Read(document));

    [Fact]
    public void Prefixes_order_and_unknown_elements_do_not_matter()
    {
        var request = Read($"""
            <a:Autodiscover xmlns:a="{PoxSchema.OutlookRequest}" xmlns:b="urn:example:other">
              <a:Request a:extra="1">
                <b:Unknown><a:EMailAddress>other@contoso.test</a:EMailAddress></b:Unknown>
                <a:AcceptableResponseSchema> {PoxSchema.OutlookResponse} </a:AcceptableResponseSchema>
                <a:LegacyDN>/o=Contoso/cn=ada</a:LegacyDN>
                <a:EMailAddress>
                  ada@contoso.test
                </a:EMailAddress>
              </a:Request>
            </a:Autodiscover>
            """);

        Assert.Equal(Golden.OutlookRequest with { LegacyDn = "/o=Contoso/cn=ada" }, request);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("EMailAddress=ada@contoso.test", "not XML: data at the root level is invalid")]
    [InlineData("<Autodiscover>" + Body + "</Autodiscover>", "no Autodiscover request: the root is {}Autodiscover")]
    [InlineData("<Autodiscover xmlns='" + PoxSchema.Envelope + "'>" + Body + "</Autodiscover>",
        "no Autodiscover request: the root is {" + PoxSchema.Envelope + "}Autodiscover")]
    [InlineData("<Autodiscover xmlns='" + PoxSchema.OutlookRequest + "'/>", "no Request in it")]
    [InlineData("<Autodiscover xmlns='" + PoxSchema.OutlookRequest + "'><Request><EMailAddress> </EMailAddress></Request></Autodiscover>",
        "neither EMailAddress nor LegacyDN in the Request")]
    [InlineData("<Autodiscover xmlns='" + PoxSchema.OutlookRequest + "'><Request><EMailAddress>a@contoso.test</EMailAddress></Request></Autodiscover>",
        "no AcceptableResponseSchema in the Request")]
    [InlineData("<!DOCTYPE a><Autodiscover xmlns='" + PoxSchema.OutlookRequest + "'>" + Body + "</Autodiscover>", "document type declaration refused")]
    public void What_is_no_request_is_refused_with_the_reason(string document, string why) => Assert.Equal(why, Refused(document).What);

    [Fact]
    public void What_is_missing_is_missed_at_its_place()
    {
        var bad = Refused($"<Autodiscover xmlns='{PoxSchema.OutlookRequest}'>\n  <Request/>\n</Autodiscover>");

        Assert.Equal((2, 4), (bad.Line, bad.Column));
    }

    [Fact]
    public void A_request_is_at_most_64_KiB_long() => Assert.Equal("larger than 64 KiB", Refused(new string(' ', 65537)).What);

    [Fact]
    public void An_address_is_written_with_its_domain_as_DNS_knows_it_and_its_markup_escaped()
    {
        var text = Encoding.UTF8.GetString(PoxCodec.WriteRequest(PoxRequest.For(MailboxAddress.Parse("a&b@bücher.example"))));

        Assert.Contains("<EMailAddress>a&amp;b@xn--bcher-kva.example</EMailAddress>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_by_legacy_DN_carries_no_address()
    {
        var text = Encoding.UTF8.GetString(PoxCodec.WriteRequest(new PoxRequest { LegacyDn = "/o=Contoso/cn=ada" }));

        Assert.Contains("<LegacyDN>/o=Contoso/cn=ada</LegacyDN>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("EMailAddress", text, StringComparison.Ordinal);
    }

    private static PoxRequest Read(string document) =>
        Assert.IsType<CodecReading<PoxRequest>.Ok>(PoxCodec.ReadRequest(Encoding.UTF8.GetBytes(document))).Value;

    private static CodecReading<PoxRequest>.Bad Refused(string document) =>
        Assert.IsType<CodecReading<PoxRequest>.Bad>(PoxCodec.ReadRequest(Encoding.UTF8.GetBytes(document)));
}
