using System.Collections.Immutable;
using CsCheck;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Autodiscover.Soap;
using Signpost.Transport;

namespace Signpost.Tests.Autodiscover.Soap;

public sealed class UserSettingsMappingTests
{
    private static readonly Gen<bool?> Flags = Gen.OneOf<bool?>(true, false, null);
    private static readonly Gen<ServiceUrl> Urls = AnySoap.Texts.Select(text => new ServiceUrl(text));

    private static readonly Gen<(ServiceUrl Url, EcpPages Pages)> Ecp = Gen.OneOf(
        Gen.Const((default(ServiceUrl), EcpPages.None)),
        Gen.Select(AnySoap.Words, AnySoap.Texts.Array[13], (url, pages) => (new ServiceUrl(url), Pages(pages))));

    private static readonly Gen<ServerVersion?> Versions = Gen.OneOf(
        Gen.Const<ServerVersion?>((ServerVersion?)null),
        Gen.Select(Gen.Int[0, 63], Gen.Int[0, 63], Gen.Int[0, 32767], (a, b, c) => (ServerVersion?)new ServerVersion(a, b, c)));

    private static readonly Gen<ProtocolSettings[]> Inside = Maybe(
        from server in AnySoap.Words
        from texts in AnySoap.Texts.Array[4]
        from urls in Urls.Array[4]
        from exclusive in Flags
        from ecp in Ecp
        from version in Versions
        select new ProtocolSettings
        {
            Kind = ProtocolKind.Exch,
            Server = server,
            ServerDn = texts[0],
            MdbDn = texts[1],
            Ad = texts[2],
            PublicFolderServer = texts[3],
            ServerExclusiveConnect = exclusive,
            ServerVersion = version,
            EwsUrl = urls[0],
            OabUrl = urls[1],
            EmwsUrl = urls[2],
            UmUrl = urls[3],
            EcpUrl = ecp.Url,
            EcpPages = ecp.Pages,
        });

    private static readonly Gen<ProtocolSettings[]> Outside = Maybe(
        from server in AnySoap.Words
        from texts in AnySoap.Texts.Array[3]
        from urls in Urls.Array[7]
        from flags in Flags.Array[2]
        from ecp in Ecp
        select new ProtocolSettings
        {
            Kind = ProtocolKind.Expr,
            Server = server,
            AuthPackage = texts[0],
            CertPrincipalName = texts[1],
            GroupingInformation = texts[2],
            Ssl = flags[0],
            ServerExclusiveConnect = flags[1],
            EwsUrl = urls[0],
            OabUrl = urls[1],
            EmwsUrl = urls[2],
            UmUrl = urls[3],
            EwsPartnerUrl = urls[4],
            ExchangeRpcUrl = urls[5],
            SiteMailboxCreationUrl = urls[6],
            EcpUrl = ecp.Url,
            EcpPages = ecp.Pages,
        });

    private static readonly Gen<WebSide> Sides =
        Gen.Select(Urls, AnySoap.Texts, (url, methods) => new WebPage(url, methods)).Array[0, 2].Select(pages => WebSide.None with { Pages = [.. pages] });

    private static readonly Gen<ProtocolSettings[]> Web = Gen.Select(Sides, Sides, (inner, outer) => new ProtocolSettings
    {
        Kind = ProtocolKind.Web,
        Web = new WebAccess(inner, outer),
    }).Select(block => block.Web == WebAccess.None ? Array.Empty<ProtocolSettings>() : [block]);

    private static readonly Gen<ProtocolSettings[]> Mapi = Maybe(Gen.Const(new ProtocolSettings { Kind = ProtocolKind.MapiHttp, Version = 1 }));

    private static readonly Gen<MailboxSettings> Carried =
        from texts in AnySoap.Texts.Array[5]
        from online in Flags
        from blocks in Gen.Select(Inside, Outside, Web, Mapi, (a, b, c, d) => a.Concat(b).Concat(c).Concat(d))
        from pop in Mail(ProtocolKind.Pop3)
        from imap in Mail(ProtocolKind.Imap)
        from smtp in Mail(ProtocolKind.Smtp)
        from others in AnySoap.Texts.Array[6].Select(AnySoap.Mailbox).Array[0, 2]
        select new MailboxSettings
        {
            DisplayName = texts[0],
            LegacyDn = texts[1],
            AutoDiscoverSmtpAddress = texts[2],
            DeploymentId = texts[3],
            PublicFolderAddress = texts[4],
            MicrosoftOnline = online,
            Protocols = [.. blocks, .. pop, .. imap, .. smtp],
            AlternativeMailboxes = [.. others],
        };

