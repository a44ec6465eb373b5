using System.Text;
using Signpost.Autodiscover.Soap;

namespace Signpost.Tests.Autodiscover.Soap;

public sealed class SoapRequestTests
{
    private const string Open = "<e:Envelope xmlns:e='" + SoapSchema.Envelope + "' xmlns='" + SoapSchema.Messages + "'>";
    private const string Close = "</e:Envelope>";
    private const string Users = "<Users><User><Mailbox>ada@contoso.test</Mailbox></User></Users>";
    private const string Settings = "<RequestedSettings><Setting>InternalEwsUrl</Setting></RequestedSettings>";

    [Theory]
    [InlineData("exchangelib-request", "Exchange2016", 6)]
    [InlineData("ews-managed-api-request", "Exchange2013_SP1", 2)]
    [InlineData("ews-javascript-api-request", "Exchange2013", 2)]
    public void What_real_clients_send_is_read(string name, string version, int settings)
    {
        var request = Assert.IsType<SoapRequest.GetUserSettings>(Read(Encoding.UTF8.GetString(SoapGolden.Bytes(name))));

        Assert.Equal(["ada@contoso.test"], request.Mailboxes);
        Assert.Equal(settings, request.Settings.Length);
        Assert.Equal((version, "https://mail.contoso.test/autodiscover/autodiscover.svc"), (request.RequestedServerVersion, request.To));
        Assert.Contains("ExternalEwsUrl", request.Settings);
    }

    [Fact]
    public void Without_any_header_the_body_says_what_is_asked_for() =>
        Assert.Equal(
            new SoapRequest.GetUserSettings(["ada@contoso.test"], ["InternalEwsUrl"], "") { RequestedServerVersion = "" },
            Read($"{Open}<e:Body><GetUserSettingsRequestMessage><Request>{Settings}{Users}</Request></GetUserSettingsRequestMessage></e:Body>{Close}"));

    [Fact]
    public void An_action_that_says_otherwise_does_not_matter() =>
        Assert.IsType<SoapRequest.GetFederationInformation>(Read(
            $"{Open}<e:Header><w:Action xmlns:w='{SoapSchema.Addressing}'>{SoapSchema.ActionOf(SoapOperation.GetUserSettings)}</w:Action></e:Header>"
            + $"<e:Body><GetFederationInformationRequestMessage><Request><Domain>contoso.test</Domain></Request></GetFederationInformationRequestMessage></e:Body>{Close}"));

    [Fact]
    public void Unknown_headers_and_elements_are_passed_over() =>
        Assert.Equal(
            new SoapRequest.GetOrganizationRelationshipSettings(["contoso.test"]) { RequestedServerVersion = "Exchange2013" },
            Read($"{Open}<e:Header><Security>x</Security><RequestedServerVersion>Exchange2013</RequestedServerVersion></e:Header><e:Body>"
                + "<GetOrganizationRelationshipSettingsRequestMessage><Request><New/><Domains><Other/><Domain> contoso.test </Domain></Domains></Request>"
                + $"</GetOrganizationRelationshipSettingsRequestMessage></e:Body>{Close}"));

    [Theory]
    [InlineData("Exchange2010", "Exchange2010")]
    [InlineData("Exchange2013_SP1", "Exchange2013_SP1")]
    [InlineData("Exchange2019", "Exchange2016")]
    [InlineData("Exchange2099_SP12", "Exchange2016")]
    public void A_version_newer_than_any_known_is_the_newest_known(string written, string meant)
    {
        Assert.Equal(written, Read(Asking($"<RequestedVersion>{written}</RequestedVersion>", written)).RequestedServerVersion);

        Assert.True(ExchangeVersion.TryParse(written, out var version));
        Assert.Equal(meant, version.ToString());
        Assert.Equal(meant == "Exchange2016", version.IsAtLeast(ExchangeVersion.Newest));
    }

    [Theory]
    [InlineData("2010")]
    [InlineData("Exchange")]
    [InlineData("Exchange201x")]
    [InlineData("Exchange1999")]
    [InlineData("Exchange2010_SP")]
    [InlineData("Exchange2010_SPx")]
    [InlineData("Exchange2010_sp1")]
    [InlineData("Exchange2010\u0661")]
    public void What_names_no_version_makes_the_request_invalid(string written)
    {
        Assert.Equal($"RequestedServerVersion '{written}' names no version", Invalid(Asking("", written)).What);
        Assert.Equal($"RequestedVersion '{written}' names no version", Invalid(Asking($"<RequestedVersion>{written}</RequestedVersion>", "Exchange2010")).What);
    }

