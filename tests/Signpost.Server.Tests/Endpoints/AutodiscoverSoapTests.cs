using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;
using Signpost.Server.Endpoints;
using Signpost.Server.Mailboxes;
using Signpost.Server.Services;
using Signpost.Transport;

namespace Signpost.Server.Tests.Endpoints;

public sealed class AutodiscoverSoapTests
{
    private const string ExternalEws = "ExternalEwsUrl";

    [Fact]
    public async Task Users_are_answered_in_order_each_with_his_own_error()
    {
        var contoso = new Contoso
        {
            Knows = address => address.LocalPart switch
            {
                "moved" => new MailboxLookup.MovedTo(new Mailbox { PrimaryAddress = address, Addresses = [address] }, MailboxAddress.Parse("moved@fabrikam.test")),
                "there" => new MailboxLookup.ServedBy(new Mailbox { PrimaryAddress = address, Addresses = [address] }, new ServiceUrl("https://cas2.contoso.test/Autodiscover/Autodiscover.xml")),
                "nobody" => MailboxLookup.Unknown.It,
                _ => null,
            },
        };

        var users = await contoso.UsersAsync([ExternalEws], "ann@contoso.test", "nobody@contoso.test", "ann@fabrikam.test", "no address", "moved@contoso.test", "there@contoso.test", "bob@contoso.test");

        Assert.Equal(
            [
                ("NoError", ""), ("InvalidUser", ""), ("InvalidUser", ""), ("InvalidUser", ""), ("RedirectAddress", "moved@fabrikam.test"),
                ("RedirectUrl", "https://cas2.contoso.test/Autodiscover/Autodiscover.svc"), ("NoError", ""),
            ],
            users.Select(user => (user.ErrorCode.ToString(), user.RedirectTarget)));
    }

    [Fact]
    public async Task A_user_who_is_unknown_elsewhere_or_not_the_callers_to_ask_for_is_answered_alike()
    {
        var users = await new Contoso { OwnOnly = true }.UsersAsync([ExternalEws], "nobody@contoso.test", "bob@contoso.test", "ann@fabrikam.test");

        Assert.Single(users.Distinct());
    }

    [Fact]
    public async Task A_hundred_users_are_answered_at_once_and_more_are_an_invalid_request()
    {
        static SoapRequest Of(int count) => new SoapRequest.GetUserSettings([.. Enumerable.Range(0, count).Select(at => $"user{at}@contoso.test")], [ExternalEws], "");

        var (hundred, more) = (await new Contoso().SoapAsync(Of(100)), await new Contoso().SoapAsync(Of(101)));

        Assert.Equal(100, Assert.IsType<SoapResponse.GetUserSettings>(hundred).Users.Length);
        Assert.Equal(SoapErrorCode.InvalidRequest, Assert.IsType<SoapResponse.GetUserSettings>(more).ErrorCode);
    }

    [Fact]
    public async Task A_setting_that_is_asked_for_twice_is_answered_once()
    {
        var user = Assert.Single(await new Contoso().UsersAsync([ExternalEws, ExternalEws, "No", "No"], "ann@contoso.test"));

        Assert.Equal((ExternalEws, "No"), (Assert.Single(user.Settings).Name, Assert.Single(user.SettingErrors).SettingName));
    }

    [Fact]
    public async Task Who_asks_for_a_thousand_settings_gets_them_of_fewer_users()
    {
        string[] settings = [.. Enumerable.Range(0, 1000).Select(at => $"No{at}")];

        var users = await new Contoso().UsersAsync(settings, [.. Enumerable.Range(0, 50).Select(at => $"user{at}@contoso.test")]);

        Assert.Equal((3, 1000), (users.Length, users[0].SettingErrors.Length));
    }