    // As servers fill their blocks: EwsUrl, ASUrl and OOFUrl are one and the same URL, of which some may be left out.
    private static readonly Gen<ProtocolSettings> Blocks =
        from kind in Gen.OneOf(ProtocolKind.Exch, ProtocolKind.Expr, ProtocolKind.ExHttp, ProtocolKind.Web)
        from ews in Gen.OneOf("", "https://one.contoso.test/", "https://two.contoso.test/", "https://three.contoso.test/", "none of them")
        from oab in Gen.OneOf("", "https://oab1.contoso.test/", "https://oab2.contoso.test/", "Public Folder")
        from isGiven in Gen.Bool.Array[2]
        from which in Gen.Int[0, 2]
        let url = new ServiceUrl(ews)
        select new ProtocolSettings
        {
            Kind = kind,
            EwsUrl = which is 0 ? default : which is 1 ? new ServiceUrl("not a URL") : url,
            AsUrl = which is not 2 || isGiven[0] ? url : default,
            OofUrl = isGiven[1] ? url : default,
            OabUrl = new ServiceUrl(oab),
        };

    [Fact]
    public void What_SOAP_can_carry_survives_the_way_there_and_back() =>
        Carried.Sample(mailbox => Assert.Equal(mailbox, UserSettingsMapping.ToMailbox(OverTheWire(UserSettingsMapping.ToSettings(mailbox)))));

    [Fact]
    public void A_client_finds_the_same_URLs_by_POX_and_by_SOAP() => Blocks.Array[0, 6].Sample(blocks =>
    {
        var mailbox = new MailboxSettings { Protocols = [.. blocks] };

        var pox = ((PoxResponse.Settings)((CodecReading<PoxResponse>.Ok)PoxCodec.ReadResponse(PoxCodec.WriteResponse(new PoxResponse.Settings(mailbox)))).Value).Mailbox;
        var soap = UserSettingsMapping.ToMailbox(OverTheWire(UserSettingsMapping.ToSettings(mailbox)));

        foreach (var service in Enum.GetValues<CasService>())
        {
            Assert.Equal(pox.UrlOf(service, Vantage.Inside), soap.UrlOf(service, Vantage.Inside));
            Assert.Equal(pox.UrlOf(service, Vantage.Outside), soap.UrlOf(service, Vantage.Outside));
        }
    });

    [Fact]
    public void Every_setting_that_is_mapped_is_one_that_can_be_asked_for()
    {
        var mapped = MappedSettings.All.Select(setting => setting.Name).ToArray();

        Assert.Equal(mapped.Length, mapped.Distinct().Count());
        Assert.All(mapped, name => Assert.NotNull(UserSettingNames.Find(name)));
    }

    [Fact]
    public void Our_client_asks_for_what_it_understands_and_for_nothing_else()
    {
        Assert.Contains("InternalEwsUrl", UserSettingsMapping.AskedByDefault);
        Assert.Contains("MailboxVersion", UserSettingsMapping.AskedByDefault);
        Assert.DoesNotContain("CrossOrganizationSharingEnabled", UserSettingsMapping.AskedByDefault);
        Assert.DoesNotContain("MobileMailboxPolicy", UserSettingsMapping.AskedByDefault);
    }

    [Fact]
    public void Each_setting_goes_to_its_block()
    {
        var mailbox = ToMailbox(
            ("ExternalEwsUrl", "https://mail.contoso.test/EWS/Exchange.asmx"),
            ("InternalEwsUrl", "https://cas01.contoso.test/EWS/Exchange.asmx"),
            ("InternalRpcClientServer", "cas01.contoso.test"),
            ("InternalMailboxServer", "mbx01.contoso.test"),
            ("CasVersion", "15.01.2507.006"),
            ("ExternalServerExclusiveConnect", "On"));

        Assert.Equal(
            new MailboxSettings
            {
                Protocols =
                [
                    new() { Kind = ProtocolKind.Exch, Server = "cas01.contoso.test", ServerVersion = new(15, 1, 2507), EwsUrl = new("https://cas01.contoso.test/EWS/Exchange.asmx") },
                    new() { Kind = ProtocolKind.Expr, EwsUrl = new("https://mail.contoso.test/EWS/Exchange.asmx"), ServerExclusiveConnect = true },
                ],
            },
            mailbox);
    }

