using System.Text;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;
using Signpost.Transport;

namespace Signpost.Tests.Autodiscover.Soap;

/// <summary>The documents in Golden/, and the records they say.</summary>
internal static class SoapGolden
{
    public const string Endpoint = "https://cas01.contoso.test/autodiscover/autodiscover.svc";

    private static readonly ServerVersionInfo Exchange2016 = new(15, 1, 2507, 6, "Exchange2015");

    /// <summary>The request of the specification's kind: what an Exchange is asked.</summary>
    public static SoapRequest.GetUserSettings Request { get; } = new(
        ["ada@contoso.test", "bob@contoso.test"], ["InternalEwsUrl", "ExternalEwsUrl", "ExternalWebClientUrls", "NoSuchSetting"], "")
    {
        RequestedServerVersion = "Exchange2010",
        To = Endpoint,
    };

    /// <summary>The answer to it.</summary>
    public static SoapResponse.GetUserSettings Response { get; } = new(
        SoapErrorCode.NoError,
        "",
        [
            new UserResponse
            {
                ErrorMessage = "No error.",
                SettingErrors = [new SettingError(SoapErrorCode.InvalidSetting, "Invalid setting.", "NoSuchSetting")],
                Settings =
                [
                    new UserSetting.StringSetting("InternalEwsUrl", "https://cas01.contoso.test/EWS/Exchange.asmx"),
                    new UserSetting.StringSetting("ExternalEwsUrl", "https://mail.contoso.test/EWS/Exchange.asmx"),
                    new UserSetting.WebClientUrlCollectionSetting("ExternalWebClientUrls", [new WebPage(new("https://mail.contoso.test/owa/"), "Fba")]),
                ],
            },
            new UserResponse { ErrorCode = SoapErrorCode.RedirectAddress, ErrorMessage = "Redirection address.", RedirectTarget = "bob@fabrikam.test" },
        ])
    {
        Server = Exchange2016,
    };

    public static IReadOnlyDictionary<string, SoapRequest> Requests { get; } = new Dictionary<string, SoapRequest>
    {
        ["user-settings-request"] = Request,
        ["domain-settings-request"] = new SoapRequest.GetDomainSettings(["contoso.test", "fabrikam.test"], ["ExternalEwsUrl", "ExternalEwsVersion"], "Exchange2010")
        {
            To = Endpoint,
        },
        ["federation-request"] = new SoapRequest.GetFederationInformation("contoso.test")
        {
            To = Endpoint,
            MessageId = "urn:uuid:2f6a0f1e-7d3b-4b56-9a61-0c5b1f0a7e11",
            ReplyTo = SoapSchema.Anonymous,
        },
        ["relationships-request"] = new SoapRequest.GetOrganizationRelationshipSettings(["contoso.test"]) { To = Endpoint },
    };

    public static IReadOnlyDictionary<string, SoapResponse> Responses { get; } = new Dictionary<string, SoapResponse>
    {
        ["user-settings"] = Response,
        ["user-settings-collections"] = new SoapResponse.GetUserSettings(SoapErrorCode.NoError, "", [Collections]) { Server = Exchange2016 },
        ["user-settings-refused"] = new SoapResponse.GetUserSettings(SoapErrorCode.InvalidRequest, "The request is invalid.", []),
        ["domain-settings"] = new SoapResponse.GetDomainSettings(
            SoapErrorCode.NoError,
            "",
            [
                new DomainResponse
                {
                    ErrorMessage = "No error.",
                    Settings = [new DomainSetting("ExternalEwsUrl", "https://mail.contoso.test/EWS/Exchange.asmx")],
                    SettingErrors = [new SettingError(SoapErrorCode.SettingIsNotAvailable, "The setting is not available.", "ExternalEwsVersion")],
                },
                new DomainResponse { ErrorCode = SoapErrorCode.RedirectUrl, RedirectTarget = "https://mail.fabrikam.test/autodiscover/autodiscover.svc" },
            ]),
        ["federation"] = new SoapResponse.GetFederationInformation(
            SoapErrorCode.NoError, "", "FYDIBOHF25SPDLT.contoso.test", ["contoso.test"], [new TokenIssuer(new("https://sts.contoso.test/"), "urn:federation:contoso")])
        {
            RelatesTo = "urn:uuid:2f6a0f1e-7d3b-4b56-9a61-0c5b1f0a7e11",
        },
        ["federation-none"] = new SoapResponse.GetFederationInformation(SoapErrorCode.NotFederated, "The organization is not federated.", "", [], []),
        ["relationships"] = new SoapResponse.GetOrganizationRelationshipSettings(
            SoapErrorCode.NoError,
            "",
            [
                new OrganizationRelationship
                {
                    Name = "Fabrikam",
                    DomainNames = ["fabrikam.test"],
                    FreeBusyAccessEnabled = true,
                    FreeBusyAccessLevel = "AvailabilityOnly",
                    TargetApplicationUri = "fabrikam.test",
                    TargetAutodiscoverEpr = new("https://mail.fabrikam.test/autodiscover/autodiscover.svc/wssecurity"),
                },
            ]),
        ["fault"] = new SoapResponse.Fault("Client", "The request is no request", SoapErrorCode.InvalidRequest, "no Body in it"),
        ["fault-bare"] = new SoapResponse.Fault("Server", "Internal error", default, ""),
    };

    private static UserResponse Collections => new()
    {
        ErrorMessage = "No error.",
        Settings =
        [
            new UserSetting.ProtocolConnectionCollectionSetting("ExternalImap4Connections", [new ProtocolConnection("SSL", "mail.contoso.test", 993)]),
            new UserSetting.AlternateMailboxCollectionSetting("AlternateMailboxes",
            [
                new AlternativeMailbox { Type = "Archive", DisplayName = "In-Place Archive - Ada Byron", LegacyDn = "/o=Contoso/cn=ada/guid=0a1b", Server = "cas01.contoso.test" },
            ]),
            new UserSetting.DocumentSharingLocationCollectionSetting("DocumentSharingLocations",
            [
                new DocumentSharingLocation
                {
                    ServiceUrl = new("https://docs.contoso.test/_vti_bin/exchange.asmx"),
                    LocationUrl = new("https://docs.contoso.test/ada/"),
                    DisplayName = "Ada's documents",
                    SupportedFileExtensions = ["docx", "pdf"],
                    ExternalAccessAllowed = true,
                    IsDefault = true,
                },
            ]),
            new UserSetting.WebClientUrlCollectionSetting("InternalWebClientUrls", []),
        ],
    };

    public static byte[] Bytes(string name)
    {
        using var resource = typeof(SoapGolden).Assembly.GetManifestResourceStream($"{typeof(SoapGolden).Namespace}.Golden.{name}.golden")
            ?? throw new ArgumentException($"no Golden/{name}.golden is embedded", nameof(name));
        using var reader = new StreamReader(resource);
        return Encoding.UTF8.GetBytes(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
