using System.Collections.Immutable;
using CsCheck;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;
using Signpost.Transport;

namespace Signpost.Tests.Autodiscover.Soap;

/// <summary>Random messages.</summary>
internal static class AnySoap
{
    // Any text that XML can hold, without white space at its ends, which XML does not keep for us.
    public static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Char[' ', '\ud7ff'].Array[0, 12].Select(chars => new string(chars).Trim(' ')),
        Gen.Const(""),
        Gen.Const("a\rb\nc\td"),
        Gen.Const("<&>]]>\"'"),
        Gen.Const("\ud83d\ude00\u202e\ufffd"));

    public static readonly Gen<string> Words = Gen.OneOf(Gen.OneOf("ada@contoso.test", "\u00e5sa@contoso.test", "\u0627\u0644@contoso.test"), Texts.Select(text => "a" + text));

    private static readonly Gen<int?> Numbers = Gen.OneOf(Gen.Const<int?>((int?)null), Gen.Int[0, int.MaxValue].Select(n => (int?)n));
    private static readonly Gen<ServiceUrl> Urls = Texts.Select(text => new ServiceUrl(text));
    private static readonly Gen<string> Versions = Gen.OneOf(Gen.Const(""), Gen.OneOf([.. ExchangeVersion.Names]), Gen.Const("Exchange2077_SP3"));
    private static readonly Gen<ImmutableArray<string>> Names = Some(Words);
    private static readonly Gen<SoapErrorCode> Codes = Gen.OneOf(Gen.OneOf(SoapErrorCode.NoError, SoapErrorCode.RedirectUrl), Words.Select(word => new SoapErrorCode(word)));
    private static readonly Gen<SettingError> Errors = Gen.Select(Codes, Texts, Texts, (code, message, name) => new SettingError(code, message, name));

    public static readonly Gen<SoapRequest> Requests =
        from headers in Texts.Array[3]
        from versions in Versions.Array[2]
        from names in Names
        from settings in Names
        from domain in Words
        from request in Gen.OneOf<SoapRequest>(
            new SoapRequest.GetUserSettings(names, settings, versions[0]),
            new SoapRequest.GetDomainSettings(names, settings, versions[0]),
            new SoapRequest.GetFederationInformation(domain),
            new SoapRequest.GetOrganizationRelationshipSettings(names))
        select request with { RequestedServerVersion = versions[1], To = headers[0], MessageId = headers[1], ReplyTo = headers[2] };

    private static readonly Gen<UserSetting> Settings =
        from name in Gen.OneOf(Gen.OneOf([.. UserSettingNames.All.Select(one => one.Name)]), Texts)
        from text in Texts
        from pages in Any(Gen.Select(Urls, Texts, (url, methods) => new WebPage(url, methods)))
        from connections in Any(Gen.Select(Texts, Texts, Numbers, (method, host, port) => new ProtocolConnection(method, host, port)))
        from mailboxes in Any(Texts.Array[6].Select(Mailbox))
        from locations in Any(Gen.Select(Texts.Array[3], Any(Texts), Gen.Bool.Array[4]).Select(Location))
        from setting in Gen.OneOf<UserSetting>(
            new UserSetting.StringSetting(name, text),
            new UserSetting.WebClientUrlCollectionSetting(name, pages),
            new UserSetting.ProtocolConnectionCollectionSetting(name, connections),
            new UserSetting.AlternateMailboxCollectionSetting(name, mailboxes),
            new UserSetting.DocumentSharingLocationCollectionSetting(name, locations))
        select setting;

    private static readonly Gen<UserResponse> Users =
        from code in Codes
        from texts in Texts.Array[2]
        from errors in Any(Errors)
        from settings in Any(Settings)
        select new UserResponse { ErrorCode = code, ErrorMessage = texts[0], RedirectTarget = texts[1], SettingErrors = errors, Settings = settings };

    private static readonly Gen<DomainResponse> Domains =
        from code in Codes
        from texts in Texts.Array[2]
        from errors in Any(Errors)
        from settings in Any(Gen.Select(Texts, Texts, (name, value) => new DomainSetting(name, value)))
        select new DomainResponse { ErrorCode = code, ErrorMessage = texts[0], RedirectTarget = texts[1], SettingErrors = errors, Settings = settings };

    private static readonly Gen<OrganizationRelationship> Relationships = Gen.Select(Texts.Array[6], Any(Texts), Gen.Bool.Array[4]).Select(Relationship);

    private static readonly Gen<ServerVersionInfo?> Servers = Gen.OneOf(
        Gen.Const((ServerVersionInfo?)null),
        Gen.Select(Gen.Int[0, int.MaxValue].Array[4], Texts).Select((n, name) => (ServerVersionInfo?)new ServerVersionInfo(n[0], n[1], n[2], n[3], name)));

    public static readonly Gen<SoapResponse> Responses =
        from code in Codes
        from texts in Texts.Array[4]
        from faultCode in Gen.OneOf("Client", "Server", "VersionMismatch", "MustUnderstand")
        from users in Any(Users)
        from domains in Any(Domains)
        from names in Any(Texts)
        from issuers in Any(Gen.Select(Urls, Texts, (url, uri) => new TokenIssuer(url, uri)))
        from relationships in Any(Relationships)
        from server in Servers
        from response in Gen.OneOf<SoapResponse>(
            new SoapResponse.GetUserSettings(code, texts[0], users),
            new SoapResponse.GetDomainSettings(code, texts[0], domains),
            new SoapResponse.GetFederationInformation(code, texts[0], texts[1], names, issuers),
            new SoapResponse.GetOrganizationRelationshipSettings(code, texts[0], relationships),
            new SoapResponse.Fault(faultCode, texts[0], code, texts[1]),
            new SoapResponse.Fault(faultCode, texts[0], default, ""))
        select response with { Server = server, RelatesTo = texts[3] };

    private static Gen<ImmutableArray<T>> Any<T>(Gen<T> one) => one.Array[0, 3].Select(all => all.ToImmutableArray());

    private static Gen<ImmutableArray<T>> Some<T>(Gen<T> one) => one.Array[1, 4].Select(all => all.ToImmutableArray());

    public static AlternativeMailbox Mailbox(string[] texts) => new()
    {
        Type = texts[0],
        DisplayName = texts[1],
        LegacyDn = texts[2],
        Server = texts[3],
        SmtpAddress = texts[4],
        OwnerSmtpAddress = texts[5],
    };

    private static DocumentSharingLocation Location(string[] texts, ImmutableArray<string> extensions, bool[] flags) => new()
    {
        ServiceUrl = new(texts[0]),
        LocationUrl = new(texts[1]),
        DisplayName = texts[2],
        SupportedFileExtensions = extensions,
        ExternalAccessAllowed = flags[0],
        AnonymousAccessAllowed = flags[1],
        CanModifyPermissions = flags[2],
        IsDefault = flags[3],
    };

    private static OrganizationRelationship Relationship(string[] texts, ImmutableArray<string> domains, bool[] flags) => new()
    {
        Name = texts[0],
        DomainNames = domains,
        FreeBusyAccessEnabled = flags[0],
        FreeBusyAccessLevel = texts[1],
        MailTipsAccessEnabled = flags[1],
        MailTipsAccessLevel = texts[2],
        DeliveryReportEnabled = flags[2],
        MailboxMoveEnabled = flags[3],
        TargetApplicationUri = texts[3],
        TargetAutodiscoverEpr = new(texts[4]),
        TargetSharingEpr = new(texts[5]),
    };
}
