using System.Collections.Immutable;
using Signpost.Transport;

namespace Signpost.Autodiscover.Soap;

/// <summary>Reads the answers (MS-OXWSADISC sections 3.1.4.1 to 3.1.4.4): elements by their local names, in any order, what we don't know skipped.</summary>
internal static class SoapResponseReader
{
    private const string ResponseMessage = "ResponseMessage";

    public static CodecReading<SoapResponse> Read(XmlPart root) => SoapEnvelope.OfAnswer(root) switch
    {
        CodecReading<SoapEnvelope>.Ok { Value: var envelope } => Read(envelope),
        CodecReading<SoapEnvelope>.Bad bad => new CodecReading<SoapResponse>.Bad(bad.What, bad.Line, bad.Column),
        _ => throw new UnreachableException(),
    };

    private static CodecReading<SoapResponse> Read(SoapEnvelope envelope)
    {
        var message = envelope.Message;
        return message.Name is "Fault" ? Ok(Fault(message), envelope.Header) : Answer(message) switch
        {
            { } answer => Ok(answer, envelope.Header),
            null when message.Name.EndsWith(ResponseMessage, StringComparison.Ordinal) => Bad(message, $"no Response of Autodiscover in the {message.Name}"),
            null => Bad(message, $"no answer of Autodiscover: {message.Name}"),
        };
    }

    private static SoapResponse? Answer(XmlPart message) => (message.Name, message.Child("Response")) switch
    {
        (_, null) => null,
        (nameof(SoapOperation.GetUserSettings) + ResponseMessage, { } part) => new SoapResponse.GetUserSettings(
            part.ErrorCode, part.TextOf("ErrorMessage"), part.ListOf("UserResponses", "UserResponse", User)),
        (nameof(SoapOperation.GetDomainSettings) + ResponseMessage, { } part) => new SoapResponse.GetDomainSettings(
            part.ErrorCode, part.TextOf("ErrorMessage"), part.ListOf("DomainResponses", "DomainResponse", Domain)),
        (nameof(SoapOperation.GetFederationInformation) + ResponseMessage, { } part) => new SoapResponse.GetFederationInformation(
            part.ErrorCode,
            part.TextOf("ErrorMessage"),
            part.TextOf("ApplicationUri"),
            part.TextsOf("Domains", "Domain"),
            part.ListOf("TokenIssuers", "TokenIssuer", issuer => new TokenIssuer(new ServiceUrl(issuer.TextOf("Endpoint")), issuer.TextOf("Uri")))),
        (nameof(SoapOperation.GetOrganizationRelationshipSettings) + ResponseMessage, { } part) => new SoapResponse.GetOrganizationRelationshipSettings(
            part.ErrorCode,
            part.TextOf("ErrorMessage"),
            part.ListOf("OrganizationRelationshipSettingsCollection", "OrganizationRelationshipSettings", Relationship)),
        _ => null,
    };

    private static UserResponse User(XmlPart part) => new()
    {
        ErrorCode = part.ErrorCode,
        ErrorMessage = part.TextOf("ErrorMessage"),
        RedirectTarget = part.TextOf("RedirectTarget"),
        SettingErrors = Errors(part, "UserSettingErrors", "UserSettingError"),
        Settings = part.ListOf("UserSettings", "UserSetting", UserSettingXml.Read),
    };

    private static DomainResponse Domain(XmlPart part) => new()
    {
        ErrorCode = part.ErrorCode,
        ErrorMessage = part.TextOf("ErrorMessage"),
        RedirectTarget = part.TextOf("RedirectTarget"),
        SettingErrors = Errors(part, "DomainSettingErrors", "DomainSettingError"),
        Settings = part.ListOf("DomainSettings", "DomainSetting", setting => new DomainSetting(setting.TextOf("Name"), setting.TextOf("Value"))),
    };

    private static ImmutableArray<SettingError> Errors(XmlPart part, string list, string item) => part.ListOf(list, item, error =>
        new SettingError(error.ErrorCode, error.TextOf("ErrorMessage"), error.TextOf("SettingName")));

    private static OrganizationRelationship Relationship(XmlPart part) => new()
    {
        Name = part.TextOf("Name"),
        DomainNames = part.TextsOf("DomainNames", "Domain"),
        FreeBusyAccessEnabled = part.FlagOf("FreeBusyAccessEnabled"),
        FreeBusyAccessLevel = part.TextOf("FreeBusyAccessLevel"),
        MailTipsAccessEnabled = part.FlagOf("MailTipsAccessEnabled"),
        MailTipsAccessLevel = part.TextOf("MailTipsAccessLevel"),
        DeliveryReportEnabled = part.FlagOf("DeliveryReportEnabled"),
        MailboxMoveEnabled = part.FlagOf("MailboxMoveEnabled"),
        TargetApplicationUri = part.TextOf("TargetApplicationUri"),
        TargetAutodiscoverEpr = new ServiceUrl(part.TextOf("TargetAutodiscoverEpr")),
        TargetSharingEpr = new ServiceUrl(part.TextOf("TargetSharingEpr")),
    };

    // The details of Exchange hold an ErrorCode or, from EWS behind the same door, a ResponseCode.
    private static SoapResponse.Fault Fault(XmlPart fault)
    {
        var detail = fault.Child("detail");
        var code = detail?.TextOf("ErrorCode") is { Length: > 0 } given ? given : detail?.TextOf("ResponseCode") ?? "";
        return new SoapResponse.Fault(
            WithoutPrefix(fault.TextOf("faultcode")), fault.TextOf("faultstring"), new SoapErrorCode(code), detail?.TextOf("Message") ?? "");
    }

    private static string WithoutPrefix(string name) => name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static ServerVersionInfo? Server(XmlPart? header) => header?.Child("ServerVersionInfo") is not { } server ? null : new ServerVersionInfo(
        CodecXml.Number(server.TextOf("MajorVersion")) ?? 0,
        CodecXml.Number(server.TextOf("MinorVersion")) ?? 0,
        CodecXml.Number(server.TextOf("MajorBuildNumber")) ?? 0,
        CodecXml.Number(server.TextOf("MinorBuildNumber")) ?? 0,
        server.TextOf("Version"));

    private static CodecReading<SoapResponse>.Ok Ok(SoapResponse response, XmlPart? header) =>
        new(response with { Server = Server(header), RelatesTo = header?.TextOf("RelatesTo") ?? "" });

    private static CodecReading<SoapResponse>.Bad Bad(XmlPart at, string what) => new(what, at.Line, at.Column);
}
