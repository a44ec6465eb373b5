using Signpost.Transport;

namespace Signpost.Autodiscover.Soap;

/// <summary>SOAP at one host: GetUserSettings for one mailbox (MS-OXWSADISC section 3.1.4.4).</summary>
internal sealed class SoapDialect(MailboxAddress address) : IAutodiscoverDialect
{
    private readonly SoapDoor door = new(new SoapRequest.GetUserSettings([address.ToString()], UserSettingsMapping.AskedByDefault, ""), address.ToString());

    public AutodiscoverDialect Kind => AutodiscoverDialect.Soap;

    public Uri At(Uri endpoint) => SoapDoor.At(endpoint);

    public CasRequest Ask(Uri url) => door.Ask(url);

    public DialectAnswer Read(CasResponse response) => SoapDoor.Read(response, Read);

    private static DialectAnswer Read(SoapResponse document) => document switch
    {
        SoapResponse.GetUserSettings { ErrorCode.Kind: SoapErrorKind.NoError, Users: [var user, ..] } => Read(user),
        SoapResponse.GetUserSettings { ErrorCode.Kind: SoapErrorKind.NoError } => new DialectAnswer.Error(SoapErrorCode.ServerBusy.Text, "no answer for the mailbox"),
        SoapResponse.GetUserSettings whole => SoapDoor.ErrorOf(whole.ErrorCode, whole.ErrorMessage),
        _ => SoapDoor.NoAnswerIn(document),
    };

    private static DialectAnswer Read(UserResponse user) => user.ErrorCode.Kind switch
    {
        SoapErrorKind.NoError => new DialectAnswer.Settings(UserSettingsMapping.ToMailbox(user.Settings)),
        SoapErrorKind.RedirectAddress => new DialectAnswer.RedirectAddress(OneLine.Of(user.RedirectTarget)),
        SoapErrorKind.RedirectUrl => new DialectAnswer.RedirectUrl(user.RedirectTarget),
        _ => SoapDoor.ErrorOf(user.ErrorCode, user.ErrorMessage),
    };
}