    [Fact]
    public async Task A_CAS_that_announces_everything_has_an_answer_to_these()
    {
        string[] asked =
        [
            "UserDisplayName", "UserDN", "UserDeploymentId", "AutoDiscoverSMTPAddress", "InternalMailboxServer", "InternalMailboxServerDN", "MailboxDN", "ActiveDirectoryServer",
            "InternalEwsUrl", ExternalEws, "InternalOABUrl", "ExternalOABUrl", "InternalEcpUrl", "ExternalEcpUrl", "EwsSupportedSchemas", "CasVersion", "ExternalEwsVersion",
            "InternalWebClientUrls", "ExternalWebClientUrls", "InternalImap4Connections", "ExternalImap4Connections", "InternalPop3Connections", "ExternalPop3Connections",
            "InternalSmtpConnections", "ExternalSmtpConnections", "MapiHttpEnabled", "CertPrincipalName", "ExternalMailboxServer", "ExternalMailboxServerRequiresSSL",
        ];

        var user = Assert.Single(await new Contoso { Services = ServiceSets.Everything }.UsersAsync(asked, "ann@contoso.test"));

        Assert.Empty(user.SettingErrors);
        Assert.Equal(asked, user.Settings.Select(setting => setting.Name));
    }

    [Theory]
    [InlineData("CasVersion", "15.01.2507.000")]
    [InlineData("ExternalEwsVersion", "15.01.2507.000")]
    [InlineData("EwsSupportedSchemas", "Exchange2007, Exchange2007_SP1, Exchange2010, Exchange2010_SP1, Exchange2010_SP2, Exchange2013, Exchange2013_SP1, Exchange2015")]
    [InlineData("UserDN", "/o=Contoso/ou=First/cn=Recipients/cn=ann")]
    [InlineData("InternalMailboxServerDN", "/o=Contoso/ou=First/cn=Configuration/cn=Servers/cn=CAS1")]
    [InlineData("MailboxDN", "/o=Contoso/ou=First/cn=Configuration/cn=Servers/cn=CAS1/cn=Microsoft Private MDB")]
    [InlineData("MapiHttpEnabled", "True")]
    public async Task A_setting_has_this_value(string setting, string value)
    {
        var user = Assert.Single(await new Contoso { Services = ServiceSets.Everything }.UsersAsync([setting], "ann@contoso.test"));

        Assert.Equal([new UserSetting.StringSetting(setting, value)], user.Settings);
    }

    [Theory]
    [InlineData("InternalImap4Connections", "SSL", "in.contoso.test", 993)]
    [InlineData("ExternalImap4Connections", "SSL", "mail.contoso.test", 993)]
    [InlineData("ExternalSmtpConnections", "TLS", "mail.contoso.test", 587)]
    public async Task A_mail_service_is_told_from_either_side(string setting, string encryption, string host, int port)
    {
        var user = Assert.Single(await new Contoso { Services = ServiceSets.Everything }.UsersAsync([setting], "ann@contoso.test"));

        Assert.Equal([new UserSetting.ProtocolConnectionCollectionSetting(setting, [new ProtocolConnection(encryption, host, port)])], user.Settings);
    }

    [Fact]
    public async Task EWS_from_outside_is_told_even_where_there_is_only_one_from_inside()
    {
        var user = Assert.Single(await new Contoso().UsersAsync([ExternalEws], "ann@contoso.test"));

        Assert.Equal([new UserSetting.StringSetting(ExternalEws, "https://cas1.contoso.test/EWS/Exchange.asmx")], user.Settings);
    }

    [Fact]
    public async Task While_the_directory_is_away_the_call_is_told_that_the_server_is_busy()
    {
        var answer = await new Contoso { Knows = _ => new MailboxLookup.Away("no answer in 5 s") }.SoapAsync(new SoapRequest.GetUserSettings(["ann@contoso.test"], [ExternalEws], ""));

        Assert.Equal(SoapErrorCode.ServerBusy, Assert.IsType<SoapResponse.GetUserSettings>(answer).ErrorCode);
    }

    [Fact]
    public async Task Domains_are_answered_in_order_each_with_his_own_error()
    {
        var answer = Assert.IsType<SoapResponse.GetDomainSettings>(await new Contoso().SoapAsync(
            new SoapRequest.GetDomainSettings(["contoso.test", "fabrikam.test", "no domain"], [ExternalEws, "ExternalEwsVersion", "No"], "")));

        Assert.Equal(["NoError", "InvalidDomain", "InvalidDomain"], answer.Domains.Select(domain => domain.ErrorCode.ToString()));
        Assert.Equal(
            [new DomainSetting(ExternalEws, "https://cas1.contoso.test/EWS/Exchange.asmx"), new DomainSetting("ExternalEwsVersion", "15.01.2507.000")], answer.Domains[0].Settings);
        Assert.Equal((SoapErrorCode.InvalidSetting, "No"), (answer.Domains[0].SettingErrors[0].ErrorCode, answer.Domains[0].SettingErrors[0].SettingName));
    }