    [Theory]
    [InlineData("15.01.2507.006", "15.1.2507")]
    [InlineData("15.2.1118", "15.2.1118")]
    [InlineData("15.1", null)]
    [InlineData("64.1.1", null)]
    [InlineData("15.1.99999", null)]
    [InlineData("15.1.-1", null)]
    [InlineData("Exchange2016", null)]
    public void A_version_is_read_where_it_is_one(string text, string? version)
    {
        var mailbox = ToMailbox(("InternalRpcClientServer", "cas01.contoso.test"), ("MailboxVersion", text));

        Assert.Equal(version, mailbox.Of(ProtocolKind.Exch)!.ServerVersion?.ToString());
    }

    [Fact]
    public void A_version_alone_is_no_way_to_a_mailbox() => Assert.Equal(new MailboxSettings(), ToMailbox(("CasVersion", "15.01.2507.006")));

    [Fact]
    public void Pages_of_the_control_panel_are_what_follows_its_URL()
    {
        var mailbox = ToMailbox(
            ("InternalEcpVoicemailUrl", "https://cas01.contoso.test/ecp/?p=voicemail"),
            ("InternalEcpPhotoUrl", "https://elsewhere.contoso.test/photo"),
            ("InternalEcpUrl", "https://cas01.contoso.test/ecp/"));

        Assert.Equal(new EcpPages { VoiceMail = "?p=voicemail" }, mailbox.Of(ProtocolKind.Exch)!.EcpPages);
    }

    [Fact]
    public void A_fragment_stands_in_for_the_URLs_of_its_page()
    {
        var mailbox = ToMailbox(
            ("InternalEcpUrl", "https://cas01.contoso.test/ecp/"),
            ("ExternalEcpUrl", "https://mail.contoso.test/ecp/"),
            ("ExternalEcpPhotoUrl", "https://mail.contoso.test/ecp/?p=photo"),
            ("EcpVoicemailUrlFragment", "?p=voicemail"),
            ("EcpPhotoUrlFragment", "?p=other"));

        Assert.Equal(new EcpPages { VoiceMail = "?p=voicemail" }, mailbox.Of(ProtocolKind.Exch)!.EcpPages);
        Assert.Equal(new EcpPages { VoiceMail = "?p=voicemail", Photo = "?p=photo" }, mailbox.Of(ProtocolKind.Expr)!.EcpPages);
    }

    [Fact]
    public void The_delivery_reports_are_not_the_retention_tags()
    {
        var settings = UserSettingsMapping.ToSettings(new MailboxSettings
        {
            Protocols = [new() { Kind = ProtocolKind.Expr, EcpUrl = new("https://mail.contoso.test/ecp/"), EcpPages = new() { DeliveryReport = "?d", Retention = "?r" } }],
        });

        Assert.Contains(new UserSetting.StringSetting("ExternalEcpDeliveryReportUrl", "https://mail.contoso.test/ecp/?d"), settings);
        Assert.Contains(new UserSetting.StringSetting("ExternalEcpRetentionPolicyTagsUrl", "https://mail.contoso.test/ecp/?r"), settings);
    }

    [Fact]
    public void Mail_services_are_given_with_their_usual_ports_and_TLS_where_nothing_else_is_said()
    {
        var settings = UserSettingsMapping.ToSettings(new MailboxSettings
        {
            Protocols = [new() { Kind = ProtocolKind.Imap, Server = "mail.contoso.test" }, new() { Kind = ProtocolKind.Smtp, Server = "mail.contoso.test", Ssl = false }],
        });

        Assert.Equal(
            [
                new UserSetting.ProtocolConnectionCollectionSetting("ExternalImap4Connections", [new ProtocolConnection("SSL", "mail.contoso.test", 993)]),
                new UserSetting.ProtocolConnectionCollectionSetting("ExternalSmtpConnections", [new ProtocolConnection("None", "mail.contoso.test", 587)]),
            ],
            settings);
    }

    [Fact]
    public void Mail_services_inside_count_where_nothing_is_said_of_outside()
    {
        static UserSetting Pop(string name, string host) => new UserSetting.ProtocolConnectionCollectionSetting(name, [new ProtocolConnection("TLS", host, 110)]);

        var both = UserSettingsMapping.ToMailbox([Pop("InternalPop3Connections", "in.contoso.test"), Pop("ExternalPop3Connections", "out.contoso.test")]);
        var inside = UserSettingsMapping.ToMailbox([Pop("InternalPop3Connections", "in.contoso.test")]);

        Assert.Equal("out.contoso.test", Assert.Single(both.Protocols).Server);
        Assert.Equal("in.contoso.test", Assert.Single(inside.Protocols).Server);
    }

    [Fact]
    public void Sharing_is_told_without_its_URL()
    {
        var settings = UserSettingsMapping.ToSettings(new MailboxSettings { Protocols = [new() { Kind = ProtocolKind.Exch, SharingUrl = new("https://cas01.contoso.test/s") }] });

        Assert.Equal([new UserSetting.StringSetting("CrossOrganizationSharingEnabled", "True")], settings);
    }

