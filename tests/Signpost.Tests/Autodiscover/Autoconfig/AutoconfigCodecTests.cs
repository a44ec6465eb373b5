using System.Text;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Autoconfig;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Autodiscover.Autoconfig;

public sealed class AutoconfigCodecTests
{
    private static readonly ClientConfig Contoso = new()
    {
        Id = "contoso.test",
        Domains = ["contoso.test", "fabrikam.test"],
        DisplayName = "Contoso & Söhne",
        Incoming =
        [
            new AutoconfigServer
            {
                Type = "imap", HostName = "mail.contoso.test", Port = 993, SocketType = "SSL", Authentication = "password-cleartext", UserName = ClientConfig.EmailAddress,
            },
            new AutoconfigServer
            {
                Type = "exchange", HostName = "cas1.contoso.test", Port = 443, SocketType = "SSL", Authentication = "password-cleartext", UserName = ClientConfig.EmailAddress,
                EwsUrl = new ServiceUrl("https://cas1.contoso.test/EWS/Exchange.asmx"),
                OwaUrl = new ServiceUrl("https://cas1.contoso.test/owa/"),
                EasUrl = new ServiceUrl("https://cas1.contoso.test/Microsoft-Server-ActiveSync"),
            },
        ],
        Outgoing =
        [
            new AutoconfigServer
            {
                Type = "smtp", HostName = "mail.contoso.test", Port = 587, SocketType = "STARTTLS", Authentication = "password-cleartext", UserName = ClientConfig.EmailAddress,
            },
        ],
        AddressBook = new ServiceUrl("https://dav.contoso.test/contacts/?a=1&b=2"),
        Calendar = new ServiceUrl("https://dav.contoso.test/calendars/"),
        WebMail = new ServiceUrl("https://cas1.contoso.test/owa/"),
    };

    [Fact]
    public void A_document_is_written_as_in_the_file() => Snapshot.Matches("contoso", Encoding.UTF8.GetString(AutoconfigCodec.Write(Contoso)));

    [Fact]
    public void What_was_written_is_read() => Assert.Equal(new CodecReading<ClientConfig>.Ok(Contoso), AutoconfigCodec.Read(AutoconfigCodec.Write(Contoso)));

    [Fact]
    public void What_was_not_given_is_not_written()
    {
        var document = Encoding.UTF8.GetString(AutoconfigCodec.Write(new ClientConfig { Id = "contoso.test" }));

        Assert.EndsWith("<clientConfig version=\"1.1\">\n  <emailProvider id=\"contoso.test\" />\n</clientConfig>", document, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("<clientConfig version='1.1'/>", "no emailProvider in a clientConfig")]
    [InlineData("<html/>", "an HTML page, not XML")]
    public void What_is_none_is_refused_in_words(string document, string why) =>
        Assert.Equal(why, Assert.IsType<CodecReading<ClientConfig>.Bad>(AutoconfigCodec.Read(Encoding.UTF8.GetBytes(document))).What);

    [Fact]
    public void The_later_name_of_a_DAV_URL_is_read_too()
    {
        const string Later = "<clientConfig version='1.2'><emailProvider id='a.test'><calendar type='caldav'><url>https://dav.a.test/</url></calendar></emailProvider></clientConfig>";

        var read = Assert.IsType<CodecReading<ClientConfig>.Ok>(AutoconfigCodec.Read(Encoding.UTF8.GetBytes(Later)));

        Assert.Equal("https://dav.a.test/", read.Value.Calendar.Text);
    }
}
