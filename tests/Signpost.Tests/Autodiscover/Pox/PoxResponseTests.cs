using System.Text;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Transport;

namespace Signpost.Tests.Autodiscover.Pox;

public sealed class PoxResponseTests
{
    [Theory]
    [InlineData("settings", "Settings")]
    [InlineData("settings", "SETTINGS")]
    [InlineData("redirectAddr", "RedirectAddr")]
    [InlineData("redirectUrl", "redirecturl")]
    public void The_action_is_compared_without_case(string written, string instead)
    {
        var name = written switch { "settings" => "settings", "redirectAddr" => "redirect-address", _ => "redirect-url" };

        Assert.Equal(Golden.Responses[name], Read(Text(name).Replace($"<Action>{written}<", $"<Action>{instead}<", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(PoxSchema.OutlookResponse, PoxSchema.OldOutlookResponse)]
    [InlineData(PoxSchema.OutlookResponse, PoxSchema.Envelope)]
    [InlineData(PoxSchema.Envelope, PoxSchema.OutlookResponse)]
    [InlineData("xmlns=\"" + PoxSchema.Envelope + "\"", "")]
    public void The_namespaces_do_not_matter(string written, string instead) =>
        Assert.Equal(Golden.Responses["settings"], Read(Text("settings").Replace(written, instead, StringComparison.Ordinal)));

    [Fact]
    public void Prefixes_order_and_unknown_elements_do_not_matter()
    {
        var response = Read($"""
            <e:Autodiscover xmlns:e="{PoxSchema.Envelope}" xmlns:o="{PoxSchema.OutlookResponse}">
              <o:Response>
                <o:Account>
                  <o:Protocol><o:EwsUrl>https://cas1.contoso.test/e</o:EwsUrl><o:New><o:Server>x</o:Server></o:New><o:Type>EXCH</o:Type></o:Protocol>
                  <o:ConsumerMailbox>False</o:ConsumerMailbox>
                  <o:Action>settings</o:Action>
                </o:Account>
                <o:User><o:EMailAddress>ada@contoso.test</o:EMailAddress></o:User>
              </o:Response>
            </e:Autodiscover>
            """);

        Assert.Equal(
            new PoxResponse.Settings(new MailboxSettings
            {
                AutoDiscoverSmtpAddress = "ada@contoso.test",
                Protocols = [new() { Kind = ProtocolKind.Exch, EwsUrl = new("https://cas1.contoso.test/e") }],
            }),
            response);
    }

    [Fact]
    public void An_error_may_stand_in_the_account()
    {
        var response = Read($"""
            <Autodiscover xmlns="{PoxSchema.Envelope}"><Response xmlns="{PoxSchema.OutlookResponse}"><Account>
              <Error Time="01:02:03" Id="x"><ErrorCode>500</ErrorCode><Message>no such address</Message><DebugData>db1</DebugData></Error>
            </Account></Response></Autodiscover>
            """);

        Assert.Equal(new PoxResponse.Error(500, "no such address", "db1", "01:02:03", 0), response);
    }

    [Fact]
    public void Of_two_elements_of_one_name_the_first_counts()
    {
        var text = Text("settings").Replace("<MdbDN>", "<Server>other</Server><MdbDN>", StringComparison.Ordinal);

        Assert.Equal(Golden.Responses["settings"], Read(text));
    }

    [Theory]
    [InlineData("On", true)]
    [InlineData("on", true)]
    [InlineData("TRUE", true)]
    [InlineData("Off", false)]
    [InlineData("false", false)]
    [InlineData("perhaps", null)]
    public void Yes_and_no_are_read_in_any_spelling(string text, bool? meant)
    {
        var response = Read(Text("settings").Replace("<SSL>On<", $"<SSL>{text}<", StringComparison.Ordinal));

        Assert.Equal(meant, Assert.IsType<PoxResponse.Settings>(response).Mailbox.Of(ProtocolKind.Expr)?.Ssl);
    }

    [Fact]
    public void Numbers_and_versions_that_are_none_are_as_if_not_given()
    {
        var text = Text("settings")
            .Replace("738180DA", "Version 14.1", StringComparison.Ordinal)
            .Replace("<AD>", "<Port>-1</Port><TTL>99999999999</TTL><AD>", StringComparison.Ordinal);

        var exch = Assert.IsType<PoxResponse.Settings>(Read(text)).Mailbox.Of(ProtocolKind.Exch);

        Assert.Equal((null, null, null), (exch?.ServerVersion, exch?.Port, exch?.TtlHours));
    }

    [Theory]
    [InlineData("<a/>", "no Autodiscover answer: the root is a")]
    [InlineData("<Autodiscover/>", "no Response in it")]
    [InlineData("<Autodiscover><Response/></Autodiscover>", "neither Account, Action nor Error in the Response")]
    [InlineData("<Autodiscover><Response><Account/></Response></Autodiscover>", "no Action in the Account")]
    [InlineData("<Autodiscover><Response><Account><Action>sing</Action></Account></Response></Autodiscover>", "unknown Action 'sing'")]
    [InlineData("<Autodiscover><Response><Account><Action>redirectAddr</Action></Account></Response></Autodiscover>", "a redirect without RedirectAddr")]
    [InlineData("<Autodiscover><Response><Account><Action>redirectUrl</Action><RedirectUrl> </RedirectUrl></Account></Response></Autodiscover>", "a redirect without RedirectUrl")]
    [InlineData("<Autodiscover><Response><Action/></Response></Autodiscover>", "neither Redirect, Settings nor Error in the Action")]
    [InlineData("<!DOCTYPE html><html><body>Log on</body></html>", "an HTML page, not XML")]
    [InlineData("", "empty")]
    public void What_is_no_answer_is_refused_with_the_reason(string document, string why) => Assert.Equal(why, Refused(document).What);

    [Fact]
    public void Two_mebibytes_are_refused_unread() =>
        Assert.Equal(new CodecReading<PoxResponse>.Bad("larger than 1024 KiB", 0, 0), Refused(new string('x', 2 << 20)));

    [Fact]
    public void Entities_are_neither_fetched_nor_expanded()
    {
        var fetched = $"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>{Root(Text("settings")).Replace("Ada Byron", "&x;", StringComparison.Ordinal)}";
        var unknown = Text("settings").Replace("Ada Byron", "&x;", StringComparison.Ordinal);

        Assert.Equal("document type declaration refused", Refused(fetched).What);
        Assert.Equal(("not XML: reference to undeclared entity 'x'", 5, 21), (Refused(unknown).What, Refused(unknown).Line, Refused(unknown).Column));
    }

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Equal("nested deeper than 32 elements", Refused($"<Autodiscover>{string.Concat(Enumerable.Repeat("<a>", 100_000))}").What);

    [Fact]
    public void What_XML_cannot_hold_is_replaced_when_it_is_written()
    {
        var written = PoxCodec.WriteResponse(new PoxResponse.Settings(new MailboxSettings { DisplayName = "A\u0001da \ud83d\ude00 \ud83d <&>\"" }));

        var read = Assert.IsType<CodecReading<PoxResponse>.Ok>(PoxCodec.ReadResponse(written)).Value;
        Assert.Equal("A\ufffdda \ud83d\ude00 \ufffd <&>\"", Assert.IsType<PoxResponse.Settings>(read).Mailbox.DisplayName);
    }

    private static string Text(string name) => Encoding.UTF8.GetString(Golden.Bytes(name));

    private static string Root(string document) => document[document.IndexOf("<Autodiscover", StringComparison.Ordinal)..];

    private static PoxResponse Read(string document) =>
        Assert.IsType<CodecReading<PoxResponse>.Ok>(PoxCodec.ReadResponse(Encoding.UTF8.GetBytes(document))).Value;

    private static CodecReading<PoxResponse>.Bad Refused(string document) =>
        Assert.IsType<CodecReading<PoxResponse>.Bad>(PoxCodec.ReadResponse(Encoding.UTF8.GetBytes(document)));
}