    [Fact]
    public void Settings_of_another_class_than_theirs_and_unknown_ones_say_nothing() =>
        Assert.Equal(new MailboxSettings(), UserSettingsMapping.ToMailbox(
        [
            new UserSetting.StringSetting("AlternateMailboxes", "x"),
            new UserSetting.StringSetting("ExternalWebClientUrls", "x"),
            new UserSetting.StringSetting("ExternalSmtpConnections", "x"),
            new UserSetting.AlternateMailboxCollectionSetting("UserDN", []),
            new UserSetting.StringSetting("NoSuchSetting", "x"),
            new UserSetting.StringSetting("InternalEwsUrl", ""),
            new UserSetting.StringSetting("ExternalMailboxServerRequiresSSL", "perhaps"),
            new UserSetting.StringSetting("MapiHttpEnabled", "False"),
        ]));

    [Fact]
    public void A_server_answers_what_was_asked_in_that_order_and_says_what_is_missing()
    {
        var mailbox = new MailboxSettings { DisplayName = "Ada Byron", LegacyDn = "/o=Contoso/cn=ada" };

        var answer = UserSettingsMapping.Answer(mailbox, ["UserDN", "NoSuchSetting", "UserDisplayName", "InternalEwsUrl", "UserDN"]);

        Assert.Equal(["UserDN", "UserDisplayName"], answer.Settings.Select(setting => setting.Name));
        Assert.Equal(
            [("NoSuchSetting", SoapErrorKind.InvalidSetting), ("InternalEwsUrl", SoapErrorKind.SettingIsNotAvailable)],
            answer.SettingErrors.Select(error => (error.SettingName, error.ErrorCode.Kind)));
        Assert.Equal(SoapErrorCode.NoError, answer.ErrorCode);
    }

    [Fact]
    public void Who_looks_for_EWS_only_outside_finds_it_inside_where_there_is_no_other()
    {
        var inner = new ProtocolSettings { Kind = ProtocolKind.Exch, EwsUrl = new("https://cas01.contoso.test/EWS/Exchange.asmx") };
        var outer = new ProtocolSettings { Kind = ProtocolKind.Expr, EwsUrl = new("https://mail.contoso.test/EWS/Exchange.asmx") };

        Assert.Equal([new UserSetting.StringSetting("ExternalEwsUrl", inner.EwsUrl.Text)], Answer(inner).Settings);
        Assert.Equal([new UserSetting.StringSetting("ExternalEwsUrl", outer.EwsUrl.Text)], Answer(inner, outer).Settings);

        static UserResponse Answer(params ProtocolSettings[] blocks) =>
            UserSettingsMapping.Answer(new MailboxSettings { Protocols = [.. blocks] }, ["ExternalEwsUrl"]);
    }

    private static MailboxSettings ToMailbox(params (string Name, string Value)[] settings) =>
        UserSettingsMapping.ToMailbox(settings.Select(setting => new UserSetting.StringSetting(setting.Name, setting.Value)));

    private static ImmutableArray<UserSetting> OverTheWire(IEnumerable<UserSetting> settings)
    {
        var answer = new SoapResponse.GetUserSettings(SoapErrorCode.NoError, "", [new UserResponse { Settings = [.. settings] }]);
        var read = (CodecReading<SoapResponse>.Ok)SoapCodec.ReadResponse(SoapCodec.WriteResponse(answer));
        return ((SoapResponse.GetUserSettings)read.Value).Users[0].Settings;
    }

    private static Gen<ProtocolSettings[]> Maybe(Gen<ProtocolSettings> block) => block.Array[0, 1];

    private static Gen<ProtocolSettings[]> Mail(ProtocolKind kind) => Gen.Select(AnySoap.Words, Gen.Int[0, 65535], Gen.Bool, (server, port, ssl) =>
        new ProtocolSettings { Kind = kind, Server = server, Port = port, Ssl = ssl }).Array[0, 2];

    private static EcpPages Pages(string[] texts) => new()
    {
        VoiceMail = texts[0],
        Subscriptions = texts[1],
        DeliveryReport = texts[2],
        Retention = texts[3],
        TextMessaging = texts[4],
        Publishing = texts[5],
        Photo = texts[6],
        Connect = texts[7],
        TeamMailbox = texts[8],
        TeamMailboxCreating = texts[9],
        TeamMailboxEditing = texts[10],
        TeamMailboxHiding = texts[11],
        ExtensionInstallation = texts[12],
    };
}
