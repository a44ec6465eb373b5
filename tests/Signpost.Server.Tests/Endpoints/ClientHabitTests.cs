using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Autodiscover.Soap;
using Signpost.Server.Endpoints;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Tests.Endpoints;

/// <summary>What real clients send, byte by byte where that matters, and what they take.</summary>
public sealed class ClientHabitTests
{
    private static readonly string Request2006 =
        $"<Autodiscover xmlns=\"{PoxSchema.OutlookRequest}\"><Request><EMailAddress>ann@contoso.test</EMailAddress><AcceptableResponseSchema>{PoxSchema.OutlookResponse}</AcceptableResponseSchema></Request></Autodiscover>";

    // Version 4.9 asks for the first six of these, 5.6 for all it knows.
    private static readonly string[] ExchangelibSettings =
    [
        "UserDN", "MailboxDN", "UserDisplayName", "AutoDiscoverSMTPAddress", "ExternalEwsUrl", "EwsSupportedSchemas", "PublicFolderServer", "MobileMailboxPolicy", "GroupingInformation",
        "InternalPhotosUrl", "DocumentSharingLocations", "AlternateMailboxes", "SPMySiteHostURL", "UserMSOnline", "CrossOrganizationSharingEnabled",
    ];

    [Theory]
    [InlineData("exchangelib", "<?xml version='1.0' encoding='utf-8'?>\n", "text/xml; charset=utf-8", "/Autodiscover/Autodiscover.xml")]
    [InlineData("Evolution", "", "text/xml; charset=\"utf-8\"", "/autodiscover/autodiscover.xml")]
    [InlineData("the EWS Managed API", "", "text/xml; charset=utf-8", "/autodiscover/autodiscover.xml")]
    [InlineData("ews-javascript-api", "", "text/xml", "/autodiscover/autodiscover.xml")]
    [InlineData("Thunderbird", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n", "text/xml; charset=utf-8", "/autodiscover/autodiscover.xml")]
    public async Task The_question_of_a_client_is_understood(string client, string declaration, string type, string path)
    {
        var answer = await new Contoso().AskAsAnnAsync("POST", path, Encoding.UTF8.GetBytes(declaration + Request2006), request =>
        {
            request.ContentType = type;
            request.Headers.UserAgent = client;
        });

        Assert.IsType<PoxResponse.Settings>(Reading.Pox(answer));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("HEAD")]
    public async Task Exchangelib_asks_for_a_dummy_without_a_logon_and_learns_how_to_log_on(string method)
    {
        var body = SoapCodec.WriteRequest(new SoapRequest.GetUserSettings(["DUMMY@example.com"], ["ExternalEwsUrl"], "") { RequestedServerVersion = "Exchange2016" });

        var answer = await new Contoso().AskAsync(method, AutodiscoverSoap.Path, method is "HEAD" ? [] : body, null, request => request.Headers["X-AnchorMailbox"] = "DUMMY@example.com");

        Assert.Equal((401, 0), (answer.StatusCode, answer.Body.Length));
        Assert.StartsWith("Basic ", answer.Headers.WWWAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exchangelib_asks_for_all_it_knows_and_is_told_of_no_error_but_names_nobody_knows()
    {
        var user = Assert.Single(await new Contoso().UsersAsync([.. ExchangelibSettings, .. UserSettingNames.All.Select(one => one.Name), "TeamsUrl"], "ann@contoso.test"));

        Assert.Equal(SoapErrorCode.NoError, user.ErrorCode);
        Assert.Equal([new SettingError(SoapErrorCode.InvalidSetting, "Invalid setting.", "TeamsUrl")], user.SettingErrors);
        Assert.Contains(user.Settings, setting => setting.Name is "ExternalEwsUrl");
    }

    [Fact]
    public async Task Exchangelib_does_not_give_up_at_a_mailbox_without_a_legacy_DN()
    {
        var contoso = new Contoso { Knows = address => new MailboxLookup.Here(new Mailbox { PrimaryAddress = address, Addresses = [address] }) };

        var user = Assert.Single(await contoso.UsersAsync(ExchangelibSettings[..6], "ann@contoso.test"));

        Assert.Empty(user.SettingErrors);
        Assert.Equal(["AutoDiscoverSMTPAddress", "ExternalEwsUrl", "EwsSupportedSchemas"], user.Settings.Select(setting => setting.Name));
    }

    [Fact]
    public async Task Exchangelib_knows_the_last_of_the_schemas_when_it_has_sorted_them_as_text()
    {
        var user = Assert.Single(await new Contoso().UsersAsync(["EwsSupportedSchemas"], "ann@contoso.test"));

        var last = Assert.IsType<UserSetting.StringSetting>(Assert.Single(user.Settings)).Value.Split(", ").Order(StringComparer.Ordinal).Last();
        Assert.Contains(last, ExchangeVersion.Names);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_EWS_Managed_API_finds_a_declaration_first_and_no_kind_of_block_twice(bool isSmall)
    {
        var contoso = isSmall ? new Contoso() : new Contoso { Services = ServiceSets.Everything };

        var document = Contoso.Body(await contoso.AskAsAnnAsync("POST", AutodiscoverPox.Path, Encoding.UTF8.GetBytes(Request2006)));

        Assert.True(document.AsSpan().StartsWith("<?xml"u8), "the declaration is the first node, without a mark before it");
        using var reader = XmlReader.Create(new MemoryStream(document));
        Assert.True(reader.Read() && reader.NodeType is XmlNodeType.XmlDeclaration, "the declaration is the first node");
        var root = XDocument.Load(new MemoryStream(document)).Root!;
        XNamespace outlook = PoxSchema.OutlookResponse;
        var account = root.Element(outlook + "Response")!.Element(outlook + "Account")!;
        Assert.Equal("settings", account.Element(outlook + "Action")!.Value);
        var kinds = account.Elements(outlook + "Protocol").Select(block => block.Element(outlook + "Type")?.Value switch { "EXPR" => "EXPR", "WEB" => "WEB", null or "EXCH" => "EXCH", _ => "unknown" });
        Assert.Equal(kinds, kinds.Distinct());
    }

    [Fact]
    public async Task The_EWS_Managed_API_learns_by_a_bare_GET_that_SOAP_is_spoken()
    {
        var answer = await new Contoso().GetAsync(AutodiscoverPox.Path);

        Assert.Equal((401, "True"), (answer.StatusCode, answer.Headers["X-SOAP-Enabled"].ToString()));
    }

    [Fact]
    public async Task The_EWS_Managed_API_finds_a_class_on_each_setting_and_every_collection()
    {
        var request = new SoapRequest.GetUserSettings(["ann@contoso.test", "nobody@contoso.test"], [.. UserSettingNames.All.Select(one => one.Name)], "");

        var document = XDocument.Parse(Contoso.Text(await new Contoso { Services = ServiceSets.Everything }.AskAsAnnAsync("POST", AutodiscoverSoap.Path, SoapCodec.WriteRequest(request))));

        XNamespace messages = SoapSchema.Messages;
        var users = document.Descendants(messages + "UserResponse").ToArray();
        Assert.All(users, user => Assert.Equal(
            ["ErrorCode", "ErrorMessage", "RedirectTarget", "UserSettingErrors", "UserSettings"], user.Elements().Select(element => element.Name.LocalName)));
        Assert.All(users[0].Descendants(messages + "UserSetting"), setting =>
            Assert.EndsWith("Setting", setting.Attribute(XName.Get("type", "http://www.w3.org/2001/XMLSchema-instance"))?.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_of_ours_reads_back_what_the_composer_made()
    {
        var contoso = new Contoso { Services = ServiceSets.Everything };

        var settings = await contoso.SettingsAsync();

        Assert.Equal(
            ("https://cas1.contoso.test/EWS/Exchange.asmx", "https://mail.contoso.test/EWS/Oof.asmx", "https://mail.contoso.test/OAB/", TimeSpan.FromHours(4)),
            (settings.UrlOf(CasService.Availability, Vantage.Inside).Text, settings.UrlOf(CasService.Oof, Vantage.Outside).Text, settings.UrlOf(CasService.AddressBook, Vantage.Outside).Text, settings.Ttl));
    }
}