    [Fact]
    public void A_hundred_users_may_be_asked_for_at_once_and_no_more()
    {
        static string Of(int users) => Asked($"<Users>{string.Concat(Enumerable.Repeat("<User><Mailbox>a@contoso.test</Mailbox></User>", users))}</Users>{Settings}");

        Assert.Equal(100, Assert.IsType<SoapRequest.GetUserSettings>(Read(Of(100))).Mailboxes.Length);
        Assert.Equal("101 Users, and at most 100 are answered at once", Invalid(Of(101)).What);
    }

    [Theory]
    [InlineData(Settings, "no User in the Users")]
    [InlineData("<Users/>" + Settings, "no User in the Users")]
    [InlineData(Users, "no Setting in the RequestedSettings")]
    [InlineData(Users + "<RequestedSettings/>", "no Setting in the RequestedSettings")]
    public void A_request_for_nothing_is_invalid(string content, string why) => Assert.Equal(why, Invalid(Asked(content)).What);

    [Fact]
    public void An_invalid_request_says_what_it_was_for_and_where_it_is_wrong()
    {
        var invalid = Invalid(
            $"{Open}\n<e:Header><MessageID>urn:x</MessageID></e:Header>\n<e:Body><GetDomainSettingsRequestMessage>\n  <Request/></GetDomainSettingsRequestMessage></e:Body>{Close}");

        Assert.Equal(new SoapRequestReading.Invalid(SoapOperation.GetDomainSettings, "urn:x", "no Domain in the Domains", 4, 4), invalid);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("POST", "not XML: data at the root level is invalid")]
    [InlineData("<Envelope/>", "no SOAP: the root is {}Envelope")]
    [InlineData("<Envelope xmlns='http://www.w3.org/2003/05/soap-envelope'/>", "SOAP 1.2, and only 1.1 is spoken")]
    [InlineData(Open + Close, "no Body in it")]
    [InlineData(Open + "<e:Body/>" + Close, "nothing in the Body")]
    [InlineData(Open + "<e:Body><GetMailRequestMessage/></e:Body>" + Close, "no request of Autodiscover: {" + SoapSchema.Messages + "}GetMailRequestMessage")]
    [InlineData(Open + "<e:Body><GetUserSettingsRequestMessage xmlns='urn:x'/></e:Body>" + Close, "no request of Autodiscover: {urn:x}GetUserSettingsRequestMessage")]
    [InlineData("<!DOCTYPE e [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + Open + "&x;" + Close, "document type declaration refused")]
    public void What_is_no_request_is_refused_with_the_reason(string document, string why) =>
        Assert.Equal(why, Assert.IsType<SoapRequestReading.Bad>(SoapCodec.ReadRequest(Encoding.UTF8.GetBytes(document))).What);

    [Fact]
    public void Nesting_and_size_have_an_end()
    {
        var deep = $"{Open}<e:Body>{string.Concat(Enumerable.Repeat("<a>", 40))}";

        Assert.Equal("nested deeper than 32 elements", Assert.IsType<SoapRequestReading.Bad>(SoapCodec.ReadRequest(Encoding.UTF8.GetBytes(deep))).What);
        Assert.Equal("larger than 64 KiB", Assert.IsType<SoapRequestReading.Bad>(SoapCodec.ReadRequest(new byte[65537])).What);
    }

    private static string Asked(string content) => Asking(content, "Exchange2010", isWhole: true);

    private static string Asking(string content, string version, bool isWhole = false) =>
        $"{Open}<e:Header><RequestedServerVersion>{version}</RequestedServerVersion></e:Header><e:Body><GetUserSettingsRequestMessage><Request>"
        + $"{(isWhole ? "" : Users + Settings)}{content}</Request></GetUserSettingsRequestMessage></e:Body>{Close}";

    private static SoapRequest Read(string document) =>
        Assert.IsType<SoapRequestReading.Ok>(SoapCodec.ReadRequest(Encoding.UTF8.GetBytes(document))).Value;

    private static SoapRequestReading.Invalid Invalid(string document) =>
        Assert.IsType<SoapRequestReading.Invalid>(SoapCodec.ReadRequest(Encoding.UTF8.GetBytes(document)));
}