    [Fact]
    public async Task A_domain_without_EWS_has_no_such_setting()
    {
        var answer = Assert.IsType<SoapResponse.GetDomainSettings>(await new Contoso { Services = AnnouncedServices.None }.SoapAsync(
            new SoapRequest.GetDomainSettings(["contoso.test"], [ExternalEws, "ExternalEwsVersion"], "")));

        Assert.All(answer.Domains[0].SettingErrors, error => Assert.Equal(SoapErrorCode.SettingIsNotAvailable, error.ErrorCode));
        Assert.Equal(2, answer.Domains[0].SettingErrors.Length);
    }

    [Fact]
    public async Task Anybody_may_ask_whom_the_organization_trusts()
    {
        var body = SoapCodec.WriteRequest(new SoapRequest.GetFederationInformation("contoso.test") { MessageId = "urn:uuid:1" });

        var answer = await new Contoso().AskAsync("POST", AutodiscoverSoap.Path, body, null);

        var federation = Assert.IsType<SoapResponse.GetFederationInformation>(Reading.Read(SoapCodec.ReadResponse(Contoso.Body(answer))));
        Assert.Equal((200, SoapErrorCode.NotFederated, "urn:uuid:1"), (answer.StatusCode, federation.ErrorCode, federation.RelatesTo));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<a/>")]
    [InlineData("<GetFederationInformationRequestMessage")]
    [InlineData("<!DOCTYPE a [<!ENTITY e 'GetFederationInformationRequestMessage'>]><a>&e;</a>")]
    public async Task Whatever_else_comes_without_a_logon_is_401(string body)
    {
        var answer = await new Contoso().AskAsync("POST", AutodiscoverSoap.Path, Encoding.UTF8.GetBytes(body), null);

        Assert.Equal((401, "True", 0), (answer.StatusCode, answer.Headers["X-SOAP-Enabled"].ToString(), answer.Body.Length));
    }

    [Fact]
    public async Task A_large_body_without_a_logon_is_401_whatever_it_asks()
    {
        var body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(SoapCodec.WriteRequest(new SoapRequest.GetFederationInformation("contoso.test"))).PadRight(5000));

        Assert.Equal(401, (await new Contoso().AskAsync("POST", AutodiscoverSoap.Path, body, null)).StatusCode);
    }

    [Fact]
    public async Task Organizations_share_nothing_here()
    {
        var answer = Assert.IsType<SoapResponse.GetOrganizationRelationshipSettings>(await new Contoso().SoapAsync(new SoapRequest.GetOrganizationRelationshipSettings(["contoso.test"])));

        Assert.Equal((SoapErrorCode.NoError, 0), (answer.ErrorCode, answer.Relationships.Length));
    }

    [Theory]
    [InlineData("Exchange2010", "NoError")]
    [InlineData("Exchange2039_SP7", "NoError")]
    [InlineData("", "NoError")]
    [InlineData("Exchange", "InvalidRequest")]
    public async Task A_newer_version_than_is_known_is_taken_for_the_newest_and_one_that_is_none_is_refused(string version, string code)
    {
        var request = new SoapRequest.GetUserSettings(["ann@contoso.test"], [ExternalEws], "") { RequestedServerVersion = version };

        Assert.Equal(code, Assert.IsType<SoapResponse.GetUserSettings>(await new Contoso().SoapAsync(request)).ErrorCode.ToString());
    }

    [Fact]
    public async Task Every_answer_says_which_server_answers() =>
        Assert.Equal(new ServerVersionInfo(15, 1, 2507, 0, "Exchange2015"), (await new Contoso().SoapAsync(new SoapRequest.GetDomainSettings(["contoso.test"], [ExternalEws], ""))).Server);

