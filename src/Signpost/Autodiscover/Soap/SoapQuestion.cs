using Signpost.Transport;

namespace Signpost.Autodiscover.Soap;

/// <summary>A question of SOAP whose answer is wanted whole: about many users, about domains, about federation.</summary>
internal sealed class SoapQuestion(SoapRequest request, string anchor) : IAutodiscoverDialect
{
    private readonly SoapDoor door = new(request, anchor);

    public AutodiscoverDialect Kind => AutodiscoverDialect.Soap;

    public Uri At(Uri endpoint) => SoapDoor.At(endpoint);

    public CasRequest Ask(Uri url) => door.Ask(url);

    public DialectAnswer Read(CasResponse response) => SoapDoor.Read(response, Read);

    private DialectAnswer Read(SoapResponse document) => (request, document) switch
    {
        (SoapRequest.GetUserSettings, SoapResponse.GetUserSettings users) => DocumentOr(users.ErrorCode, users.ErrorMessage, document),
        (SoapRequest.GetDomainSettings, SoapResponse.GetDomainSettings domains) => DocumentOr(domains.ErrorCode, domains.ErrorMessage, document),
        (SoapRequest.GetFederationInformation, SoapResponse.GetFederationInformation federation) => DocumentOr(federation.ErrorCode, federation.ErrorMessage, document),
        _ => SoapDoor.NoAnswerIn(document),
    };

    private static DialectAnswer DocumentOr(SoapErrorCode code, string message, SoapResponse document) =>
        code.Kind is SoapErrorKind.NoError ? new DialectAnswer.Document(document) : SoapDoor.ErrorOf(code, message);
}