    [Theory]
    [InlineData("<a/>", 500)]
    [InlineData("", 500)]
    [InlineData("<Envelope xmlns='http://www.w3.org/2003/05/soap-envelope'/>", 500)]
    public async Task A_body_that_is_no_request_is_a_fault_with_HTTP_500(string body, int status)
    {
        var answer = await new Contoso().AskAsAnnAsync("POST", AutodiscoverSoap.Path, Encoding.UTF8.GetBytes(body));

        Assert.Equal(status, answer.StatusCode);
        var fault = Assert.IsType<SoapResponse.Fault>(Reading.Read(SoapCodec.ReadResponse(Contoso.Body(answer))));
        Assert.Equal((SoapErrorCode.InvalidRequest, 15), (fault.ErrorCode, fault.Server?.Major));
    }

    [Theory]
    [InlineData("application/json", 10, 415)]
    [InlineData("text/xml", (64 * 1024) + 1, 413)]
    public async Task What_can_be_no_request_is_not_read(string type, int length, int status) =>
        Assert.Equal(status, (await new Contoso().AskAsAnnAsync("POST", AutodiscoverSoap.Path, new byte[length], request => request.ContentType = type)).StatusCode);

    [Theory]
    [InlineData("/wssecurity")]
    [InlineData("/wssecurity/symmetrickey")]
    [InlineData("/wssecurity/x509cert")]
    public async Task There_is_no_WS_Security(string path)
    {
        var answer = await new Contoso().AskAsAnnAsync("POST", AutodiscoverSoap.Path + path, []);

        Assert.Equal((404, false), (answer.StatusCode, answer.Headers.Keys.Any(header => header.StartsWith("X-WSSecurity", StringComparison.OrdinalIgnoreCase))));
    }

    [Fact]
    public async Task The_WSDL_is_for_who_logged_on_and_names_this_server()
    {
        var answer = await new Contoso().AskAsAnnAsync("GET", $"{AutodiscoverSoap.Path}?wsdl", [], request => request.Host = new HostString("evil.test"));

        Assert.Equal(401, (await new Contoso().GetAsync($"{AutodiscoverSoap.Path}?wsdl")).StatusCode);
        Assert.Contains("location=\"https://cas1.contoso.test/autodiscover/autodiscover.svc\"", Contoso.Text(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_asked_and_answered_obeys_the_schema_in_the_WSDL()
    {
        var contoso = new Contoso { Services = ServiceSets.Everything };
        var schemas = Schemas(Contoso.Text(await contoso.AskAsAnnAsync("GET", $"{AutodiscoverSoap.Path}?wsdl", [])));
        SoapRequest[] requests =
        [
            new SoapRequest.GetUserSettings(["ann@contoso.test", "nobody@contoso.test"], [.. UserSettingNames.All.Select(one => one.Name), "No"], "Exchange2010"),
            new SoapRequest.GetDomainSettings(["contoso.test", "fabrikam.test"], [ExternalEws, "No"], ""),
            new SoapRequest.GetFederationInformation("contoso.test"),
            new SoapRequest.GetOrganizationRelationshipSettings(["contoso.test"]),
        ];

        foreach (var request in requests)
        {
            var body = SoapCodec.WriteRequest(request);
            Assert.Empty(Faults(schemas, body));
            Assert.Empty(Faults(schemas, Contoso.Body(await contoso.AskAsAnnAsync("POST", AutodiscoverSoap.Path, body))));
        }
    }

    private static XmlSchemaSet Schemas(string wsdl)
    {
        var schemas = new XmlSchemaSet { XmlResolver = null };
        foreach (var schema in XDocument.Parse(wsdl).Descendants(XName.Get("schema", XmlSchema.Namespace)))
        {
            // What is declared around it is part of it.
            schema.SetAttributeValue("xmlns", SoapSchema.Messages);
            schemas.Add(null, schema.CreateReader());
        }

        schemas.Compile();
        return schemas;
    }

    private static List<string> Faults(XmlSchemaSet schemas, byte[] message)
    {
        var faults = new List<string>();
        var envelope = XDocument.Load(new MemoryStream(message));
        var inner = envelope.Descendants(XName.Get("Body", SoapSchema.Envelope)).Single().Elements().Single();
        new XDocument(inner).Validate(schemas, (_, fault) => faults.Add(fault.Message));
        return faults;
    }
}
